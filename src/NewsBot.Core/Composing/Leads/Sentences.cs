using System.Buffers;

namespace NewsBot.Core.Composing.Leads;

/// <summary>
/// Finds sentences in running text of any script. A sentence ends at 。！？ and their kin, or at . ! ? … where what
/// follows looks like a new beginning; never inside quotes or brackets, and closing quotes belong to the sentence.
/// </summary>
public static class Sentences
{
    private const int MaxEnclosed = 400;
    private const int MaxOpen = 16;
    private const string Openers = "“‘「『（(《〈【[«‹„";
    private const string Closers = "”’」』）)》〉】]»›“";
    private static readonly SearchValues<char> OpenersAndClosers = SearchValues.Create("\"" + Openers + Closers);
    private const string Trailing = "”’」』）)》〉】]»›\"'";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr", "adm", "rev", "hon",
        "inc", "ltd", "co", "corp", "bros", "vs", "etc", "approx", "dept", "est", "fig", "figs", "no", "nos", "vol", "pp", "ed", "eds", "al", "cf",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        "e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c", "ph.d", "m.d", "b.a", "m.a",
        "e.v", "bzw", "ca", "evtl", "ggf", "inkl", "nr", "str", "usw", "vgl", "z.b", "d.h", "u.a", "o.ä", "mio", "mrd", "tel", "hr", "fr",
        "m", "mm", "mme", "mlle", "env", "av", "p.ex", "sra", "srta", "ee.uu", "pág", "sig", "dott", "ecc", "г", "гг", "т.е", "т.д", "т.п", "им", "ул", "руб", "млн", "млрд", "тыс",
    };

    /// <summary>The sentences of a text in order, white space between them left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var enclosed = Enclosures(text);
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsMark(text[i]))
                continue;
            var last = i;
            while (last + 1 < text.Length && IsMark(text[last + 1]))
                last++;
            var end = last + 1;
            while (CloserAt(text, enclosed, end) is var closer and >= 0)
                end = closer + 1;
            i = last;
            if (end < text.Length && enclosed[end - 1] > 0 && enclosed[end] > 0 || !IsEnd(text, start, last, end))
                continue;
            Add(sentences, text.AsSpan(start..end));
            start = end;
            i = end - 1;
        }
        Add(sentences, text.AsSpan(start..));
        return sentences;
    }

    /// <summary>True if the text is closed by a sentence mark, closing quotes and brackets aside.</summary>
    public static bool IsComplete(string sentence)
    {
        var trimmed = sentence.AsSpan().TrimEnd(Trailing).TrimEnd();
        return trimmed.Length > 0 && IsMark(trimmed[^1]) && !IsCutOff(sentence);
    }

    /// <summary>True if the text ends in the dots of an excerpt.</summary>
    public static bool IsCutOff(string sentence)
    {
        var trimmed = sentence.AsSpan().TrimEnd(")]）】").TrimEnd();
        return trimmed.EndsWith("…", StringComparison.Ordinal) || trimmed.EndsWith("...", StringComparison.Ordinal);
    }

    /// <summary>Where a closing quote or bracket follows that belongs to what precedes, or -1. French sets a space before its own.</summary>
    private static int CloserAt(string text, byte[] enclosed, int at)
    {
        if (at + 1 < text.Length && text[at] == ' ' && text[at + 1] is '»' or '›')
            at++;
        return at < text.Length && Trailing.Contains(text[at], StringComparison.Ordinal)
            && (enclosed[at - 1] > enclosed[at] || IsStraight(text[at]) && enclosed[at - 1] == enclosed[at])
            ? at : -1;
    }

    private static void Add(List<string> sentences, ReadOnlySpan<char> text)
    {
        if (text.Trim() is { Length: > 0 } trimmed)
            sentences.Add(trimmed.ToString());
    }

    private static bool IsMark(char c) => c is '。' or '！' or '？' or '｡' or '．' or '.' or '!' or '?' or '…' or '‽' or '؟' or '۔' or '।';

    private static bool IsWide(char c) => c is '。' or '！' or '？' or '｡' or '؟' or '۔' or '।';

    private static bool IsStraight(char c) => c is '"' or '\'';

    private static bool IsEnd(string text, int start, int last, int end)
    {
        var mark = text[last];
        if (end == text.Length)
            return true;
        var next = text[end];
        if (IsWide(mark))
            // "他问“怎么办？”后离开": a question in quotes does not end the sentence that quotes it.
            return mark is '。' or '｡' || end == last + 1 || char.IsWhiteSpace(next) || Openers.Contains(next, StringComparison.Ordinal);
        if (!char.IsWhiteSpace(next))
            return false;
        var rest = text.AsSpan(end).TrimStart();
        if (rest.Length == 0)
            return true;
        if (char.IsLower(rest[0]))
            return false;
        if (mark == '.' && end == last + 1)
            return !IsAbbreviation(text, start, last) && !IsOrdinal(text, start, last, rest);
        return true;
    }

    private static bool IsAbbreviation(string text, int start, int dot)
    {
        var from = dot;
        while (from > start && (char.IsLetter(text[from - 1]) || text[from - 1] == '.'))
            from--;
        var word = text.AsSpan(from, dot - from);
        // A single letter is an initial or half an abbreviation: "J. K. Roe", "z. B.".
        return word.Length == 1 || Abbreviations.Contains(word.ToString());
    }

    /// <summary>German and others write ordinals with a dot: "am 6. Juli".</summary>
    private static bool IsOrdinal(string text, int start, int dot, ReadOnlySpan<char> rest)
    {
        var from = dot;
        while (from > start && char.IsAsciiDigit(text[from - 1]))
            from--;
        if (dot - from is 0 or > 2)
            return false;
        var word = rest[..Math.Min(3, rest.Length)];
        foreach (var month in (ReadOnlySpan<string>)["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"])
        {
            if (word.SequenceEqual(month))
                return true;
        }
        return false;
    }

    /// <summary>How deep each character stands in quotes and brackets that close again within reach.</summary>
    private static byte[] Enclosures(string text)
    {
        var depth = new byte[text.Length];
        var open = new Stack<(char Closer, int At)>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!OpenersAndClosers.Contains(c))
                continue;
            if (open.Count > 0 && IsOpen(open, c) && i - open.Peek().At < MaxEnclosed)
            {
                while (open.Pop() is var (closer, at))
                {
                    if (closer != c)
                        continue;
                    for (var k = at; k < i; k++)
                        depth[k]++;
                    break;
                }
            }
            else if (c == '"' || Openers.Contains(c, StringComparison.Ordinal) && !IsApostrophe(text, i))
            {
                while (open.Count > 0 && i - open.Peek().At >= MaxEnclosed)
                    open.Pop();
                if (open.Count < MaxOpen)
                    open.Push((CloserOf(c), i));
            }
        }
        return depth;
    }

    // Apart, because a lambda over the character would be made anew for each one.
    private static bool IsOpen(Stack<(char Closer, int At)> open, char closer) => open.Any(o => o.Closer == closer);

    private static bool IsApostrophe(string text, int i) =>
        text[i] == '‘' && i > 0 && char.IsLetter(text[i - 1]);

    private static char CloserOf(char opener) => opener == '"' ? '"' : opener == '„' ? '“' : Closers[Openers.IndexOf(opener, StringComparison.Ordinal)];
}
