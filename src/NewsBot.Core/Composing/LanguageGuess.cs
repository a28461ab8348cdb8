using System.Text;

namespace NewsBot.Core.Composing;

/// <summary>Guesses the language of a text from its script, and among Latin and Cyrillic ones from their commonest words.</summary>
internal static class LanguageGuess
{
    private const int Sample = 4000;
    private const int FewestHits = 2;

    private static readonly (string Language, string[] Words)[] CommonWords =
    [
        ("en", ["the", "and", "of", "to", "in", "is", "that", "for", "with", "was", "it", "from", "this", "have", "are"]),
        ("de", ["der", "die", "das", "und", "ist", "nicht", "mit", "von", "den", "ein", "eine", "auf", "für", "im", "sich", "auch"]),
        ("fr", ["le", "la", "les", "des", "et", "est", "dans", "que", "une", "pour", "du", "au", "qui", "sur", "pas", "avec"]),
        ("es", ["el", "los", "las", "que", "del", "una", "por", "con", "para", "como", "más", "pero", "sus", "este", "fue"]),
        ("pt", ["os", "as", "que", "não", "uma", "com", "para", "por", "mais", "como", "dos", "das", "foi", "ao", "são"]),
        ("it", ["il", "di", "che", "è", "per", "una", "del", "della", "con", "non", "sono", "gli", "nel", "anche", "più"]),
        ("nl", ["het", "een", "van", "en", "dat", "niet", "zijn", "voor", "met", "op", "aan", "ook", "bij", "werd", "naar"]),
        ("pl", ["w", "na", "się", "nie", "jest", "że", "do", "z", "od", "przez", "jak", "oraz", "był", "dla"]),
        ("sv", ["och", "att", "det", "som", "på", "är", "av", "för", "med", "den", "inte", "till", "har", "ett"]),
        ("tr", ["ve", "bir", "bu", "için", "ile", "da", "de", "çok", "olarak", "daha", "olan", "gibi", "sonra"]),
        ("vi", ["và", "của", "là", "có", "được", "cho", "không", "trong", "những", "với", "các", "người", "một"]),
        ("id", ["yang", "dan", "di", "dengan", "untuk", "pada", "dari", "ini", "itu", "tidak", "dalam", "akan", "juga"]),
    ];

    /// <summary>
    /// Primary language subtag, for example <c>zh</c>: the declared one, unless the script of the text contradicts it (many
    /// feeds keep the <c>en-us</c> of their software); guessed if none is declared; null if nothing can be said.
    /// </summary>
    public static string? Of(string text, string? declared)
    {
        var byScript = ByScript(text);
        var subtag = Primary(declared);
        if (byScript is not null)
            return subtag == "yue" && byScript == "zh" ? subtag : byScript == "ru" && subtag is "uk" or "bg" or "sr" or "be" or "mk" or "kk" ? subtag : byScript == "ar" && subtag is "fa" or "ur" ? subtag : byScript;
        return subtag ?? ByWords(text);
    }

    private static string? Primary(string? tag)
    {
        var subtag = (tag ?? "").Split('-', '_')[0].Trim().ToLowerInvariant();
        return subtag.Length is 2 or 3 && subtag.All(char.IsAsciiLetterLower) ? subtag : null;
    }

    private static string? ByScript(string text)
    {
        int letters = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, arabic = 0, hebrew = 0, thai = 0, greek = 0;
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Sample)).EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
                continue;
            letters++;
            if (rune.Value < 0x0370) continue; // Latin, which decides nothing
            if (Script.IsHan(rune)) han++;
            else if (Script.IsKana(rune)) kana++;
            else if (Script.IsHangul(rune)) hangul++;
            else if (rune.Value is >= 0x0400 and <= 0x052F) cyrillic++;
            else if (rune.Value is >= 0x0600 and <= 0x06FF) arabic++;
            else if (rune.Value is >= 0x0590 and <= 0x05FF) hebrew++;
            else if (rune.Value is >= 0x0E00 and <= 0x0E7F) thai++;
            else if (rune.Value is >= 0x0370 and <= 0x03FF) greek++;
        }
        var enough = letters * 3 / 10;
        if (letters < 4)
            return null;
        if (hangul > enough)
            return "ko";
        if (han + kana > enough)
            return kana * 10 > han + kana ? "ja" : "zh";
        return cyrillic > enough ? "ru" : arabic > enough ? "ar" : hebrew > enough ? "he" : thai > enough ? "th" : greek > enough ? "el" : null;
    }

    private static string? ByWords(string text)
    {
        var words = text[..Math.Min(text.Length, Sample)].ToLowerInvariant()
            .Split((char[])[' ', '\n', '\t', ',', '.', ';', ':', '!', '?', '"', '(', ')', '“', '”', '’', '\''], StringSplitOptions.RemoveEmptyEntries);
        var best = CommonWords
            .Select(language => (language.Language, Hits: words.Count(word => language.Words.Contains(word, StringComparer.Ordinal))))
            .MaxBy(language => language.Hits);
        return best.Hits >= FewestHits ? best.Language : null;
    }
}
