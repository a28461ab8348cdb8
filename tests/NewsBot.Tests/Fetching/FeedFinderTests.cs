using System.Net;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>From what a person typed to a feed.</summary>
public sealed class FeedFinderTests
{
    [Fact]
    public async Task An_address_that_is_a_feed_is_found_with_one_request()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one", "two").With("ETag", "\"1\""));

        var found = Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/feed")));

        Assert.Equal(origin.Url("/feed"), found.Url.Value);
        Assert.Equal("\"1\"", found.Body.Validators.ETag);
        Assert.Equal("one, two", string.Join(", ", found.Document.Items.Select(item => item.Title)));
        Assert.Single(origin.Asked());
    }

    [Fact]
    public async Task A_feed_that_moved_for_good_is_taken_at_its_new_address()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/old", Reply.Redirect(HttpStatusCode.MovedPermanently, "/new"));
        origin.Serve("/new", Reply.Feed("one"));

        Assert.Equal(origin.Url("/new"), Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/old"))).Url.Value);
    }

    [Fact]
    public async Task A_feed_that_is_elsewhere_for_now_keeps_its_address()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/old", Reply.Redirect(HttpStatusCode.Found, "/new"));
        origin.Serve("/new", Reply.Feed("one"));

        Assert.Equal(origin.Url("/old"), Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/old"))).Url.Value);
    }

    [Fact]
    public async Task A_page_leads_to_its_feed()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Page(("News", "/news.xml")));
        origin.Serve("/news.xml", Reply.Feed("one"));

        Assert.Equal(origin.Url("/news.xml"), Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/"))).Url.Value);
        Assert.Equal("/, /news.xml", string.Join(", ", origin.Asked().Select(asked => asked.Path)));
    }

    [Theory]
    [InlineData("Example » Feed", "Example » Comments Feed")]
    [InlineData("某某日报 » Feed", "某某日报 » 评论Feed")]
    [InlineData("Example RSS 2.0", "Example Atom 1.0")]
    [InlineData("RSS", "Atom")]
    public async Task Of_the_feeds_of_a_page_the_one_that_is_clearly_meant_is_taken(string title, string other)
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Page((title, "/main.xml"), (other, "/other.xml")));
        origin.Serve("/main.xml", Reply.Feed("one"));

        Assert.Equal(origin.Url("/main.xml"), Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/"))).Url.Value);
    }

    [Theory]
    [InlineData("国内", "国际")]
    [InlineData("频道1", "频道2")]
    [InlineData("Sport (RSS)", "Culture (RSS)")]
    public async Task Between_several_feeds_the_person_chooses_and_none_is_fetched(string title, string other)
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Page((title, "/a.xml"), (other, "/b.xml")));

        var several = Assert.IsType<FeedSearch.Several>(await FindAsync(origin.Url("/")));

        Assert.Equal($"{title}, {other}", string.Join(", ", several.Links.Take(2).Select(link => link.Title)));
        Assert.Single(origin.Asked());
    }

    [Fact]
    public async Task Where_a_page_names_no_feed_the_usual_addresses_are_tried_one_after_the_other()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Reply.Html("<html><head><title>Blog</title></head><body>Hello</body></html>"));
        origin.Serve("/rss.xml", Reply.Feed("one"));

        Assert.Equal(origin.Url("/rss.xml"), Assert.IsType<FeedSearch.Found>(await FindAsync(origin.Url("/"))).Url.Value);
        Assert.Equal(1, origin.MostUnderWay);
    }

    [Fact]
    public async Task A_page_without_a_feed_costs_at_most_six_requests()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Reply.Html("<html><head><title>Blog</title></head><body>Hello</body></html>"));

        Assert.Equal(TroubleKind.NotAFeed, Assert.IsType<FeedSearch.Nothing>(await FindAsync(origin.Url("/"))).Trouble.Kind);
        Assert.InRange(origin.Asked().Count, 2, 6);
    }

    [Fact]
    public async Task A_site_that_asks_to_slow_down_is_not_asked_again()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/", Reply.Html("<html><head><title>Blog</title></head><body>Hello</body></html>"));
        foreach (var path in new[] { "/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml" })
            origin.Serve(path, Reply.SlowDown(HttpStatusCode.TooManyRequests, "60"));

        Assert.IsType<FeedSearch.Nothing>(await FindAsync(origin.Url("/")));
        Assert.Equal(2, origin.Asked().Count);
    }

    [Fact]
    public async Task A_page_may_not_send_us_to_files_or_to_private_addresses()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/files", Page(("Secrets", "file:///etc/passwd")));
        origin.Serve("/private", Page(("Router", "http://192.168.1.1/feed")));

        Assert.Equal(TroubleKind.NotAFeed, Assert.IsType<FeedSearch.Nothing>(await FindAsync(origin.Url("/files"))).Trouble.Kind);
        Assert.Equal(TroubleKind.NotAFeed, Assert.IsType<FeedSearch.Nothing>(await FindAsync(origin.Url("/private"))).Trouble.Kind);
    }

    [Fact]
    public async Task What_cannot_be_fetched_is_told_as_it_is()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/gone", Reply.Gone);

        Assert.Equal(TroubleKind.Gone, Assert.IsType<FeedSearch.Nothing>(await FindAsync(origin.Url("/gone"))).Trouble.Kind);
        Assert.Single(origin.Asked());
    }

    [Fact]
    public async Task A_folder_of_articles_is_found_as_a_feed()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-finder-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "1.md"), "<!--1741089600000-->\n[首艘渡轮启航](https://publisher.example/1)\n------\n\n<p>渡轮启航。</p>\n");

            var found = Assert.IsType<FeedSearch.Found>(await FindAsync(new Uri(folder.FullName)));

            Assert.Equal("首艘渡轮启航", Assert.Single(found.Document.Items).Title);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_front_page_of_the_newsroom_leads_to_its_feed()
    {
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Clear(), newsroom: NewsroomTests.Content);
        var typed = TestFetcher.FeedUrlOf(new Uri("http://localhost:8080/newsroom/"));

        var found = Assert.IsType<FeedSearch.Found>(await fetcher.Get<FeedFinder>().FindAsync(typed, TestContext.Current.CancellationToken));

        Assert.Equal("http://localhost:8080/newsroom/feed.xml", found.Url.Key);
        Assert.Equal(12, found.Document.Items.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Where_a_known_site_turns_us_away_RSSHub_is_asked(HttpStatusCode status)
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/2267573", Reply.Of(status));
        origin.Serve("/bilibili/user/video/2267573", Reply.Feed("one"));

        var found = Assert.IsType<FeedSearch.Found>(await FindWithRssHubAsync(origin, origin.Url("/2267573", "space.bilibili.com")));

        Assert.Equal(origin.Url("/bilibili/user/video/2267573"), found.Url.Value);
        Assert.Equal(2, origin.Asked().Count);
    }

    [Fact]
    public async Task A_known_site_that_cannot_be_reached_is_asked_for_at_RSSHub()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/twitter/user/anna", Reply.Feed("one"));

        Assert.IsType<FeedSearch.Found>(await FindWithRssHubAsync(origin, new Uri("https://x.com/anna")));
    }

    [Fact]
    public async Task A_page_of_a_known_site_without_a_feed_leads_to_RSSHub_before_anything_is_guessed()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/people/anna", Reply.Redirect(HttpStatusCode.Found, "/signin"));
        origin.Serve("/signin", Reply.Html("<html><head><title>Log in</title></head><body>Hello</body></html>"));
        origin.Serve("/zhihu/people/activities/anna", Reply.Feed("one"));

        Assert.IsType<FeedSearch.Found>(await FindWithRssHubAsync(origin, origin.Url("/people/anna", "www.zhihu.com")));
        Assert.Equal("/people/anna, /signin, /zhihu/people/activities/anna", string.Join(", ", origin.Asked().Select(asked => asked.Path)));
    }

    [Fact]
    public async Task A_short_link_leads_to_RSSHub_by_the_page_behind_it()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/abc", Reply.Redirect(HttpStatusCode.Found, origin.Url("/42", "space.bilibili.com").AbsoluteUri));
        origin.Serve("/42", Reply.Html("<html><head><title>Anna</title></head><body>Hello</body></html>"));
        origin.Serve("/bilibili/user/video/42", Reply.Feed("one"));

        Assert.IsType<FeedSearch.Found>(await FindWithRssHubAsync(origin, origin.Url("/abc", "b23.example")));
    }

    [Fact]
    public async Task A_feed_that_the_page_names_is_better_than_one_of_RSSHub()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/anna", Page(("News", "/news.xml")));
        origin.Serve("/news.xml", Reply.Feed("one"));

        Assert.Equal("/news.xml", Assert.IsType<FeedSearch.Found>(await FindWithRssHubAsync(origin, origin.Url("/anna", "t.me"))).Url.Value.AbsolutePath);
        Assert.Empty(origin.Asked("/telegram/channel/anna"));
    }

    [Fact]
    public async Task What_RSSHub_cannot_make_either_is_told_with_what_the_operator_can_do()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/anna", Reply.Of(HttpStatusCode.Forbidden));
        origin.Serve("/telegram/channel/anna", Reply.Of(HttpStatusCode.ServiceUnavailable));

        var trouble = Assert.IsType<FeedSearch.Nothing>(await FindWithRssHubAsync(origin, origin.Url("/anna", "t.me"))).Trouble;

        Assert.Equal(TroubleKind.NotAFeed, trouble.Kind);
        Assert.Contains($"nor did RSSHub make one at {origin.Url("/telegram/channel/anna")}", trouble.Detail, StringComparison.Ordinal);
        Assert.Contains("Fetching:RssHubUrl", trouble.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_instance_nobody_asks_RSSHub()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/anna", Reply.Of(HttpStatusCode.Forbidden));
        using var fetcher = new TestFetcher(options => options.RssHubUrl = "", _ => [IPAddress.Loopback]);

        var search = await fetcher.Get<FeedFinder>().FindAsync(TestFetcher.FeedUrlOf(origin.Url("/anna", "t.me")), TestContext.Current.CancellationToken);

        Assert.Equal(TroubleKind.Forbidden, Assert.IsType<FeedSearch.Nothing>(search).Trouble.Kind);
        Assert.Single(origin.Asked());
    }

    /// <summary>The origin is the site and the instance of RSSHub, by different names.</summary>
    private static async Task<FeedSearch> FindWithRssHubAsync(FeedOrigin origin, Uri typed)
    {
        using var fetcher = new TestFetcher(
            options =>
            {
                options.RssHubUrl = origin.Url("").AbsoluteUri;
                options.OwnHosts.Add("t.me");
                options.OwnHosts.Add("www.zhihu.com");
            },
            host => host == "x.com" ? throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.TryAgain) : [IPAddress.Loopback]);
        return await fetcher.Get<FeedFinder>().FindAsync(TestFetcher.FeedUrlOf(typed), TestContext.Current.CancellationToken);
    }

    private static async Task<FeedSearch> FindAsync(Uri typed)
    {
        using var fetcher = new TestFetcher();
        return await fetcher.Get<FeedFinder>().FindAsync(TestFetcher.FeedUrlOf(typed), TestContext.Current.CancellationToken);
    }

    private static Reply Page(params (string Title, string Href)[] feeds) => Reply.Html($"""
        <!DOCTYPE html><html><head><title>Site</title>
        {string.Concat(feeds.Select(feed => $"<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{WebUtility.HtmlEncode(feed.Title)}\" href=\"{feed.Href}\">"))}
        </head><body><p>Hello</p></body></html>
        """);
}
