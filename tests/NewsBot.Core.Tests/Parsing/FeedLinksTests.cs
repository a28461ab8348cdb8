using System.Text;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

public sealed class FeedLinksTests
{
    [Theory]
    [InlineData("<link rel=alternate type=application/rss+xml href=/rss>", "https://x.example/rss")]
    [InlineData("<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='atom.xml'>", "https://x.example/blog/atom.xml")]
    [InlineData("<link rel='alternate home' type='application/feed+json' href='https://y.example/f.json'/>", "https://y.example/f.json")]
    [InlineData("<base href='https://z.example/'><link rel=alternate type=application/rdf+xml href=index.rdf>", "https://z.example/index.rdf")]
    [InlineData("<link rel=feed href=/f>", "https://x.example/f")]
    [InlineData("<link rel=alternate type=application/json href=/feed.json>", "https://x.example/feed.json")]
    [InlineData("<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>", "")]
    [InlineData("<link rel=alternate hreflang=de href=/de/>", "")]
    [InlineData("<link rel=stylesheet type=text/css href=/feed>", "")]
    [InlineData("<!-- <link rel=alternate type=application/rss+xml href=/rss> -->", "")]
    [InlineData("<link rel=alternate type=application/rss+xml href='javascript:x'>", "")]
    [InlineData("<a href='/feed.xml'>RSS</a>", "https://x.example/feed.xml")]
    [InlineData("<a href='https://x.example/?feed=rss2'>RSS</a>", "https://x.example/?feed=rss2")]
    [InlineData("<a href='/feedback'>Feedback</a><a href='/rssh'>x</a>", "")]
    [InlineData("<meta name=generator content='WordPress 6.7'>", "https://x.example/feed/")]
    public void A_page_names_its_feeds(string html, string expected) =>
        Assert.Equal(expected, string.Join(' ', Discover(html, "https://x.example/blog/").Select(link => link.Url.AbsoluteUri)));

    [Fact]
    public void What_is_declared_comes_first_and_comments_last()
    {
        var links = Discover(
            "<link rel=alternate type=application/rss+xml title='Comments' href=/comments/feed/><a href=/rss.xml>News</a>"
            + "<link rel=alternate type=application/rss+xml title='All &amp; more' href=/feed/><a href=/feed/>again</a>",
            "https://x.example/");

        Assert.Equal(
            [("https://x.example/feed/", "All & more"), ("https://x.example/rss.xml", "News"), ("https://x.example/comments/feed/", "Comments")],
            links.Select(link => (link.Url.AbsoluteUri, link.Title)));
    }

    [Theory]
    [InlineData("https://www.youtube.com/channel/UC123/videos", "https://www.youtube.com/feeds/videos.xml?channel_id=UC123")]
    [InlineData("https://www.youtube.com/playlist?list=PL9", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL9")]
    [InlineData("https://github.com/dotnet/runtime", "https://github.com/dotnet/runtime/releases.atom")]
    [InlineData("https://github.com/dotnet", "https://github.com/dotnet.atom")]
    [InlineData("https://mastodon.example/@anna", "https://mastodon.example/@anna.rss")]
    [InlineData("https://www.reddit.com/r/csharp/", "https://www.reddit.com/r/csharp/.rss")]
    [InlineData("https://medium.com/@anna", "https://medium.com/feed/@anna")]
    [InlineData("https://anna.substack.com/p/x", "https://anna.substack.com/feed")]
    [InlineData("https://anna.blogspot.com/", "https://anna.blogspot.com/feeds/posts/default")]
    public void Some_sites_are_known_by_their_address(string page, string feed) =>
        Assert.Equal(feed, FeedLinks.FromAddress(new Uri(page))[0].Url.AbsoluteUri);

    [Fact]
    public void A_channel_page_of_YouTube_tells_its_id() => Assert.Equal(
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc",
        Assert.Single(Discover("<meta itemprop=\"identifier\" content=\"UCabc\">", "https://www.youtube.com/@anna.b")).Url.AbsoluteUri);

    [Fact]
    public void Common_paths_are_a_handful()
    {
        var paths = FeedLinks.CommonPaths(new Uri("https://x.example/blog/")).Select(path => path.AbsoluteUri).ToList();

        Assert.Equal("https://x.example/blog/feed", paths[0]);
        Assert.Contains("https://x.example/feed.json", paths, StringComparer.Ordinal);
        Assert.InRange(paths.Count, 5, 10);
    }

    private static IReadOnlyList<FeedLink> Discover(string html, string url) =>
        FeedLinks.Discover(Encoding.UTF8.GetBytes(html), new Uri(url), "text/html; charset=utf-8");
}
