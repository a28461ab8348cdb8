using System.Globalization;
using System.Text;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Makes hashtags of labels: a hashtag is letters, digits and underscores of any script, and not digits alone.</summary>
internal static class TelegramHashtags
{
    private const int Most = 5;
    private const int MaxLength = 64;

    /// <summary>The hashtags, without those that differ only in case; empty if there are none.</summary>
    public static string Of(IEnumerable<string> labels) => string.Join(' ', labels
        .Select(Name)
        .Where(name => name.Length is > 0 and <= MaxLength && name.EnumerateRunes().Any(Rune.IsLetter))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Take(Most)
        .Select(name => "#" + name));

    private static string Name(string label)
    {
        var name = new StringBuilder(label.Length);
        foreach (var rune in label.EnumerateRunes())
        {
            if (IsPart(rune))
                name.Append(rune.ToString());
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        }

        return name.ToString().Trim('_');
    }

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
