using System.Text;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Detection;

public sealed class BacklogTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Address = new("https://a.example/feed");
    private static readonly UpdateDecider Decider = new(new PollingOptions(), Now, chance: 0);

    private static readonly byte[] Document = Encoding.UTF8.GetBytes("""
        <rss version="2.0"><channel><title>The Harbour Post</title>
        <item><guid>2</guid><title>渡轮复航</title><link>/2</link><pubDate>Sun, 01 Mar 2026 09:00:00 GMT</pubDate><description>&lt;p&gt;早上九点，渡轮复航。&lt;/p&gt;</description></item>
        <item><guid>1</guid><title>Ferry rests</title><link>/1</link><pubDate>Sat, 28 Feb 2026 09:00:00 GMT</pubDate><description>For the winter.</description></item>
        </channel></rss>
        """);

    [Fact]
    public void It_holds_what_reading_the_feed_at_once_would_have_stored()
    {
        var document = ((ParseResult.Parsed)FeedParser.Parse(Document, Address, "application/rss+xml")).Document;
        var items = ItemIdentity.Identify(document);
        var atOnce = Decider.Read(Feed(), document, items, new Dictionary<ItemKey, KnownItem>(), 0, CacheValidators.None, "hash", null);
        var kept = FirstRead(document);

        Assert.Equal(atOnce.Feed, kept.Feed);
        Assert.Equal(
            atOnce.New.Select(item => (item.PublisherId, item.Post.Title, item.Post.Lead, item.Post.Link, item.Fingerprint, item.Announce)),
            kept.Backlog!.Read(kept.Feed).Select(item => (item.PublisherId, item.Post.Title, item.Post.Lead, item.Post.Link, item.Fingerprint, item.Announce)));
        Assert.Equal(atOnce.New.SelectMany(item => item.Keys), kept.Backlog.Read(kept.Feed).SelectMany(item => item.Keys));
    }

    [Fact]
    public void Nothing_in_it_is_announced() => Assert.DoesNotContain(Backlog(Document).Read(Feed()), item => item.Announce);

    [Fact]
    public void A_feed_without_items_has_none() =>
        Assert.Null(FirstRead(new FeedDocument { Format = "rss2.0", Title = "Quiet" }).Backlog);

    [Fact]
    public void What_no_longer_parses_holds_nothing() => Assert.Empty(Backlog("not a feed"u8.ToArray()).Read(Feed()));

    private static UpdateIntent FirstRead(FeedDocument document) =>
        Decider.FirstRead(Feed(), document, Backlog(Document), CacheValidators.None, "hash", freshFor: null);

    private static Backlog Backlog(byte[] document) => new(document, Address, "application/rss+xml", Items: 2);

    private static Feed Feed() => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryFrom(Address, out var url) ? url : throw new InvalidOperationException(),
        Title = "a.example",
    };
}
