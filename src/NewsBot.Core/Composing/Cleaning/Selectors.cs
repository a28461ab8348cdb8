using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>Selectors that are read once: reading a long one takes longer than using it on an article.</summary>
internal static class Selectors
{
    /// <summary>Reads a selector that stands in the code.</summary>
    public static ISelector Parse(string text) =>
        new CssSelectorParser().ParseSelector(text) ?? throw new ArgumentException($"This is no selector: {text}", nameof(text));
}
