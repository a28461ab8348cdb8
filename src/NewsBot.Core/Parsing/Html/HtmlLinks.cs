using System.Buffers;
using System.Text;

namespace NewsBot.Core.Parsing.Html;

/// <summary>Relative addresses inside HTML, made absolute.</summary>
internal static class HtmlLinks
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The same HTML with absolute addresses; the same string if nothing in it was relative.</summary>
    public static string Absolute(string html, Uri baseUri)
    {
        if (!html.Contains('<', StringComparison.Ordinal) || !MayHoldRelative(html))
            return html;
        StringBuilder? rewritten = null;
        var copied = 0;
        var scanner = new MarkupScanner(html);
        while (scanner.Read())
        {
            if (scanner.Kind != MarkupKind.StartTag)
                continue;
            var attributes = new AttributeScanner(html, scanner.Attributes);
            while (attributes.Read())
            {
                if (Rewritten(attributes.Name, html.AsSpan(attributes.Value), baseUri) is not { } address)
                    continue;
                var start = attributes.Value.Start.Value;
                (rewritten ??= new StringBuilder(html.Length + 256)).Append(html, copied, start - copied);
                rewritten.Append(attributes.IsQuoted ? address : '"' + address + '"');
                copied = attributes.Value.End.Value;
            }
        }
        return rewritten is null ? html : rewritten.Append(html, copied, html.Length - copied).ToString();
    }

    /// <summary>The value of an attribute as it must be written to be absolute; null if it can stay.</summary>
    public static string? Rewritten(ReadOnlySpan<char> name, ReadOnlySpan<char> value, Uri baseUri)
    {
        if (value.Length == 0 || !MayHoldAddress(name))
            return null;
        if (IsSet(name))
            return RewrittenSet(value, baseUri);
        var trimmed = value.Trim();
        // A fragment leads to a place in the text itself.
        if (trimmed.Length == 0 || trimmed[0] is '#' || WebAddress.IsAbsolute(trimmed))
            return null;
        return WebAddress.Resolve(CharacterReference.Decode(trimmed.ToString()), baseUri) is { } address
            ? CharacterReference.EncodeAttribute(address.AbsoluteUri)
            : null;
    }

    /// <summary>
    /// False if nothing in the text is relative and no tag has to be looked at, which is so in most feeds: wherever an equals
    /// sign stands, the word before it names no address or what follows is an absolute one.
    /// </summary>
    private static bool MayHoldRelative(ReadOnlySpan<char> html)
    {
        for (var equals = html.IndexOf('='); equals >= 0; equals = html.IndexOf('='))
        {
            var before = html[..equals].TrimEnd();
            var name = before[(before.LastIndexOfAnyExcept(Letters) + 1)..];
            html = html[(equals + 1)..];
            if (MayHoldAddress(name) && (IsSet(name) || !BeginsAbsolute(html)))
                return true;
        }
        return false;
    }

    private static bool BeginsAbsolute(ReadOnlySpan<char> value)
    {
        value = value.TrimStart();
        if (value.Length > 0 && value[0] is '"' or '\'')
            value = value[1..].TrimStart();
        return value.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSet(ReadOnlySpan<char> name) => name.Equals("srcset", StringComparison.OrdinalIgnoreCase);

    private static bool MayHoldAddress(ReadOnlySpan<char> name) => name.Length switch
    {
        3 => name.Equals("src", StringComparison.OrdinalIgnoreCase),
        4 => name.Equals("href", StringComparison.OrdinalIgnoreCase)
            || name.Equals("cite", StringComparison.OrdinalIgnoreCase)
            || name.Equals("data", StringComparison.OrdinalIgnoreCase),
        6 => name.Equals("poster", StringComparison.OrdinalIgnoreCase)
            || name.Equals("srcset", StringComparison.OrdinalIgnoreCase)
            || name.Equals("action", StringComparison.OrdinalIgnoreCase),
        8 => name.Equals("longdesc", StringComparison.OrdinalIgnoreCase)
            || name.Equals("codebase", StringComparison.OrdinalIgnoreCase),
        10 => name.Equals("background", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string? RewrittenSet(ReadOnlySpan<char> value, Uri baseUri)
    {
        var candidates = SourceSet.Read(CharacterReference.Decode(value.ToString()));
        if (candidates.Count == 0 || candidates.All(candidate => WebAddress.IsAbsolute(candidate.Address)))
            return null;
        var parts = candidates.Select(candidate =>
            $"{WebAddress.Resolve(candidate.Address, baseUri)?.AbsoluteUri ?? candidate.Address} {candidate.Descriptor}".TrimEnd());
        return CharacterReference.EncodeAttribute(string.Join(", ", parts));
    }
}
