using System.Runtime.InteropServices;

namespace NewsBot.Core.Parsing.Dates;

/// <summary>A date and time as its parts were read.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct DateParts()
{
    public int Year { get; set; }

    public int Month { get; set; } = 1;

    public int Day { get; set; } = 1;

    public int Hour { get; set; }

    public int Minute { get; set; }

    public int Second { get; set; }

    /// <summary>Fraction of the second, in ticks of 100 ns.</summary>
    public long Fraction { get; set; }

    /// <summary>East of Greenwich.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>A zone whose offset depends on the day (<c>Europe/Berlin</c>); counts instead of <see cref="Offset"/>.</summary>
    public TimeZoneInfo? Zone { get; set; }

    /// <summary>The moment; false if there is no such day or time.</summary>
    public readonly bool TryCompose(int minYear, int maxYear, out DateTimeOffset time)
    {
        time = default;
        if (Year < minYear || Year > maxYear || Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(Year, Month))
            return false;
        // 24:00 is the end of the day (ISO 8601); second 60 is a leap second.
        if (Hour is < 0 or > 24 || Minute is < 0 or > 59 || Second is < 0 or > 60 || (Hour == 24 && (Minute > 0 || Second > 0)))
            return false;
        if (Offset.Duration() > TimeSpan.FromHours(26))
            return false;
        var local = new DateTime(Year, Month, Day, 0, 0, 0, DateTimeKind.Utc)
            + new TimeSpan(Hour, Minute, Second) + TimeSpan.FromTicks(Fraction);
        var offset = Zone?.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) ?? Offset;
        time = new DateTimeOffset(local - offset, TimeSpan.Zero);
        return true;
    }
}
