using System.Text;

namespace NewsBot.Core.Composing.Leads;

/// <summary>
/// A headline, for telling whether a text says it again or speaks of the same. What it is made of are its terms: words of
/// four letters and more, and pairs of neighbouring characters in scripts without spaces.
/// </summary>
internal sealed class Headline
{
    private const int ShortestWord = 4;

    private readonly string _letters;
    private readonly HashSet<string> _terms;

    /// <summary>The headline with this text.</summary>
    public Headline(string title)
    {
        _letters = Letters(title, title.Length);
        _terms = Terms(title).Select(term => term.ToString()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>True if the text says the headline and hardly more, or nothing at all.</summary>
    public bool IsSaidBy(string text)
    {
        var letters = Letters(text, _letters.Length * 2);
        return letters.Length == 0
            || _letters.Length > 0 && (letters == _letters
                || _letters.Length >= 8 && letters.Length < _letters.Length * 1.25 && letters.Contains(_letters, StringComparison.Ordinal));
    }

    /// <summary>How many terms of the headline stand in the text.</summary>
    public int MatchesIn(string text)
    {
        var terms = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        var matches = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in Terms(text))
        {
            if (terms.TryGetValue(candidate.Span, out var term))
                matches.Add(term);
        }
        return matches.Count;
    }

    /// <summary>True if a sentence speaks of the headline and the opening hardly does, or if it says nearly all of the
    /// headline and the opening half of it at most.</summary>
    public bool IsMuchMore(int matches, int opening) =>
        (matches >= 3 && opening <= 1 && matches >= 0.15 * _terms.Count)
        || (matches >= 5 && matches >= 0.9 * _terms.Count && opening <= 0.5 * _terms.Count);

    /// <summary>False if no sentence at all can be much more than the opening.</summary>
    public bool CanBeSaidMuchMore(int opening) => IsMuchMore(_terms.Count, opening);

    /// <summary>Letters and digits alone, in capitals. Of a text with more than wanted, one more: it says more, whatever it is.</summary>
    private static string Letters(string text, int wanted)
    {
        var letters = new StringBuilder(Math.Min(text.Length, wanted + 1));
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c))
                letters.Append(char.ToUpperInvariant(c));
            if (letters.Length > wanted)
                break;
        }
        return letters.ToString();
    }

    /// <summary>The terms of a text, in capitals.</summary>
    private static IEnumerable<ReadOnlyMemory<char>> Terms(string text)
    {
        var normal = text.Normalize(NormalizationForm.FormKC);
        // A capital has as many UTF-16 units as its small letter, so what stands where is the same in both.
        var capitals = normal.ToUpperInvariant().AsMemory();
        int at = 0, word = 0;
        int? before = null;
        foreach (var rune in normal.EnumerateRunes())
        {
            var next = at + rune.Utf16SequenceLength;
            var unspaced = Script.IsUnspaced(rune);
            if (unspaced || !Rune.IsLetterOrDigit(rune))
            {
                if (at - word >= ShortestWord)
                    yield return capitals[word..at];
                word = next;
            }
            if (unspaced && before is { } previous)
                yield return capitals[previous..next];
            before = unspaced ? at : null;
            at = next;
        }
        if (at - word >= ShortestWord)
            yield return capitals[word..];
    }
}
