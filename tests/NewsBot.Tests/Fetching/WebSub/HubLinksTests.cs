using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Fetching.WebSub;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching.WebSub;

public sealed class HubLinksTests
{
    private static readonly string[] Pieces = ["<", ">", ";", ",", "=", "\"", "\\", " ", "rel", "hub", "self", "anchor", "https://a.example/"];

    private static readonly Uri Url = new("https://news.example/blog/feed");

    [Theory]
    [InlineData("<https://hub.example/>; rel=hub", "https://hub.example/", null)]
    [InlineData("<https://hub.example/>; rel=\"hub\", <https://news.example/feed>; rel=\"self\"", "https://hub.example/", "https://news.example/feed")]
    [InlineData("<https://news.example/feed>;REL=Self,<https://a.example/>; title=\"a, b; <c>\" ; rel=\"Hub\" ,<https://b.example/>;rel=hub", "https://a.example/ https://b.example/", "https://news.example/feed")]
    [InlineData("</hub>; rel=\"hub self\"", "https://news.example/hub", "https://news.example/hub")]
    [InlineData("<https://hub.example/?a=1,2;3>; rel=hub; type=x", "https://hub.example/?a=1,2;3", null)]
    [InlineData("<https://hub.example/>; rel=next; rel=hub", "", null)] // RFC 8288 section 3.3: the first rel counts
    [InlineData("<https://hub.example/>; rel=hub; anchor=\"#x\"", "", null)] // section 3.2: of something else
    [InlineData("<https://hub.example/>; title=\"a \\\" rel=self\"; rel=hub", "https://hub.example/", null)]
    [InlineData("<https://hub.example/>", "", null)]
    [InlineData("<https://hub.example/; rel=hub", "", null)]
    [InlineData("nothing, <>; rel=hub; =, ;;,", "https://news.example/blog/feed", null)]
    [InlineData("<https://hub.example/>; rel=\"hub", "https://hub.example/", null)]
    public void Link_headers_are_read_as_rfc_8288_has_them(string header, string hubs, string? self)
    {
        var links = HubLinks.Read([header], Url);
        Assert.Equal(hubs, string.Join(' ', links.Hubs.Select(hub => hub.AbsoluteUri)));
        Assert.Equal(self, links.Self?.AbsoluteUri);
    }

    [Fact]
    public void The_name_of_the_feed_stays_letter_by_letter() =>
        Assert.Equal("https://News.example:443/feed?a=%7e", HubLinks.Read(["<https://News.example:443/feed?a=%7e>; rel=self"], Url).Self!.OriginalString);

    [Fact]
    public void No_header_makes_it_throw_or_hang() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 200]
            .Sample(picks => HubLinks.Read([string.Concat(picks.Select(pick => Pieces[pick]))], Url).Hubs.Count <= 8);

    [Fact]
    public void What_the_header_says_goes_before_the_document()
    {
        var document = new FeedDocument { Format = "atom1.0", Hubs = [new("https://old.example/")], Self = new("https://news.example/old") };
        Assert.Equal(document, HubLinks.None.Over(document));
        var over = new HubLinks([new("https://hub.example/")], null).Over(document);
        Assert.Equal(new Uri("https://hub.example/"), Assert.Single(over.Hubs));
        Assert.Equal(new Uri("https://news.example/old"), over.Self);
    }

    [Fact]
    public async Task A_fetched_body_brings_the_links_of_its_header()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one").With("Link", "<https://hub.example/>; rel=hub").With("Link", "</feed>; rel=self"));
        using var fetcher = new TestFetcher();
        var body = await fetcher.BodyAsync(origin.Url("/feed"));
        Assert.Equal(new Uri("https://hub.example/"), Assert.Single(body.Hubs.Hubs));
        Assert.Equal(origin.Url("/feed"), body.Hubs.Self);
    }
}
