using System.Collections.Frozen;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Whose words an element is in.</summary>
internal enum Vocabulary
{
    Other,

    /// <summary>RSS of any version, RDF's RSS and Atom of any version: publishers mix them, so they are one.</summary>
    Feed,
    Content,
    DublinCore,
    Media,
    Podcasting,
    Syndication,
    FeedBurner,
    Xhtml,
}

/// <summary>Namespaces and the vocabularies they mean.</summary>
internal static class Namespaces
{
    /// <summary>
    /// The vocabulary of a namespace. Publishers write the names with other case, with <c>https</c>, without the last
    /// slash; so the core of a name decides, and where it says nothing the customary prefix does.
    /// </summary>
    public static Vocabulary Find(string name, string prefix)
    {
        if (name.Length > 0 && (Usual.TryGetValue(name, out var meant) ? meant : ByCore(name)) is { } known)
            return known;
        return prefix switch
        {
            // A default namespace nobody knows, or none: the feed's own words.
            "" or "rss" or "atom" or "atom03" or "atom10" or "a10" => Vocabulary.Feed,
            "content" => Vocabulary.Content,
            "dc" or "dcterms" => Vocabulary.DublinCore,
            "media" => Vocabulary.Media,
            "itunes" or "googleplay" or "podcast" => Vocabulary.Podcasting,
            "sy" => Vocabulary.Syndication,
            "feedburner" => Vocabulary.FeedBurner,
            "xhtml" => Vocabulary.Xhtml,
            _ => Vocabulary.Other,
        };
    }

    private static Vocabulary? ByCore(string name)
    {
        foreach (var (core, vocabulary) in Cores)
        {
            if (name.Contains(core, StringComparison.OrdinalIgnoreCase))
                return vocabulary;
        }
        return null;
    }

    private static readonly (string Core, Vocabulary Vocabulary)[] Cores =
    [
        ("www.w3.org/2005/Atom", Vocabulary.Feed),
        ("purl.org/atom/ns", Vocabulary.Feed),
        ("purl.org/rss/1.0/modules/content", Vocabulary.Content),
        ("purl.org/rss/1.0/modules/syndication", Vocabulary.Syndication),
        ("purl.org/rss/1.0/modules", Vocabulary.Other),
        ("purl.org/dc/", Vocabulary.DublinCore),
        ("purl.org/rss/", Vocabulary.Feed),
        ("purl.org/net/rss", Vocabulary.Feed),
        ("my.netscape.com", Vocabulary.Feed),
        ("channel.netscape.com", Vocabulary.Feed),
        ("backend.userland.com", Vocabulary.Feed),
        ("blogs.law.harvard.edu", Vocabulary.Feed),
        ("search.yahoo.com/mrss", Vocabulary.Media),
        ("video.search.yahoo.com", Vocabulary.Media),
        ("www.itunes.com/", Vocabulary.Podcasting),
        ("www.google.com/schemas/play-podcasts", Vocabulary.Podcasting),
        ("podcastindex.org", Vocabulary.Podcasting),
        ("github.com/Podcastindex-org", Vocabulary.Podcasting),
        ("rssnamespace.org/feedburner", Vocabulary.FeedBurner),
        ("www.w3.org/1999/xhtml", Vocabulary.Xhtml),
    ];

    // Most feeds write the names as they are defined; these need no search.
    private static readonly FrozenDictionary<string, Vocabulary?> Usual = new[]
    {
        "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/", "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/", "http://purl.org/rss/1.0/modules/syndication/", "http://purl.org/rss/1.0/modules/slash/",
        "http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd", "https://podcastindex.org/namespace/1.0",
        "http://rssnamespace.org/feedburner/ext/1.0", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://wellformedweb.org/CommentAPI/", "http://purl.org/syndication/thread/1.0", "http://www.georss.org/georss",
        "http://schemas.google.com/g/2005",
    }.ToFrozenDictionary(name => name, ByCore, StringComparer.Ordinal);
}
