using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Detection;

/// <summary>
/// What a feed held at the first look: news to nobody. It is kept as it came, and read when its items are asked for or when
/// another look is to be compared with it. Most are never asked for, and composing twenty items costs many times what the look did.
/// </summary>
/// <param name="Document">The bytes of the feed, as they are parsed.</param>
/// <param name="Url">Where they came from, after redirects.</param>
/// <param name="ContentType">The raw Content-Type header, or null.</param>
/// <param name="Items">How many items there are in it.</param>
public sealed record Backlog(byte[] Document, Uri Url, string? ContentType, int Items)
{
    /// <summary>Its items, oldest first, none of them to be announced: just what the look would have stored.</summary>
    /// <param name="feed">As it is known.</param>
    public IReadOnlyList<NewItem> Read(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (FeedParser.Parse(Document, Url, ContentType) is not ParseResult.Parsed { Document: var document })
            return [];
        var source = PostSource.Of(feed);
        var backlog = NewItems.Detect(ItemIdentity.Identify(document), new Dictionary<ItemKey, KnownItem>(), lastLook: null);
        return [.. backlog.Fresh.Select(item => NewItem.Compose(item, source))];
    }
}
