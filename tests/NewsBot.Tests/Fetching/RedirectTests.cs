using System.Net;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(303, false)]
    [InlineData(307, false)]
    public async Task A_redirect_is_followed_and_remembered_only_if_it_is_permanent(int status, bool permanent)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/old", Reply.Redirect((HttpStatusCode)status, "/new?b=2&a=1"));
        origin.Serve("/new", Reply.Feed("one"));

        var body = await fetcher.BodyAsync(origin.Url("/old"));

        Assert.Equal(origin.Url("/new?b=2&a=1"), body.Url);
        Assert.Equal(permanent ? origin.Url("/new?b=2&a=1") : null, body.PermanentUrl);
    }

    [Fact]
    public async Task Only_the_permanent_redirects_before_the_first_temporary_one_count()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/a", Reply.Redirect(HttpStatusCode.MovedPermanently, "/b"));
        origin.Serve("/b", Reply.Redirect(HttpStatusCode.Found, "/c"));
        origin.Serve("/c", Reply.Redirect(HttpStatusCode.PermanentRedirect, "/d"));
        origin.Serve("/d", Reply.Feed("one"));

        var body = await fetcher.BodyAsync(origin.Url("/a"));

        Assert.Equal(origin.Url("/d"), body.Url);
        Assert.Equal(origin.Url("/b"), body.PermanentUrl);
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_a_sixth_is_not()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        for (var i = 0; i < 6; i++)
            origin.Serve($"/{i}", Reply.Redirect(HttpStatusCode.Found, $"/{i + 1}"));
        origin.Serve("/6", Reply.Feed("one"));

        Assert.Equal(origin.Url("/6"), (await fetcher.BodyAsync(origin.Url("/1"))).Url);
        Assert.Equal(TroubleKind.TooManyRedirects, (await fetcher.TroubleAsync(origin.Url("/0"))).Kind);
    }

    [Fact]
    public async Task A_circle_ends_at_once()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/a", Reply.Redirect(HttpStatusCode.Found, "/b"));
        origin.Serve("/b", Reply.Redirect(HttpStatusCode.Found, "/a"));

        Assert.Equal(TroubleKind.TooManyRedirects, (await fetcher.TroubleAsync(origin.Url("/a"))).Kind);
        Assert.Equal(2, origin.Asked().Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/feed")]
    [InlineData("gopher://127.0.0.1:70/1")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/xml,<rss/>")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://127.0.0.1:22/")]
    public async Task A_redirect_to_where_nobody_may_send_us_is_not_followed(string target)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.MovedPermanently, target));

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("//")]
    public async Task A_redirect_to_nowhere_is_a_bad_answer(string target)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, target));

        Assert.True((await fetcher.TroubleAsync(origin.Url("/feed"))).Kind is TroubleKind.BadAnswer or TroubleKind.TooManyRedirects);
    }

    [Fact]
    public async Task A_target_in_Chinese_characters_is_found()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        // As raw UTF-8 bytes, which is how such headers look in the wild.
        var raw = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes("/新闻"));
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, raw));
        origin.Serve("/%E6%96%B0%E9%97%BB", Reply.Feed("one"));

        Assert.Equal("/%E6%96%B0%E9%97%BB", (await fetcher.BodyAsync(origin.Url("/feed"))).Url.AbsolutePath);
    }

    [Fact]
    public async Task Credentials_stay_at_their_origin_and_out_of_every_address_that_is_handed_on()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var other = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, "/second"));
        origin.Serve("/second", Reply.Redirect(HttpStatusCode.Found, other.Url("/third").AbsoluteUri.Replace("//", "//x:y@", StringComparison.Ordinal)));
        other.Serve("/third", Reply.Feed("one"));
        var withCredentials = new UriBuilder(origin.Url("/feed")) { UserName = "me", Password = "p%40ss" }.Uri;

        var body = await fetcher.BodyAsync(withCredentials);

        var expected = "Basic " + Convert.ToBase64String("me:p@ss"u8);
        Assert.All(origin.Asked(), asked => Assert.Equal(expected, asked.Header("Authorization")));
        Assert.Null(Assert.Single(other.Asked()).Header("Authorization"));
        Assert.Equal(other.Url("/third"), body.Url);
        Assert.Empty(body.Url.UserInfo);
    }

    [Fact]
    public async Task A_feed_that_moved_within_its_origin_keeps_its_credentials_for_the_next_time()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/old", Reply.Redirect(HttpStatusCode.MovedPermanently, "/new"));
        origin.Serve("/new", Reply.Feed("one"));

        var body = await fetcher.BodyAsync(new UriBuilder(origin.Url("/old")) { UserName = "me", Password = "secret" }.Uri);

        Assert.Equal("me:secret", body.PermanentUrl!.UserInfo);
        Assert.Empty(body.Url.UserInfo);
    }

    [Fact]
    public async Task Credentials_are_in_no_message()
    {
        using var fetcher = new TestFetcher();
        var trouble = await fetcher.TroubleAsync(new Uri("http://me:secret@nowhere.invalid/feed"));
        Assert.DoesNotContain("secret", trouble.ToString(), StringComparison.Ordinal);
    }
}
