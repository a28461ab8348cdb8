using System.Text;

namespace NewsBot.Core.Rendering;

/// <summary>
/// Text before any platform's markup: characters, and spans over ranges of them. Spans are in the order in which they start,
/// the outer before the inner, and are properly nested; any slice of such a text is such a text again.
/// </summary>
/// <param name="Text">The characters.</param>
/// <param name="Spans">What they look like.</param>
internal sealed record FormattedText(string Text, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>No text.</summary>
    public static FormattedText Empty { get; } = new("", []);

    /// <summary>Length in UTF-16 units, which is never less than in code points.</summary>
    public int Length => Text.Length;

    /// <summary>A part of it without white space at its ends; what begins before or ends after is there as far as it reaches in.</summary>
    public FormattedText Slice(int start, int end)
    {
        (start, end) = Trimmed(Text, start, end);
        var spans = new List<TextSpan>();
        foreach (var span in Spans)
        {
            var (from, to) = (Math.Max(span.Start, start), Math.Min(span.End, end));
            if (from < to)
            {
                spans.Add(span with
                {
                    Start = from - start,
                    End = to - start,
                    IsWrittenOut = span.IsWrittenOut && to == span.End,
                    GoesOn = span.GoesOn || from > span.Start,
                });
            }
        }

        return new FormattedText(Text[start..end], spans);
    }

    /// <summary>Several texts one after the other; those that are empty are left out.</summary>
    public static FormattedText Join(string separator, params IEnumerable<FormattedText> parts)
    {
        var text = new StringBuilder();
        var spans = new List<TextSpan>();
        foreach (var part in parts.Where(part => part.Length > 0))
        {
            if (text.Length > 0)
                text.Append(separator);
            var offset = text.Length;
            spans.AddRange(part.Spans.Select(span => span with { Start = span.Start + offset, End = span.End + offset }));
            text.Append(part.Text);
        }

        return new FormattedText(text.ToString(), spans);
    }

    /// <summary>Room that its links take where they are written out.</summary>
    public int WrittenOut => Spans.Sum(span => span.IsWrittenOut ? span.Value!.Length + 1 : 0);

    /// <summary>The words without markup. Links that matter stand on a line of their own beneath the line they are in, as far as
    /// there is <paramref name="room"/>.</summary>
    public string ToPlain(int room)
    {
        var plain = new StringBuilder(Text);
        foreach (var link in Spans.Where(span => span.IsWrittenOut))
        {
            if (plain.Length + link.Value!.Length + 1 > room)
                continue;
            var grown = plain.Length - Text.Length;
            var line = Text.IndexOf('\n', link.End);
            plain.Insert(grown + (line < 0 ? Text.Length : line), "\n" + link.Value);
        }

        return plain.ToString();
    }

    /// <summary>The range without white space at its ends. A space that carries a combining mark is no white space.</summary>
    private static (int Start, int End) Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]) && !(start + 1 < end && TextCharacters.Combines(text, start + 1)))
            start++;
        while (start < end && char.IsWhiteSpace(text[end - 1]))
            end--;
        return (start, end);
    }
}

/// <summary>A range of characters that look the same.</summary>
/// <param name="Start">The first, in UTF-16 units.</param>
/// <param name="End">After the last.</param>
/// <param name="Look">What they look like.</param>
/// <param name="Value">Address of a link, language of code, Unix time of a time, mark of an item.</param>
/// <param name="IsWrittenOut">True for a link that is told where there is no markup.</param>
/// <param name="GoesOn">True for the rest of a span whose beginning was cut off.</param>
internal sealed record TextSpan(int Start, int End, TextLook Look, string? Value = null, bool IsWrittenOut = false, bool GoesOn = false);

/// <summary>What the platforms can show; each says what it makes of it.</summary>
internal enum TextLook
{
    /// <summary>Bold.</summary>
    Bold,

    /// <summary>Italic.</summary>
    Italic,

    /// <summary>Underlined.</summary>
    Underline,

    /// <summary>Struck through.</summary>
    Strike,

    /// <summary>Hidden until pressed.</summary>
    Spoiler,

    /// <summary>Code in a line; nothing else can be in it, nor it in another style.</summary>
    Code,

    /// <summary>Lines of code, as <see cref="Code"/>.</summary>
    Pre,

    /// <summary>A quotation; it cannot stand in another.</summary>
    Quote,

    /// <summary>A quotation that is folded until pressed.</summary>
    FoldedQuote,

    /// <summary>A link; it cannot stand in another.</summary>
    Link,

    /// <summary>A moment, shown in the reader's own time zone.</summary>
    Time,

    /// <summary>A heading inside a text, where the platform has such.</summary>
    Heading,

    /// <summary>An item of a list, where the platform has such; it can stand in another.</summary>
    Item,

    /// <summary>A line in small print, where the platform has such.</summary>
    Small,
}
