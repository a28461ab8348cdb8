using System.Globalization;
using System.Text;

namespace NewsBot.Core.Rendering;

/// <summary>What is to be known of single characters for chats.</summary>
internal static class TextCharacters
{
    /// <summary>
    /// True for what must not go out: control characters, and the marks that turn the direction of all text after them (an
    /// override without its end would turn our own words around). Joiners and variation selectors stay: emoji and several
    /// scripts are spelt with them.
    /// </summary>
    public static bool IsHarmful(Rune rune) =>
        rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF or 0xFEFF
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control;

    /// <summary>True if the character at an index belongs to the one before it.</summary>
    public static bool Combines(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune)
        && (rune.Value == 0x200D || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    /// <summary>How many columns a text takes where all characters are equally wide: two for East Asian characters and emoji
    /// (Unicode Standard Annex 11), none for marks.</summary>
    public static int Columns(string text)
    {
        var columns = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            if (Rune.TryGetRuneAt(text, at, out var rune))
                columns += IsWide(rune) || text.AsSpan(at, length).Contains('\uFE0F') ? 2 : Combines(text, at) ? 0 : 1;
            at += length;
        }

        return columns;
    }

    private static bool IsWide(Rune rune) => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97C)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
