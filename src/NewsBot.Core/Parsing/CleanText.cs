using System.Buffers;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing;

/// <summary>Text without the characters that no text holds: controls, halves of surrogate pairs, non-characters.</summary>
internal static class CleanText
{
    // These are all ASCII, for the search is quick then.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n', '\r']), '\u007F',
    ]);

    /// <summary>The text, trimmed; null if nothing is left. The same string if nothing was to be done.</summary>
    public static string? From(string text)
    {
        var span = text.AsSpan();
        var isFiltered = span.ContainsAny(Controls) || span.ContainsAnyInRange('\u0080', '\u009F')
            || (span.ContainsAnyInRange('\uD800', '\uFFFF') && HoldsNonCharacter(span));
        if (isFiltered)
            span = Filtered(span);
        var trimmed = span.Trim();
        return trimmed.Length == 0 ? null : trimmed.Length == text.Length && !isFiltered ? text : trimmed.ToString();
    }

    private static bool HoldsNonCharacter(ReadOnlySpan<char> text) =>
        text.ContainsAny('\uFEFF', '\uFFFE', '\uFFFF') || (text.ContainsAnyInRange('\uD800', '\uDFFF') && HasLoneSurrogate(text));

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                return true;
        }
        return false;
    }

    private static ReadOnlySpan<char> Filtered(ReadOnlySpan<char> text)
    {
        var kept = new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                kept[length++] = c;
                kept[length++] = text[++i];
            }
            else if (char.IsSurrogate(c))
            {
                kept[length++] = '\uFFFD';
            }
            else if (c is >= '\u0080' and <= '\u009F')
            {
                // Nobody means these controls: they come from a text in windows-1252 that was taken for Latin 1.
                if (CharacterReference.Windows1252[c - '\u0080'] is not '\0' and var meant)
                    kept[length++] = meant;
            }
            else if (!Controls.Contains(c) && c is not ('\uFEFF' or '\uFFFE' or '\uFFFF'))
            {
                kept[length++] = c;
            }
        }
        return kept.AsSpan(0, length);
    }
}
