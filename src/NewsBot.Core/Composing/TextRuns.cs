using NewsBot.Core.Model;

namespace NewsBot.Core.Composing;

/// <summary>What applies to a run of characters.</summary>
[Flags]
internal enum RunStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Underline = 4,
    Strike = 8,
    Spoiler = 16,
    Code = 32,
}

/// <summary>Characters in one style that lead to one place.</summary>
internal readonly record struct TextRun(string Text, RunStyle Style, Uri? Link);

/// <summary>
/// Running text while it is collected: lines of runs, white space folded as browsers do. Kept flat, because cutting a
/// dateline or dropping a line of nested markup is hard and of runs is easy; nesting comes back with
/// <see cref="ToInlines"/>.
/// </summary>
internal sealed class TextRuns
{
    /// <summary>From the inside out.</summary>
    private static readonly (RunStyle Flag, TextStyle Style)[] Styles =
    [
        (RunStyle.Code, TextStyle.Code), (RunStyle.Spoiler, TextStyle.Spoiler), (RunStyle.Strike, TextStyle.Strike),
        (RunStyle.Underline, TextStyle.Underline), (RunStyle.Italic, TextStyle.Italic), (RunStyle.Bold, TextStyle.Bold),
    ];

    private readonly List<List<TextRun>> _lines = [[]];

    /// <summary>True if nothing was added since the lines were taken.</summary>
    public bool IsEmpty => _lines is [{ Count: 0 }];

    /// <summary>Adds characters of the source, whose white space means one space.</summary>
    public void Append(string text, RunStyle style, Uri? link)
    {
        var line = _lines[^1];
        var folded = PlainText.FoldInside(text);
        if (folded.Length > 0 && folded[0] == ' ' && (line.Count == 0 || line[^1].Text.EndsWith(' ')))
            folded = folded[1..];
        if (folded.Length > 0)
            line.Add(new TextRun(folded, style, link));
    }

    /// <summary>Ends the line.</summary>
    public void Break() => _lines.Add([]);

    /// <summary>Takes the lines collected so far, each without white space at its ends.</summary>
    public List<List<TextRun>> TakeLines()
    {
        var lines = _lines.ToList();
        _lines.Clear();
        _lines.Add([]);
        foreach (var line in lines)
        {
            while (line.Count > 0 && line[^1].Text.TrimEnd() is var text)
            {
                line[^1] = line[^1] with { Text = text };
                if (text.Length > 0)
                    break;
                line.RemoveAt(line.Count - 1);
            }
        }
        return lines;
    }

    /// <summary>The characters of a line.</summary>
    public static string TextOf(List<TextRun> line) => line is [var run] ? run.Text : string.Concat(line.Select(run => run.Text));

    /// <summary>The line without its first characters.</summary>
    public static List<TextRun> Skip(List<TextRun> line, int count)
    {
        if (count == 0)
            return line;
        var rest = new List<TextRun>(line.Count);
        foreach (var run in line)
        {
            var cut = Math.Min(count, run.Text.Length);
            count -= cut;
            var text = rest.Count == 0 && cut > 0 ? run.Text[cut..].TrimStart() : run.Text[cut..];
            if (text.Length > 0)
                rest.Add(run with { Text = text });
        }
        return rest;
    }

    /// <summary>The lines as inlines with breaks between them.</summary>
    public static IReadOnlyList<Inline> ToInlines(IEnumerable<List<TextRun>> lines)
    {
        var inlines = new List<Inline>();
        foreach (var line in lines)
        {
            if (inlines.Count > 0)
                inlines.Add(new LineBreak());
            AppendLine(inlines, line);
        }
        return inlines;
    }

    private static void AppendLine(List<Inline> inlines, List<TextRun> line)
    {
        for (int start = 0, end; start < line.Count; start = end)
        {
            var link = line[start].Link;
            end = start + 1;
            while (end < line.Count && line[end].Link == link)
                end++;
            var content = Styled(line, start, end);
            if (link is null)
                inlines.AddRange(content);
            else
                inlines.Add(new Anchor(link, content));
        }
    }

    private static List<Inline> Styled(List<TextRun> line, int start, int end)
    {
        var content = new List<Inline>();
        for (var i = start; i < end;)
        {
            var first = i;
            var style = line[i].Style;
            while (i < end && line[i].Style == style)
                i++;
            Inline inline = new Words(TextOf(line[first..i]));
            foreach (var (flag, name) in Styles)
            {
                if (style.HasFlag(flag))
                    inline = new Styled(name, [inline]);
            }
            content.Add(inline);
        }
        return content;
    }
}
