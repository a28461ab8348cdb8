namespace NewsBot.Core.Rendering.Discord;

/// <summary>A card of a message (https://discord.com/developers/docs/resources/message#embed-object). Lengths are UTF-16
/// units; those of all embeds of a message together are at most 6,000. Addresses are absolute http or https, percent-encoded, at
/// most 2,048 characters.</summary>
public sealed record DiscordEmbed
{
    /// <summary>The headline: Markdown is shown, at most 256 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Where the headline leads. Embeds with the same address are shown as one with several pictures.</summary>
    public string? Url { get; init; }

    /// <summary>The text: Markdown, at most 4,096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Shown in the reader's own time beside the footer.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Of its edge: 0xRRGGBB.</summary>
    public int? Color { get; init; }

    /// <summary>The line beneath: plain text.</summary>
    public DiscordFooter? Footer { get; init; }

    /// <summary>The line above the headline: plain text.</summary>
    public DiscordAuthor? Author { get; init; }

    /// <summary>The large picture.</summary>
    public DiscordPicture? Image { get; init; }

    /// <summary>The small picture at the side.</summary>
    public DiscordPicture? Thumbnail { get; init; }
}

/// <summary>The line beneath an embed.</summary>
/// <param name="Text">At most 2,048 characters.</param>
public sealed record DiscordFooter(string Text);

/// <summary>The line above an embed's headline.</summary>
/// <param name="Name">At most 256 characters.</param>
public sealed record DiscordAuthor(string Name)
{
    /// <summary>Where it leads.</summary>
    public string? Url { get; init; }
}

/// <summary>A picture of an embed or of a layout.</summary>
/// <param name="Url">http, https, or <c>attachment://NAME</c> of an uploaded file; at most 2,048 characters.</param>
public sealed record DiscordPicture(string Url);
