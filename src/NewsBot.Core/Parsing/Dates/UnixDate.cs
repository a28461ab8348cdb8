using System.Globalization;

namespace NewsBot.Core.Parsing.Dates;

/// <summary>Seconds or milliseconds since 1970.</summary>
internal static class UnixDate
{
    /// <summary>Reads nine or ten digits as seconds (1973 to 2286), twelve or thirteen as milliseconds.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.IndexOf('.') is var point and > 0 && !text[(point + 1)..].ContainsAnyExceptInRange('0', '9'))
            text = text[..point];
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        switch (text.Length)
        {
            case 9 or 10: time = DateTimeOffset.FromUnixTimeSeconds(number); return true;
            case 12 or 13: time = DateTimeOffset.FromUnixTimeMilliseconds(number); return true;
            default: return false;
        }
    }
}
