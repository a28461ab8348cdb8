using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>What a document is that is not a feed, in a sentence for people.</summary>
internal static class Foreign
{
    /// <summary>By the name of the root element.</summary>
    public static string DescribeRoot(string name) => name.ToLowerInvariant() switch
    {
        "html" or "head" or "body" => "This is a web page (HTML), not a feed",
        "opml" => "This is a list of feeds (OPML), not a feed",
        "urlset" or "sitemapindex" => "This is a sitemap, not a feed",
        "svg" => "This is a picture (SVG), not a feed",
        "error" => "The server answered with an error message, not a feed",
        _ => $"This is XML (<{(name.Length > 40 ? name[..40] + "…" : name)}>), not a feed",
    };

    /// <summary>By the text, where no root element makes sense.</summary>
    public static string Describe(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("%PDF", StringComparison.Ordinal))
            return "This is a PDF file, not a feed";
        if (start.Contains('\0') || start.Contains('\uFFFD'))
            return "This is a binary file, not a feed";
        var isPage = start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || PlainText.LooksLikeHtml(text);
        return isPage ? "This is a web page (HTML), not a feed" : "This is plain text, not a feed";
    }
}
