using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Detection;

/// <summary>What a document is believed that a hub pushed: perhaps one entry of the feed, perhaps all.</summary>
public sealed class PushedTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedItem Item = new() { Id = "a", Title = "Ferry sails", Link = new Uri("https://a.example/1"), Published = Now };

    [Fact]
    public void An_item_of_which_nothing_is_known_is_new()
    {
        var pushed = Push(Feed(), [], Item);
        Assert.True(Assert.Single(pushed.Intent.New).Announce);
        Assert.False(pushed.NeedsLook);
    }

    [Fact]
    public void Nothing_of_the_feed_changes_but_when_an_item_was_last_new()
    {
        var feed = Feed();
        var pushed = Push(feed, [], Item);
        Assert.Equal(feed with { Health = feed.Health with { LastItem = Now } }, pushed.Intent.Feed);
        Assert.True(pushed.Intent.IsPushed);
    }

    [Fact]
    public void A_known_item_is_not_new_and_may_have_changed()
    {
        Assert.Empty(Push(Feed(), Known(Item), Item).Intent.New);
        Assert.Empty(Push(Feed(), Known(Item), Item).Intent.Changed);
        Assert.Single(Push(Feed(), Known(Item), Item with { Title = "Ferry sails at last" }).Intent.Changed);
    }

    [Fact]
    public void An_item_that_looks_like_a_known_one_under_another_id_is_left_to_a_look()
    {
        // In the whole feed it may turn out that all its entries share one link.
        var pushed = Push(Feed(), Known(Item), Item with { Id = "b" });
        Assert.Empty(pushed.Intent.New);
        Assert.Empty(pushed.Intent.Learnt);
        Assert.Empty(pushed.Intent.Met);
        Assert.True(pushed.NeedsLook);
    }

    [Fact]
    public void An_old_article_is_left_to_a_look()
    {
        // Hubs push articles that were edited years after they left the feed.
        var pushed = Push(Feed(), [], Item with { Published = Now.AddYears(-2) }, Item with { Id = "b", Link = new Uri("https://a.example/2") });
        Assert.Equal("b", Assert.Single(pushed.Intent.New).PublisherId);
        Assert.True(pushed.NeedsLook);
    }

    [Fact]
    public void A_document_that_would_change_what_tells_items_apart_is_left_to_a_look()
    {
        var pushed = Push(Feed(), [], Item, Item with { Link = new Uri("https://a.example/2") });
        Assert.Empty(pushed.Intent.New);
        Assert.True(pushed.NeedsLook);
    }

    [Fact]
    public void A_feed_that_was_never_read_is_read_first()
    {
        var pushed = Push(Feed() with { Health = new FeedHealth() }, [], Item);
        Assert.Empty(pushed.Intent.New);
        Assert.True(pushed.NeedsLook);
    }

    [Fact]
    public void A_document_without_items_says_only_that_there_is_something() => Assert.True(Push(Feed(), []).NeedsLook);

    private static PushedIntent Push(Feed feed, Dictionary<ItemKey, KnownItem> known, params FeedItem[] items)
    {
        var document = new FeedDocument { Format = "rss2.0", Title = "Another title", Items = items };
        return new UpdateDecider(new PollingOptions(), Now, chance: 0)
            .Pushed(feed, document, ItemIdentity.Identify(document, feed.Identity), known, lately: 0);
    }

    private static Dictionary<ItemKey, KnownItem> Known(FeedItem item) =>
        ItemIdentity.Identify(new FeedDocument { Format = "rss2.0", Items = [item] })[0].Keys
            .ToDictionary(key => key, _ => new KnownItem(new ItemId(7), ItemFingerprint.Of(item)));

    private static Feed Feed() => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
        Title = "a.example",
        Validators = new CacheValidators("\"1\"", null),
        BodyHash = "hash",
        Health = new FeedHealth { LastSuccess = Now.AddHours(-1), Failures = 2, Trouble = new FetchTrouble(TroubleKind.ServerError, "500", 500), NextPoll = Now.AddHours(3), NextPollReason = new PollReason(PollReasonKind.OnDemand) },
    };
}
