using NewsBot.Core.Parsing.Mending;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>The format and version that a root element declares.</summary>
internal static class FeedFormat
{
    /// <summary>Names like <c>rss2.0</c>, <c>atom1.0</c>; null if the root is not that of a feed. Names in capitals are
    /// left to <see cref="XmlMender"/>.</summary>
    public static string? Of(XmlCursor cursor)
    {
        var name = cursor.Name;
        if (name == "rss")
            return Rss(cursor.AnyAttribute("version"));
        if (name is "RDF" or "rdf")
            return cursor.AnyAttribute("xmlns")?.Contains("netscape.com", StringComparison.OrdinalIgnoreCase) == true ? "rss0.90" : "rss1.0";
        if (name == "feed" && cursor.Vocabulary == Vocabulary.Feed)
            return Atom(cursor.Namespace, cursor.AnyAttribute("version"));
        return name is "channel" or "item" ? "rss" : null;
    }

    private static string Rss(string? version)
    {
        var number = version?.Trim();
        return number is { Length: > 0 and < 8 } && char.IsAsciiDigit(number[0])
            ? "rss" + (number == "2" ? "2.0" : number)
            : "rss";
    }

    private static string Atom(string ns, string? version)
    {
        if (ns.Contains("purl.org/atom/ns", StringComparison.OrdinalIgnoreCase))
            return version?.Trim() is { Length: > 0 and < 8 } number ? "atom" + number : "atom0.3";
        return ns.Contains("www.w3.org/2005/Atom", StringComparison.OrdinalIgnoreCase) ? "atom1.0" : "atom";
    }
}
