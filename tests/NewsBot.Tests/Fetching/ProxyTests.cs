using System.Net;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>Requests through a proxy of the operator's. Names that do not end in .lan stand for public ones; none is looked up here.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("http", null)]
    [InlineData("http", "me:s%40cret")]
    [InlineData("socks5", null)]
    [InlineData("socks5", "me:s%40cret")]
    public async Task A_feed_is_fetched_through_the_proxy_which_looks_the_name_up(string scheme, string? login)
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var proxy = LoopbackProxy.Start(login is null ? null : Uri.UnescapeDataString(login));
        using var fetcher = new TestFetcher(options => options.Proxy = proxy.Address(scheme, login), NobodyAsks);
        origin.Serve("/feed", Reply.Feed("one").With("ETag", "\"1\""));

        var body = await fetcher.BodyAsync(origin.Url("/feed", "publisher.example"));

        Assert.Equal("\"1\"", body.Validators.ETag);
        Assert.Equal($"publisher.example:{origin.Port}", Assert.Single(proxy.Reached));
        Assert.Equal(login is null ? [] : ["me:s@cret"], proxy.Logins);
        Assert.DoesNotContain(Assert.Single(origin.Asked()).Headers, header => header.Key.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task TLS_is_spoken_with_the_site_itself_and_verified(string scheme)
    {
        await using var origin = await FeedOrigin.StartAsync(isSecure: true);
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(options => options.Proxy = proxy.Address(scheme), NobodyAsks);

        Assert.Equal(TroubleKind.NotSecure, (await fetcher.TroubleAsync(origin.Url("/feed", "publisher.example"))).Kind);

        Assert.Equal($"publisher.example:{origin.Port}", Assert.Single(proxy.Reached));
        Assert.Empty(origin.Asked());
    }

    [Fact]
    public async Task Redirects_and_pictures_go_through_the_proxy_too()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(
            options =>
            {
                options.Proxy = proxy.Address("socks5");
                options.OwnHosts.Add("a.example");
            },
            NobodyAsks);
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, origin.Url("/now", "b.example").AbsoluteUri));
        origin.Serve("/now", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed", "a.example"));
        await fetcher.Get<IPictures>().FetchAsync(origin.Url("/picture", "c.example"), new PictureLimits(1_000_000, 10_000, 20), TestContext.Current.CancellationToken);

        Assert.Equal(["a.example", "b.example", "c.example"], proxy.Reached.Select(reached => reached.Split(':')[0]));
    }

    [Theory]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://2130706434/")]
    [InlineData("http://0x7f.2/")]
    [InlineData("http://１２７.0.0.2/")]
    [InlineData("http://127.0.0.2./")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.2]/")]
    [InlineData("http://[64:ff9b::7f00:2]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://router/")]
    [InlineData("http://nas.lan/")]
    [InlineData("http://nas.local./")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://a.localhost/")]
    [InlineData("http://publisher.example:25/")]
    [InlineData("http://8.8.8.8:6379/")]
    public async Task What_the_text_of_an_address_gives_away_is_refused_before_the_proxy_is_asked(string url)
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(
            options =>
            {
                options.Proxy = proxy.Address("http");
                options.OwnHosts.Add("publisher.example");
                options.OwnHosts.Add("8.8.8.8");
            },
            NobodyAsks);
        origin.Serve("/hop", Reply.Redirect(HttpStatusCode.Found, new Uri(url).AbsoluteUri));

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(new Uri(url))).Kind);
        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(origin.Url("/hop", "publisher.example"))).Kind);

        Assert.Single(proxy.Reached);
    }

    [Fact]
    public async Task Local_hosts_that_the_operator_allowed_are_called_without_the_proxy()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(
            options =>
            {
                options.Proxy = proxy.Address("http");
                options.OwnHosts.Add("rsshub");
                options.OwnHosts.Add("lost.lan");
            },
            host => host == "rsshub" ? [IPAddress.Loopback] : [IPAddress.Parse("10.0.0.1")]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed"));
        await fetcher.BodyAsync(origin.Url("/feed", "rsshub"));
        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(new Uri("http://lost.lan/"))).Kind);

        Assert.Empty(proxy.Reached);
    }

    [Fact]
    public async Task A_rule_may_have_a_proxy_of_its_own_or_none()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var usual = LoopbackProxy.Start();
        await using var special = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(
            options => options.Proxy = usual.Address("http"),
            _ => [IPAddress.Loopback],
            rules: [new FeedRule("special.example") { Proxy = special.Address("socks5") }, new FeedRule("straight.example") { Proxy = FeedRule.NoProxy }]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed", "usual.example"));
        await fetcher.BodyAsync(origin.Url("/feed", "special.example"));
        await fetcher.BodyAsync(origin.Url("/feed", "straight.example"));

        Assert.Equal($"usual.example:{origin.Port}", Assert.Single(usual.Reached));
        Assert.Equal($"special.example:{origin.Port}", Assert.Single(special.Reached));
    }

    [Fact]
    public async Task What_a_rule_sends_goes_through_its_proxy()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(resolve: NobodyAsks, rules: [new FeedRule("a.example") { Proxy = proxy.Address("http"), Cookies = "a=1" }]);
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed", "a.example"));

        Assert.Equal("a=1", Assert.Single(origin.Asked()).Header("Cookie"));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_does_not_let_us_in_is_told_without_its_login(string scheme)
    {
        await using var origin = await FeedOrigin.StartAsync(isSecure: true);
        await using var proxy = LoopbackProxy.Start("me:right");
        using var fetcher = new TestFetcher(options => options.Proxy = proxy.Address(scheme, "me:wrong"), NobodyAsks);

        var trouble = await fetcher.TroubleAsync(origin.Url("/feed", "publisher.example"));

        Assert.Equal(TroubleKind.NoConnection, trouble.Kind);
        Assert.DoesNotContain("wrong", trouble.ToString(), StringComparison.Ordinal);
        Assert.Empty(proxy.Reached);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_no_connection()
    {
        var proxy = LoopbackProxy.Start();
        var address = proxy.Address("http", "me:secret");
        await proxy.DisposeAsync();
        using var fetcher = new TestFetcher(options => options.Proxy = address, NobodyAsks);

        var trouble = await fetcher.TroubleAsync(new Uri("https://publisher.example/feed"));

        Assert.Equal(TroubleKind.NoConnection, trouble.Kind);
        Assert.DoesNotContain("secret", trouble.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newsroom_needs_no_proxy()
    {
        await using var proxy = LoopbackProxy.Start();
        using var fetcher = new TestFetcher(options => options.Proxy = proxy.Address("http"), NobodyAsks, newsroom: NewsroomTests.Content);

        Assert.NotEmpty((await fetcher.BodyAsync(new Uri("http://localhost:8080/newsroom/feed.xml"))).Bytes);
        Assert.Empty(proxy.Reached);
    }

    private static IPAddress[] NobodyAsks(string host) => throw new InvalidOperationException($"{host} was looked up");
}
