namespace NewsBot.Core.Commands;

/// <summary>How far apart two words are: guesses what was meant by what was mistyped.</summary>
public static class EditDistance
{
    /// <summary>What is longer than this is cut: nobody mistypes that much.</summary>
    private const int Longest = 64;

    /// <summary>
    /// Levenshtein distance: how many characters must be put in, taken out or changed to make one word of the other.
    /// Case counts. Only the first 64 characters are compared.
    /// </summary>
    public static int Between(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var a = first.AsSpan(0, Math.Min(first.Length, Longest));
        var b = second.AsSpan(0, Math.Min(second.Length, Longest));
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
