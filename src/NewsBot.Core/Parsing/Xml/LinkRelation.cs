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
