using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Fetching.Newsroom;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>The publisher that the bot brings along.</summary>
public sealed class NewsroomTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_741_089_605); // five seconds into item 174108960
    private const long Newest = 174_108_960;
    private static readonly Uri Site = new("http://127.0.0.1:8080/");

    internal static readonly NewsroomContent Content = new("Harbour & 港湾",
    [
        new NewsroomStory("zh", "首艘渡轮启航", ["渡轮周一<启航>。", "第二段。"], "harbour.svg", "清晨的码头", "林听涛", "港口"),
        new NewsroomStory("en", "Library lends umbrellas", ["The library lends umbrellas.", "Nearly all come back."]),
    ])
    {
        Pictures = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["harbour.svg"] = "<svg/>"u8.ToArray() }.ToFrozenDictionary(StringComparer.Ordinal),
    };

    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private static readonly XNamespace Encoded = "http://purl.org/rss/1.0/modules/content/";

    [Fact]
    public void There_is_news_every_ten_seconds_and_the_feed_holds_the_newest_twelve()
    {
        var items = Items(Now);

        Assert.Equal(12, items.Count);
        Assert.Equal($"newsroom-{Newest}", items[0].Element("guid")!.Value);
        Assert.Equal("Tue, 04 Mar 2025 12:00:00 GMT", items[0].Element("pubDate")!.Value);
        Assert.Equal("Tue, 04 Mar 2025 11:59:50 GMT", items[1].Element("pubDate")!.Value);
        Assert.Equal("首艘渡轮启航", items[0].Element("title")!.Value);
        Assert.Equal("Library lends umbrellas", items[1].Element("title")!.Value);
    }

    [Fact]
    public void Within_ten_seconds_nothing_changes_and_then_something_does()
    {
        var newsroom = new DemoNewsroom(Content);
        var now = newsroom.FeedAt(Now, Site);
        var soon = newsroom.FeedAt(Now.AddSeconds(4), Site);
        var later = newsroom.FeedAt(Now.AddSeconds(5), Site);

        Assert.Equal((now.ETag, now.Bytes), (soon.ETag, soon.Bytes), EqualAnswers);
        Assert.Equal($"\"{Newest}\"", now.ETag);
        Assert.Equal($"\"{Newest + 1}\"", later.ETag);
    }

    [Fact]
    public void A_story_carries_its_picture_and_the_clutter_of_publishers()
    {
        var item = Items(Now)[0];

        Assert.Equal("http://127.0.0.1:8080/newsroom/pictures/harbour.svg", item.Element(Media + "content")!.Attribute("url")!.Value);
        Assert.Equal($"http://127.0.0.1:8080/newsroom/stories/{Newest}", item.Element("link")!.Value);
        var html = item.Element(Encoded + "encoded")!.Value;
        Assert.Contains("<p>渡轮周一&lt;启航&gt;。</p>", html, StringComparison.Ordinal);
        Assert.Contains("share-bar", html, StringComparison.Ordinal);
        Assert.Contains("订阅每日早报", html, StringComparison.Ordinal);
        Assert.Contains("首发于 Harbour &amp; ", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/newsroom/", "text/html; charset=utf-8")]
    [InlineData("/newsroom/feed.xml", "application/rss+xml; charset=utf-8")]
    [InlineData("/newsroom/stories/174108960", "text/html; charset=utf-8")]
    [InlineData("/newsroom/stories/1", "text/html; charset=utf-8")]
    [InlineData("/newsroom/pictures/harbour.svg", "image/svg+xml")]
    [InlineData("/newsroom/stories/174108961", null)] // not written yet
    [InlineData("/newsroom/stories/0", null)]
    [InlineData("/newsroom/stories/-1", null)]
    [InlineData("/newsroom/stories/x", null)]
    [InlineData("/newsroom/stories/99999999999999999999", null)]
    [InlineData("/newsroom/pictures/other.svg", null)]
    [InlineData("/newsroom/pictures/..%2fstories.json", null)]
    [InlineData("/newsroom/stories/1/2", null)]
    [InlineData("/newsroom", null)]
    [InlineData("/", null)]
    public void Every_address_of_the_newsroom_has_its_kind(string path, string? contentType) =>
        Assert.Equal(contentType, new DemoNewsroom(Content).At(Now, new Uri(Site, path))?.ContentType);

    [Fact]
    public void Its_pages_lead_to_the_feed()
    {
        var page = Encoding.UTF8.GetString(new DemoNewsroom(Content).At(Now, new Uri(Site, "/newsroom/stories/174108960"))!.Bytes);
        Assert.Contains("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Harbour &amp; ", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/newsroom/feed.xml\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/newsroom/feed.xml", true)]
    [InlineData("http://localhost:9999/newsroom/", true)]
    [InlineData("http://[::1]/newsroom/feed.xml", true)]
    [InlineData("https://127.0.0.1/newsroom/feed.xml", false)]
    [InlineData("http://127.0.0.1:8080/newsroom", false)]
    [InlineData("http://127.0.0.1:8080/feed.xml", false)]
    [InlineData("http://127.0.0.1:8080/newsroom/../feed.xml", false)]
    [InlineData("http://publisher.example/newsroom/feed.xml", false)]
    [InlineData("http://127.0.0.1.example/newsroom/feed.xml", false)]
    [InlineData("file:///newsroom/feed.xml", false)]
    public void It_owns_what_lies_below_its_root_on_loopback(string url, bool owns) => Assert.Equal(owns, DemoNewsroom.Owns(new Uri(url)));

    [Fact]
    public async Task The_fetcher_reads_it_with_the_address_guard_up_and_no_server_running()
    {
        var clock = new FakeTimeProvider(Now);
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Clear(), clock: clock, newsroom: Content);
        var feed = new Uri("http://127.0.0.1:1/newsroom/feed.xml");

        var first = await fetcher.BodyAsync(feed);
        var again = Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(feed, first.Validators));
        clock.Advance(TimeSpan.FromSeconds(10));
        var next = await fetcher.BodyAsync(feed, again.Validators);

        Assert.Equal(TimeSpan.FromSeconds(5), first.FreshFor);
        Assert.Equal(new CacheValidators($"\"{Newest}\"", null), again.Validators);
        Assert.NotEqual(first.Bytes, next.Bytes);
    }

    [Fact]
    public async Task A_stranger_cannot_send_the_fetcher_past_the_newsroom()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Loopback);
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Clear(), newsroom: Content);

        Assert.Equal(TroubleKind.NotFound, (await fetcher.TroubleAsync(new Uri($"http://127.0.0.1:{canary.Port}/newsroom/secret"))).Kind);
        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(new Uri($"http://127.0.0.1:{canary.Port}/secret"))).Kind);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task Without_stories_there_is_no_newsroom()
    {
        using var fetcher = new TestFetcher(newsroom: NewsroomContent.None);
        Assert.Equal(TroubleKind.NotFound, (await fetcher.TroubleAsync(new Uri("http://127.0.0.1:8080/newsroom/feed.xml"))).Kind);
    }

    [Fact]
    public async Task Browsers_are_served_the_same()
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        builder.Services.AddSingleton(new DemoNewsroom(Content));
        await using var server = builder.Build();
        server.MapNewsroom();
        await server.StartAsync(ct);
        using var browser = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        using var feed = await browser.GetAsync("/newsroom/feed.xml", ct);
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/newsroom/feed.xml");
        conditional.Headers.IfNoneMatch.Add(feed.Headers.ETag!);
        using var again = await browser.SendAsync(conditional, ct);
        using var picture = await browser.GetAsync("/newsroom/pictures/harbour.svg", ct);
        using var missing = await browser.GetAsync("/newsroom/pictures/none.svg", ct);

        Assert.Contains($"{browser.BaseAddress}newsroom/stories/{Newest}", await feed.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Equal("application/rss+xml", feed.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(5), feed.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", picture.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Stories_and_pictures_are_read_from_their_folder()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-newsroom-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "stories.json"), """
                {"title":"报","stories":[{"language":"zh","title":"题","paragraphs":["文"],"picture":"a.svg","caption":"图","author":"人","category":"类"}]}
                """);
            folder.CreateSubdirectory("pictures");
            File.WriteAllText(Path.Combine(folder.FullName, "pictures", "a.svg"), "<svg/>");

            var content = NewsroomContent.Load(folder.FullName);

            Assert.Equal("报", content.Title);
            Assert.Equal(("zh", "题", "文", "a.svg", "图", "人", "类"), content.Stories.Select(s => (s.Language, s.Title, s.Paragraphs[0], s.Picture!, s.Caption!, s.Author!, s.Category!)).Single());
            Assert.Equal("<svg/>"u8.ToArray(), content.Pictures["a.svg"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<XElement> Items(DateTimeOffset now)
    {
        using var xml = new MemoryStream(new DemoNewsroom(Content).FeedAt(now, Site).Bytes);
        return [.. XDocument.Load(xml).Root!.Element("channel")!.Elements("item")];
    }

    private static bool EqualAnswers((string ETag, byte[] Bytes) a, (string ETag, byte[] Bytes) b) => a.ETag == b.ETag && a.Bytes.AsSpan().SequenceEqual(b.Bytes);
}
