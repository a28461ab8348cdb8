using CsCheck;
using NewsBot.Core.Commands;
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
        Assert.Equal(PollReasonKind.Ttl, next.Reason?.Kind);
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
        Gen.Select(Gen.Int.Nullable(), Gen.Long[0, long.MaxValue / 4], Gen.Int[0, 30].List[0, 30], Gen.Double[0, 1], Rhythms, Gen.Int[0, 100_000])
            .Sample((ttl, freshTicks, hours, chance, rhythm, subscribers) =>
            {
                var hints = new PublisherHints { TtlMinutes = ttl, SkipHours = hours };
                var next = After(hints, new TimeSpan(freshTicks), rhythm, subscribers, chance);
                Assert.InRange(next.At - Sunday, Options.MinInterval, FeedSchedule.LongestHint * 1.1 + TimeSpan.FromDays(1));
                Assert.True(hours.Distinct().Count() >= 24 || !hours.Contains(next.At.Hour));
            });

    [Fact]
    public void A_feed_with_an_item_an_hour_is_read_at_the_default_interval()
    {
        var next = After(Steady(perDay: 24));
        Assert.InRange(next.At - Sunday, Options.DefaultInterval * 0.98, Options.DefaultInterval * 1.02);
        Assert.Equal("every 15 min, for about 24 items a day", Say(next));
    }

    [Theory]
    [InlineData(96, 1, "every 8 min, for about 96 items a day")]
    [InlineData(24, 4, "every 7 min, for about 24 items a day")]
    [InlineData(6, 1, "every 30 min, for about 6 items a day")]
    [InlineData(1, 1, "every 73 min, for about an item a day")]
    [InlineData(0.3, 1, "every 2.2 h, for about 2 items a week")]
    [InlineData(10_000, 1, "every 5 min, the shortest allowed")]
    public void Four_times_as_many_items_or_chats_are_read_twice_as_often(double perDay, int subscribers, string reason) =>
        Assert.Equal(reason, Say(After(Steady(perDay), subscribers)));

    [Fact]
    public void A_feed_that_was_never_looked_at_is_read_at_the_default_interval() =>
        Assert.Equal((Sunday + Options.DefaultInterval, "every 15 min, the default"), Told(After(Rhythm.Empty)));

    [Fact]
    public void A_quiet_night_is_slept_through_and_busy_hours_are_watched()
    {
        // Forty items a day, all of them from 6 to 16 o'clock.
        var rhythm = Steady(perDay: 40) with { Counts = [.. Enumerable.Range(0, Rhythm.Buckets).Select(hour => hour % 24 is >= 6 and < 16 ? 40.0 : 0)] };
        var monday = Sunday.AddDays(1);
        var noon = FeedSchedule.AfterSuccess(Url, new(), null, rhythm, 1, Options, monday, 0).At - monday;
        var evening = FeedSchedule.AfterSuccess(Url, new(), null, rhythm, 1, Options, monday.AddHours(4), 0).At - monday.AddHours(4);
        Assert.InRange(noon, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        Assert.InRange(evening, TimeSpan.FromMinutes(50), Options.MaxInterval);
    }

    [Fact]
    public void A_shorter_wish_of_the_publisher_is_no_reason_to_come_more_often() =>
        Assert.Equal(After(Steady(perDay: 6)).At, After(new PublisherHints { TtlMinutes = 5 }, TimeSpan.FromMinutes(5), Steady(perDay: 6), 1, 0).At);

    [Fact]
    public void A_longer_wish_of_the_publisher_holds_for_busy_feeds_too() =>
        Assert.Equal("every 3 h, the feed's ttl", Say(After(new PublisherHints { TtlMinutes = 180 }, null, Steady(perDay: 200), 50, 0)));

    [Fact]
    public void The_longest_interval_holds_until_a_feed_has_been_silent_for_a_month()
    {
        var options = new PollingOptions { DefaultInterval = TimeSpan.FromHours(2) };
        var rhythm = new Rhythm { Since = Sunday.AddDays(-60), Newest = Sunday.AddDays(-29) };
        Assert.Equal((Sunday.AddHours(6), "every 6 h, the longest allowed"), Told(FeedSchedule.AfterSuccess(Url, new(), null, rhythm, 1, options, Sunday, 0)));
        rhythm = rhythm with { Newest = Sunday.AddDays(-31) };
        Assert.Equal((Sunday.AddHours(24), "every 24 h, the longest allowed"), Told(FeedSchedule.AfterSuccess(Url, new(), null, rhythm, 1, options, Sunday, 0)));
    }

    [Fact]
    public void Without_wishes_the_next_look_is_within_the_operators_bounds() =>
        Gen.Select(Rhythms, Gen.Int[0, 100_000], Gen.Int[1, 3600], Gen.Int[1, 100], Gen.Int[1, 100]).Sample((rhythm, subscribers, least, more, most) =>
        {
            var options = new PollingOptions
            {
                MinInterval = TimeSpan.FromSeconds(least),
                DefaultInterval = TimeSpan.FromSeconds(least * more),
                MaxInterval = TimeSpan.FromSeconds((double)least * more * most),
            };
            var pause = FeedSchedule.AfterSuccess(Url, new(), null, rhythm, subscribers, options, Sunday, 0).At - Sunday;
            var longest = rhythm.Silent(Sunday) > Rhythm.LongSilence && options.MaxInterval < FeedSchedule.LongestRest ? FeedSchedule.LongestRest : options.MaxInterval;
            Assert.InRange(pause, options.MinInterval, longest);
        });

    [Fact]
    public void More_items_are_never_read_later() =>
        Gen.Select(Rhythms, Gen.Int[0, Rhythm.Buckets - 1], Gen.Double[0, 1000]).Sample((rhythm, hour, more) =>
            Assert.True(After(rhythm with { Counts = rhythm.Counts.SetItem(hour, rhythm.Counts[hour] + more) }).At <= After(rhythm).At));

    [Fact]
    public void More_chats_are_never_served_later() =>
        Gen.Select(Rhythms, Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Sample((rhythm, chats, more) =>
            Assert.True(After(rhythm, chats + more).At <= After(rhythm, chats).At));

    [Fact]
    public void Chance_only_lengthens_and_by_a_tenth_at_most() =>
        Gen.Select(Rhythms, Gen.Double[0, 1]).Sample((rhythm, chance) =>
        {
            var pause = After(rhythm).At - Sunday;
            Assert.InRange(After(new(), null, rhythm, 1, chance).At - Sunday, pause, pause * 1.1);
        });

    [Fact]
    public void The_demonstration_is_read_every_few_seconds() =>
        Assert.Equal(
            Sunday.AddSeconds(5),
            FeedSchedule.AfterSuccess(Feed("http://127.0.0.1:8080/newsroom/feed.xml"), new(), null, Rhythm.Empty, 1, Options, Sunday, 0).At);

    private static FeedUrl Url => Feed("https://a.example/");

    /// <summary>Watched for up to two months, silent for part of it.</summary>
    private static Gen<Rhythm> Rhythms =>
        Gen.Select(Gen.Double[0, 60], Gen.Double[0, 1], Gen.Double[0, 300].Array[Rhythm.Buckets], (days, silent, counts) => new Rhythm
        {
            Since = Sunday.AddDays(-days),
            Newest = Sunday.AddDays(-days * silent),
            Counts = [.. counts],
        });

    /// <summary>A feed watched for a year whose items come at all hours alike.</summary>
    private static Rhythm Steady(double perDay) => new()
    {
        Since = Sunday.AddDays(-365),
        Newest = Sunday,
        Counts = [.. Enumerable.Range(0, Rhythm.Buckets).Select(bucket => perDay * Rhythm.Memory.TotalDays / 24 * (bucket < 24 ? 5 : 2) / 7)],
    };

    private static NextPoll After(PublisherHints hints, TimeSpan? freshFor) => After(hints, freshFor, Rhythm.Empty, 1, 0);

    private static NextPoll After(Rhythm rhythm, int subscribers = 1) => After(new(), null, rhythm, subscribers, 0);

    private static NextPoll After(PublisherHints hints, TimeSpan? freshFor, Rhythm rhythm, int subscribers, double chance) =>
        FeedSchedule.AfterSuccess(Url, hints, freshFor, rhythm, subscribers, Options, Sunday, chance);

    private static FeedUrl Feed(string text) => FeedUrl.TryParse(text, out var url) ? url : throw new ArgumentException(text, nameof(text));

    private static (DateTimeOffset At, string Reason) Told(NextPoll next) => (next.At, Say(next));

    private static string Say(NextPoll next) => new Wording(ChatLanguage.English).Reason(next.Reason);
}
