using System.Net;
using ImageMagick;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching.Pictures;

public sealed class PictureFetcherTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_whatever_its_header_and_name_say()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        var jpeg = Sample.Of(MagickFormat.Jpeg);
        origin.Serve("/picture.webp", Reply.Bytes(jpeg, "text/html"));

        var ready = Assert.IsType<PictureAnswer.Ready>(await FetchAsync(fetcher, origin.Url("/picture.webp")));

        Assert.Equal(jpeg, ready.Bytes.ToArray());
        Assert.Equal("image/jpeg", ready.MediaType);
    }

    [Fact]
    public async Task A_page_that_calls_itself_a_picture_fails()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/picture.jpg", Reply.Bytes("<html><body>Please log in</body></html>"u8.ToArray(), "image/jpeg"));

        Assert.Equal("an HTML page instead of a picture", await FailureAsync(fetcher, origin.Url("/picture.jpg")));
    }

    [Fact]
    public async Task It_asks_by_its_own_name_and_says_what_it_likes()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.Contact = "https://operator.example/");
        origin.Serve("/p", Reply.Bytes(Sample.Of(MagickFormat.Png), "image/png"));

        await FetchAsync(fetcher, origin.Url("/p"));

        var asked = Assert.Single(origin.Asked());
        Assert.StartsWith("NewsBot/", asked.Header("User-Agent"), StringComparison.Ordinal);
        Assert.EndsWith("(+https://operator.example/)", asked.Header("User-Agent"), StringComparison.Ordinal);
        Assert.StartsWith("image/jpeg, image/png", asked.Header("Accept"), StringComparison.Ordinal);
        Assert.Null(asked.Header("Referer"));
    }

    [Fact]
    public async Task A_picture_that_is_not_there_fails_with_host_and_status()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();

        Assert.Equal("127.0.0.1: HTTP 404 NotFound", await FailureAsync(fetcher, origin.Url("/missing.jpg")));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://publisher.example/picture.jpg")]
    [InlineData("data:image/png;base64,AAAA")]
    public async Task Only_the_web_is_asked(string address)
    {
        using var fetcher = new TestFetcher();

        Assert.Equal("only http and https addresses are fetched", await FailureAsync(fetcher, new Uri(address)));
    }

    [Fact]
    public async Task A_private_address_is_refused()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Parse("127.0.0.2"));
        using var fetcher = new TestFetcher();

        Assert.Contains("not a public address", await FailureAsync(fetcher, new Uri($"http://127.0.0.2:{canary.Port}/p.jpg")), StringComparison.Ordinal);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_refused()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Parse("127.0.0.2"));
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/p.jpg", Reply.Redirect(HttpStatusCode.Found, $"http://127.0.0.2:{canary.Port}/p.jpg"));

        Assert.Contains("not a public address", await FailureAsync(fetcher, origin.Url("/p.jpg")), StringComparison.Ordinal);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task Redirects_are_followed_but_not_for_ever()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        for (var i = 0; i < 6; i++)
            origin.Serve($"/{i}", Reply.Redirect(HttpStatusCode.Found, $"/{i + 1}"));
        origin.Serve("/6", Reply.Bytes(Sample.Of(MagickFormat.Jpeg), "image/jpeg"));

        Assert.IsType<PictureAnswer.Ready>(await FetchAsync(fetcher, origin.Url("/1")));
        Assert.Contains("more than 5 redirects", await FailureAsync(fetcher, origin.Url("/0")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_end_is_cut_at_the_cap()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/p", Reply.Endless());

        Assert.Contains("more than 20971520 bytes", await FailureAsync(fetcher, origin.Url("/p")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trickle_meets_the_deadline_of_the_whole()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(options => options.TimeoutSeconds = 30, clock: clock);
        origin.Serve("/p", Reply.Stalled());

        var fetching = FetchAsync(fetcher, origin.Url("/p"));
        await Eventually(() => origin.Asked().Count == 1);
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains("no complete answer in 30 s", Assert.IsType<PictureAnswer.Failed>(await fetching).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Being_cancelled_is_thrown_and_ends_the_request()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        using var cancel = new CancellationTokenSource();
        origin.Serve("/p", Reply.Stalled(), Reply.Bytes(Sample.Of(MagickFormat.Jpeg), "image/jpeg"));

        var fetching = fetcher.Get<IPictures>().FetchAsync(origin.Url("/p"), Sample.Limits, cancel.Token);
        await Eventually(() => origin.Asked().Count == 1);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        // One request at a time to a host: this one comes only if the first has ended. And nothing was held against the address.
        Assert.IsType<PictureAnswer.Ready>(await FetchAsync(fetcher, origin.Url("/p")));
    }

    [Fact]
    public async Task A_failure_is_remembered_for_an_hour()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(clock: clock);
        origin.Serve("/p", Reply.NotFound, Reply.Bytes(Sample.Of(MagickFormat.Jpeg), "image/jpeg"));

        var first = await FailureAsync(fetcher, origin.Url("/p"));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(first, await FailureAsync(fetcher, origin.Url("/p")));
        Assert.Single(origin.Asked());

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<PictureAnswer.Ready>(await FetchAsync(fetcher, origin.Url("/p")));
    }

    [Fact]
    public async Task Those_who_ask_for_the_same_at_the_same_time_share_one_download()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        var gate = new TaskCompletionSource();
        origin.Serve("/p", Reply.Bytes(Sample.Of(MagickFormat.WebP), "image/webp").After(gate.Task));

        var all = Enumerable.Range(0, 20).Select(_ => FetchAsync(fetcher, origin.Url("/p"))).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(all), answer => Assert.IsType<PictureAnswer.Ready>(answer));
        Assert.Single(origin.Asked());
    }

    [Fact]
    public async Task One_who_gives_up_takes_nothing_from_the_others()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        origin.Serve("/p", Reply.Bytes(Sample.Of(MagickFormat.Jpeg), "image/jpeg").After(gate.Task));

        var first = fetcher.Get<IPictures>().FetchAsync(origin.Url("/p"), Sample.Limits, cancel.Token);
        var second = FetchAsync(fetcher, origin.Url("/p"));
        await Eventually(() => origin.Asked().Count == 1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.IsType<PictureAnswer.Ready>(await second);
        Assert.Single(origin.Asked());
    }

    private static Task<PictureAnswer> FetchAsync(TestFetcher fetcher, Uri address) =>
        fetcher.Get<IPictures>().FetchAsync(address, Sample.Limits, Ct);

    private static async Task<string> FailureAsync(TestFetcher fetcher, Uri address) =>
        Assert.IsType<PictureAnswer.Failed>(await FetchAsync(fetcher, address)).Reason;

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
