using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>How the patterns of this folder are run.</summary>
internal static class Patterns
{
    /// <summary>Letters as written.</summary>
    public const RegexOptions Exact = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Capitals and small letters alike.</summary>
    public const RegexOptions AnyCase = Exact | RegexOptions.IgnoreCase;

    /// <summary>
    /// Patterns meet text of strangers, so each is written to need at most the square of a short line or address; a second
    /// is a thousand times that, and shows a pattern that is not.
    /// </summary>
    public const int TimeoutMilliseconds = 1000;

    /// <summary>Whether a text has the pattern in it; where a busy machine takes too long to tell, it stays as it is.</summary>
    public static bool Fits(this Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
