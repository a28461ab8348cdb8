namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Cuts a text to what Telegram takes. All lengths are in UTF-16 units, the strictest way to count.</summary>
internal static class TelegramCut
{
    /// <summary>Room of a message.</summary>
    public const int MaxText = 4096;

    /// <summary>Room of the text beneath a picture or with a file.</summary>
    public const int MaxCaption = 1024;

    // Telegram counts 100 with those that it finds by itself (addresses, hashtags, mentions), and what stands at the end of a
    // text that was cut has some too.
    private const int MaxTags = 85;
    // Not documented: beyond ten thousand bytes entities were seen to be dropped.
    private const int MaxMarkupBytes = 7_500;

    private static readonly TextCut Cut = new((text, start, room) => Math.Min(Reach(text, start), start + room));

    /// <summary>True if a text goes into one message as it is.</summary>
    public static bool Fits(FormattedText text, int room) => Cut.Fits(text, room);

    /// <inheritdoc cref="TextCut.Split"/>
    public static IEnumerable<(FormattedText Part, int End)> Split(FormattedText text, int first, int room) => Cut.Split(text, first, room);

    /// <inheritdoc cref="TextCut.Shorten"/>
    public static FormattedText Shorten(FormattedText text, int room) => Cut.Shorten(text, room);

    /// <summary>How far the entities of a message last.</summary>
    private static int Reach(FormattedText text, int start)
    {
        var (tags, bytes) = (0, 0);
        foreach (var span in text.Spans.Where(span => span.End > start))
        {
            tags += TelegramHtml.Tags(span);
            bytes += TelegramHtml.Bytes(span);
            if ((tags > MaxTags || bytes > MaxMarkupBytes) && span.Start > start)
                return span.Start;
        }

        return text.Length;
    }
}
