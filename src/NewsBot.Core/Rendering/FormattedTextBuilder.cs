using System.Globalization;
using System.Text;

namespace NewsBot.Core.Rendering;

/// <summary>Collects the characters and spans of a <see cref="FormattedText"/>. White space is folded, what must not go out is
/// dropped, and what a platform may not allow within another look is written without it.</summary>
internal sealed class FormattedTextBuilder
{
    /// <summary>Longer addresses are no links that a person can follow, and count against the size of a message.</summary>
    private const int MaxAddress = 1_500;

    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];
    private readonly List<(TextLook Look, string? Value, int Start)> _open = [];
    private int _indent;
    private bool _isAfterMark;

    /// <summary>Characters so far.</summary>
    public int Length => _text.Length;

    /// <summary>True inside a quotation.</summary>
    public bool IsQuoting => _open.Exists(open => open.Look is TextLook.Quote or TextLook.FoldedQuote);

    /// <summary>What was collected.</summary>
    public FormattedText Build()
    {
        // Spans are collected as they end; the outer of two that start together is the longer, or was opened first.
        var ordered = _spans.Select((span, i) => (span, i)).OrderBy(e => e.span.Start).ThenByDescending(e => e.span.End).ThenByDescending(e => e.i);
        return new FormattedText(_text.ToString(), [.. ordered.Select(e => e.span)]).Slice(0, _text.Length);
    }

    /// <summary>Running text.</summary>
    public FormattedTextBuilder Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                if (_text.Length > 0 && _text[^1] is not (' ' or '\n'))
                    _text.Append(' ');
            }
            else if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                at += rune.Utf16SequenceLength - 1;
                if (TextCharacters.IsHarmful(rune))
                    continue;
                if (_indent > 0 && _text.Length > 0 && _text[^1] == '\n')
                    _text.Append(' ', _indent);
                _text.Append(rune.ToString());
                _isAfterMark = false;
            }
        }

        return this;
    }

    /// <summary>A sign that what follows stands close to: no gap, whatever block it is.</summary>
    public void Opening(string sign)
    {
        Words(sign);
        _isAfterMark = true;
    }

    /// <summary>Text whose line breaks and spaces count. Tabs become spaces.</summary>
    public void Lines(string text)
    {
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\t')
                _text.Append("    ");
            else if (rune.Value == '\n' || rune != Rune.ReplacementChar && !TextCharacters.IsHarmful(rune))
                _text.Append(rune.ToString());
        }

        _isAfterMark = false;
    }

    /// <summary>A new line, but no more than one empty line.</summary>
    public void Break()
    {
        if (!_isAfterMark && EndingLines() < 2)
            _text.Append('\n');
    }

    /// <summary>Sets the next block apart by so many line ends, unless it follows the mark of its item.</summary>
    public void Gap(int lines)
    {
        if (_isAfterMark || _text.Length == 0)
            return;
        for (var have = EndingLines(); have < lines; have++)
            _text.Append('\n');
    }

    private int EndingLines()
    {
        var lines = 0;
        while (lines < _text.Length && _text[^(lines + 1)] == '\n')
            lines++;
        return _text.Length == lines ? int.MaxValue : lines;
    }

    /// <summary>An item of a list: its mark, and what it holds further in. An item that holds nothing leaves no mark.</summary>
    public void Item(string mark, Action write)
    {
        Gap(1);
        var (before, indent, wasAfterMark) = (_text.Length, _indent, _isAfterMark);
        if (!_isAfterMark)
            _text.Append(' ', indent);
        _text.Append(mark).Append(' ');
        _isAfterMark = true;
        _indent = Math.Min(indent + 3, 12);
        var marked = _text.Length;
        write();
        _indent = indent;
        var isEmpty = _text.Length == marked;
        if (isEmpty)
            _text.Length = before;
        _isAfterMark = isEmpty && wasAfterMark;
    }

    /// <summary>An item of a list whose mark the platform's markup sets. An item that holds nothing is none.</summary>
    public void MarkedItem(string mark, Action write)
    {
        Gap(1);
        var (before, wasAfterMark) = (_text.Length, _isAfterMark);
        _isAfterMark = true;
        Within(TextLook.Item, mark, write);
        _isAfterMark = _text.Length == before && wasAfterMark;
    }

    /// <summary>Writes something in a look.</summary>
    public FormattedTextBuilder Within(TextLook look, string? value, Action write)
    {
        if (_open.Exists(open => open.Look == look && look != TextLook.Item || IsCode(open.Look)) || look == TextLook.Code && _open.Exists(open => open.Look == TextLook.Link))
        {
            write();
            return this;
        }

        // Code stands in no other style: those around it end before and go on after.
        var around = IsCode(look) ? _open.Where(open => open.Look <= TextLook.Spoiler).ToList() : [];
        foreach (var open in around)
            End(open);
        _open.RemoveAll(around.Contains);
        _open.Add((look, value, _text.Length));
        write();
        End(_open[^1]);
        _open.RemoveAt(_open.Count - 1);
        _open.AddRange(around.Select(open => open with { Start = _text.Length }));
        return this;
    }

    /// <summary>Writes something in bold.</summary>
    public FormattedTextBuilder Bold(Action write) => Within(TextLook.Bold, null, write);

    /// <summary>Writes something that leads to an address, if it is one that can be followed.</summary>
    /// <param name="target">Where it leads.</param>
    /// <param name="write">Writes the words.</param>
    /// <param name="isWrittenOut">True if the address is told where there is no markup.</param>
    public FormattedTextBuilder Link(Uri? target, Action write, bool isWrittenOut = false)
    {
        if (WebHtml.Link(target) is not { Length: <= MaxAddress } address)
        {
            write();
            return this;
        }

        var (start, before) = (_text.Length, _spans.Count);
        Within(TextLook.Link, address, write);
        if (isWrittenOut && _spans.FindIndex(before, span => span.Look == TextLook.Link && span.Start >= start) is >= 0 and var at)
            _spans[at] = _spans[at] with { IsWrittenOut = true };
        return this;
    }

    /// <summary>A moment.</summary>
    public void Moment(DateTimeOffset time, string text)
    {
        if (time.ToUnixTimeSeconds() is > 0 and <= int.MaxValue and var unix)
            Within(TextLook.Time, unix.ToString(CultureInfo.InvariantCulture), () => Words(text));
        else
            Words(text);
    }

    private static bool IsCode(TextLook look) => look is TextLook.Code or TextLook.Pre;

    private void End((TextLook Look, string? Value, int Start) open)
    {
        // The first line of code may be indented, and a quotation may begin with code.
        var isBlock = open.Look is TextLook.Pre or TextLook.Quote or TextLook.FoldedQuote;
        var (start, end) = (open.Start, _text.Length);
        while (start < end && IsSpace(_text[start]))
            start++;
        while (start < end && IsSpace(_text[end - 1]))
            end--;
        if (start < end)
            _spans.Add(new TextSpan(start, end, open.Look, open.Value));

        bool IsSpace(char c) => c == '\n' || c == ' ' && !isBlock;
    }
}
