using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Detection;

public sealed class UpdateDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UpdateDecider Decider = new(new PollingOptions(), Now, chance: 0);
    private static readonly FeedItem Item = new() { Id = "a", Title = "Ferry sails", Link = new Uri("https://a.example/1") };

    [Fact]
    public void A_feed_that_was_read_takes_its_own_title_and_forgets_old_trouble()
    {
        var intent = Read(Feed() with { Health = new FeedHealth { Failures = 3, Trouble = "500" } }, [], Item);
        Assert.Equal("The Harbour Post", intent.Feed.Title);
        Assert.Equal((0, null), (intent.Feed.Health.Failures, intent.Feed.Health.Trouble));
        Assert.Equal(Now, intent.Feed.Health.LastSuccess);
    }

    [Fact]
    public void An_item_whose_text_changed_is_composed_again_and_not_announced()
    {
        var known = Known(Item, 7);
        var intent = Read(Feed(), known, Item with { Title = "Ferry sails at last" });
        Assert.Empty(intent.New);
        Assert.Equal("Ferry sails at last", Assert.Single(intent.Changed).Post.Title);
    }

    [Fact]
    public void An_item_that_stayed_the_same_changes_nothing()
    {
        var intent = Read(Feed(), Known(Item, 7), Item);
        Assert.Empty(intent.New);
        Assert.Empty(intent.Changed);
        Assert.NotEmpty(intent.Met);
    }

    [Fact]
    public void A_new_id_of_a_known_item_is_learnt()
    {
        var intent = Read(Feed(), Known(Item, 7), Item with { Id = "b" });
        Assert.Equal(new ItemId(7), Assert.Single(intent.Learnt).Item);
    }

    [Fact]
    public void A_failure_keeps_the_validators_and_counts()
    {
        var feed = Feed() with { Validators = new CacheValidators("\"1\"", null) };
        var after = Decider.Failed(feed, new FetchTrouble(TroubleKind.ServerError, "answered 500", 500)).Feed;
        Assert.Equal(feed.Validators, after.Validators);
        Assert.Equal((1, "answered 500"), (after.Health.Failures, after.Health.Trouble));
        Assert.False(after.Health.Ended);
    }

    [Fact]
    public void A_feed_that_is_gone_for_good_ends() =>
        Assert.True(Decider.Failed(Feed(), new FetchTrouble(TroubleKind.Gone, "answered 410", 410)).Feed.Health.Ended);

    [Fact]
    public void Not_modified_keeps_the_pace_that_the_document_asked_for()
    {
        var feed = Feed() with { Hints = new PublisherHints { TtlMinutes = 180 } };
        Assert.Equal(Now.AddHours(3), Decider.Unchanged(feed, CacheValidators.None, freshFor: null).Feed.Health.NextPoll);
    }

    private static UpdateIntent Read(Feed feed, Dictionary<ItemKey, KnownItem> known, params FeedItem[] items)
    {
        var document = new FeedDocument { Format = "rss2.0", Title = "The Harbour Post", Items = items };
        return Decider.Read(feed, document, ItemIdentity.Identify(document), known, lately: 0, CacheValidators.None, "hash", freshFor: null);
    }

    private static Dictionary<ItemKey, KnownItem> Known(FeedItem item, long number) =>
        ItemIdentity.Identify(new FeedDocument { Format = "rss2.0", Items = [item] })[0].Keys
            .ToDictionary(key => key, _ => new KnownItem(new ItemId(number), ItemFingerprint.Of(item)));

    private static Feed Feed() => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
        Title = "a.example",
        Health = new FeedHealth { LastSuccess = Now.AddHours(-1) },
    };
}
