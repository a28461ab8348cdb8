using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NewsBot.Core.Composing.Cleaning;

namespace NewsBot.Core.Composing;

/// <summary>What is done to text whatever it is for.</summary>
internal static partial class PlainText
{
    [GeneratedRegex("&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}[0-9]{0,2});", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex Entity { get; }

    /// <summary>One line: white space folded to single spaces and trimmed; characters that only steer or hide are dropped.</summary>
    public static string Fold(string text) => FoldInside(text).Trim();

    /// <summary>As <see cref="Fold"/>, but a space at either end stays one space.</summary>
    public static string FoldInside(string text)
    {
        var asItIs = LengthFolded(text);
        if (asItIs == text.Length)
            return text;
        var folded = new StringBuilder(text, 0, asItIs, text.Length);
        for (var i = asItIs; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length == 0 || folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (char.IsSurrogate(c))
            {
                // A surrogate without its other half is no character.
                if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                    folded.Append(c).Append(text[++i]);
            }
            else if (!IsHidden(c))
            {
                folded.Append(c);
            }
        }
        return folded.ToString();
    }

    /// <summary>How much of the text from its start on is folded already; most texts are to their end.</summary>
    private static int LengthFolded(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' ? i > 0 && text[i - 1] == ' ' : char.IsWhiteSpace(c) || char.IsSurrogate(c) || IsHidden(c))
                return i;
        }
        return text.Length;
    }

    /// <summary>Text whose lines and spaces count, without the characters that <see cref="Fold"/> drops.</summary>
    public static string KeepLines(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // Half a surrogate pair is enumerated as the replacement character.
            if (rune.Value is '\n' or '\t' || rune != Rune.ReplacementChar && !(rune.IsBmp && IsHidden((char)rune.Value)))
                kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    /// <summary>Decodes entities that are still there after parsing: at most two layers.</summary>
    public static string DecodeEntities(string text)
    {
        for (var i = 0; i < 2 && Entity.Fits(text); i++)
            text = WebUtility.HtmlDecode(text);
        return text;
    }

    /// <summary>At most so many UTF-16 units, without half a character, or half a character with its marks, at the end.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        // Between two of these a character always ends, so there is no need to look at all before.
        if (StandsAlone(text[length - 1]) && StandsAlone(text[length]))
            return text[..length];
        var end = 0;
        while (end < length && StringInfo.GetNextTextElementLength(text, end) is var element && end + element <= length)
            end += element;
        return text[..end];
    }

    /// <summary>True for ASCII that is printed and the commonest Chinese characters: nothing joins them to each other.</summary>
    private static bool StandsAlone(char c) => c is (>= ' ' and <= '~') or (>= '\u4E00' and <= '\u9FFF');

    // The joiner U+200D and the variation selectors stay: emoji and several scripts are spelt with them.
    private static bool IsHidden(char c) =>
        c is not (>= ' ' and <= '~')
        && (c is '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            || char.IsControl(c));
}
