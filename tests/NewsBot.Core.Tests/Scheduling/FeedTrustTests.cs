using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Scheduling;

/// <summary>When a feed may be asked out of turn, when its validators are doubted, and how feeds part that were added together.</summary>
public sealed class FeedTrustTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(9, 0, false, false)]
    [InlineData(10, 0, false, true)]
    [InlineData(60, 1, false, false)]
    [InlineData(60, 0, true, false)]
    public void A_person_may_have_a_feed_looked_at_when_that_is_fair(int minutesAgo, int failures, bool isQuiet, bool may) =>
        Assert.Equal(may, FeedSchedule.MayBeAskedNow(
            new FeedHealth { LastSuccess = Now.AddMinutes(-minutesAgo), Failures = failures, IsQuiet = isQuiet }, Now));

    [Fact]
    public void A_feed_that_was_never_looked_at_may_be_asked() => Assert.True(FeedSchedule.MayBeAskedNow(new FeedHealth(), Now));

    [Theory]
    [InlineData(8, 8, 24, true)] // an item an hour as a rule, and nothing for a week
    [InlineData(8, 8, 0.5, false)] // one in two days as a rule: a week is nothing
    [InlineData(6, 8, 24, false)]
    [InlineData(8, 6, 24, false)]
    public void Validators_are_doubted_after_a_week_without_anything_new_where_that_is_long(int bodyDaysAgo, int itemDaysAgo, double itemsADay, bool doubts)
    {
        var newest = Now.AddDays(-itemDaysAgo);
        var dates = Enumerable.Range(0, 200).Select(number => (DateTimeOffset?)newest.AddDays(-number / itemsADay)).ToList();
        var feed = Feed() with
        {
            Rhythm = Rhythm.Empty.After(lastLook: null, newest, dates),
            Health = new FeedHealth { LastBody = Now.AddDays(-bodyDaysAgo), LastItem = newest },
        };
        Assert.Equal(doubts, FeedSchedule.DoubtsValidators(feed, Now));
    }

    [Fact]
    public void Feeds_that_were_added_together_part_at_their_first_look()
    {
        var next = Enumerable.Range(0, 11).Select(tenth => FeedSchedule.AfterSuccess(
            Feed().Url, new PublisherHints(), freshFor: null, Rhythm.Empty, subscribers: 1, new PollingOptions(), Now, tenth / 10.0, isFirst: true).At - Now).ToList();
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)), (next[0], next[^1]));
        Assert.Equal(next.Order(), next);
    }

    [Fact]
    public void Even_so_the_publishers_wish_is_a_floor()
    {
        var next = FeedSchedule.AfterSuccess(
            Feed().Url, new PublisherHints { TtlMinutes = 120 }, freshFor: null, Rhythm.Empty, subscribers: 1, new PollingOptions(), Now, chance: 0, isFirst: true);
        Assert.Equal(Now.AddHours(2), next.At);
    }

    [Fact]
    public void Until_its_chats_are_told_a_failing_feed_is_tried_every_eight_hours_at_least()
    {
        var trouble = new FetchTrouble(TroubleKind.ServerError, "HTTP 500", 500);
        Assert.Equal(Now.AddHours(8), FeedSchedule.AfterFailure(trouble, failures: 12, new PollingOptions(), Now, chance: 0).At);
        Assert.Equal(Now.AddHours(24), FeedSchedule.AfterFailure(trouble, failures: 12, new PollingOptions(), Now, chance: 0, isTold: true).At);
    }

    private static Feed Feed() => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
        Title = "A",
    };
}
