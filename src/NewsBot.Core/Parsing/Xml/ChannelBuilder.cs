using NewsBot.Core.Model;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>What was learnt of a feed so far; the first of two statements counts.</summary>
internal sealed class ChannelBuilder
{
    public string? Title { get; set; }

    public string? Description { get; set; }

    /// <summary>The best link to the site so far.</summary>
    public RankedLink Link { get; } = new();

    public Uri? Self { get; set; }

    public string? Language { get; set; }

    public Uri? Image { get; set; }

    public Uri? Icon { get; set; }

    public List<string> Authors { get; } = [];

    public List<Uri> Hubs { get; } = [];

    public PublisherHints Hints { get; set; } = new();

    public bool IsEmpty => Title is null && Link.Address is null && Description is null;

    public FeedDocument Build(string format, IReadOnlyList<FeedItem> items, string? repair) => new()
    {
        Format = format,
        Title = Title,
        Description = Description,
        Link = Link.Address,
        Self = Self,
        Language = Language,
        Image = Image ?? Icon,
        Hubs = Hubs,
        Hints = Hints,
        Items = items,
        Repair = repair,
    };
}
