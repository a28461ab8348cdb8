using System.Xml;

namespace NewsBot.Core.Parsing.Mending;

/// <summary>Names of elements and attributes.</summary>
internal static class XmlName
{
    private const int MaxLength = 128;

    /// <summary>The name if XML with namespaces allows it, in lower case if it is written in capitals alone; null otherwise.</summary>
    public static string? Clean(ReadOnlySpan<char> written)
    {
        if (written.Length is 0 or > MaxLength)
            return null;
        var colon = written.IndexOf(':');
        if (colon == 0 || colon == written.Length - 1)
            return null;
        var isSound = colon < 0 ? IsPart(written) : IsPart(written[..colon]) && IsPart(written[(colon + 1)..]);
        if (!isSound)
            return null;
        var name = written.ToString();
        return name == "RDF" || name.EndsWith(":RDF", StringComparison.Ordinal) || name.Any(char.IsAsciiLetterLower) ? name : name.ToLowerInvariant();
    }

    private static bool IsPart(ReadOnlySpan<char> name)
    {
        if (!XmlConvert.IsStartNCNameChar(name[0]))
            return false;
        foreach (var c in name)
        {
            if (!XmlConvert.IsNCNameChar(c))
                return false;
        }
        return true;
    }
}
