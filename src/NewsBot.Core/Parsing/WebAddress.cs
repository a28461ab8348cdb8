using System.Buffers;

namespace NewsBot.Core.Parsing;

/// <summary>Addresses as they stand in feeds and pages, made absolute.</summary>
internal static class WebAddress
{
    private const int MaxLength = 8192;

    // What a browser drops from an address wherever it stands (WHATWG URL, 4.4 step 3), and the blanks around it.
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\t\r\n");

    /// <summary>
    /// The address that <paramref name="text"/> means when it stands in a document at <paramref name="baseUri"/>; null if
    /// it means none, or one that is not for the web: <c>javascript:</c>, <c>data:</c>, <c>file:</c>.
    /// </summary>
    public static Uri? Resolve(string? text, Uri baseUri)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
            return null;
        var clean = text.AsSpan().Trim();
        var written = clean.Length == text.Length ? text : clean.ToString();
        if (written.AsSpan().ContainsAny(LineBreaks))
            written = string.Concat(written.Split('\t', '\r', '\n').Select(part => part.Trim()));
        // Never meant: an ampersand that was escaped twice.
        if (written.Contains("&amp;", StringComparison.Ordinal))
            written = written.Replace("&amp;", "&", StringComparison.Ordinal);
        if (written.Length == 0)
            return null;
        if (IsAbsolute(written))
            return Uri.TryCreate(written, UriKind.Absolute, out var absolute) && IsForTheWeb(absolute) ? absolute : null;
        return Uri.TryCreate(baseUri, written, out var resolved) && IsForTheWeb(resolved) ? resolved : null;
    }

    /// <summary>Like <see cref="Resolve"/>, for a base: one that cannot be read leaves the outer base standing.</summary>
    public static Uri Base(string? text, Uri outer) => Resolve(text, outer) ?? outer;

    /// <summary>True if the text begins with a scheme (RFC 3986 section 3.1).</summary>
    public static bool IsAbsolute(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
            return false;
        foreach (var c in text)
        {
            if (c == ':')
                return true;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;
        }
        return false;
    }

    private static bool IsForTheWeb(Uri uri) => uri.IsAbsoluteUri
        && uri.Scheme is "http" or "https" or "ftp" or "gopher" or "gemini" or "magnet";
}
