using System.Text;

namespace NewsBot.Core.Composing.Leads;

/// <summary>
/// What a headline is made of, for telling whether a sentence speaks of the same: words of four letters and more, and
/// pairs of neighbouring characters in scripts without spaces.
/// </summary>
internal sealed class HeadlineTerms
{
    private readonly HashSet<string> _terms;

    private HeadlineTerms(HashSet<string> terms) => _terms = terms;

    /// <summary>The terms of a headline.</summary>
    public static HeadlineTerms Of(string title) => new(Terms(title));

    /// <summary>How many terms of the headline stand in the text.</summary>
    public int MatchesIn(string text)
    {
        var terms = Terms(text);
        return _terms.Count(terms.Contains);
    }

    /// <summary>True if a sentence speaks of the headline and the opening hardly does, or if it says nearly all of the
    /// headline and the opening half of it at most.</summary>
    public bool IsMuchMore(int matches, int opening) =>
        (matches >= 3 && opening <= 1 && matches >= 0.15 * _terms.Count)
        || (matches >= 5 && matches >= 0.9 * _terms.Count && opening <= 0.5 * _terms.Count);

    private static HashSet<string> Terms(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        Rune? before = null;
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            var unspaced = Script.IsUnspaced(rune);
            if (unspaced && before is { } previous)
                terms.Add(previous.ToString() + rune);
            before = unspaced ? rune : null;
            if (!unspaced && Rune.IsLetterOrDigit(rune))
                word.Append(Rune.ToUpperInvariant(rune).ToString());
            else
                End();
        }
        End();
        return terms;

        void End()
        {
            if (word.Length >= 4)
                terms.Add(word.ToString());
            word.Clear();
        }
    }
}
