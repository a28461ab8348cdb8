namespace NewsBot.Core.Parsing.Xml;

/// <summary>The meaning of an Atom link (RFC 4287 section 4.2.7.2).</summary>
internal static class LinkRelation
{
    private const string Registry = "http://www.iana.org/assignments/relation/";

    /// <summary>The relation in lower case; without one it is <c>alternate</c>.</summary>
    public static string Of(string? written)
    {
        var rel = written?.Trim();
        if (string.IsNullOrEmpty(rel))
            return "alternate";
        return (rel.StartsWith(Registry, StringComparison.OrdinalIgnoreCase) ? rel[Registry.Length..] : rel).ToLowerInvariant();
    }
}

/// <summary>The best of several links to the same thing; of equals the first.</summary>
internal sealed class RankedLink
{
    /// <summary>The rank of an RSS link, which stands as text.</summary>
    public const int Text = 4;

    private int _rank;

    /// <summary>The best so far.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The rank of an Atom link: one that says it leads to a page is better than one that says nothing, and that than
    /// one to something else.</summary>
    public static int Of(string? type) =>
        type is null ? 2 : type.Contains("html", StringComparison.OrdinalIgnoreCase) ? 3 : 1;

    /// <summary>Takes an address if it is better.</summary>
    public void Take(Uri? address, int rank)
    {
        if (address is null || rank <= _rank)
            return;
        Address = address;
        _rank = rank;
    }
}
