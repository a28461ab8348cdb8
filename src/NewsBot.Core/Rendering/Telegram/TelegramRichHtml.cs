using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>
/// Writes <see cref="RichText"/> as the HTML of Telegram's rich messages, which have headings, lists and tables of their own
/// (https://core.telegram.org/bots/api#rich-message-formatting-options), within their limits: 32,768 characters, 500 blocks,
/// 16 levels, 20 columns. What goes beyond ends with an ellipsis; what is nested deeper keeps its words.
/// </summary>
internal sealed class TelegramRichHtml
{
    private const int MaxCharacters = 30_000;
    private const int MaxBlocks = 480;
    private const int MaxDepth = 14;
    private const int MaxColumns = 20;

    private readonly StringBuilder _html = new();
    private int _characters = MaxCharacters;
    private int _blocks = MaxBlocks;

    /// <summary>True once something had no room.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What was written.</summary>
    public override string ToString() => _html.ToString();

    /// <summary>Opens a tag of a block, writes what is in it, and closes it.</summary>
    public TelegramRichHtml Element(string name, Action write)
    {
        _blocks--;
        Within(name, write);
        return this;
    }

    /// <summary>A picture, film or sound.</summary>
    public void Media(TelegramMedia media)
    {
        _blocks--;
        var name = media.Kind switch { TelegramMediaKind.Photo => "img", TelegramMediaKind.Video => "video", _ => "audio" };
        _html.Append('<').Append(name).Append(" src=\"").Append(TelegramHtml.Escaped(media.Address.AbsoluteUri)).Append(media.Kind == TelegramMediaKind.Photo ? "\"/>" : $"\"></{name}>");
    }

    /// <summary>A text that is laid out already, on one line: source, title, hashtags.</summary>
    public void Line(FormattedText text)
    {
        _characters -= text.Length;
        _html.Append(TelegramHtml.Write(text).Replace('\n', ' '));
    }

    /// <summary>Blocks, as far as there is room.</summary>
    public void Blocks(IReadOnlyList<Block> blocks, int depth)
    {
        foreach (var block in blocks)
        {
            if (string.IsNullOrWhiteSpace(new RichText([block]).ToPlainText()))
                continue;
            if (!HasRoom())
                return;
            Block(block, depth);
        }
    }

    private void Block(Block block, int depth)
    {
        switch (block)
        {
            case Paragraph p: Paragraphs(p.Content, depth + 1); break;
            case Heading h: Element("h" + Math.Clamp(h.Level + 1, 3, 6), () => Inlines(h.Content, depth + 1)); break;
            case Preformatted p: Element("pre", () => Within("code", () => Text(p.Text.Trim('\n', '\r'), keepsLines: true), FormattedBlocks.Language(p.Language) is { } language ? $" class=\"language-{language}\"" : "")); break;
            case Quote or Listing when depth + 3 >= MaxDepth: Element("p", () => Text(new RichText([block]).ToPlainText())); break;
            case Quote q: Element("blockquote", () => Blocks(q.Blocks, depth + 1)); break;
            case Listing l: Element(l.Ordered ? "ol" : "ul", () => Items(l, depth + 1)); break;
            case Table t when t.Rows.Max(row => row.Count) > MaxColumns: Rows(t); break;
            case Table t: Element("table", () => Rows(t, depth + 1)); break;
        }
    }

    /// <summary>Line breaks inside a paragraph are not among what is promised to work: each line is a paragraph.</summary>
    private void Paragraphs(IReadOnlyList<Inline> content, int depth)
    {
        var line = new List<Inline>();
        foreach (var inline in content.Append(new LineBreak()))
        {
            if (inline is not LineBreak)
            {
                line.Add(inline);
                continue;
            }

            if (!string.IsNullOrWhiteSpace(RichText.PlainText(line)) && HasRoom())
                Element("p", () => Inlines(line, depth));
            line.Clear();
        }
    }

    private void Items(Listing list, int depth)
    {
        foreach (var item in list.Items)
        {
            if (!HasRoom())
                return;
            if (item is [Paragraph { Content: var content }] && !content.OfType<LineBreak>().Any())
                Element("li", () => Inlines(content, depth + 1));
            else if (item.Count > 0)
                Element("li", () => Blocks(item, depth + 1));
        }
    }

    private void Rows(Table table, int depth)
    {
        for (var r = 0; r < table.Rows.Count; r++)
        {
            if (r > 0 && !HasRoom())
                return;
            var cell = r == 0 && table.HasHeader ? "th" : "td";
            Element("tr", () =>
            {
                foreach (var content in table.Rows[r])
                    Within(cell, () => Inlines(content, depth + 2));
            });
        }
    }

    private void Rows(Table table)
    {
        foreach (var row in table.Rows.TakeWhile(_ => HasRoom()))
            Element("p", () => Text(string.Join(" · ", row.Select(RichText.PlainText))));
    }

    private void Inlines(IReadOnlyList<Inline> content, int depth)
    {
        foreach (var inline in content)
            Inline(inline, depth);
    }

    private void Inline(Inline inline, int depth)
    {
        switch (inline)
        {
            case Words w: Text(w.Text); break;
            case LineBreak: Text(" "); break;
            case Styled or Anchor when depth >= MaxDepth: Text(RichText.PlainText([inline])); break;
            case Styled { Style: TextStyle.Code } s: Within("code", () => Text(RichText.PlainText(s.Content))); break;
            case Styled s: Within(Tag(s.Style), () => Inlines(s.Content, depth + 1)); break;
            case Anchor a when WebHtml.Link(a.Target) is { } address:
                Within("a", () => Inlines([.. a.Content.Select(WithoutLinks)], depth + 1), $" href=\"{TelegramHtml.Escaped(address)}\"");
                break;
            case Anchor a: Inlines(a.Content, depth + 1); break;
        }
    }

    /// <summary>A link cannot stand in another.</summary>
    private static Inline WithoutLinks(Inline inline) => inline switch
    {
        Anchor a => new Words(RichText.PlainText(a.Content)),
        Styled s => s with { Content = [.. s.Content.Select(WithoutLinks)] },
        _ => inline,
    };

    private void Within(string tag, Action write, string attributes = "")
    {
        var before = _html.Length;
        _html.Append('<').Append(tag).Append(attributes).Append('>');
        var start = _html.Length;
        write();
        // What holds nothing is left out, but a cell keeps the next ones in their columns.
        if (_html.Length == start && tag is not ("td" or "th"))
            _html.Length = before;
        else
            _html.Append("</").Append(tag).Append('>');
    }

    private void Text(string text, bool keepsLines = false)
    {
        if (IsFull)
            return;
        var builder = new FormattedTextBuilder();
        if (keepsLines)
            builder.Lines(text);
        else
            builder.Words(text);
        var clean = builder.Build();
        var shown = TelegramCut.Shorten(clean, Math.Max(2, _characters));
        IsFull = shown != clean;
        _characters -= shown.Length + 2;
        // A space at either end belongs to the words beside it.
        var isInline = !keepsLines && text.Length > 0;
        TelegramHtml.Escape(_html, (isInline && char.IsWhiteSpace(text[0]) ? " " : "") + shown.Text + (isInline && shown.Length > 0 && char.IsWhiteSpace(text[^1]) ? " " : ""));
    }

    private bool HasRoom()
    {
        IsFull |= _characters <= 0 || _blocks <= 0;
        return !IsFull;
    }

    private static string Tag(TextStyle style) => style switch
    {
        TextStyle.Bold => "b",
        TextStyle.Italic => "i",
        TextStyle.Underline => "u",
        TextStyle.Strike => "s",
        _ => "tg-spoiler",
    };
}
