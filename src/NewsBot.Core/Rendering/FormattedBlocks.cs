using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>Writes <see cref="RichText"/> with what chats have: tables are columns of code or lines. Headings are bold lines and
/// lists have their marks in the text, unless the platform has Markdown, which has both.</summary>
internal sealed class FormattedBlocks(FormattedTextBuilder text, ChatLabels labels, bool isMarkdown)
{
    private const int MaxDepth = 16;
    private const int LongQuoteLength = 300;
    private const int LongQuoteLines = 4;

    /// <summary>The text on its own.</summary>
    public static FormattedText Write(RichText rich, ChatLabels labels, bool isMarkdown = false)
    {
        var text = new FormattedTextBuilder();
        new FormattedBlocks(text, labels, isMarkdown).Write(rich.Blocks, gap: 2, depth: 0);
        return text.Build();
    }

    /// <summary>The inlines on their own.</summary>
    public static FormattedText Write(IReadOnlyList<Inline> content, ChatLabels labels)
    {
        var text = new FormattedTextBuilder();
        new FormattedBlocks(text, labels, isMarkdown: false).Write(content, depth: 0);
        return text.Build();
    }

    private void Write(IReadOnlyList<Block> blocks, int gap, int depth)
    {
        var isAfterHeading = false;
        foreach (var block in blocks)
        {
            if (string.IsNullOrWhiteSpace(new RichText([block]).ToPlainText()))
                continue;
            text.Gap(isAfterHeading ? 1 : gap);
            Write(block, depth);
            isAfterHeading = block is Heading;
        }
    }

    private void Write(Block block, int depth)
    {
        switch (block)
        {
            case Paragraph p: Write(p.Content, depth); break;
            case Heading { Level: <= 3 } h when isMarkdown: text.Within(TextLook.Heading, null, () => Write(h.Content, depth)); break;
            case Heading { Level: <= 2 } h when !isMarkdown: text.Bold(() => text.Within(TextLook.Underline, null, () => Write(h.Content, depth))); break;
            case Heading h: text.Bold(() => Write(h.Content, depth)); break;
            case Preformatted p: text.Within(TextLook.Pre, Language(p.Language), () => text.Lines(p.Text.Trim('\n', '\r'))); break;
            case Quote or Listing when depth >= MaxDepth: text.Words(new RichText([block]).ToPlainText()); break;
            case Quote q: Write(q, depth + 1); break;
            case Listing l: Write(l, depth + 1); break;
            case Table t: new FormattedTable(text, labels, cell => Write(cell, depth)).Write(t); break;
        }
    }

    /// <summary>A quotation cannot stand in another: the inner one gets the marks of speech.</summary>
    private void Write(Quote quote, int depth)
    {
        var plain = new RichText([quote]).ToPlainText();
        if (text.IsQuoting)
        {
            var isMarked = "“\"「『«„‘".Contains(plain.TrimStart()[0], StringComparison.Ordinal);
            if (!isMarked)
                text.Opening("“");
            Write(quote.Blocks, gap: 1, depth);
            if (!isMarked)
                text.Words("”");
            return;
        }

        var isLong = plain.Length > LongQuoteLength || plain.AsSpan().Count('\n') >= LongQuoteLines;
        text.Within(isLong ? TextLook.FoldedQuote : TextLook.Quote, null, () => Write(quote.Blocks, gap: 1, depth));
    }

    private void Write(Listing list, int depth)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var ordinal = list.Ordered ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}.") : null;
            if (isMarkdown)
                text.MarkedItem(ordinal ?? "-", () => Write(item, gap: 1, depth));
            else
                text.Item(ordinal ?? (depth % 2 == 1 ? "•" : "◦"), () => Write(item, gap: 1, depth));
        }
    }

    private void Write(IReadOnlyList<Inline> content, int depth)
    {
        foreach (var inline in content)
            Write(inline, depth);
    }

    private void Write(Inline inline, int depth)
    {
        switch (inline)
        {
            case Words w: text.Words(w.Text); break;
            case LineBreak: text.Break(); break;
            case Styled or Anchor when depth >= MaxDepth: text.Words(RichText.PlainText([inline])); break;
            // A link is worth more than the look of code, and one cannot be in the other.
            case Styled { Style: TextStyle.Code } s when HasLink(s.Content): Write(s.Content, depth + 1); break;
            case Styled s: text.Within(Look(s.Style), null, () => Write(s.Content, depth + 1)); break;
            case Anchor a: text.Link(a.Target, () => Write(a.Content, depth + 1)); break;
        }
    }

    private static bool HasLink(IReadOnlyList<Inline> content) => content.Any(inline => inline switch
    {
        Anchor => true,
        Styled s => HasLink(s.Content),
        _ => false,
    });

    private static TextLook Look(TextStyle style) => style switch
    {
        TextStyle.Bold => TextLook.Bold,
        TextStyle.Italic => TextLook.Italic,
        TextStyle.Underline => TextLook.Underline,
        TextStyle.Strike => TextLook.Strike,
        TextStyle.Spoiler => TextLook.Spoiler,
        _ => TextLook.Code,
    };

    /// <summary>The language of code as it may stand in a tag; null if it is told in no such way.</summary>
    internal static string? Language(string? language) =>
        language is { Length: > 0 and <= 40 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '.' or '_') ? language : null;
}
