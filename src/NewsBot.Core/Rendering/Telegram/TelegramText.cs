using System.Text;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>
/// Text as Telegram keeps it: characters, and entities over ranges of them. Entities are in the order in which they start,
/// the outer before the inner, and are properly nested; any slice of such a text is such a text again.
/// </summary>
/// <param name="Text">The characters.</param>
/// <param name="Entities">What they look like.</param>
internal sealed record TelegramText(string Text, IReadOnlyList<TelegramEntity> Entities)
{
    /// <summary>No text.</summary>
    public static TelegramText Empty { get; } = new("", []);

    /// <summary>Length in UTF-16 units, which is never less than in code points.</summary>
    public int Length => Text.Length;

    /// <summary>A part of it without white space at its ends; what begins before or ends after is there as far as it reaches in.</summary>
    public TelegramText Slice(int start, int end)
    {
        (start, end) = Trimmed(Text, start, end);
        var entities = new List<TelegramEntity>();
        foreach (var entity in Entities)
        {
            var (from, to) = (Math.Max(entity.Start, start), Math.Min(entity.End, end));
            if (from < to)
                entities.Add(entity with { Start = from - start, End = to - start, IsWrittenOut = entity.IsWrittenOut && to == entity.End });
        }

        return new TelegramText(Text[start..end], entities);
    }

    /// <summary>Several texts one after the other; those that are empty are left out.</summary>
    public static TelegramText Join(string separator, params IEnumerable<TelegramText> parts)
    {
        var text = new StringBuilder();
        var entities = new List<TelegramEntity>();
        foreach (var part in parts.Where(part => part.Length > 0))
        {
            if (text.Length > 0)
                text.Append(separator);
            var offset = text.Length;
            entities.AddRange(part.Entities.Select(entity => entity with { Start = entity.Start + offset, End = entity.End + offset }));
            text.Append(part.Text);
        }

        return new TelegramText(text.ToString(), entities);
    }

    /// <summary>Room that its links take where they are written out.</summary>
    public int WrittenOut => Entities.Sum(entity => entity.IsWrittenOut ? entity.Value!.Length + 1 : 0);

    /// <summary>The words without markup. Links that matter stand on a line of their own beneath the line they are in, as far as
    /// there is <paramref name="room"/>.</summary>
    public string ToPlain(int room)
    {
        var plain = new StringBuilder(Text);
        foreach (var link in Entities.Where(entity => entity.IsWrittenOut))
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
        while (start < end && char.IsWhiteSpace(text[start]) && !(start + 1 < end && TelegramCharacters.Combines(text, start + 1)))
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
/// <param name="Value">Address of a link, language of code, Unix time of a time.</param>
/// <param name="IsWrittenOut">True for a link that is told where there is no markup.</param>
internal sealed record TelegramEntity(int Start, int End, TelegramLook Look, string? Value = null, bool IsWrittenOut = false);

/// <summary>What Telegram can show (https://core.telegram.org/bots/api#html-style).</summary>
internal enum TelegramLook
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
}
