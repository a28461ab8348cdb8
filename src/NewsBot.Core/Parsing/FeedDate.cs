using NewsBot.Core.Parsing.Dates;

namespace NewsBot.Core.Parsing;

/// <summary>
/// Dates in every form seen in feeds: RFC 822 and 2822, ISO 8601 and its fragments, Unix time, asctime, month names of many
/// languages, Chinese, Japanese and Korean units. What cannot be read is unknown, never guessed.
/// </summary>
public static class FeedDate
{
    private const int MaxLength = 200;

    // No feed is older than the printed newspaper, and none from the far future; such years are slips.
    private const int MinYear = 1600;
    private const int MaxYear = 2500;

    /// <summary>Reads a date; without a zone it is taken as UTC.</summary>
    /// <param name="text">As written, or null.</param>
    /// <param name="time">The time in UTC.</param>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        var written = text.AsSpan().Trim();
        if (written.Length is < 4 or > MaxLength || written.Contains("//", StringComparison.Ordinal))
            return false;
        if (!IsoDate.TryRead(written, out var parts) && !WrittenDate.TryRead(written, out parts))
            return UnixDate.TryRead(written, out time);
        return parts.TryCompose(MinYear, MaxYear, out time);
    }
}
