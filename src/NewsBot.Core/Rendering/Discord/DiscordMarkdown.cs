using System.Text;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>
/// Writes a <see cref="FormattedText"/> as Discord's Markdown (https://support.discord.com/hc/en-us/articles/210298617): styles
/// begin and end within a line and never beside a space, adjacent ones of a kind are one, and where two of the same sign would
/// touch, a space of no width stands between.
/// </summary>
internal sealed class DiscordMarkdown
{
    // Longer ones are no addresses that a person can follow.
    private const int MaxAddress = 1_500;

    private readonly FormattedText _text;
    private readonly bool _isQuiet;
    private readonly StringBuilder _out = new();
    private readonly List<TextSpan> _styles;
    private List<TextSpan> _open = [];
    private int _lineStart;
    private bool _owesSpace;

    private DiscordMarkdown(FormattedText text, bool isQuiet)
    {
        (_text, _isQuiet) = (text, isQuiet);
        _styles = [.. text.Spans.Where(IsStyle).Select(span => span.Look == TextLook.Link ? WithoutLonelyBrackets(span, text.Text) : span)];
    }

    /// <summary>The Markdown.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="isQuiet">True where links would open previews, and shall not.</param>
    public static string Write(FormattedText text, bool isQuiet = false)
    {
        var markdown = new DiscordMarkdown(text, isQuiet);
        markdown.Write();
        return markdown._out.ToString();
    }

    private void Write()
    {
        for (var at = 0; at < _text.Length;)
        {
            var code = _text.Spans.FirstOrDefault(span => span.Look == TextLook.Pre && span.End > at);
            if (code?.Start == at)
            {
                Code(code);
                at = code.End;
            }
            else
            {
                var lineEnd = _text.Text.IndexOf('\n', at) is >= 0 and var found ? found : _text.Length;
                var end = Math.Min(lineEnd, code?.Start ?? _text.Length);
                Line(at, end);
                at = end;
            }

            if (at < _text.Length)
                _out.Append('\n');
            if (at < _text.Length && _text.Text[at] == '\n')
                at++;
        }
    }

    /// <summary>Lines of code between fences, which nothing in them can end.</summary>
    private void Code(TextSpan code)
    {
        var isFirstOfItem = _text.Spans.Any(span => span.Look == TextLook.Item && span.Start == code.Start && !span.GoesOn);
        if (isFirstOfItem)
            _out.Append(Prefix(code.Start)).Append('\n');
        var prefix = IsQuoted(code.Start) ? "> " : "";
        _out.Append(prefix).Append("```").Append(code.Value).Append('\n');
        foreach (var line in _text.Text[code.Start..code.End].Split('\n'))
            _out.Append(prefix).Append(Unfenced(line)).Append('\n');
        _out.Append(prefix).Append("```");
    }

    private void Line(int start, int end)
    {
        _out.Append(Prefix(start));
        (_lineStart, _owesSpace) = (_out.Length, false);
        var inner = _styles.SelectMany(span => new[] { span.Start, span.End });
        var from = start;
        foreach (var to in inner.Where(at => at > start && at < end).Append(end).Order())
        {
            if (to > from)
                from = Math.Max(to, Piece(from, to, end));
        }

        _owesSpace = false;
        Switch([]);
    }

    /// <summary>A piece of a line that looks the same throughout. Tells where the next one begins.</summary>
    private int Piece(int start, int end, int lineEnd)
    {
        var styles = _styles.FindAll(span => span.Start <= start && span.End > start);
        var last = styles.Count > 0 ? styles[^1] : null;
        var (from, to) = (start, end);
        while (from < to && _text.Text[from] == ' ')
            from++;
        while (to > from && _text.Text[to - 1] == ' ')
            to--;
        _owesSpace |= from > start;
        if (from == to)
            return end;
        if (last?.Look == TextLook.Time)
        {
            // The rest of a moment that was cut in two has been told.
            if (!last.GoesOn && last.Start == start)
                Say([.. styles.SkipLast(1)], () => _out.Append("<t:").Append(last.Value).Append(":R>"));
        }
        else if (last?.Look == TextLook.Code)
        {
            Say([.. styles.SkipLast(1)], () => InlineCode(_text.Text[from..to]));
        }
        else if (styles.Find(span => span.Look == TextLook.Link) is { } link && link.Start == start && link.End <= lineEnd && IsAddress(link))
        {
            // Discord shows a link as it was typed if its words are an address, lest they lie about it.
            Say([.. styles.TakeWhile(span => span != link)], () => _out.Append('<').Append(DiscordEscape.Address(link.Value!)).Append('>'));
            _owesSpace |= char.IsWhiteSpace(_text.Text[link.End - 1]);
            return link.End;
        }
        else
        {
            Say(styles, () => DiscordEscape.Append(_out, _text.Text, from, to));
        }

        _owesSpace |= to < end;
        return end;
    }

    private void Say(List<TextSpan> styles, Action write)
    {
        Switch(styles);
        write();
    }

    /// <summary>Ends the styles that go no further, and begins those that are new.</summary>
    private void Switch(List<TextSpan> styles)
    {
        var kept = 0;
        while (kept < _open.Count && kept < styles.Count && _open[kept].Look == styles[kept].Look && _open[kept].Value == styles[kept].Value)
            kept++;
        foreach (var ended in _open.Skip(kept).Reverse())
            Sign(ended.Look == TextLook.Link ? Target(ended) : Mark(ended.Look));
        if (_owesSpace && _out.Length > _lineStart)
            _out.Append(' ');
        _owesSpace = false;
        foreach (var begun in styles.Skip(kept))
            Sign(begun.Look == TextLook.Link ? "[" : Mark(begun.Look));
        _open = styles;
    }

    private void Sign(string sign)
    {
        var before = _out.Length > 0 ? _out[^1] : '\n';
        // "~~" ends nothing before "_".
        if (sign[0] is not ('[' or ']') && (before == sign[0] || before == '~' && sign[0] == '_'))
            _out.Append(DiscordEscape.Apart);
        _out.Append(sign);
    }

    private void InlineCode(string code)
    {
        var hasTick = code.Contains('`', StringComparison.Ordinal);
        var fence = hasTick ? "``" : "`";
        Sign(fence);
        if (hasTick)
            _out.Append(DiscordEscape.Apart).Append(Unfenced(code)).Append(DiscordEscape.Apart);
        else
            _out.Append(Unfenced(code));
        _out.Append(fence);
    }

    private string Target(TextSpan link)
    {
        var address = DiscordEscape.Address(link.Value!);
        return _isQuiet ? $"](<{address}>)" : $"]({address})";
    }

    /// <summary>What stands before a line.</summary>
    private string Prefix(int at)
    {
        var prefix = new StringBuilder(IsQuoted(at) ? "> " : "");
        foreach (var span in _text.Spans.Where(span => span.Start <= at && span.End > at))
        {
            switch (span.Look)
            {
                case TextLook.Item when span.Start == at && !span.GoesOn: prefix.Append(span.Value).Append(' '); break;
                case TextLook.Item: prefix.Append(' ', span.Value!.Length + 1); break;
                case TextLook.Heading: prefix.Append("### "); break;
                case TextLook.Small: prefix.Append("-# "); break;
            }
        }

        return prefix.ToString();
    }

    private bool IsQuoted(int at) => _text.Spans.Any(span => span.Look is TextLook.Quote or TextLook.FoldedQuote && span.Start <= at && span.End > at);

    private bool IsAddress(TextSpan link)
    {
        var words = _text.Text.AsSpan(link.Start, link.End - link.Start);
        return words.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || words.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A bracket without its other one would keep the words of a link from being one, backslash or not: the longest part
    /// of them that has no such bracket is the link.</summary>
    private static TextSpan WithoutLonelyBrackets(TextSpan link, string text)
    {
        var (best, from, opening) = (link with { End = link.Start }, link.Start, -1);
        for (var at = link.Start; at <= link.End; at++)
        {
            var sign = at < link.End ? text[at] : '\n';
            if (opening >= 0 && sign is '[' or '\n')
                Part(opening);
            if (opening < 0 && sign == ']')
                Part(at);
            opening = sign switch { '[' => at, ']' or '\n' => -1, _ => opening };
        }

        Part(link.End);
        return best;

        void Part(int end)
        {
            if (end - from > best.End - best.Start)
                best = link with { Start = from, End = end };
            (from, opening) = (Math.Min(end + 1, link.End), -1);
        }
    }

    private static bool IsStyle(TextSpan span) => span.Look switch
    {
        TextLook.Link => DiscordEscape.Address(span.Value!).Length <= MaxAddress,
        TextLook.Bold or TextLook.Italic or TextLook.Underline or TextLook.Strike or TextLook.Spoiler or TextLook.Code or TextLook.Time => true,
        _ => false,
    };

    private static string Mark(TextLook look) => look switch
    {
        TextLook.Bold => "**",
        TextLook.Italic => "*",
        TextLook.Underline => "__",
        TextLook.Strike => "~~",
        _ => "||",
    };

    /// <summary>Code as it may stand between fences, and after a link: backslashes say nothing in code.</summary>
    private static string Unfenced(string code)
    {
        var written = new StringBuilder(code.Length);
        var hasOpening = false;
        foreach (var c in code)
        {
            var before = written.Length > 0 ? written[^1] : ' ';
            if (c == '`' && before == '`' || c == '(' && before == ']' && !hasOpening)
                written.Append(DiscordEscape.Apart);
            hasOpening |= c == '[';
            written.Append(c);
        }

        return written.ToString();
    }
}
