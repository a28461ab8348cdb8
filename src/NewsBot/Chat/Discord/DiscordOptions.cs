namespace NewsBot.Chat.Discord;

/// <summary>Section <c>Discord</c>: the bot as Discord's developer portal gave it out.</summary>
public sealed class DiscordOptions
{
    /// <summary>The bot's token. Empty: Discord is switched off.</summary>
    public string Token { get; set; } = "";

    /// <summary>Address of another API server, for example <c>http://127.0.0.1:8082</c>; a path before <c>/v10</c> may be part of it.
    /// Empty for Discord's own.</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Whether the bot speaks Discord.</summary>
    public bool IsOn => Token.Length > 0;
}
