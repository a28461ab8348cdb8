namespace NewsBot.Chat.Telegram;

/// <summary>Section <c>Telegram</c>: the bot as Telegram's BotFather gave it out.</summary>
public sealed class TelegramOptions
{
    /// <summary>The bot's token. Empty: Telegram is switched off.</summary>
    public string Token { get; set; } = "";

    /// <summary>Address of another Bot API server, scheme, host and port alone; empty for Telegram's own
    /// (https://core.telegram.org/bots/api#using-a-local-bot-api-server).</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Public https address under which Telegram delivers what happens, for example
    /// <c>https://news.example.com/telegram</c>; empty to ask for it instead.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>Whether the bot speaks Telegram.</summary>
    public bool IsOn => Token.Length > 0;
}
