using System.Globalization;
using NewsBot.Core.Composing.Leads;

namespace NewsBot.Core.Rendering;

/// <summary>
/// Cuts a text to the room that there is: where a paragraph ends, else a sentence, else a clause, else a word, and never inside a
/// character as people count them (Unicode Standard Annex 29).
/// </summary>
/// <param name="reach">How far a part of a text may go that starts at some place and has some room; each platform counts its own.</param>
internal sealed class TextCut(Func<FormattedText, int, int, int> reach)
{
    private const int LookAhead = 200;

    /// <summary>Counts the characters alone, in UTF-16 units.</summary>
    public static TextCut Characters { get; } = new((_, start, room) => start + room);

    /// <summary>True if a text has room as it is.</summary>
    public bool Fits(FormattedText text, int room) => reach(text, 0, room) >= text.Length;

    /// <summary>The text in parts that carry on where the one before ended, each with its end in the text.</summary>
    /// <param name="text">What is to be told.</param>
    /// <param name="first">Room of the first part.</param>
    /// <param name="room">Room of the others.</param>
    public IEnumerable<(FormattedText Part, int End)> Split(FormattedText text, int first, int room)
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
    public FormattedText Shorten(FormattedText text, int room)
    {
        if (Fits(text, room))
            return text;
        var part = text.Slice(0, End(text, 0, room - 1));
        return part.Text.EndsWith('…') ? part : part with { Text = part.Text + "…" };
    }

    /// <summary>Where the part that starts at <paramref name="start"/> ends.</summary>
    private int End(FormattedText text, int start, int room)
    {
        var furthest = reach(text, start, room);
        if (furthest >= text.Length)
            return text.Length;
        var whole = WholeCharacters(text.Text, start, furthest);
        if (whole.Count == 0)
            return Math.Max(furthest, start + 1) is var hard && char.IsLowSurrogate(text.Text[hard]) ? hard - 1 > start ? hard - 1 : hard + 1 : hard;
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

    /// <summary>The ends of whole characters in a range.</summary>
    private static HashSet<int> WholeCharacters(string text, int start, int end)
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
