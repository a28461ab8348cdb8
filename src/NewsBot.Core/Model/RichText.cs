using System.Text;
using System.Text.Json.Serialization;

namespace NewsBot.Core.Model;

/// <summary>Text with the structure that chats can show: a closed family of blocks of a closed family of inlines.
/// All addresses in it are absolute http or https.</summary>
/// <param name="Blocks">Blocks in reading order.</param>
public sealed record RichText(IReadOnlyList<Block> Blocks)
{
    /// <summary>No text.</summary>
    public static RichText Empty { get; } = new([]);

    /// <summary>The text alone: a line a block, blocks apart by one line feed.</summary>
    public string ToPlainText()
    {
        var text = new StringBuilder();
        foreach (var block in Blocks)
            Append(text, block);
        while (text.Length > 0 && text[^1] == '\n')
            text.Length--;
        return text.ToString().TrimStart('\n');
    }

    private static void Append(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Paragraph p: Line(text, p.Content); break;
            case Heading h: Line(text, h.Content); break;
            case Quote q: foreach (var inner in q.Blocks) Append(text, inner); break;
            case Listing l:
                foreach (var item in l.Items)
                    foreach (var inner in item)
                        Append(text, inner);
                break;
            case Preformatted c: text.Append(c.Text.TrimEnd('\n')).Append('\n'); break;
            case Table t:
                foreach (var row in t.Rows)
                    text.AppendJoin('\t', row.Select(PlainText)).Append('\n');
                break;
        }
    }

    private static void Line(StringBuilder text, IReadOnlyList<Inline> content) => text.Append(PlainText(content)).Append('\n');

    /// <summary>The text of some inlines alone.</summary>
    public static string PlainText(IReadOnlyList<Inline> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content is [Words words])
            return words.Text;
        var text = new StringBuilder();
        foreach (var inline in content)
            Append(text, inline);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case Words w: text.Append(w.Text); break;
            case Styled s: foreach (var inner in s.Content) Append(text, inner); break;
            case Anchor a: foreach (var inner in a.Content) Append(text, inner); break;
            case LineBreak: text.Append('\n'); break;
        }
    }
}

/// <summary>A block of <see cref="RichText"/>.</summary>
[JsonDerivedType(typeof(Paragraph), "p")]
[JsonDerivedType(typeof(Heading), "h")]
[JsonDerivedType(typeof(Quote), "q")]
[JsonDerivedType(typeof(Listing), "l")]
[JsonDerivedType(typeof(Preformatted), "pre")]
[JsonDerivedType(typeof(Table), "t")]
public abstract record Block;

/// <summary>Running text.</summary>
public sealed record Paragraph(IReadOnlyList<Inline> Content) : Block;

/// <summary>A heading of level 1 to 6.</summary>
public sealed record Heading(int Level, IReadOnlyList<Inline> Content) : Block;

/// <summary>A block quotation.</summary>
public sealed record Quote(IReadOnlyList<Block> Blocks) : Block;

/// <summary>A list; each item is some blocks.</summary>
public sealed record Listing(bool Ordered, IReadOnlyList<IReadOnlyList<Block>> Items) : Block;

/// <summary>Text whose line breaks and spaces count, with the language of the code if it is told.</summary>
public sealed record Preformatted(string Text, string? Language) : Block;

/// <summary>A table of rows of cells; the first row is a heading if <paramref name="HasHeader"/>.</summary>
public sealed record Table(IReadOnlyList<IReadOnlyList<IReadOnlyList<Inline>>> Rows, bool HasHeader) : Block;

/// <summary>A run inside a block of <see cref="RichText"/>.</summary>
[JsonDerivedType(typeof(Words), "w")]
[JsonDerivedType(typeof(Styled), "s")]
[JsonDerivedType(typeof(Anchor), "a")]
[JsonDerivedType(typeof(LineBreak), "br")]
public abstract record Inline;

/// <summary>Plain characters; white space is folded.</summary>
public sealed record Words(string Text) : Inline;

/// <summary>Inlines in one style.</summary>
public sealed record Styled(TextStyle Style, IReadOnlyList<Inline> Content) : Inline;

/// <summary>Inlines that lead somewhere: absolute http or https.</summary>
public sealed record Anchor(Uri Target, IReadOnlyList<Inline> Content) : Inline;

/// <summary>A line break inside a block.</summary>
public sealed record LineBreak : Inline;

/// <summary>What a <see cref="Styled"/> run looks like.</summary>
public enum TextStyle
{
    /// <summary>Bold.</summary>
    Bold,

    /// <summary>Italic.</summary>
    Italic,

    /// <summary>Underlined.</summary>
    Underline,

    /// <summary>Struck through.</summary>
    Strike,

    /// <summary>Hidden until asked for.</summary>
    Spoiler,

    /// <summary>Code in running text.</summary>
    Code,
}
