using System.Net;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>How the bot behaves towards publishers in a single request.</summary>
public sealed class PoliteRequestTests
{
    [Fact]
    public async Task Nothing_is_sent_that_the_publisher_does_not_need()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/a", Reply.Redirect(HttpStatusCode.Found, "/feed").With("Set-Cookie", "id=1; Path=/"));
        origin.Serve("/feed", Reply.Feed("one").With("Set-Cookie", "id=2; Path=/"));

        await fetcher.BodyAsync(origin.Url("/a"));
        await fetcher.BodyAsync(origin.Url("/feed"));

        Assert.All(origin.Asked(), asked =>
        {
            Assert.Equal("GET", asked.Method);
            Assert.Equal("Accept, Accept-Encoding, Host, User-Agent", string.Join(", ", asked.Headers.Select(header => header.Key).Order(StringComparer.Ordinal)));
        });
    }

    [Theory]
    [InlineData("/feed?b=2&a=%7e&&c")]
    [InlineData("/feed?q=%E6%96%B0&x=a+b%20c")]
    [InlineData("/%7euser/feed%2Fall/?")]
    public async Task Path_and_query_are_sent_as_they_were_written(string target)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve(target.Split('?')[0], Reply.Feed("one"));

        await fetcher.FetchAsync(origin.Url(target));

        Assert.Equal(target, Assert.Single(origin.Asked()).Target);
    }

    [Fact]
    public async Task The_user_agent_names_product_version_and_whom_to_write_to()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.Contact = "https://operator.example/bot");

        await fetcher.FetchAsync(origin.Url("/feed"));
        await fetcher.FetchAsync(origin.Url("/feed"));

        var agents = origin.Asked().Select(asked => asked.Header("User-Agent")).Distinct(StringComparer.Ordinal);
        Assert.Matches(@"^NewsBot/\d+\.\d+\.\d+ \(\+https://operator\.example/bot\)$", Assert.Single(agents));
    }

    [Theory]
    [InlineData(404, TroubleKind.NotFound)]
    [InlineData(410, TroubleKind.Gone)]
    [InlineData(401, TroubleKind.Forbidden)]
    [InlineData(403, TroubleKind.Forbidden)]
    [InlineData(429, TroubleKind.SlowDown)]
    [InlineData(503, TroubleKind.ServerError)]
    [InlineData(500, TroubleKind.ServerError)]
    [InlineData(418, TroubleKind.BadAnswer)]
    [InlineData(204, TroubleKind.BadAnswer)]
    [InlineData(300, TroubleKind.BadAnswer)]
    public async Task A_status_becomes_a_class_of_trouble(int status, TroubleKind kind)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Of((HttpStatusCode)status));

        var trouble = await fetcher.TroubleAsync(origin.Url("/feed"));

        Assert.Equal((kind, status), (trouble.Kind, trouble.Status));
    }

    [Fact]
    public async Task A_503_with_Retry_After_asks_to_slow_down()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.SlowDown(HttpStatusCode.ServiceUnavailable, "120"));

        var trouble = await fetcher.TroubleAsync(origin.Url("/feed"));

        Assert.Equal((TroubleKind.SlowDown, TimeSpan.FromMinutes(2)), (trouble.Kind, trouble.RetryAfter));
    }

    [Fact]
    public async Task One_host_gets_one_request_at_a_time_by_default()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => fetcher.BodyAsync(origin.Url($"/feed?{i}"))));

        Assert.Equal(20, origin.Asked("/feed").Count);
        Assert.Equal(1, origin.MostUnderWay);
    }

    [Fact]
    public async Task A_slow_host_does_not_hold_up_the_others()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxConcurrency = 2, _ => [IPAddress.Loopback]);
        var gate = new TaskCompletionSource();
        origin.Serve("/slow", Reply.Feed("slow").After(gate.Task));
        origin.Serve("/feed", Reply.Feed("one"));

        var slow = Enumerable.Range(0, 5).Select(_ => fetcher.BodyAsync(origin.Url("/slow", "slow.lan"))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => fetcher.BodyAsync(origin.Url("/feed", $"host{i}.lan"))));

        Assert.DoesNotContain(slow, task => task.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task So_many_requests_are_under_way_altogether()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxConcurrency = 3, _ => [IPAddress.Loopback]);
        origin.Serve("/feed", Reply.Feed("one"));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => fetcher.BodyAsync(origin.Url("/feed", $"host{i}.lan"))));

        Assert.InRange(origin.MostUnderWay, 1, 3);
    }

    [Fact]
    public async Task Hosts_that_redirect_to_each_other_do_not_lock_each_other_out()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxConcurrency = 1, _ => [IPAddress.Loopback]);
        origin.Serve("/a", Reply.Redirect(HttpStatusCode.Found, origin.Url("/feed", "b.lan").AbsoluteUri));
        origin.Serve("/b", Reply.Redirect(HttpStatusCode.Found, origin.Url("/feed", "a.lan").AbsoluteUri));
        origin.Serve("/feed", Reply.Feed("one"));

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => new[]
        {
            fetcher.BodyAsync(origin.Url("/a", "a.lan")),
            fetcher.BodyAsync(origin.Url("/b", "b.lan")),
        }));

        Assert.Equal(20, origin.Asked("/feed").Count);
    }
}
