using System.Net;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>What is sent to a publisher who has seen us before, and what is kept of the answer.</summary>
public sealed class ConditionalRequestTests
{
    private const string Date = "Tue, 04 Mar 2025 12:00:00 GMT";

    [Fact]
    public async Task The_first_request_is_unconditional_and_the_next_carries_both_validators()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("ETag", "\"1\"").With("Last-Modified", Date), Reply.NotModified);

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        var second = Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(origin.Url("/feed"), first.Validators));
        await fetcher.FetchAsync(origin.Url("/feed"), second.Validators);

        var asked = origin.Asked("/feed");
        Assert.Null(asked[0].Header("If-None-Match"));
        Assert.Null(asked[0].Header("If-Modified-Since"));
        Assert.All(asked.Skip(1), request =>
        {
            Assert.Equal("\"1\"", request.Header("If-None-Match"));
            Assert.Equal(Date, request.Header("If-Modified-Since"));
        });
    }

    [Theory]
    [InlineData("W/\"a,b-\u00E9\\\"x--gzip\"")]
    [InlineData("abc")]
    [InlineData("\"unclosed")]
    [InlineData("W/\"\"")]
    [InlineData("\"\u00C3\u00A9\u00FF\"")]
    public async Task An_etag_is_echoed_byte_for_byte(string etag)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("ETag", etag));

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        await fetcher.FetchAsync(origin.Url("/feed"), first.Validators);

        Assert.Equal(etag, origin.Asked("/feed")[1].Header("If-None-Match"));
    }

    [Theory]
    [InlineData("Mon, 02 Jan 2006 03:04:05 +0000")]
    [InlineData("2038-01-19")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    public async Task A_last_modified_is_echoed_byte_for_byte(string text)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("Last-Modified", text));

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        await fetcher.FetchAsync(origin.Url("/feed"), first.Validators);

        Assert.Equal(text, origin.Asked("/feed")[1].Header("If-Modified-Since"));
    }

    [Fact]
    public async Task A_200_replaces_both_validators_and_an_absent_one_is_forgotten()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed",
            Reply.Feed("one").With("ETag", "\"1\"").With("Last-Modified", Date),
            Reply.Feed("one").With("ETag", "\"2\"").With("Last-Modified", Date),
            Reply.Feed("one", "two").With("Last-Modified", Date));

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        var second = await fetcher.BodyAsync(origin.Url("/feed"), first.Validators);
        var third = await fetcher.BodyAsync(origin.Url("/feed"), second.Validators);

        Assert.Equal(new CacheValidators("\"2\"", Date), second.Validators);
        Assert.Equal(new CacheValidators(null, Date), third.Validators);
    }

    [Fact]
    public async Task A_304_replaces_only_the_validators_that_it_names()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.NotModified, Reply.NotModified.With("ETag", "\"2\""));
        var old = new CacheValidators("\"1\"", Date);

        var bare = Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(origin.Url("/feed"), old));
        var renewed = Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(origin.Url("/feed"), bare.Validators));

        Assert.Equal(old, bare.Validators);
        Assert.Equal(new CacheValidators("\"2\"", Date), renewed.Validators);
    }

    [Fact]
    public async Task A_200_with_the_old_etag_is_read_all_the_same()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("ETag", "\"1\""), Reply.Feed("two").With("ETag", "\"1\""));

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        var second = await fetcher.BodyAsync(origin.Url("/feed"), first.Validators);

        Assert.NotEqual(first.Bytes, second.Bytes);
    }

    [Fact]
    public async Task A_304_to_a_question_without_validators_is_a_bad_answer()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.NotModified);

        Assert.Equal(TroubleKind.BadAnswer, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task A_validator_of_unreasonable_length_is_not_kept()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("ETag", $"\"{new string('a', 2000)}\""));

        Assert.Equal(CacheValidators.None, (await fetcher.BodyAsync(origin.Url("/feed"))).Validators);
    }

    [Fact]
    public async Task A_304_after_a_permanent_redirect_says_where_the_feed_has_moved()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/old", Reply.Redirect(HttpStatusCode.MovedPermanently, "/new"));
        origin.Serve("/new", Reply.NotModified);

        var result = await fetcher.FetchAsync(origin.Url("/old"), new CacheValidators("\"1\"", null));

        Assert.Equal(origin.Url("/new"), Assert.IsType<FetchResult.Unchanged>(result).PermanentUrl);
    }

    [Fact]
    public async Task Validators_go_only_to_the_origin_that_made_them()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var other = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("ETag", "\"1\""), Reply.Redirect(HttpStatusCode.Found, other.Url("/feed").AbsoluteUri));
        other.Serve("/feed", Reply.Feed("one").With("ETag", "\"other\""), Reply.NotModified);

        var first = await fetcher.BodyAsync(origin.Url("/feed"));
        var moved = await fetcher.BodyAsync(origin.Url("/feed"), first.Validators);
        Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(origin.Url("/feed"), moved.Validators));

        Assert.Equal("\"1\"", origin.Asked("/feed")[1].Header("If-None-Match"));
        Assert.Null(other.Asked("/feed")[0].Header("If-None-Match"));
        Assert.Null(origin.Asked("/feed")[2].Header("If-None-Match"));
        Assert.Equal("\"other\"", other.Asked("/feed")[1].Header("If-None-Match"));
    }
}
