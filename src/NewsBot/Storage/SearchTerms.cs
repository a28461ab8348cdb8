using System.Globalization;
using System.Text;

namespace NewsBot.Storage;

/// <summary>
/// How text is cut into terms for the search index, and what a person types into a query over them (FTS5 syntax). Chinese
/// and Japanese are written without spaces: a run of their characters becomes its overlapping pairs and its last
/// character, 法国总统 → <c>法国 国总 总统 统</c>. So each substring of two characters and more is a phrase of terms, and each
/// single character begins one. Other scripts keep their words. Case and diacritics are left to the index's tokenizer.
/// </summary>
internal static class SearchTerms
{
    /// <summary>How much more a word in the title counts than one in the text.</summary>
    public const int TitleWeight = 5;

    /// <summary>Characters of a text that are searchable; beyond it the index would outgrow the text.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>Characters and words of a query that are looked at.</summary>
    private const int MaxQueryLength = 200;
    private const int MaxQueryWords = 16;

    /// <summary>The terms of a title or text, apart by spaces.</summary>
    public static string OfText(string text)
    {
        var terms = new StringBuilder();
        foreach (var word in Words(Shortened(text, MaxTextLength)))
        {
            foreach (var term in word.IsUnspaced ? Pairs(word.Text) : [word.Text])
                terms.Append(term).Append(' ');
        }
        return terms.ToString().TrimEnd();
    }

    /// <summary>A query for texts that have all of the words; null if there is no word in it.</summary>
    public static string? ToMatch(string words)
    {
        var parts = Words(Shortened(words, MaxQueryLength)).Take(MaxQueryWords).Select(Phrase).ToList();
        return parts.Count == 0 ? null : string.Join(" AND ", parts);
    }

    /// <summary>In quotes there is no syntax, so nothing that people type is taken for any; words hold no quotes.</summary>
    private static string Phrase(Word word)
    {
        if (!word.IsUnspaced)
            return $"\"{word.Text}\"*";
        var pairs = Pairs(word.Text).ToList();
        return pairs.Count == 1 ? $"\"{pairs[0]}\"*" : $"\"{string.Join(' ', pairs.SkipLast(1))}\"";
    }

    /// <summary>The overlapping pairs of a run, then its last character alone.</summary>
    private static IEnumerable<string> Pairs(string run)
    {
        var previous = "";
        foreach (var rune in run.EnumerateRunes())
        {
            var character = rune.ToString();
            if (previous.Length > 0)
                yield return previous + character;
            previous = character;
        }
        yield return previous;
    }

    /// <summary>The words of a text, full-width letters and digits as their plain forms.</summary>
    private static IEnumerable<Word> Words(string text)
    {
        var run = new StringBuilder();
        var isUnspaced = false;
        foreach (var written in text.EnumerateRunes())
        {
            var character = Narrow(written);
            var isPart = IsWordPart(character);
            if (run.Length > 0 && (!isPart || (IsUnspaced(character) != isUnspaced && !IsMark(character))))
            {
                yield return new Word(run.ToString(), isUnspaced);
                run.Clear();
            }
            if (!isPart)
                continue;
            if (run.Length == 0)
                isUnspaced = IsUnspaced(character);
            run.Append(character);
        }
        if (run.Length > 0)
            yield return new Word(run.ToString(), isUnspaced);
    }

    /// <summary>Full-width Ａ is A. By hand, since <see cref="string.Normalize()"/> does nothing with invariant globalization.</summary>
    private static Rune Narrow(Rune character) =>
        character.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(character.Value - 0xFF01 + '!') : character;

    /// <summary>The beginning of a text, cut between characters, without halves of surrogate pairs anywhere.</summary>
    private static string Shortened(string text, int length)
    {
        var whole = new StringBuilder(Math.Min(text.Length, length));
        foreach (var character in text.EnumerateRunes())
        {
            if (whole.Length + character.Utf16SequenceLength > length)
                break;
            whole.Append(character);
        }
        return whole.ToString();
    }

    private static bool IsWordPart(Rune character) => Rune.IsLetterOrDigit(character) || IsMark(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsMark(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Han, kana and bopomofo, with the letters that stand among them (Unicode blocks).</summary>
    private static bool IsUnspaced(Rune character) => character.Value is
        0x3005 or 0x3007 or (>= 0x3021 and <= 0x3029) or (>= 0x3031 and <= 0x3035) // 々 〇 and numerals
        or (>= 0x3041 and <= 0x312F) // hiragana, katakana, bopomofo
        or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x3FFFF);

    private readonly record struct Word(string Text, bool IsUnspaced);
}
