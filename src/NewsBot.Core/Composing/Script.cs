using System.Text;

namespace NewsBot.Core.Composing;

/// <summary>Which script a character belongs to, as far as composing needs to know.</summary>
internal static class Script
{
    /// <summary>Where the first of the scripts below begins; most text of others has only characters before it.</summary>
    private const int FirstUnspaced = 0x0E00;

    /// <summary>Han, kana, Hangul and the scripts of South-East Asia: no spaces between words, or short words.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value >= FirstUnspaced
        && (IsHan(rune) || IsKana(rune) || IsHangul(rune)
            || rune.Value is (>= FirstUnspaced and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF));

    /// <summary>Chinese characters.</summary>
    public static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3005 or 0x3007;

    /// <summary>Japanese syllables.</summary>
    public static bool IsKana(Rune rune) => rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF);

    /// <summary>Korean syllables.</summary>
    public static bool IsHangul(Rune rune) => rune.Value is (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF);
}
