using System.Text;

namespace NewsBot.Core.Composing.Leads;

/// <summary>How long a lead should be, in UTF-16 units: shorter in scripts whose characters say more.</summary>
/// <param name="Short">Below this a lead does not stand alone.</param>
/// <param name="Enough">From here on no further sentence is wanted.</param>
/// <param name="Most">Several sentences are never longer.</param>
/// <param name="Bearable">A single sentence is never longer.</param>
internal sealed record LeadLength(int Short, int Enough, int Most, int Bearable)
{
    private static readonly LeadLength Spaced = new(Short: 60, Enough: 150, Most: 300, Bearable: 600);
    private static readonly LeadLength Unspaced = new(Short: 30, Enough: 100, Most: 160, Bearable: 300);

    /// <summary>The lengths for text like this.</summary>
    public static LeadLength For(string text) => IsSpaced(text) ? Spaced : Unspaced;

    /// <summary>True if words and sentences of the text have spaces between them.</summary>
    public static bool IsSpaced(string text)
    {
        int letters = 0, unspaced = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
                continue;
            letters++;
            if (Script.IsUnspaced(rune))
                unspaced++;
        }
        return unspaced * 10 < letters * 3;
    }
}
