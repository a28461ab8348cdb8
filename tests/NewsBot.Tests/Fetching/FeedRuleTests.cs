using System.Net;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>What an operator has sent with the requests for some feeds.</summary>
public sealed class FeedRuleTests
{
    [Theory]
    [InlineData("a.example", "https://a.example/feed", true)]
    [InlineData("a.example", "http://A.example.:8080/feed?x=1", true)]
    [InlineData("a.example", "https://www.a.example/feed", false)]
    [InlineData("a.example", "https://a.example.evil.example/feed", false)]
    [InlineData("a.example", "https://evil.example/a.example", false)]
    [InlineData("a.example:8443", "https://a.example:8443/feed", true)]
    [InlineData("a.example:8443", "https://a.example/feed", false)]
    [InlineData("https://a.example/feed", "https://a.example/feed", true)]
    [InlineData("https://a.example/feed", "https://a.example/feed?key=1", true)]
    [InlineData("https://a.example/feed", "https://a.example/feed/news", true)]
    [InlineData("https://a.example/feed", "https://a.example/feeds", false)]
    [InlineData("https://a.example/feed", "http://a.example/feed", false)]
    [InlineData("https://a.example/feed", "https://a.example:444/feed", false)]
    [InlineData("https://a.example/feed", "https://a.example/", false)]
    [InlineData("https://a.example/", "https://a.example/any/feed", true)]
    [InlineData("https://a.example", "https://a.example/any/feed", true)]
    [InlineData("https://a.example/feed?user=1", "https://a.example/feed?user=1&n=2", true)]
    [InlineData("https://a.example/feed?user=1", "https://a.example/feed?user=12", false)]
    public void A_rule_is_for_a_host_or_for_an_address_and_what_lies_below(string url, string address, bool isFor) =>
        Assert.Equal(isFor, new FeedRule(url).IsFor(new Uri(address)));

    [Fact]
    public async Task Headers_cookies_and_user_agent_go_to_the_feed_in_place_of_the_usual_ones()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(rules: [new FeedRule($"127.0.0.1:{origin.Port}") { Headers = Headers(("X-Key", "k"), ("accept", "text/xml")), Cookies = "a=1; b=2", UserAgent = "Mozilla/5.0" }]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed"));

        var asked = Assert.Single(origin.Asked());
        Assert.Equal("k|text/xml|a=1; b=2|Mozilla/5.0", string.Join('|', asked.Header("X-Key"), asked.Header("Accept"), asked.Header("Cookie"), asked.Header("User-Agent")));
        Assert.Equal("Accept, Accept-Encoding, Cookie, Host, User-Agent, X-Key", string.Join(", ", asked.Headers.Select(header => header.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_feed_without_a_rule_gets_nothing_of_another()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(rules: [Secrets(origin.Url("/mine").AbsoluteUri)]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed"));

        Assert.Equal("", Told(Assert.Single(origin.Asked())));
    }

    [Fact]
    public async Task The_first_rule_that_fits_holds()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(rules: [new FeedRule(origin.Url("/feed").AbsoluteUri) { UserAgent = "first" }, Secrets("127.0.0.1")]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed"));

        Assert.Equal(("first", null), (Assert.Single(origin.Asked()).Header("User-Agent"), origin.Asked()[0].Header("Cookie")));
    }

    [Fact]
    public async Task A_redirect_within_the_origin_takes_them_along()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(rules: [Secrets("127.0.0.1")]);
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, "/now"));
        origin.Serve("/now", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed"));

        Assert.All(origin.Asked(), asked => Assert.Equal("k|Bearer t|a=1", Told(asked)));
    }

    [Theory]
    [InlineData("127.0.0.1")] // another port
    [InlineData("another.lan")]
    public async Task A_redirect_to_another_origin_takes_none_of_them_along_even_if_a_rule_is_for_both(string host)
    {
        await using var home = await FeedOrigin.StartAsync();
        await using var other = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(resolve: _ => [IPAddress.Loopback], rules: [Secrets("127.0.0.1"), Secrets("another.lan")]);
        home.Serve("/feed", Reply.Redirect(HttpStatusCode.MovedPermanently, other.Url("/feed", host).AbsoluteUri));
        other.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(home.Url("/feed"));

        Assert.Equal("k|Bearer t|a=1", Told(Assert.Single(home.Asked())));
        Assert.Equal("", Told(Assert.Single(other.Asked())));
        Assert.StartsWith("NewsBot/", other.Asked()[0].Header("User-Agent"), StringComparison.Ordinal);
    }

    private static FeedRule Secrets(string url) =>
        new(url) { Headers = Headers(("X-Key", "k"), ("Authorization", "Bearer t")), Cookies = "a=1", UserAgent = "Mozilla/5.0" };

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);

    private static string Told(Asked asked) =>
        string.Join('|', new[] { asked.Header("X-Key"), asked.Header("Authorization"), asked.Header("Cookie") }.OfType<string>());
}
