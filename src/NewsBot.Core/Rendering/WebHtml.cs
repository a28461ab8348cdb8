using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>
/// Writes <see cref="RichText"/> as HTML that may be put into a page as it is: every text is escaped, the elements are
/// the few written here, every link is http or https. Long text ends with an ellipsis between two characters
/// as people count them; deep nesting is flattened.
/// </summary>
public sealed class WebHtml
{
    private const int MaxDepth = 16;

    private static readonly HtmlEncoder Escape = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();
    private int _room;

    private WebHtml(int maxCharacters) => _room = maxCharacters;

    /// <summary>Writes <paramref name="text"/>, at most <paramref name="maxCharacters"/> UTF-16 units of its words.</summary>
    public static string Write(RichText text, int maxCharacters)
    {
        ArgumentNullException.ThrowIfNull(text);
        var html = new WebHtml(maxCharacters);
        html.Blocks(text.Blocks, 0);
        return html._html.ToString();
    }

    /// <summary>Cuts a text after at most <paramref name="max"/> UTF-16 units, never inside a grapheme cluster
    /// (Unicode Standard Annex 29), and marks the cut with an ellipsis.</summary>
    public static string Cut(string text, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= max)
            return text;
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= max)
            end = next;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private void Blocks(IReadOnlyList<Block> blocks, int depth)
    {
        foreach (var block in blocks)
        {
            if (_room <= 0)
                return;
            Block(block, depth);
        }
    }

    private void Block(Block block, int depth)
    {
        switch (block)
        {
            case Paragraph p: Element("p", p.Content, depth); break;
            case Heading h: Element(h.Level switch { <= 2 => "h4", 3 => "h5", _ => "h6" }, h.Content, depth); break;
            case Preformatted c:
                _html.Append("<pre><code>");
                Text(c.Text);
                _html.Append("</code></pre>");
                break;
            case Quote q when depth < MaxDepth:
                _html.Append("<blockquote>");
                Blocks(q.Blocks, depth + 1);
                _html.Append("</blockquote>");
                break;
            case Quote q when q.Blocks.Count > 0: Flat(q); break;
            case Listing l when depth < MaxDepth: List(l, depth); break;
            case Listing l when l.Items.Count > 0: Flat(l); break;
            case Table t: Rows(t, depth); break;
        }
    }

    /// <summary>What is nested beyond reason keeps its words and loses its structure.</summary>
    private void Flat(Block block)
    {
        _html.Append("<p>");
        Text(new RichText([block]).ToPlainText());
        _html.Append("</p>");
    }

    private void List(Listing list, int depth)
    {
        var name = list.Ordered ? "ol" : "ul";
        _html.Append('<').Append(name).Append('>');
        foreach (var item in list.Items.TakeWhile(_ => _room > 0))
        {
            _html.Append("<li>");
            if (item is [Paragraph only])
                Inlines(only.Content, depth);
            else
                Blocks(item, depth + 1);
            _html.Append("</li>");
        }

        _html.Append("</").Append(name).Append('>');
    }

    private void Rows(Table table, int depth)
    {
        _html.Append("<table>");
        var body = table.Rows.AsEnumerable();
        if (table.HasHeader && table.Rows is [var header, ..])
        {
            _html.Append("<thead>");
            Row("th", header, depth);
            _html.Append("</thead>");
            body = body.Skip(1);
        }

        _html.Append("<tbody>");
        foreach (var row in body.TakeWhile(_ => _room > 0))
            Row("td", row, depth);
        _html.Append("</tbody></table>");
    }

    private void Row(string cellName, IReadOnlyList<IReadOnlyList<Inline>> cells, int depth)
    {
        _html.Append("<tr>");
        foreach (var cell in cells)
            Element(cellName, cell, depth);
        _html.Append("</tr>");
    }

    private void Element(string name, IReadOnlyList<Inline> content, int depth)
    {
        _html.Append('<').Append(name).Append('>');
        Inlines(content, depth);
        _html.Append("</").Append(name).Append('>');
    }

    private void Inlines(IReadOnlyList<Inline> content, int depth)
    {
        foreach (var inline in content.TakeWhile(_ => _room > 0))
            Inline(inline, depth);
    }

    private void Inline(Inline inline, int depth)
    {
        switch (inline)
        {
            case Words w: Text(w.Text); break;
            case LineBreak: _html.Append("<br>"); break;
            case Styled { Style: TextStyle.Spoiler } s when depth < MaxDepth:
                _html.Append("<span class=\"spoiler\" tabindex=\"0\">");
                Inlines(s.Content, depth + 1);
                _html.Append("</span>");
                break;
            case Styled s when depth < MaxDepth: Element(Tag(s.Style), s.Content, depth + 1); break;
            case Anchor a when depth < MaxDepth && Link(a.Target) is { } link:
                _html.Append("<a href=\"").Append(Escape.Encode(link)).Append("\" target=\"_blank\" rel=\"noopener noreferrer\">");
                Inlines(a.Content, depth + 1);
                _html.Append("</a>");
                break;
            case Styled or Anchor: Text(RichText.PlainText([inline])); break;
        }
    }

    private static string Tag(TextStyle style) => style switch
    {
        TextStyle.Bold => "strong",
        TextStyle.Italic => "em",
        TextStyle.Underline => "u",
        TextStyle.Strike => "s",
        _ => "code",
    };

    private void Text(string text)
    {
        var shown = Cut(text, _room);
        _room -= text.Length;
        _html.Append(Escape.Encode(shown));
    }

    /// <summary>The address if it is one that a page may lead to or load from, else null.</summary>
    internal static string? Link(Uri? target) =>
        target is { IsAbsoluteUri: true } && (target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeHttp)
            ? target.AbsoluteUri
            : null;
}
