using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Core.Parsing;

/// <summary>A feed that a page leads to.</summary>
/// <param name="Url">Its absolute address.</param>
/// <param name="Title">What the page calls it, or null.</param>
public sealed record FeedLink(Uri Url, string? Title);

/// <summary>Finds the feeds of a web page.</summary>
public static class FeedLinks
{
    private const int MaxLinks = 50;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>
    /// The feeds of a page, the likeliest first: those it declares (<c>link rel=alternate</c>), those it links to, those that
    /// sites of its kind have. What is declared is a feed almost surely; the rest should be tried.
    /// </summary>
    /// <param name="page">The page as received; only its first 4 MiB are looked at.</param>
    /// <param name="url">Its address.</param>
    /// <param name="contentType">Its Content-Type header, or null.</param>
    public static IReadOnlyList<FeedLink> Discover(ReadOnlyMemory<byte> page, Uri url, string? contentType)
    {
        ArgumentNullException.ThrowIfNull(url);
        var bytes = page.Span[..Math.Min(page.Length, MaxBytes)];
        var found = PageLinks.Read(FeedText.Decode(bytes, contentType), url);
        IEnumerable<FeedLink> all = [.. found.Declared, .. found.Anchors, .. FromAddress(url), .. found.Shapes];
        // A page's comments are the last that one subscribes to; the sort is stable.
        return [.. all.DistinctBy(link => link.Url).OrderBy(IsOfComments).Take(MaxLinks)];
    }

    /// <summary>The feeds that the address of a page alone lets expect: a YouTube channel, a GitHub project and the like.</summary>
    public static IReadOnlyList<FeedLink> FromAddress(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return KnownSites.Feeds(url);
    }

    /// <summary>Addresses at which sites often keep a feed, for when a page names none.</summary>
    public static IReadOnlyList<Uri> CommonPaths(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            return [];
        var folder = url.AbsolutePath.TrimEnd('/');
        string[] paths = folder.Length > 0 && !folder.Contains('.', StringComparison.Ordinal) ? [$"{folder}/feed"] : [];
        return
        [
            .. paths.Concat(["/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json"])
                .Select(path => new Uri(url, path)).Distinct(),
        ];
    }

    private static bool IsOfComments(FeedLink link) =>
        link.Url.AbsolutePath.Contains("/comments", StringComparison.OrdinalIgnoreCase)
        || link.Title?.Contains("comments", StringComparison.OrdinalIgnoreCase) == true
        || link.Title?.Contains("评论", StringComparison.Ordinal) == true;
}
