using DbUp;
using DbUp.Engine;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// Brings a database to this version's schema: the numbered scripts in Migrations/, each run once, in a transaction, and
/// recorded in it. A script that was released is never changed; a new one is added.
/// </summary>
internal static class SqliteMigrations
{
    private const string Folder = "NewsBot.Storage.Sqlite.Migrations.";

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="StorageException">The database is of a newer version, or a script failed; then it is as it was.</exception>
    public static void Run(string connectionString, string file)
    {
        var upgrade = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScripts(Scripts())
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build();
        if (upgrade.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new StorageException(
                $"The database {file} belongs to a newer version of newsbot (it has {string.Join(", ", unknown)}). Install that version "
                + "again, or put a backup from before the update in its place.");
        }
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
        {
            throw SqliteFaults.Explain(result.Error, file) ?? new StorageException(
                $"The database {file} could not be brought to this version: {result.ErrorScript?.Name}: {result.Error.Message} It is "
                + "unchanged and still serves the version that it came from.", result.Error);
        }
    }

    private static IEnumerable<SqlScript> Scripts()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[Folder.Length..], assembly.GetManifestResourceStream(name)));
    }
}
