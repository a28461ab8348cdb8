using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace NewsBot.Core.Composing;

/// <summary>
/// Reads the HTML of an item behind limits. The parser's time grows with the square of the nesting, so what nests
/// deeper, is longer or has more elements than any article is cut where it goes too far, and the part before is read.
/// </summary>
internal static class HtmlReader
{
    private const int MaxLength = 1_000_000;
    private const int MaxOpenElements = 512;
    private const int MaxTreeDepth = 256;
    private const int MaxElements = 10_000;

    /// <summary>The parts that parsing is done with. They keep nothing of a document, and making them takes as long as reading one.</summary>
    private static readonly Configuration Parts = new();

    private static readonly HashSet<string> NeverNesting = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "dd", "dt", "li", "option", "p", "td", "th", "tr",
    };

    /// <summary>The body of the document that the text makes. Plain text is read as lines.</summary>
    public static IElement Read(string text)
    {
        var html = Cut(AsHtml(Cut(text, MaxLength)), MaxLength);
        for (; ; )
        {
            try
            {
                return Parse(html);
            }
            catch (TooMuchMarkupException e)
            {
                html = Cut(html, Math.Min(e.Position, html.Length - 1));
            }
        }
    }

    private static IElement Parse(string html)
    {
        var options = new HtmlParserOptions { MaximumDepth = MaxTreeDepth, SkipComments = true };
        // Most texts have too few tags to go too far, and need not be watched.
        if (html.AsSpan().Count('<') > MaxOpenElements)
            options.OnToken = Watch();
        var document = new HtmlParser(options, BrowsingContext.New(Parts)).ParseDocument(html);
        return document.Body ?? document.DocumentElement;
    }

    private static Action<HtmlToken, TextRange> Watch()
    {
        int open = 0, elements = 0;
        return (token, _) =>
        {
            if (token.Type == HtmlTokenType.EndTag)
                open = Math.Max(0, open - 1);
            if (token.Type != HtmlTokenType.StartTag)
                return;
            if (!token.AsTag().IsSelfClosing && !NeverNesting.Contains(token.Name))
                open++;
            if (open > MaxOpenElements || ++elements > MaxElements)
                throw new TooMuchMarkupException(token.Position.Position - 1);
        };
    }

    /// <summary>Summaries are often plain text, and sometimes HTML that was escaped once too often.</summary>
    private static string AsHtml(string text)
    {
        if (text.Contains('<', StringComparison.Ordinal))
            return text;
        var decoded = text.Contains("&lt;", StringComparison.Ordinal) ? PlainText.DecodeEntities(text) : text;
        return decoded.Contains("</", StringComparison.Ordinal) || decoded.Contains("<br", StringComparison.OrdinalIgnoreCase)
            ? decoded
            : text.ReplaceLineEndings("<br>");
    }

    /// <summary>At most so many characters, without half a tag or half a character at the end.</summary>
    private static string Cut(string html, int length)
    {
        if (html.Length <= length)
            return html;
        length = Math.Max(length, 0);
        var lastTag = length == 0 ? -1 : html.LastIndexOf('<', length - 1);
        if (lastTag >= 0 && html.IndexOf('>', lastTag, length - lastTag) < 0)
            length = lastTag;
        else if (length > 0 && char.IsHighSurrogate(html[length - 1]))
            length--;
        return html[..length];
    }

    private sealed class TooMuchMarkupException(int position) : Exception
    {
        public int Position { get; } = position;
    }
}
