namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>How a <see cref="BotApiServer"/> is made.</summary>
public sealed class BotApiOptions
{
    /// <summary>The one token that is valid; the bot's id is the number before the colon.</summary>
    public string Token { get; init; } = "987654321:AAFakeTokenForTheStandIn_0123456789abc";

    /// <summary>The bot's name without the at sign.</summary>
    public string BotUsername { get; init; } = "news_stand_bot";

    /// <summary>The server's clock: dates of messages, rates, waiting polls. A load run may pass one that goes faster.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The rates that are enforced.</summary>
    public RateOptions Rates { get; init; } = new();

    /// <summary>
    /// Whether an uploaded photo must be a JPEG or PNG by its first bytes. Off by default: judging clients upload three bytes.
    /// The sides of an upload that is one are judged in any case.
    /// </summary>
    public bool JudgePictures { get; init; }

    /// <summary>
    /// Whether the bot sees in groups only what is meant for it (commands, mentions, replies to it), as is the
    /// default for a new bot. Where it is an administrator it sees everything.
    /// </summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>How long the server waits before it posts an update again that the webhook did not take.</summary>
    public TimeSpan WebhookRetry { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>The rates of the Bot FAQ. Telegram says that the exact numbers are not specified; these are the strict reading.</summary>
public sealed class RateOptions
{
    /// <summary>No rates at all.</summary>
    public static RateOptions None { get; } = new() { IsOn = false };

    /// <summary>Whether rates are enforced.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Messages in any second, all chats together.</summary>
    public int PerSecond { get; init; } = 30;

    /// <summary>Messages a second to one chat, sustained.</summary>
    public double PerChatSecond { get; init; } = 1;

    /// <summary>How many messages to one chat may come at once after a pause. An album counts as its items, and may overdraw.</summary>
    public int PerChatBurst { get; init; } = 3;

    /// <summary>Messages and edits in any sixty seconds to one group or channel.</summary>
    public int PerGroupMinute { get; init; } = 20;

    /// <summary>
    /// A send that comes this soon after a refusal is no offence: it was on its way. What had arrived before the
    /// refusal is never one.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;
}
