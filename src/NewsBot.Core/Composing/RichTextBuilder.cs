using AngleSharp.Dom;
using NewsBot.Core.Composing.Cleaning;
using NewsBot.Core.Model;

namespace NewsBot.Core.Composing;

/// <summary>Builds the text of an article from its elements, line by line, leaving out lines that are noise.</summary>
internal sealed class RichTextBuilder
{
    private const int MaxByline = 80;

    private readonly Uri? _baseUrl;
    private readonly Outlet _outlet;
    private readonly List<Block> _blocks = [];
    private readonly TextRuns _runs = new();
    private bool _beforeText = true;
    private bool _ended;

    private RichTextBuilder(Uri? baseUrl, Outlet outlet, bool beforeText)
    {
        _baseUrl = baseUrl;
        _outlet = outlet;
        _beforeText = beforeText;
    }

    /// <summary>The text of the element.</summary>
    public static RichText Build(IElement body, Uri? baseUrl, Outlet outlet) =>
        new(new RichTextBuilder(baseUrl, outlet, beforeText: true).Read(body, default));

    private List<Block> Read(INode parent, Format format)
    {
        WalkChildren(parent, format);
        Flush();
        return _blocks;
    }

    private void WalkChildren(INode parent, Format format)
    {
        var children = parent.ChildNodes;
        for (var i = 0; i < children.Length && !_ended; i++)
        {
            if (children[i] is IText text)
                _runs.Append(text.Data, format.Style, format.Link);
            else if (children[i] is IElement element)
                Walk(element, format);
        }
    }

    private void Walk(IElement element, Format format)
    {
        switch (element.LocalName)
        {
            case "noscript" or "iframe" or "video" or "audio" or "picture" or "svg" or "math" or "rt" or "rp" or "title":
                return;
            case "br":
                _runs.Break();
                return;
            case "img":
                if (PictureAddress.IsEmoji(element) && element.GetAttribute("alt") is { Length: > 0 and <= 16 } emoji)
                    _runs.Append(emoji, format.Style, format.Link);
                return;
            case "hr":
                Flush();
                return;
            case "pre":
                Flush();
                Add(Preformatted(element));
                return;
            case "blockquote":
                Flush();
                Add(Nested(element, format) is { Count: > 0 } quoted ? new Quote(quoted) : null);
                return;
            case "ul" or "ol":
                Flush();
                Add(List(element, format));
                return;
            case "table" when DataRows(element) is { Count: > 1 } rows:
                Flush();
                Add(Table(rows, format));
                return;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush();
                WalkChildren(element, format);
                Flush(headingLevel: element.LocalName[1] - '0');
                return;
            case "q":
                _runs.Append("“", format.Style, format.Link);
                WalkChildren(element, format);
                _runs.Append("”", format.Style, format.Link);
                return;
        }

        var inner = format.Inside(element, _baseUrl);
        if (!IsBlock(element))
        {
            WalkChildren(element, inner);
            return;
        }
        Flush();
        WalkChildren(element, inner);
        Flush();
    }

    /// <summary>Ends the paragraph: noise lines go, an empty line parts paragraphs, a dateline at the start is cut.</summary>
    private void Flush(int headingLevel = 0)
    {
        if (_runs.IsEmpty)
            return;
        var paragraph = new List<List<TextRun>>();
        foreach (var line in _runs.TakeLines())
        {
            var text = TextRuns.TextOf(line);
            if (_ended || NoiseLines.IsEnd(text))
                _ended = !_beforeText;
            else if (text.Length == 0)
                AddParagraph(paragraph, headingLevel);
            else if (_beforeText && NoiseLines.IsDated(text))
                paragraph.RemoveAll(IsShort);
            else if (!NoiseLines.IsNoise(text, _outlet) && HasWords(text))
                paragraph.Add(TextRuns.Skip(line, NoiseLines.DatelineLength(text)));
        }
        AddParagraph(paragraph, headingLevel);
    }

    /// <summary>Short lines before a date line name the author.</summary>
    private static bool IsShort(List<TextRun> line) => TextRuns.TextOf(line).Length <= MaxByline;

    private static bool HasWords(string text) => text.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c));

    private void AddParagraph(List<List<TextRun>> lines, int headingLevel)
    {
        if (lines.Count == 0)
            return;
        var content = TextRuns.ToInlines(lines);
        lines.Clear();
        Add(headingLevel > 0 ? new Heading(headingLevel, content) : new Paragraph(content));
        _beforeText &= headingLevel > 0;
    }

    private void Add(Block? block)
    {
        if (block is not null && !_ended)
            _blocks.Add(block);
    }

    private List<Block> Nested(INode element, Format format) => new RichTextBuilder(_baseUrl, _outlet, beforeText: false).Read(element, format);

    private Listing? List(IElement list, Format format)
    {
        var items = new List<IReadOnlyList<Block>>();
        foreach (var child in list.Children)
        {
            if (Nested(child, format) is { Count: > 0 } blocks)
                items.Add(blocks);
        }
        return items.Count > 0 ? new Listing(list.LocalName == "ol", items) : null;
    }

    private static Preformatted? Preformatted(IElement pre)
    {
        var text = PlainText.KeepLines(pre.TextContent).Trim('\n');
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var names = new[] { pre, pre.QuerySelector("code") }.SelectMany(e => e?.ClassList ?? Enumerable.Empty<string>());
        var language = names.FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal) || name.StartsWith("lang-", StringComparison.Ordinal));
        return new Preformatted(text, language?[(language.IndexOf('-', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Rows of a table that holds data. A table of one row or one column, or with paragraphs in it, is layout.</summary>
    private static List<IElement>? DataRows(IElement table)
    {
        var elements = table.Inside();
        if (elements.Exists(e => e.LocalName is "table" or "p" or "div" or "ul" or "blockquote"))
            return null;
        var rows = elements.FindAll(e => e.LocalName == "tr");
        return rows.Exists(row => row.Children.Length > 1) ? rows : null;
    }

    private Table Table(List<IElement> rows, Format format) => new(
        [.. rows.Select(row => (IReadOnlyList<IReadOnlyList<Inline>>)[.. row.Children.Select(cell => Cell(cell, format))])],
        HasHeader: rows[0].Children.All(cell => cell.LocalName == "th"));

    private IReadOnlyList<Inline> Cell(IElement cell, Format format)
    {
        var builder = new RichTextBuilder(_baseUrl, _outlet, beforeText: false);
        builder.WalkChildren(cell, format);
        return TextRuns.ToInlines(builder._runs.TakeLines().Where(line => line.Count > 0));
    }

    private static bool IsBlock(IElement element) => element.LocalName is
        "p" or "div" or "section" or "article" or "main" or "header" or "footer" or "aside" or "figure" or "figcaption" or "center"
        or "li" or "dl" or "dt" or "dd" or "details" or "summary" or "fieldset" or "address" or "nav" or "form" or "body"
        or "table" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" or "caption" or "hgroup";

    /// <summary>Style and target of the text at some place.</summary>
    private readonly record struct Format(RunStyle Style, Uri? Link)
    {
        public Format Inside(IElement element, Uri? baseUrl) => element.LocalName switch
        {
            "b" or "strong" => this with { Style = Style | RunStyle.Bold },
            "i" or "em" or "var" or "dfn" => this with { Style = Style | RunStyle.Italic },
            "u" or "ins" => this with { Style = Style | RunStyle.Underline },
            "s" or "del" or "strike" => this with { Style = Style | RunStyle.Strike },
            "code" or "kbd" or "samp" or "tt" => this with { Style = Style | RunStyle.Code },
            "tg-spoiler" => this with { Style = Style | RunStyle.Spoiler },
            "span" when element.ClassList.Contains("spoiler") || element.ClassList.Contains("tg-spoiler") => this with { Style = Style | RunStyle.Spoiler },
            "a" => this with { Link = WebAddress.Resolve(baseUrl, element.GetAttribute("href")) is { } target ? LinkCleaner.Clean(target) : null },
            _ => this,
        };
    }
}
