using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>Someone who writes to the bot, or the bot itself.</summary>
/// <param name="Id">The id, which is also that of the private chat.</param>
/// <param name="Name">The first name.</param>
/// <param name="Language">An IETF tag such as <c>en</c> or <c>zh-hans</c>; null where the client tells none.</param>
/// <param name="Username">The name without the at sign, or null.</param>
/// <param name="IsBot">Whether it is a bot.</param>
public sealed record Person(long Id, string Name, string? Language = null, string? Username = null, bool IsBot = false)
{
    /// <summary>Who writes for an administrator that stays anonymous.</summary>
    public static Person GroupAnonymousBot { get; } = new(1087968824, "Group", Username: "GroupAnonymousBot", IsBot: true);

    /// <summary>The <c>User</c> of the Bot API.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["is_bot"] = IsBot, ["first_name"] = Name };
        if (Username is not null)
            json["username"] = Username;
        if (Language is not null)
            json["language_code"] = Language;
        return json;
    }
}
