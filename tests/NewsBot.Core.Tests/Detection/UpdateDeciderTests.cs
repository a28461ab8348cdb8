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
        var intent = Read(Feed() with { Health = new FeedHealth { Failures = 3, Trouble = new FetchTrouble(TroubleKind.ServerError, "500", 500) } }, [], Item);
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
    public void An_unchanged_feed_that_was_well_is_routine()
    {
        var feed = Feed() with { Validators = new CacheValidators("\"1\"", null), Health = new FeedHealth { LastSuccess = Now.AddHours(-1) } };
        Assert.True(Decider.Unchanged(feed, feed.Validators, freshFor: null).IsRoutine);
    }

    [Fact]
    public void What_changes_more_than_the_schedule_is_not_routine()
    {
        var feed = Feed() with { Validators = new CacheValidators("\"1\"", null), Health = new FeedHealth { LastSuccess = Now.AddHours(-1) } };
        var failed = feed with { Health = feed.Health with { Failures = 1, FailingSince = Now.AddHours(-1), Trouble = new FetchTrouble(TroubleKind.ServerError, "500", 500) } };
        Assert.False(Decider.Unchanged(feed, new CacheValidators("\"2\"", null), freshFor: null).IsRoutine);
        Assert.False(Decider.Unchanged(failed, feed.Validators, freshFor: null).IsRoutine);
        Assert.False(Decider.Unchanged(feed, feed.Validators, freshFor: null, new Uri("https://b.example/feed")).IsRoutine);
        Assert.False(Decider.SameBytes(feed, feed.Validators, freshFor: null, permanent: null).IsRoutine);
    }

    [Fact]
    public void A_failure_keeps_the_validators_and_counts()
    {
        var feed = Feed() with { Validators = new CacheValidators("\"1\"", null) };
        var after = Decider.Failed(feed, new FetchTrouble(TroubleKind.ServerError, "answered 500", 500)).Feed;
        Assert.Equal(feed.Validators, after.Validators);
        Assert.Equal((1, "answered 500"), (after.Health.Failures, after.Health.Trouble?.Detail));
        Assert.False(after.Health.Ended);
    }

    [Fact]
    public void A_feed_that_is_gone_for_good_ends() =>
        Assert.True(Decider.Failed(Feed(), new FetchTrouble(TroubleKind.Gone, "answered 410", 410)).Feed.Health.Ended);

    [Fact]
    public void The_chats_of_a_feed_that_is_gone_for_good_are_told() =>
        Assert.Equal(FeedNoticeKind.Ended, Decider.Failed(Feed(), Trouble(TroubleKind.Gone)).Notice?.Kind);

    [Fact]
    public void A_404_does_not_end_a_feed()
    {
        var intent = Decider.Failed(Feed(), Trouble(TroubleKind.NotFound));
        Assert.False(intent.Feed.Health.Ended);
        Assert.Null(intent.Notice);
    }

    [Fact]
    public void Chats_are_told_of_a_feed_that_fails_when_it_has_failed_for_a_day_and_only_once()
    {
        var since = Now.AddHours(-24);
        var intent = Decider.Failed(Failing(since), Trouble(TroubleKind.ServerError));
        Assert.Equal((FeedNoticeKind.Failing, since), (intent.Notice!.Kind, intent.Notice.Since));
        Assert.Null(Decider.Failed(Failing(since.AddMinutes(1)), Trouble(TroubleKind.ServerError)).Notice);
        Assert.Null(Decider.Failed(intent.Feed, Trouble(TroubleKind.ServerError)).Notice);
    }

    [Fact]
    public void Chats_are_told_that_a_feed_recovered_if_they_were_told_that_it_fails()
    {
        var told = Failing(Now.AddDays(-3));
        told = told with { Health = told.Health with { ToldAt = Now.AddDays(-2) } };
        var intent = Decider.Unchanged(told, CacheValidators.None, freshFor: null);
        Assert.Equal(FeedNoticeKind.Recovered, intent.Notice?.Kind);
        Assert.Null(Decider.Unchanged(intent.Feed, CacheValidators.None, freshFor: null).Notice);
        Assert.Null(Decider.Unchanged(Failing(Now.AddHours(-3)), CacheValidators.None, freshFor: null).Notice);
    }

    [Fact]
    public void A_fault_of_the_own_network_is_not_counted_against_the_feed()
    {
        var feed = Failing(Now.AddHours(-2));
        var after = Decider.Offline(feed).Feed.Health;
        Assert.Equal((feed.Health.Failures, feed.Health.FailingSince), (after.Failures, after.FailingSince));
        Assert.Equal(Now + UpdateDecider.OfflinePause, after.NextPoll);
    }

    [Theory]
    [InlineData(TroubleKind.SlowDown, 600, false, true)]
    [InlineData(TroubleKind.SlowDown, null, false, false)]
    [InlineData(TroubleKind.SlowDown, 600, true, false)]
    [InlineData(TroubleKind.ServerError, 600, false, false)]
    public void A_wish_to_be_left_alone_concerns_the_whole_site_unless_many_share_it(TroubleKind kind, int? seconds, bool isShared, bool isQuiet)
    {
        var trouble = new FetchTrouble(kind, "429", 429, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
        Assert.Equal(isQuiet ? Now.AddMinutes(10) : null, Decider.Failed(Feed(), trouble, isShared).SiteQuietUntil);
    }

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

    private static FetchTrouble Trouble(TroubleKind kind) => new(kind, "no luck");

    private static Feed Failing(DateTimeOffset since) =>
        Feed() with { Health = new FeedHealth { LastSuccess = since, Failures = 7, FailingSince = since, Trouble = Trouble(TroubleKind.ServerError) } };

    private static Feed Feed() => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
        Title = "a.example",
        Health = new FeedHealth { LastSuccess = Now.AddHours(-1) },
    };
}
