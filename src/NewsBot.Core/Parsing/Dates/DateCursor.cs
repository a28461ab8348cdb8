namespace NewsBot.Core.Parsing.Dates;

/// <summary>A position in the text of a date.</summary>
internal ref struct DateCursor(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public readonly bool IsAtEnd => _rest.Length == 0;

    public readonly ReadOnlySpan<char> Rest => _rest;

    public readonly char Current => _rest.Length == 0 ? '\0' : _rest[0];

    public void Advance(int count) => _rest = _rest[count..];

    public bool Skip(char c)
    {
        if (Current != c || IsAtEnd)
            return false;
        Advance(1);
        return true;
    }

    public void SkipBlanks() => _rest = _rest.TrimStart();

    /// <summary>How many digits stand here.</summary>
    public readonly int CountDigits()
    {
        var end = 0;
        while (end < _rest.Length && char.IsAsciiDigit(_rest[end]))
            end++;
        return end;
    }

    /// <summary>Reads exactly so many digits.</summary>
    public bool Digits(int count, out int number)
    {
        number = 0;
        if (CountDigits() < count)
            return false;
        foreach (var c in _rest[..count])
            number = (number * 10) + (c - '0');
        Advance(count);
        return true;
    }

    /// <summary>Reads all digits that stand here, nine at most.</summary>
    public bool Number(out int number)
    {
        number = 0;
        return CountDigits() is > 0 and <= 9 && Digits(CountDigits(), out number);
    }

    /// <summary>Reads digits as a fraction of a second, in ticks.</summary>
    public long Fraction()
    {
        long ticks = 0, unit = TimeSpan.TicksPerSecond;
        while (char.IsAsciiDigit(Current))
        {
            unit /= 10;
            ticks += unit * (Current - '0');
            Advance(1);
        }
        return ticks;
    }

    /// <summary>Reads <c>+08:00</c>, <c>+0800</c>, <c>+8</c>, <c>-0330</c>, <c>+08:00:00</c>.</summary>
    public bool Offset(out TimeSpan offset)
    {
        offset = default;
        if (Current is not ('+' or '-' or '\u2212' or '\u2013'))
            return false;
        var isWest = Current != '+';
        Advance(1);
        SkipBlanks();
        var digits = CountDigits();
        int hours, minutes = 0;
        switch (digits)
        {
            case 1 or 2 when Number(out hours):
                if (Skip(':') && CountDigits() == 2)
                    Digits(2, out minutes);
                if (Current == ':')
                {
                    Advance(1);
                    Number(out _);
                }
                break;
            case 3 when Digits(1, out hours) && Digits(2, out minutes):
            case 4 when Digits(2, out hours) && Digits(2, out minutes):
                break;
            default:
                return false;
        }
        offset = new TimeSpan(hours, minutes, 0);
        if (isWest)
            offset = -offset;
        return true;
    }
}
