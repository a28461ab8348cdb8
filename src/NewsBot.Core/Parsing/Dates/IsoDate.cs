namespace NewsBot.Core.Parsing.Dates;

/// <summary>
/// ISO 8601 and its profiles (RFC 3339, W3CDTF): calendar, ordinal and week dates, basic or extended, cut at any part.
/// </summary>
internal static class IsoDate
{
    /// <summary>Reads the whole text as an ISO date.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateParts parts)
    {
        parts = new DateParts();
        var cursor = new DateCursor(text);
        if (!cursor.Digits(4, out var year))
            return false;
        parts.Year = year;
        if (!ReadDay(ref cursor, ref parts))
            return false;
        if (cursor.IsAtEnd)
            return true;
        if (!cursor.Skip('T') && !cursor.Skip('t') && !cursor.Skip(' '))
            return false;
        cursor.SkipBlanks();
        return ReadTime(ref cursor, ref parts) && ReadZone(ref cursor, ref parts) && cursor.IsAtEnd;
    }

    private static bool ReadDay(ref DateCursor cursor, ref DateParts parts)
    {
        var isExtended = cursor.Skip('-');
        if (!isExtended && cursor.IsAtEnd)
            return true;
        if (cursor.Skip('W') || cursor.Skip('w'))
            return ReadWeek(ref cursor, ref parts, isExtended);
        switch (cursor.CountDigits())
        {
            case 3 when cursor.Digits(3, out var ordinal):
                return SetOrdinal(ref parts, ordinal);
            case 4 when !isExtended && cursor.Digits(2, out var month) && cursor.Digits(2, out var day):
                parts.Month = month;
                parts.Day = day;
                return true;
            case 1 or 2 when isExtended && cursor.Number(out var month):
                parts.Month = month;
                if (!cursor.Skip('-'))
                    return true;
                if (cursor.CountDigits() is not (1 or 2) || !cursor.Number(out var dayOfMonth))
                    return false;
                parts.Day = dayOfMonth;
                return true;
            default:
                return false;
        }
    }

    private static bool ReadWeek(ref DateCursor cursor, ref DateParts parts, bool isExtended)
    {
        if (!cursor.Digits(2, out var week) || week is < 1 or > 53)
            return false;
        var day = 1;
        if ((isExtended ? cursor.Skip('-') : cursor.CountDigits() == 1) && !cursor.Digits(1, out day))
            return false;
        if (day is < 1 or > 7 || parts.Year is < 1 or > 9998)
            return false;
        // The fourth of January is always in week 1 (ISO 8601, 3.1.1.23).
        var fourth = new DateTime(parts.Year, 1, 4, 0, 0, 0, DateTimeKind.Utc);
        var monday = fourth.AddDays(-(((int)fourth.DayOfWeek + 6) % 7));
        SetDay(ref parts, monday.AddDays(((week - 1) * 7) + day - 1));
        return true;
    }

    private static bool SetOrdinal(ref DateParts parts, int ordinal)
    {
        if (parts.Year is < 1 or > 9998 || ordinal < 1 || ordinal > (DateTime.IsLeapYear(parts.Year) ? 366 : 365))
            return false;
        SetDay(ref parts, new DateTime(parts.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(ordinal - 1));
        return true;
    }

    private static void SetDay(ref DateParts parts, DateTime day) => (parts.Year, parts.Month, parts.Day) = (day.Year, day.Month, day.Day);

    private static bool ReadTime(ref DateCursor cursor, ref DateParts parts)
    {
        if (cursor.CountDigits() is not (1 or 2 or 4 or 6))
            return false;
        if (!(cursor.CountDigits() == 1 ? cursor.Digits(1, out var hour) : cursor.Digits(2, out hour)))
            return false;
        parts.Hour = hour;
        var isExtended = cursor.Skip(':');
        if (!isExtended && cursor.CountDigits() < 2)
            return true;
        if (!cursor.Digits(2, out var minute))
            return false;
        parts.Minute = minute;
        if (isExtended ? !cursor.Skip(':') : cursor.CountDigits() < 2)
            return true;
        if (!cursor.Digits(2, out var second))
            return false;
        parts.Second = second;
        if (cursor.Skip('.') || cursor.Skip(','))
            parts.Fraction = cursor.Fraction();
        return true;
    }

    private static bool ReadZone(ref DateCursor cursor, ref DateParts parts)
    {
        cursor.SkipBlanks();
        if (cursor.IsAtEnd || cursor.Skip('Z') || cursor.Skip('z'))
            return true;
        if (!cursor.Offset(out var offset))
            return false;
        parts.Offset = offset;
        return true;
    }
}
