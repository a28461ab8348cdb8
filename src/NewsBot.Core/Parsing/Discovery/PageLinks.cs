using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Discovery;

/// <summary>The feeds that the markup of a page leads to.</summary>
/// <param name="Declared">Named in <c>link</c> elements.</param>
/// <param name="Anchors">Addresses of links that look like a feed's.</param>
/// <param name="Shapes">Follow from what the page says it was made with.</param>
internal sealed record PageLinks(IReadOnlyList<FeedLink> Declared, IReadOnlyList<FeedLink> Anchors, IReadOnlyList<FeedLink> Shapes)
{
    private const int MaxAnchors = 20;

    /// <summary>Reads a page.</summary>
    public static PageLinks Read(string html, Uri url)
    {
        var (declared, anchors, shapes) = (new List<FeedLink>(), new List<FeedLink>(), new List<FeedLink>());
        var baseUri = url;
        var scanner = new MarkupScanner(html);
        while (scanner.Read())
        {
            if (scanner.Kind != MarkupKind.StartTag)
                continue;
            if (scanner.Name.Equals("base", StringComparison.OrdinalIgnoreCase))
                baseUri = WebAddress.Base(TagAttributes.Read(html, scanner.Attributes).Get("href"), url);
            else if (scanner.Name.Equals("link", StringComparison.OrdinalIgnoreCase))
                AddIfNotNull(declared, Declaration(TagAttributes.Read(html, scanner.Attributes), baseUri));
            else if (scanner.Name.Equals("a", StringComparison.OrdinalIgnoreCase) && anchors.Count < MaxAnchors)
                AddIfNotNull(anchors, Anchor(html, scanner, baseUri));
            else if (scanner.Name.Equals("meta", StringComparison.OrdinalIgnoreCase))
                AddIfNotNull(shapes, Shape(TagAttributes.Read(html, scanner.Attributes), url));
        }
        return new PageLinks(declared, anchors, shapes);
    }

    private static void AddIfNotNull(List<FeedLink> links, FeedLink? link)
    {
        if (link is not null)
            links.Add(link);
    }

    private static FeedLink? Declaration(TagAttributes link, Uri baseUri)
    {
        var relations = link.Get("rel")?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var isFeed = relations.Contains("feed", StringComparer.OrdinalIgnoreCase)
            || (relations.Contains("alternate", StringComparer.OrdinalIgnoreCase) && FeedAddress.IsFeedType(link.Get("type"), link.Get("href")));
        return isFeed && WebAddress.Resolve(link.Get("href"), baseUri) is { } address
            ? new FeedLink(address, PlainText.From(link.Get("title"), TextKind.Plain))
            : null;
    }

    private static FeedLink? Anchor(string html, MarkupScanner scanner, Uri baseUri)
    {
        var attributes = TagAttributes.Read(html, scanner.Attributes);
        if (WebAddress.Resolve(attributes.Get("href"), baseUri) is not { } address)
            return null;
        if (!FeedAddress.LooksLikeFeed(address) && !FeedAddress.IsFeedType(attributes.Get("type"), href: null))
            return null;
        // The words of the link: those up to the next tag are enough.
        scanner.Read();
        var words = scanner.Kind == MarkupKind.Text ? scanner.Token.ToString() : null;
        return new FeedLink(address, PlainText.From(attributes.Get("title") ?? words, TextKind.Plain));
    }

    private static FeedLink? Shape(TagAttributes meta, Uri url)
    {
        var content = meta.Get("content") ?? "";
        if (meta.Get("itemprop") is "identifier" or "channelId" && content.StartsWith("UC", StringComparison.Ordinal) && KnownSites.IsYouTube(url))
            return KnownSites.YouTubeChannel(content);
        if (!string.Equals(meta.Get("name"), "generator", StringComparison.OrdinalIgnoreCase))
            return null;
        var path = content.ToLowerInvariant() switch
        {
            var maker when maker.StartsWith("wordpress", StringComparison.Ordinal) => "/feed/",
            var maker when maker.StartsWith("ghost", StringComparison.Ordinal) => "/rss/",
            var maker when maker.StartsWith("hugo", StringComparison.Ordinal) => "/index.xml",
            var maker when maker.StartsWith("hexo", StringComparison.Ordinal) => "/atom.xml",
            var maker when maker.StartsWith("jekyll", StringComparison.Ordinal) => "/feed.xml",
            var maker when maker.StartsWith("blogger", StringComparison.Ordinal) => "/feeds/posts/default",
            var maker when maker.StartsWith("discourse", StringComparison.Ordinal) => "/latest.rss",
            _ => null,
        };
        return path is null ? null : new FeedLink(new Uri(url, path), Title: null);
    }
}
