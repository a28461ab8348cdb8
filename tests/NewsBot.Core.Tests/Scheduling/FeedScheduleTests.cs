using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Scheduling;

public sealed class FeedScheduleTests
{
    private static readonly DateTimeOffset Sunday = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PollingOptions Options = new();

    [Fact]
    public void A_feed_that_asks_for_nothing_is_read_at_the_default_interval() =>
        Assert.Equal(Sunday + Options.DefaultInterval, After(new PublisherHints(), null).At);

    [Fact]
    public void The_feeds_ttl_is_a_floor_and_is_named_as_the_reason()
    {
        var next = After(new PublisherHints { TtlMinutes = 120 }, null);
        Assert.Equal(Sunday.AddHours(2), next.At);
        Assert.Contains("ttl", next.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ttl_below_the_default_changes_nothing() =>
        Assert.Equal(Sunday + Options.DefaultInterval, After(new PublisherHints { TtlMinutes = 1 }, null).At);

    [Fact]
    public void Cache_control_is_a_floor() =>
        Assert.Equal(Sunday.AddHours(1), After(new PublisherHints(), TimeSpan.FromHours(1)).At);

    [Fact]
    public void A_max_age_of_sixteen_years_counts_as_the_longest_interval() =>
        Assert.Equal(Sunday + Options.MaxInterval, After(new PublisherHints(), TimeSpan.FromDays(16 * 365)).At);

    [Fact]
    public void A_skipped_hour_is_waited_out() =>
        Assert.Equal(Sunday.AddHours(1), After(new PublisherHints { SkipHours = [12] }, null).At);

    [Fact]
    public void A_skipped_day_is_waited_out() =>
        Assert.Equal(Sunday.Date.AddDays(1), After(new PublisherHints { SkipDays = [DayOfWeek.Sunday] }, null).At.DateTime);

    [Fact]
    public void A_feed_that_skips_every_hour_skips_none() =>
        Assert.Equal(Sunday + Options.DefaultInterval, After(new PublisherHints { SkipHours = [.. Enumerable.Range(0, 24)] }, null).At);

    [Fact]
    public void Retry_after_is_obeyed()
    {
        var trouble = new FetchTrouble(TroubleKind.SlowDown, "429", 429, TimeSpan.FromHours(5));
        Assert.Equal(Sunday.AddHours(5), FeedSchedule.AfterFailure(trouble, 1, Options, Sunday, 0).At);
    }

    [Fact]
    public void The_pause_of_a_failing_feed_grows_to_a_day_and_never_shrinks() =>
        Gen.Int[1, 200].Sample(failures =>
        {
            var trouble = new FetchTrouble(TroubleKind.TimedOut, "no answer");
            var pause = FeedSchedule.AfterFailure(trouble, failures, Options, Sunday, 0).At - Sunday;
            var longer = FeedSchedule.AfterFailure(trouble, failures + 1, Options, Sunday, 0).At - Sunday;
            Assert.InRange(pause, Options.DefaultInterval, FeedSchedule.LongestBackoff);
            Assert.True(longer >= pause);
        });

    [Fact]
    public void Whatever_the_publisher_says_the_next_look_is_within_the_bounds() =>
        Gen.Select(Gen.Int.Nullable(), Gen.Long[0, long.MaxValue / 4], Gen.Int[0, 30].List[0, 30], Gen.Double[0, 1])
            .Sample((ttl, freshTicks, hours, chance) =>
            {
                var hints = new PublisherHints { TtlMinutes = ttl, SkipHours = hours };
                var next = FeedSchedule.AfterSuccess(Feed("https://a.example/"), hints, new TimeSpan(freshTicks), Options, Sunday, chance);
                Assert.InRange(next.At - Sunday, Options.MinInterval, FeedSchedule.LongestHint * 1.1 + TimeSpan.FromDays(1));
            });

    [Fact]
    public void The_demonstration_is_read_every_few_seconds() =>
        Assert.Equal(
            Sunday.AddSeconds(5),
            FeedSchedule.AfterSuccess(Feed("http://127.0.0.1:8080/newsroom/feed.xml"), new(), null, Options, Sunday, 0).At);

    private static NextPoll After(PublisherHints hints, TimeSpan? freshFor) =>
        FeedSchedule.AfterSuccess(Feed("https://a.example/"), hints, freshFor, Options, Sunday, chance: 0);

    private static FeedUrl Feed(string text) => FeedUrl.TryParse(text, out var url) ? url : throw new ArgumentException(text, nameof(text));
}
