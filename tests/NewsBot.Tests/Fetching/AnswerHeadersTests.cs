using NewsBot.Fetching;

namespace NewsBot.Tests.Fetching;

/// <summary>Freshness (RFC 9111 section 4.2) and Retry-After (RFC 9110 section 10.2.3).</summary>
public sealed class AnswerHeadersTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private const string ServerNoon = "Date: Tue, 04 Mar 2025 13:00:00 GMT"; // an hour ahead of us

    [Theory]
    [InlineData(600, "Cache-Control: max-age=600")]
    [InlineData(600, "Cache-Control: public, MAX-AGE=\"600\"")]
    [InlineData(500, "Cache-Control: max-age=600", "Age: 100")]
    [InlineData(600, "Cache-Control: max-age=600", "Age: soon")]
    [InlineData(600, "Cache-Control: max-age=600, max-age=900")]
    [InlineData(600, "Cache-Control: max-age=600", "Expires: Tue, 04 Mar 2025 23:00:00 GMT")]
    [InlineData(600, "Cache-Control: s-maxage=5, max-age=600")]
    [InlineData(31_536_000, "Cache-Control: max-age=31536000")]
    [InlineData(int.MaxValue, "Cache-Control: max-age=99999999999999999999")]
    [InlineData(1800, ServerNoon, "Expires: Tue, 04 Mar 2025 13:30:00 GMT")]
    [InlineData(1500, ServerNoon, "Expires: Tue, 04 Mar 2025 13:30:00 GMT", "Age: 300")]
    [InlineData(1800, "Expires: Tue, 04 Mar 2025 12:30:00 GMT")]
    [InlineData(null)]
    [InlineData(null, "Cache-Control: max-age=0")]
    [InlineData(null, "Cache-Control: max-age=-5")]
    [InlineData(null, "Cache-Control: max-age=abc")]
    [InlineData(null, "Cache-Control: max-age=600", "Age: 600")]
    [InlineData(null, "Cache-Control: no-cache, max-age=9999")]
    [InlineData(null, "Cache-Control: max-age=9999", "Cache-Control: no-store")]
    [InlineData(null, "Expires: 0")]
    [InlineData(null, "Expires: -1")]
    [InlineData(null, ServerNoon, "Expires: Tue, 04 Mar 2025 12:59:00 GMT")]
    public void Freshness_is_reckoned_by_the_servers_own_clock(int? seconds, params string[] headers)
    {
        using var answer = Answer(headers);
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, AnswerHeaders.FreshFor(answer, Now));
    }

    [Theory]
    [InlineData(120, "Retry-After: 120")]
    [InlineData(86_400, "Retry-After: 86401")]
    [InlineData(86_400, "Retry-After: 99999999999999999999")]
    [InlineData(86_400, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData(300, ServerNoon, "Retry-After: Tue, 04 Mar 2025 13:05:00 GMT")]
    [InlineData(300, "Retry-After: Tue, 04 Mar 2025 12:05:00 GMT")]
    [InlineData(300, "Retry-After: Tuesday, 04-Mar-25 12:05:00 GMT")]
    [InlineData(null)]
    [InlineData(null, "Retry-After: 0")]
    [InlineData(null, "Retry-After: -1")]
    [InlineData(null, "Retry-After: abc")]
    [InlineData(null, "Retry-After: 1.5")]
    [InlineData(null, ServerNoon, "Retry-After: Tue, 04 Mar 2025 12:05:00 GMT")]
    public void Retry_After_is_a_time_to_wait_of_at_most_a_day(int? seconds, params string[] headers)
    {
        using var answer = Answer(headers);
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, AnswerHeaders.RetryAfter(answer, Now));
    }

    private static HttpResponseMessage Answer(string[] headers)
    {
        var answer = new HttpResponseMessage();
        foreach (var header in headers)
        {
            var (name, value) = (header.Split(": ")[0], header.Split(": ")[1]);
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return answer;
    }
}
