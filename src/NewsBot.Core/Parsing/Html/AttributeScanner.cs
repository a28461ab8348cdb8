namespace NewsBot.Core.Parsing.Html;

/// <summary>Walks over the attributes of a tag that a <see cref="MarkupScanner"/> stands on.</summary>
/// <param name="text">The whole text.</param>
/// <param name="attributes">Where the attributes of the tag stand in it.</param>
internal ref struct AttributeScanner(ReadOnlySpan<char> text, Range attributes)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly int _end = attributes.End.GetOffset(text.Length);
    private int _at = attributes.Start.GetOffset(text.Length);

    /// <summary>Name as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Where the value stands in the whole text, without its quotes; empty if there is none.</summary>
    public Range Value { get; private set; }

    /// <summary>True if the value stood in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Goes to the next attribute; false after the last.</summary>
    public bool Read()
    {
        while (_at < _end && (char.IsWhiteSpace(_text[_at]) || _text[_at] is '/' or '"' or '\'' or '='))
            _at++;
        if (_at >= _end)
            return false;
        var start = _at;
        while (_at < _end && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('=' or '/' or '"' or '\''))
            _at++;
        Name = _text[start.._at];
        ReadValue();
        return true;
    }

    private void ReadValue()
    {
        IsQuoted = false;
        Value = _at.._at;
        var at = SkipBlanks(_at);
        if (at >= _end || _text[at] != '=')
            return;
        at = SkipBlanks(at + 1);
        if (at < _end && _text[at] is '"' or '\'')
        {
            var close = _text[(at + 1).._end].IndexOf(_text[at]);
            var valueEnd = close < 0 ? _end : at + 1 + close;
            IsQuoted = true;
            Value = (at + 1)..valueEnd;
            _at = Math.Min(valueEnd + 1, _end);
            return;
        }
        var start = at;
        while (at < _end && !char.IsWhiteSpace(_text[at]))
            at++;
        Value = start..at;
        _at = at;
    }

    private readonly int SkipBlanks(int at)
    {
        while (at < _end && char.IsWhiteSpace(_text[at]))
            at++;
        return at;
    }
}
