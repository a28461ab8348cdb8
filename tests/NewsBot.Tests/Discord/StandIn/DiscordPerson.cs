using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Somebody with an account, or the bot.</summary>
internal sealed class DiscordPerson
{
    internal DiscordPerson(string id, string name, string locale, bool isBot = false) =>
        (Id, Name, Locale, IsBot) = (id, name, locale, isBot);

    public string Id { get; }

    public string Name { get; }

    /// <summary>The language of their client, one of Discord's locales.</summary>
    public string Locale { get; }

    public bool IsBot { get; }

    /// <summary>Whether the bot may write to them in private.</summary>
    public bool TakesDirectMessages { get; set; } = true;

    /// <summary>The user object.</summary>
    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["username"] = Name,
        ["avatar"] = null,
        ["discriminator"] = "0",
        ["public_flags"] = 0,
        ["flags"] = 0,
        ["bot"] = IsBot,
        ["banner"] = null,
        ["accent_color"] = null,
        ["global_name"] = Name,
        ["avatar_decoration_data"] = null,
        ["collectibles"] = null,
        ["banner_color"] = null,
        ["clan"] = null,
        ["primary_guild"] = null,
    };
}
