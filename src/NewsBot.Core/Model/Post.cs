namespace NewsBot.Core.Model;

/// <summary>
/// An item made ready for people, before any platform is chosen: cleaned of what the publisher wrapped around it, with
/// the sentences that say what happened and the picture that shows it.
/// </summary>
public sealed record Post
{
    /// <summary>Headline, plain text on one line. May be empty for an item that has none; then <see cref="Lead"/> carries it.</summary>
    public required string Title { get; init; }

    /// <summary>The sentences that say what happened, verbatim, plain text. May be empty.</summary>
    public required string Lead { get; init; }

    /// <summary>Where to read it: absolute, without tracking parameters.</summary>
    public Uri? Link { get; init; }

    /// <summary>The best picture, unwrapped from image proxies.</summary>
    public Uri? Image { get; init; }

    /// <summary>All pictures of the item in reading order, <see cref="Image"/> among them.</summary>
    public IReadOnlyList<Uri> Images { get; init; } = [];

    /// <summary>Video and audio: an enclosure, a <c>video</c> element or a player's page.</summary>
    public IReadOnlyList<Enclosure> Media { get; init; } = [];

    /// <summary>Name of the source as readers know it.</summary>
    public required string Source { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published, UTC; null if the feed does not tell.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Labels of the item, plain text.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Primary language subtag of the text, for example <c>zh</c> or <c>en</c>; null if unknown.</summary>
    public string? Language { get; init; }

    /// <summary>How many further items came with it and were not sent, for so many at once are no news; 0 as a rule.</summary>
    public int Unsent { get; init; }

    /// <summary>The cleaned text. Empty if the feed gave none.</summary>
    public RichText Body { get; init; } = RichText.Empty;
}
