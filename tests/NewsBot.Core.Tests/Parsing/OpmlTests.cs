using System.Text;
using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Core.Tests.Parsing;

public sealed class OpmlTests
{
    [Fact]
    public void Folders_and_feeds_are_read()
    {
        var list = Listed("""
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="1.0"><head><title>My feeds</title></head><body>
              <outline text="News"><outline text="World">
                <outline text="Gazette" title="Harbour Gazette" type="rss" xmlUrl="https://gazette.example/feed" htmlUrl="https://gazette.example/"/>
              </outline><outline XMLURL="https://b.example/rss" Text="B &amp; C"/></outline>
              <outline text="Plain" xmlUrl="c.example/atom" category="/Tech/Web,/Other"/>
            </body></opml>
            """);

        Assert.Equal("My feeds", list.Title);
        Assert.Equal(
            [
                ("Harbour Gazette", "https://gazette.example/feed", "https://gazette.example/", "News/World"),
                ("B & C", "https://b.example/rss", null, "News"),
                ("Plain", "https://c.example/atom", null, "Tech/Web"),
            ],
            list.Feeds.Select(feed => (feed.Title, feed.Url.Key, feed.Site?.AbsoluteUri, string.Join('/', feed.Folders))));
    }

    [Fact]
    public void Broken_lists_are_read_as_far_as_they_go()
    {
        var list = Listed("<opml><body><outline text='A & B' xmlUrl='https://a.example/?x=1&y=2'><outline text=C xmlUrl=https://c.example/f></body>");

        Assert.Equal(["https://a.example/?x=1&y=2", "https://c.example/f"], list.Feeds.Select(feed => feed.Url.Key), StringComparer.Ordinal);
        Assert.Equal("A & B", list.Feeds[0].Title);
    }

    [Fact]
    public void What_cannot_be_polled_is_counted_and_left_out()
    {
        var list = Listed("<opml><body><outline text='a' xmlUrl='javascript:x'/><outline text='b' xmlUrl=''/>"
            + "<outline text='c' xmlUrl='https://c.example/'/><outline text='again' xmlUrl='HTTPS://C.example'/></body></opml>");

        Assert.Equal("c", Assert.Single(list.Feeds).Title);
        Assert.Equal(2, list.Skipped);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("a list", "This is plain text, not a list of feeds (OPML)")]
    [InlineData("<html><body><p>x</body></html>", "This is a web page (HTML), not a list of feeds (OPML)")]
    [InlineData("<rss version='2.0'><channel/></rss>", "This is a single feed, not a list of feeds (OPML): subscribe to its address")]
    public void What_is_no_list_is_named(string text, string reason) =>
        Assert.Equal(reason, Assert.IsType<OpmlResult.NotOpml>(Opml.Parse(Encoding.UTF8.GetBytes(text))).Reason);

    [Fact]
    public void An_address_of_RSSHub_is_one_of_the_instance_and_without_one_it_is_skipped()
    {
        var bytes = Encoding.UTF8.GetBytes("<opml><body><outline text='f' xmlUrl='rsshub://zhihu/hot'/></body></opml>");

        var list = Assert.IsType<OpmlResult.Listed>(Opml.Parse(bytes, RssHub.At("https://hub.example")));

        Assert.Equal("https://hub.example/zhihu/hot", Assert.Single(list.Feeds).Url.Key);
        Assert.Equal(1, Assert.IsType<OpmlResult.Listed>(Opml.Parse(bytes)).Skipped);
    }

    [Fact]
    public void A_list_ends_at_its_limit_and_depth_costs_nothing()
    {
        var many = string.Concat(Enumerable.Range(0, 12_000).Select(i => $"<outline text='{i}'><outline text='f' xmlUrl='https://a.example/{i}'/>"));

        var list = Listed($"<opml><body>{many}</body></opml>");

        Assert.Equal(Opml.MaxFeeds, list.Feeds.Count);
        Assert.All(list.Feeds, feed => Assert.InRange(feed.Folders.Count, 1, 16));
    }

    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(Names, Feeds.Array[0, 12]).Sample((title, all) =>
    {
        OpmlFeed[] feeds = [.. all.DistinctBy(feed => feed.Url)];
        var list = Listed(Opml.Write(title, feeds));
        Assert.Equal(title, list.Title);
        Assert.Equal(
            feeds.Select(Describe).Order(StringComparer.Ordinal),
            list.Feeds.Select(Describe).Order(StringComparer.Ordinal));
    }, iter: 1_000, seed: "0000KQt5VwN4", threads: 1);

    private static readonly Gen<string> Names =
        Gen.String["ab >\"'é港口/"].Select(text => "n" + string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static readonly Gen<OpmlFeed> Feeds = Gen.Select(Names, Gen.Int[0, 1000], Names.Array[0, 3], (title, number, folders) =>
    {
        Assert.True(FeedUrl.TryParse($"https://a.example/{number}?b=1&c=é", out var url));
        return new OpmlFeed(title, url, number % 2 == 0 ? new Uri("https://a.example/") : null, folders);
    });

    private static OpmlResult.Listed Listed(string text) => Assert.IsType<OpmlResult.Listed>(Opml.Parse(Encoding.UTF8.GetBytes(text)));

    private static string Describe(OpmlFeed feed) => $"{feed.Title}|{feed.Url.Key}|{feed.Site}|{string.Join('>', feed.Folders)}";
}
