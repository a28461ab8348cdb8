using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>How the patterns of this folder are run: they meet text of strangers, so they must not backtrack.</summary>
internal static class Patterns
{
    /// <summary>Matching time grows with the length of the text alone.</summary>
    public const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
