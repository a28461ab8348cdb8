namespace NewsBot.Core.Model;

/// <summary>
/// A feed as its publisher wrote it, in whatever format, at one moment. Text fields are plain text; links are absolute
/// where they could be resolved. Absent is null or empty, never invented.
/// </summary>
public sealed record FeedDocument
{
    /// <summary>Format and version as the document declares it: <c>rss2.0</c>, <c>rss1.0</c>, <c>atom1.0</c>,
    /// <c>atom0.3</c>, <c>json1.1</c>, <c>archive</c>; without a version, <c>rss</c>, <c>atom</c>, <c>json</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Title of the feed, plain text.</summary>
    public string? Title { get; init; }

    /// <summary>What the feed says about itself, plain text or HTML as written.</summary>
    public string? Description { get; init; }

    /// <summary>The site the feed belongs to.</summary>
    public Uri? Link { get; init; }

    /// <summary>The address the feed gives for itself (<c>rel=self</c>, <c>feed_url</c>).</summary>
    public Uri? Self { get; init; }

    /// <summary>BCP 47 language tag as written, for example <c>zh-CN</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Logo of the feed.</summary>
    public Uri? Image { get; init; }

    /// <summary>WebSub hubs (W3C WebSub section 4).</summary>
    public IReadOnlyList<Uri> Hubs { get; init; } = [];

    /// <summary>What the publisher asks of pollers.</summary>
    public PublisherHints Hints { get; init; } = new();

    /// <summary>The entries in document order.</summary>
    public IReadOnlyList<FeedItem> Items { get; init; } = [];

    /// <summary>Why the document had to be mended before it could be read, or null if it was sound.</summary>
    public string? Repair { get; init; }
}

/// <summary>What a feed itself says about how often it changes (RSS 2.0 <c>ttl</c>, <c>skipHours</c>, <c>skipDays</c>; the
/// syndication module's <c>sy:updatePeriod</c>/<c>sy:updateFrequency</c>).</summary>
public sealed record PublisherHints
{
    /// <summary>RSS <c>ttl</c> in minutes, as written.</summary>
    public int? TtlMinutes { get; init; }

    /// <summary>The interval of the syndication module.</summary>
    public TimeSpan? UpdateInterval { get; init; }

    /// <summary>Hours of the day, 0 to 23 in UTC, in which nothing new is to be expected.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days of the week in UTC on which nothing new is to be expected.</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];
}

/// <summary>One entry of a feed as its publisher wrote it.</summary>
public sealed record FeedItem
{
    /// <summary>guid, atom:id, rdf:about or JSON id, exactly as written.</summary>
    public string? Id { get; init; }

    /// <summary>Plain text, entities decoded, tags removed.</summary>
    public string? Title { get; init; }

    /// <summary>The page of the item.</summary>
    public Uri? Link { get; init; }

    /// <summary>Time of publication, else the only time there is; UTC. Null if missing or unreadable.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Time of the last change, if the feed tells it apart; UTC.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Names of the authors, joined with a comma.</summary>
    public string? Author { get; init; }

    /// <summary>Labels of the item in document order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Short text: HTML or plain text as written, links made absolute.</summary>
    public string? Summary { get; init; }

    /// <summary>Full text: HTML, links made absolute.</summary>
    public string? Content { get; init; }

    /// <summary>Pictures that the feed names outside the text (media:*, itunes:image, JSON image), best first.</summary>
    public IReadOnlyList<Uri> Images { get; init; } = [];

    /// <summary>Attached files.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Language of the item if it differs from the feed's.</summary>
    public string? Language { get; init; }
}

/// <summary>A file attached to an item.</summary>
/// <param name="Url">Absolute address.</param>
/// <param name="Type">Media type as written.</param>
/// <param name="Length">Size in bytes as written.</param>
public sealed record Enclosure(Uri Url, string? Type, long? Length);
