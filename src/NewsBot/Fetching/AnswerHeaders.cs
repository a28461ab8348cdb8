using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;
using NewsBot.Core.Model;
using NewsBot.Fetching.WebSub;

namespace NewsBot.Fetching;

/// <summary>
/// What the header of an answer means to a poller. Validators are read as bytes and never understood (RFC 9110 section
/// 8.8); times are reckoned from the server's own Date, so that neither clock need be right.
/// </summary>
internal static class AnswerHeaders
{
    /// <summary>No publisher can silence a feed for longer by one answer.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>A validator longer than this is not worth its place: it is not kept.</summary>
    private const int LongestText = 1024;

    private const int LongestAddress = 8 * 1024;

    /// <summary>RFC 9111 section 1.2.2: a greater number of seconds is taken as this.</summary>
    private const long MostSeconds = int.MaxValue;

    /// <summary>The validators of a 200: both as they are, absent ones null. They describe one state, hence one set.</summary>
    public static CacheValidators Validators(HttpResponseMessage answer) => new(
        Raw(answer.Headers, "ETag"),
        Raw(answer.Content.Headers, "Last-Modified"));

    /// <summary>The validators after a 304: the old ones, replaced where the answer names new ones (RFC 9111 section 3.2).</summary>
    public static CacheValidators Validators(HttpResponseMessage answer, CacheValidators old)
    {
        var named = Validators(answer);
        return new CacheValidators(named.ETag ?? old.ETag, named.LastModified ?? old.LastModified);
    }

    /// <summary>
    /// How long the answer stays fresh (RFC 9111 section 4.2): max-age, else Expires less Date, either less Age. Null if it
    /// does not say, or says that it is stale already (<c>no-cache</c>, <c>no-store</c>, <c>Expires: 0</c>).
    /// </summary>
    public static TimeSpan? FreshFor(HttpResponseMessage answer, DateTimeOffset now)
    {
        var directives = Directives(answer);
        if (directives.ContainsKey("no-cache") || directives.ContainsKey("no-store"))
            return null;

        TimeSpan? lifetime = null;
        if (directives.TryGetValue("max-age", out var maxAge))
            lifetime = Seconds(maxAge);
        else if (answer.Content.Headers.Expires is { } expires)
            lifetime = expires - (answer.Headers.Date ?? now);

        var fresh = lifetime - (Seconds(Raw(answer.Headers, "Age")) ?? TimeSpan.Zero);
        return fresh > TimeSpan.Zero ? fresh : null;
    }

    /// <summary>How long the publisher asks us to wait (RFC 9110 section 10.2.3), in either form; null for what is absent,
    /// unreadable or past.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        var text = Raw(answer.Headers, "Retry-After");
        var wait = Seconds(text);
        if (wait is null && RetryConditionHeaderValue.TryParse(text, out var condition) && condition.Date is { } until)
            wait = until - (answer.Headers.Date ?? now);
        if (wait is null || wait <= TimeSpan.Zero)
            return null;
        return wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }

    /// <summary>Where a redirect points, as it was sent. Addresses in plain UTF-8 are common, though only ASCII is allowed.</summary>
    public static string? Location(HttpResponseMessage answer)
    {
        var text = Raw(answer.Headers, "Location", LongestAddress);
        if (text is null || Ascii.IsValid(text))
            return text;
        var bytes = Encoding.Latin1.GetBytes(text);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : text;
    }

    /// <summary>The Content-Type as it was sent.</summary>
    public static string? ContentType(HttpResponseMessage answer) => Raw(answer.Content.Headers, "Content-Type");

    /// <summary>What its Link headers say about hubs.</summary>
    public static HubLinks Hubs(HttpResponseMessage answer, Uri url) =>
        answer.Headers.NonValidated.TryGetValues("Link", out var values) ? HubLinks.Read(values, url) : HubLinks.None;

    private static string? Raw(HttpHeaders headers, string name, int longest = LongestText)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values))
            return null;
        foreach (var value in values)
            return value.Length > 0 && value.Length <= longest ? value : null;
        return null;
    }

    /// <summary>The directives of Cache-Control, forgivingly: of a repeated one the first counts.</summary>
    private static IReadOnlyDictionary<string, string?> Directives(HttpResponseMessage answer)
    {
        if (!answer.Headers.NonValidated.TryGetValues("Cache-Control", out var values))
            return FrozenDictionary<string, string?>.Empty;
        var directives = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            directives.TryAdd(pair[0], pair.Length == 2 ? pair[1].Trim('"') : null);
        }
        return directives;
    }

    private static TimeSpan? Seconds(string? digits)
    {
        if (string.IsNullOrEmpty(digits) || !digits.All(char.IsAsciiDigit))
            return null;
        return TimeSpan.FromSeconds(long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Min(seconds, MostSeconds)
            : MostSeconds);
    }
}
