namespace NewsBot.Core.Parsing.Discovery;

/// <summary>Whether a media type or an address looks like that of a feed.</summary>
internal static class FeedAddress
{
    private static readonly string[] Endings =
    [
        "/feed", "/feeds", "/rss", "/atom", "/rss2", "/rdf", ".rss", ".atom", ".rdf", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json",
        "/rss.php", "/feed.php", "/feeds/posts/default", "feed.xml", "rss.xml",
    ];

    private static readonly string[] Queries = ["feed=rss", "feed=atom", "format=rss", "format=atom", "format=feed", "type=rss", "output=rss"];

    /// <summary>True for the media types of feeds. Plain JSON and XML count only where the address speaks for a feed.</summary>
    public static bool IsFeedType(string? type, string? href) => type?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" or "application/feed+json"
            or "text/rss+xml" or "text/rss" or "text/atom+xml" or "application/x-rss+xml" or "application/x-atom+xml" or "application/rss" => true,
        "text/xml" or "application/xml" or "application/json" => href is not null && Speaks(href),
        _ => false,
    };

    /// <summary>True if path or query end like a feed's.</summary>
    public static bool LooksLikeFeed(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        if (Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return true;
        if (Array.Exists(Queries, query => address.Query.Contains(query, StringComparison.OrdinalIgnoreCase)))
            return true;
        return address.Host.StartsWith("feeds.", StringComparison.OrdinalIgnoreCase) && path.Length > 1;
    }

    private static bool Speaks(string href) => href.Contains("feed", StringComparison.OrdinalIgnoreCase)
        || href.Contains("rss", StringComparison.OrdinalIgnoreCase)
        || href.Contains("atom", StringComparison.OrdinalIgnoreCase);
}
