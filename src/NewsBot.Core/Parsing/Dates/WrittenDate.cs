namespace NewsBot.Core.Parsing.Dates;

/// <summary>
/// Dates made of words and numbers in whatever order: <c>Tue, 04 Mar 2025 08:30:00 +0800</c>, <c>March 4th, 2025 8:30 am</c>,
/// <c>2025年3月4日 下午8:30</c>, <c>04.03.2025</c>. Words tell month, zone and half of the day; numbers are told apart by
/// their marks, their size and, at last, their order.
/// </summary>
internal ref struct WrittenDate
{
    private DateCursor _cursor;
    private DateParts _parts = new();
    private bool _hasYear;
    private bool _hasMonth;
    private bool _monthStandsFirst;
    private bool _hasDay;
    private bool _hasTime;
    private bool _hasZone;
    private bool _isAfternoon;
    private bool _isMorning;
    private int _numbers;
    private Number _first;
    private Number _second;
    private Number _third;

    private readonly record struct Number(int Value, int Digits, char Mark);

    private WrittenDate(ReadOnlySpan<char> text) => _cursor = new DateCursor(text);

    /// <summary>Reads the whole text; false if it makes no date.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateParts parts)
    {
        var date = new WrittenDate(text);
        var isRead = date.Read();
        parts = date._parts;
        return isRead;
    }

    private bool Read()
    {
        while (!_cursor.IsAtEnd)
        {
            var c = _cursor.Current;
            var isKnown = char.IsAsciiDigit(c) ? ReadNumber()
                : c == '(' ? SkipComment()
                : char.IsLetter(c) ? ReadWord()
                : ReadMark();
            if (!isKnown)
                return false;
        }
        return Assign() && ApplyHalfOfDay();
    }

    private bool SkipComment()
    {
        var end = _cursor.Rest.IndexOf(')');
        _cursor.Advance(end < 0 ? _cursor.Rest.Length : end + 1);
        return true;
    }

    private bool ReadMark()
    {
        // After the time a sign begins the zone; before it, it only separates.
        if (_hasTime && _cursor.Current is '+' or '-' or '\u2212' && _cursor.Rest.Length > 1 && char.IsAsciiDigit(_cursor.Rest[1]))
        {
            if (!_cursor.Offset(out var offset))
                return false;
            _parts.Offset = offset;
            _hasZone = true;
            return true;
        }
        _cursor.Advance(1);
        return true;
    }

    private bool ReadNumber()
    {
        var digits = _cursor.CountDigits();
        if (digits is 8 or 12 or 14 && _numbers == 0 && !_hasYear)
            return ReadCompact(digits);
        if (!_cursor.Number(out var value))
            return false;
        if (!_hasTime && digits <= 2 && _cursor.Current is ':' or '：')
            return ReadClock(value);
        return Marked(value, digits);
    }

    /// <summary><c>20250304</c>, <c>202503040830</c>, <c>20250304083000</c>.</summary>
    private bool ReadCompact(int digits)
    {
        _cursor.Digits(4, out var year);
        _cursor.Digits(2, out var month);
        _cursor.Digits(2, out var day);
        (_parts.Year, _parts.Month, _parts.Day) = (year, month, day);
        _hasYear = _hasMonth = _hasDay = true;
        if (digits == 8)
            return true;
        _cursor.Digits(2, out var hour);
        _cursor.Digits(2, out var minute);
        (_parts.Hour, _parts.Minute, _hasTime) = (hour, minute, true);
        if (digits == 14 && _cursor.Digits(2, out var second))
            _parts.Second = second;
        return true;
    }

    private bool ReadClock(int hour)
    {
        _cursor.Advance(1);
        if (_cursor.CountDigits() is not (1 or 2) || !_cursor.Number(out var minute))
            return false;
        _parts.Hour = hour;
        _parts.Minute = minute;
        _hasTime = true;
        if (_cursor.Current is not (':' or '：'))
            return true;
        _cursor.Advance(1);
        if (_cursor.CountDigits() is not (1 or 2) || !_cursor.Number(out var second))
            return _cursor.CountDigits() == 0;
        _parts.Second = second;
        if (_cursor.Current is '.' or ',' && _cursor.Rest.Length > 1 && char.IsAsciiDigit(_cursor.Rest[1]))
        {
            _cursor.Advance(1);
            _parts.Fraction = _cursor.Fraction();
        }
        return true;
    }

    /// <summary>A number with a unit behind it (<c>3月</c>, <c>30분</c>), or one whose meaning shows later.</summary>
    private bool Marked(int value, int digits)
    {
        switch (DateWords.Unit(ref _cursor))
        {
            case DateUnit.Year: _parts.Year = value; _hasYear = true; return true;
            case DateUnit.Month: _parts.Month = value; _hasMonth = true; return true;
            case DateUnit.Day: _parts.Day = value; _hasDay = true; return true;
            case DateUnit.Hour: _parts.Hour = value; _hasTime = true; return true;
            case DateUnit.Minute: _parts.Minute = value; return true;
            case DateUnit.Second: _parts.Second = value; return true;
        }
        if (_numbers == 3)
            return false;
        var number = new Number(value, digits, _cursor.Current);
        if (_numbers == 0)
            _first = number;
        else if (_numbers == 1)
            _second = number;
        else
            _third = number;
        _numbers++;
        return true;
    }

    private bool ReadWord()
    {
        var length = 1;
        while (length < _cursor.Rest.Length && IsPartOfWord(_cursor.Rest, length))
            length++;
        var word = _cursor.Rest[..length];
        _cursor.Advance(length);

        if ((!_hasMonth || MonthMayBeDayName()) && DateWords.Month(word) is var month and > 0)
        {
            _parts.Month = month;
            _hasMonth = true;
            _monthStandsFirst = _numbers == 0;
            return true;
        }
        switch (DateWords.Half(word))
        {
            case DayHalf.Afternoon: _isAfternoon = true; return true;
            case DayHalf.Morning: _isMorning = true; return true;
        }
        if (ZoneNames.Find(word, out var zone))
        {
            // -05:00Z: the number is meant.
            if (_hasZone)
                return true;
            _parts.Offset = zone;
            // GMT+8, UTC-05:00
            if (_hasTime && zone == TimeSpan.Zero && _cursor.Current is '+' or '-' && _cursor.Offset(out var offset))
                _parts.Offset = offset;
            return true;
        }
        if (_hasTime && ZoneNames.FindPlace(word) is { } place)
        {
            _parts.Zone = place;
            return true;
        }
        return DateWords.SaysNothing(word, _hasTime);
    }

    private static bool IsPartOfWord(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (char.IsLetter(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark)
            return true;
        // a.m., p.m. and abbreviations within a word; Etc/UTC and Europe/Berlin.
        return c is '.' or '/' or '_' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
    }

    /// <summary><c>mar., 02 déc. 2025</c>: the first word was a Tuesday.</summary>
    private readonly bool MonthMayBeDayName() => _monthStandsFirst && _numbers == 1 && !_hasTime;

    private bool Assign()
    {
        var open = (_hasYear ? 0 : 1) + (_hasMonth ? 0 : 1) + (_hasDay ? 0 : 1);
        if (_numbers > open || (!_hasYear && _numbers == 0))
            return false;
        if (_hasYear)
            return AssignWithoutYear();
        if (_hasMonth && _hasDay)
            return _numbers == 1 && SetYear(_first);
        if (_hasMonth)
            return AssignDayAndYear();
        return _numbers == 3 && AssignThree();
    }

    private bool AssignWithoutYear()
    {
        if (_numbers > 0 && !_hasMonth)
        {
            _parts.Month = _first.Value;
            if (_numbers > 1)
                _parts.Day = _second.Value;
        }
        else if (_numbers > 0)
        {
            _parts.Day = _first.Value;
        }
        return true;
    }

    private bool AssignDayAndYear()
    {
        if (_numbers == 1)
            return _first.Digits == 4 && SetYear(_first);
        var yearFirst = _first.Digits >= 3 || _first.Value > 31;
        _parts.Day = yearFirst ? _second.Value : _first.Value;
        return SetYear(yearFirst ? _first : _second);
    }

    private bool AssignThree()
    {
        // 25-03-04 is ISO 8601 with a short year.
        var isShortIso = _first.Mark == '-' && _third.Digits <= 2 && _second.Value is > 0 and <= 12 && _third.Value is > 0 and <= 31;
        if (_first.Digits == 4 || _first.Value > 31 || isShortIso)
        {
            (_parts.Month, _parts.Day) = (_second.Value, _third.Value);
            return SetYear(_first);
        }
        // 04.03.2025 and 04-03-2025 begin with the day; 03/04/2025 with the month, unless there is no such month.
        var dayFirst = _first.Value > 12 || (_first.Mark is not '/' && _second.Value <= 12);
        (_parts.Day, _parts.Month) = dayFirst ? (_first.Value, _second.Value) : (_second.Value, _first.Value);
        return SetYear(_third);
    }

    private bool SetYear(Number number)
    {
        _parts.Year = number.Digits switch
        {
            // RFC 2822 section 4.3.
            1 or 2 => number.Value + (number.Value < 50 ? 2000 : 1900),
            3 => number.Value + 1900,
            _ => number.Value,
        };
        return true;
    }

    private bool ApplyHalfOfDay()
    {
        if (_isAfternoon && _parts.Hour < 12)
            _parts.Hour += 12;
        else if (_isMorning && _parts.Hour == 12)
            _parts.Hour = 0;
        return true;
    }
}
