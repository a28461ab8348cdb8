using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>Finds words in <see cref="RichText"/> and takes them out with the links and styles that they have there.</summary>
public static class RichTextSlice
{
    /// <summary>
    /// The place where a paragraph of the text says <paramref name="words"/>, white space aside: the inlines that say it, and
    /// whether that paragraph goes on after them. Null if no single paragraph does.
    /// </summary>
    public static (IReadOnlyList<Inline> Content, bool GoesOn)? Find(RichText text, string words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var sought = WithoutSpace(words).Text;
        if (sought.Length == 0)
            return null;
        foreach (var paragraph in text.Blocks.SelectMany(Paragraphs))
        {
            var plain = RichText.PlainText(paragraph.Content);
            var (bare, positions) = WithoutSpace(plain);
            if (bare.IndexOf(sought, StringComparison.Ordinal) is >= 0 and var at)
                return (Of(paragraph.Content, positions[at], positions[at + sought.Length - 1] + 1), at + sought.Length < bare.Length);
        }

        return null;
    }

    /// <summary>The inlines between two positions of their plain text, which are in UTF-16 units.</summary>
    public static IReadOnlyList<Inline> Of(IReadOnlyList<Inline> content, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(content);
        var slice = new List<Inline>();
        var at = 0;
        foreach (var inline in content)
        {
            var length = RichText.PlainText([inline]).Length;
            var (from, to) = (Math.Clamp(start - at, 0, length), Math.Clamp(end - at, 0, length));
            at += length;
            if (from >= to)
                continue;
            slice.Add(inline switch
            {
                Words w => new Words(w.Text[from..to]),
                Styled s => s with { Content = Of(s.Content, from, to) },
                Anchor a => a with { Content = Of(a.Content, from, to) },
                _ => inline,
            });
        }

        return slice;
    }

    private static IEnumerable<Paragraph> Paragraphs(Block block) => block switch
    {
        Paragraph p => [p],
        Quote q => q.Blocks.OfType<Paragraph>(),
        Listing l => l.Items.SelectMany(item => item.OfType<Paragraph>()),
        _ => [],
    };

    private static (string Text, List<int> Positions) WithoutSpace(string text)
    {
        var bare = new StringBuilder(text.Length);
        var positions = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                continue;
            bare.Append(text[i]);
            positions.Add(i);
        }

        return (bare.ToString(), positions);
    }
}
