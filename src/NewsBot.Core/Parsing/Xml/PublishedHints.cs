using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>How often a feed says it changes (RSS 2.0 <c>ttl</c>, <c>skipHours</c>, <c>skipDays</c>; RSS 1.0 syndication module).</summary>
internal static class PublishedHints
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static PublisherHints Ttl(PublisherHints hints, string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var minutes) && minutes >= 0
            ? hints with { TtlMinutes = hints.TtlMinutes ?? minutes }
            : hints;

    public static PublisherHints SkipHours(PublisherHints hints, XmlCursor cursor)
    {
        var hours = new SortedSet<int>();
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            // Some count from 1 to 24 (RSS 0.91); 24 is then midnight.
            if (int.TryParse(cursor.Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 24)
                hours.Add(hour % 24);
        }
        return hints with { SkipHours = [.. hours] };
    }

    public static PublisherHints SkipDays(PublisherHints hints, XmlCursor cursor)
    {
        var days = new SortedSet<DayOfWeek>();
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            var text = cursor.Text();
            foreach (var day in Enum.GetValues<DayOfWeek>())
            {
                if (string.Equals(text, day.ToString(), StringComparison.OrdinalIgnoreCase))
                    days.Add(day);
            }
        }
        return hints with { SkipDays = [.. days] };
    }

    /// <summary>The period; a frequency that came before it divides it.</summary>
    public static PublisherHints Period(PublisherHints hints, string? text)
    {
        TimeSpan? period = text?.ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => Day,
            "weekly" => 7 * Day,
            "monthly" => 30 * Day,
            "yearly" => 365 * Day,
            _ => null,
        };
        return period is null ? hints : hints with { UpdateInterval = hints.UpdateInterval is { } before ? before * (period.Value / Day) : period };
    }

    /// <summary>Times a period; without a period the day is meant.</summary>
    public static PublisherHints Frequency(PublisherHints hints, string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= 10_000
            ? hints with { UpdateInterval = (hints.UpdateInterval ?? Day) / times }
            : hints;
}
