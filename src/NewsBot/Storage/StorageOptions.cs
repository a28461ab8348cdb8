using System.ComponentModel.DataAnnotations;

namespace NewsBot.Storage;

/// <summary>Section <c>Storage</c>: where the bot remembers.</summary>
public sealed class StorageOptions
{
    /// <summary>The database engine: <c>sqlite</c>.</summary>
    [AllowedValues("sqlite")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>For SQLite the database file, relative to the working folder, or a full connection string.</summary>
    [Required]
    public string ConnectionString { get; set; } = "data/newsbot.db";
}
