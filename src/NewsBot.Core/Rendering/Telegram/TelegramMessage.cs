using NewsBot.Core.Commands;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>A message as Telegram takes it (https://core.telegram.org/bots/api#html-style).</summary>
public sealed record TelegramMessage : RenderedMessage
{
    /// <summary>Telegram's HTML. After parsing it is 1 to 4096 code points, with <see cref="Media"/> 0 to 1024, and has at
    /// most 100 entities.</summary>
    public required string Html { get; init; }

    /// <summary>The same words without markup, within the same limits, for when the markup is refused. Links that matter
    /// are written out.</summary>
    public required string Plain { get; init; }

    /// <summary>Pictures, video or audio of which the text is the caption; several (2 to 10) are an album.</summary>
    public IReadOnlyList<TelegramMedia> Media { get; init; } = [];

    /// <summary>What a large preview above the text shows; null for no preview.</summary>
    public Uri? Card { get; init; }

    /// <summary>Rows of buttons beneath. An album cannot have any.</summary>
    public IReadOnlyList<IReadOnlyList<TelegramButton>> Keyboard { get; init; } = [];

    /// <summary>The same message as rich HTML (https://core.telegram.org/bots/api#rich-message-formatting-options), to be
    /// tried first; null for none.</summary>
    public string? RichHtml { get; init; }

    /// <summary>A file that goes with it, the text being its caption.</summary>
    public ReplyFile? File { get; init; }

    /// <summary>True if it comes without a sound.</summary>
    public bool IsSilent { get; init; }
}

/// <summary>Something shown with a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Where it lies: absolute http or https.</param>
public sealed record TelegramMedia(TelegramMediaKind Kind, Uri Address);

/// <summary>What Telegram tells apart.</summary>
public enum TelegramMediaKind
{
    /// <summary>A still picture.</summary>
    Photo,

    /// <summary>A video file.</summary>
    Video,

    /// <summary>A sound file.</summary>
    Audio,
}

/// <summary>A button: it sends a command or opens a page.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Command">The command it sends, as if typed; null if it opens <paramref name="Page"/>.</param>
/// <param name="Page">The page it opens; null if it sends a command.</param>
public sealed record TelegramButton(string Label, string? Command, Uri? Page);
