using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing;

/// <summary>Pictures inside the text of an item.</summary>
public static class ItemPictures
{
    private const int MaxPictures = 200;

    // Where lazy loading keeps the address while src holds a placeholder.
    private static readonly string[] LazyAddresses =
        ["data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url", "data-actualsrc", "data-hi-res-src", "data-url"];

    private static readonly string[] LazySets = ["srcset", "data-srcset", "data-lazy-srcset"];

    /// <summary>
    /// The addresses of the pictures in some HTML, absolute, in reading order, each once. Of several sizes the largest is taken;
    /// the address that lazy loading hides is preferred to its placeholder; pictures of one pixel are left out.
    /// </summary>
    /// <param name="html">HTML in any state.</param>
    /// <param name="baseUri">Base of relative addresses.</param>
    public static IReadOnlyList<Uri> InHtml(string html, Uri baseUri)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(baseUri);
        if (!html.Contains('<', StringComparison.Ordinal))
            return [];
        var found = new List<Uri>();
        var scanner = new MarkupScanner(html);
        while (found.Count < MaxPictures && scanner.Read())
        {
            if (scanner.Kind != MarkupKind.StartTag)
                continue;
            var address = scanner.Name switch
            {
                _ when Is(scanner.Name, "img") || Is(scanner.Name, "amp-img") => Picture(html, scanner.Attributes),
                _ when Is(scanner.Name, "video") => TagAttributes.Read(html, scanner.Attributes).Get("poster"),
                _ => null,
            };
            if (WebAddress.Resolve(address, baseUri) is { } picture && !found.Contains(picture))
                found.Add(picture);
        }
        return found;
    }

    private static bool Is(ReadOnlySpan<char> name, string element) => name.Equals(element, StringComparison.OrdinalIgnoreCase);

    private static string? Picture(string html, Range where)
    {
        var attributes = TagAttributes.Read(html, where);
        if (attributes.Get("width") is "0" or "1" || attributes.Get("height") is "0" or "1")
            return null;
        foreach (var name in LazyAddresses)
        {
            if (attributes.Get(name) is { Length: > 0 } lazy && !lazy.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                return lazy;
        }
        var source = attributes.Get("src");
        if (source is { Length: > 0 } && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && attributes.Get("srcset") is null)
            return source;
        foreach (var name in LazySets)
        {
            if (attributes.Get(name) is { } set && SourceSet.Largest(set) is { } largest)
                return largest;
        }
        return source;
    }
}
