using Telegram.Bot.Exceptions;

namespace NewsBot.Chat.Telegram;

/// <summary>What Telegram's refusal means. The texts are those of its server (td/telegram-bot-api, Client.cpp); they are
/// the only thing that tells one 400 from another.</summary>
internal enum FaultKind
{
    /// <summary>Too many messages: wait as long as it says.</summary>
    Flood,

    /// <summary>The chat is gone or has shut the bot out.</summary>
    Gone,

    /// <summary>The group became a supergroup.</summary>
    Moved,

    /// <summary>The forum topic is closed or deleted; the chat is well.</summary>
    TopicGone,

    /// <summary>The markup or length of the text is refused.</summary>
    Markup,

    /// <summary>The picture, or the address it lies at, is refused.</summary>
    Media,

    /// <summary>The message stands there already as it should be.</summary>
    SameAlready,

    /// <summary>The message cannot be edited, or is not of the kind that was tried.</summary>
    NotEditable,

    /// <summary>The token is wrong or was revoked.</summary>
    Token,

    /// <summary>Telegram or the way there is disturbed.</summary>
    Disturbed,

    /// <summary>Something else about the request.</summary>
    Refused,
}

/// <summary>A failed request, understood.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Reason">One line for the operator.</param>
internal sealed record TelegramFault(FaultKind Kind, string Reason)
{
    private static readonly (string Text, FaultKind Kind)[] Refusals =
    [
        ("message is not modified", FaultKind.SameAlready),
        ("message to edit not found", FaultKind.NotEditable),
        ("message can't be edited", FaultKind.NotEditable),
        ("there is no text in the message", FaultKind.NotEditable),
        ("there is no caption in the message", FaultKind.NotEditable),
        ("MESSAGE_ID_INVALID", FaultKind.NotEditable),
        ("message thread not found", FaultKind.TopicGone),
        ("TOPIC_CLOSED", FaultKind.TopicGone),
        ("TOPIC_DELETED", FaultKind.TopicGone),
        ("TOPIC_ID_INVALID", FaultKind.TopicGone),
        ("chat not found", FaultKind.Gone),
        ("user not found", FaultKind.Gone),
        ("group chat was deactivated", FaultKind.Gone),
        ("group chat was deleted", FaultKind.Gone),
        ("PEER_ID_INVALID", FaultKind.Gone),
        ("CHAT_WRITE_FORBIDDEN", FaultKind.Gone),
        ("CHAT_RESTRICTED", FaultKind.Gone),
        ("CHAT_ADMIN_REQUIRED", FaultKind.Gone),
        ("need administrator rights", FaultKind.Gone),
        ("not enough rights to send text messages", FaultKind.Gone),
        ("have no rights to send a message", FaultKind.Gone),
        ("not enough rights", FaultKind.Media),
        ("can't parse", FaultKind.Markup),
        ("ENTITY_", FaultKind.Markup),
        ("too long", FaultKind.Markup),
        ("MESSAGE_TOO_LONG", FaultKind.Markup),
        ("text must be non-empty", FaultKind.Markup),
        ("message text is empty", FaultKind.Markup),
        ("BUTTON_", FaultKind.Markup),
        ("REPLY_MARKUP", FaultKind.Markup),
        ("HTTP URL", FaultKind.Media),
        ("web page content", FaultKind.Media),
        ("file identifier", FaultKind.Media),
        ("WEBPAGE_", FaultKind.Media),
        ("MEDIA_", FaultKind.Media),
        ("PHOTO_", FaultKind.Media),
        ("IMAGE_", FaultKind.Media),
        ("VIDEO_", FaultKind.Media),
        ("failed to send message", FaultKind.Media),
        ("file is too big", FaultKind.Media),
        ("can't use the media", FaultKind.Media),
    ];

    /// <summary>How long Telegram asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The supergroup that the group became.</summary>
    public long? MovedTo { get; init; }

    /// <summary>Understands what the client threw.</summary>
    public static TelegramFault Of(RequestException exception)
    {
        if (exception is not ApiRequestException answer)
            return new TelegramFault(FaultKind.Disturbed, $"Telegram could not be asked: {exception.InnerException?.Message ?? exception.Message}");
        var reason = $"Telegram: {answer.Message}";
        if (answer.Parameters?.MigrateToChatId is { } to)
            return new TelegramFault(FaultKind.Moved, reason) { MovedTo = to };
        return answer.ErrorCode switch
        {
            429 => new TelegramFault(FaultKind.Flood, reason) { RetryAfter = TimeSpan.FromSeconds(answer.Parameters?.RetryAfter ?? 1) },
            401 => new TelegramFault(FaultKind.Token, reason),
            403 => new TelegramFault(FaultKind.Gone, reason),
            404 => new TelegramFault(FaultKind.Refused, reason),
            413 => new TelegramFault(FaultKind.Media, reason),
            >= 500 => new TelegramFault(FaultKind.Disturbed, reason),
            _ => new TelegramFault(Meaning(answer.Message), reason),
        };
    }

    private static FaultKind Meaning(string text)
    {
        foreach (var (part, kind) in Refusals)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        return FaultKind.Refused;
    }
}
