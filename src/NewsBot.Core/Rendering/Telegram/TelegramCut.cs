using System.Globalization;
using NewsBot.Core.Composing.Leads;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>
/// Cuts a text to what Telegram takes: where a paragraph ends, else a sentence, else a clause, else a word, and never inside a
/// character as people count them (Unicode Standard Annex 29). All lengths are in UTF-16 units, the strictest way to count.
/// </summary>
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
    private const int LookAhead = 200;

    /// <summary>True if a text goes into one message as it is.</summary>
    public static bool Fits(TelegramText text, int room) => text.Length <= room && Reach(text, 0) >= text.Length;

    /// <summary>The text in parts that carry on where the one before ended, each with its end in the text.</summary>
    /// <param name="text">What is to be told.</param>
    /// <param name="first">Room of the first part.</param>
    /// <param name="room">Room of the others.</param>
    public static IEnumerable<(TelegramText Part, int End)> Split(TelegramText text, int first, int room)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = End(text, at, at == 0 ? first : room);
            if (text.Slice(at, end) is { Length: > 0 } part)
                yield return (part, end);
            at = end;
        }
    }

    /// <summary>The text, or its beginning with an ellipsis.</summary>
    public static TelegramText Shorten(TelegramText text, int room)
    {
        if (Fits(text, room))
            return text;
        var part = text.Slice(0, End(text, 0, room - 1));
        return part.Text.EndsWith('…') ? part : part with { Text = part.Text + "…" };
    }

    /// <summary>Where the part that starts at <paramref name="start"/> ends.</summary>
    private static int End(TelegramText text, int start, int room)
    {
        var reach = Math.Min(Reach(text, start), start + room);
        if (reach >= text.Length)
            return text.Length;
        var whole = Characters(text.Text, start, reach);
        if (whole.Count == 0)
            return Math.Max(reach, start + 1) is var hard && char.IsLowSurrogate(text.Text[hard]) ? hard - 1 > start ? hard - 1 : hard + 1 : hard;
        var most = whole.Max();
        var half = start + (most - start) / 2;
        return Last(Paragraphs(text.Text, half, most), start + (most - start) * 2 / 3)
            ?? Last(SentenceEnds(text.Text, start, most), half)
            ?? Last(ClauseEnds(text.Text, half, most), half)
            ?? Last(Spaces(text.Text, half, most), half)
            ?? most;

        int? Last(IEnumerable<int> ends, int least)
        {
            var last = -1;
            foreach (var end in ends)
            {
                if (end >= least && end <= most && end > start && whole.Contains(end))
                    last = Math.Max(last, end);
            }

            return last < 0 ? null : last;
        }
    }

    /// <summary>How far the entities of a message last.</summary>
    private static int Reach(TelegramText text, int start)
    {
        var (tags, bytes) = (0, 0);
        foreach (var entity in text.Entities.Where(entity => entity.End > start))
        {
            tags += TelegramHtml.Tags(entity);
            bytes += TelegramHtml.Bytes(entity);
            if ((tags > MaxTags || bytes > MaxMarkupBytes) && entity.Start > start)
                return entity.Start;
        }

        return text.Length;
    }

    /// <summary>The ends of whole characters in a range.</summary>
    private static HashSet<int> Characters(string text, int start, int end)
    {
        var ends = new HashSet<int>();
        for (var at = start + StringInfo.GetNextTextElementLength(text, start); at <= end; at += StringInfo.GetNextTextElementLength(text, at))
        {
            ends.Add(at);
            if (at == text.Length)
                break;
        }

        return ends;
    }

    private static IEnumerable<int> Paragraphs(string text, int start, int end)
    {
        for (var at = start; at < end && (at = text.IndexOf("\n\n", at, StringComparison.Ordinal)) >= 0 && at <= end; at++)
            yield return at;
    }

    private static IEnumerable<int> SentenceEnds(string text, int start, int end)
    {
        var seen = Math.Min(text.Length, end + LookAhead);
        for (var line = start; line < end;)
        {
            var lineEnd = text.IndexOf('\n', line, seen - line) is >= 0 and var found ? found : seen;
            var at = line;
            foreach (var sentence in Sentences.Split(text[line..lineEnd]))
            {
                at = text.IndexOf(sentence, at, StringComparison.Ordinal) + sentence.Length;
                yield return at;
            }

            line = lineEnd + 1;
        }
    }

    private static IEnumerable<int> ClauseEnds(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (text[at] is '，' or '；' or '：' or '、' || text[at] is ',' or ';' or ':' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]))
                yield return at + 1;
        }
    }

    private static IEnumerable<int> Spaces(string text, int start, int end)
    {
        for (var at = start; at <= end && at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
                yield return at;
        }
    }
}
