using NewsBot.Core.Model;

namespace NewsBot.Core.Scheduling;

/// <summary>When a feed is looked at next, and why: a function of its arguments.</summary>
public static class FeedSchedule
{
    /// <summary>No feed's own wish (ttl, update period) keeps it unread for longer.</summary>
    public static TimeSpan LongestHint { get; } = TimeSpan.FromHours(24);

    /// <summary>The longest pause of a failing feed. It never gives up.</summary>
    public static TimeSpan LongestBackoff { get; } = TimeSpan.FromHours(24);

    /// <summary>The longest pause of a feed that has shown nothing new for a <see cref="Rhythm.LongSilence"/>.</summary>
    public static TimeSpan LongestRest { get; } = TimeSpan.FromHours(24);

    /// <summary>The longest pause until its chats were told that a feed fails, for that is decided when it fails again.</summary>
    private static readonly TimeSpan LongestUntold = TimeSpan.FromHours(8);

    private static readonly TimeSpan LeastBetweenRequests = TimeSpan.FromMinutes(10);

    /// <summary>So long validators are trusted without anything new.</summary>
    private static readonly TimeSpan LongestTrust = TimeSpan.FromDays(7);

    private static readonly TimeSpan Demonstration = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The next look after a good one. At so many requests a day, items are found soonest on average if the interval between looks
    /// is inversely proportional to the square root of the rate at which they appear: twice as often for four times as many. So
    /// the next look is where the root of the expected rate, summed up over the hours to come, reaches what one item an hour reaches in
    /// <see cref="PollingOptions.DefaultInterval"/>: soon in busy hours, and past a quiet night. An item for four chats counts as four items.
    /// What the publisher asks for are floors below that. A shorter wish of his (a <c>max-age</c> of five minutes) is no reason to come
    /// more often than the items do: the same request finds more elsewhere.
    /// </summary>
    /// <param name="url">The feed.</param>
    /// <param name="hints">What its document asks for.</param>
    /// <param name="freshFor">How long the answer may be taken as current (RFC 9111 section 4.2).</param>
    /// <param name="rhythm">When its items appear, this look included.</param>
    /// <param name="subscribers">Chats that get them.</param>
    /// <param name="options">The operator's bounds.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="chance">0 to 1: spreads feeds that would otherwise march in step.</param>
    /// <param name="isFirst">Whether this was the first look: feeds that were added together part then.</param>
    public static NextPoll AfterSuccess(
        FeedUrl url,
        PublisherHints hints,
        TimeSpan? freshFor,
        Rhythm rhythm,
        int subscribers,
        PollingOptions options,
        DateTimeOffset now,
        double chance,
        bool isFirst = false)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(hints);
        ArgumentNullException.ThrowIfNull(rhythm);
        ArgumentNullException.ThrowIfNull(options);
        if (url.IsDemonstration)
            return new NextPoll(now + Demonstration, new PollReason(PollReasonKind.Demonstration));

        var longest = Longest(rhythm, options, now);
        var interval = ByRhythm(rhythm, subscribers, options.DefaultInterval, longest, now);
        var reason = new PollReason(interval >= longest ? PollReasonKind.Longest : rhythm.Since is null ? PollReasonKind.Unknown : PollReasonKind.Rhythm)
        {
            ItemsADay = Math.Round(rhythm.Rate(now) * 24, 3),
        };
        var floor = options.MinInterval;
        Floor(hints.TtlMinutes is > 0 and var ttl ? TimeSpan.FromMinutes(ttl) : null, LongestHint, PollReasonKind.Ttl);
        Floor(hints.UpdateInterval, LongestHint, PollReasonKind.UpdatePeriod);
        // Sites misconfigure this by years, so the operator bounds it.
        Floor(freshFor, options.MaxInterval, PollReasonKind.CacheControl);
        if (interval < options.MinInterval)
        {
            interval = options.MinInterval;
            reason = new PollReason(PollReasonKind.Shortest);
        }

        var at = isFirst
            ? now + floor + ((interval - floor + Shorter(floor, interval / 3)) * chance)
            : now + interval + Jitter(interval, chance);
        var open = AfterSkipped(at, hints);
        return open == at ? new NextPoll(at, reason with { Pause = interval }) : new NextPoll(open, new PollReason(PollReasonKind.SkippedTime));

        void Floor(TimeSpan? wish, TimeSpan most, PollReasonKind whose)
        {
            var bounded = wish > most ? most : wish;
            if (bounded is not { } asked)
                return;
            floor = Longer(floor, asked);
            if (asked <= interval)
                return;
            interval = asked;
            reason = new PollReason(whose);
        }
    }

    /// <summary>Whether a person may have a feed looked at out of turn: not sooner than ten minutes after the last look, and not
    /// while it fails, for then the pause is the publisher's wish or at least to his good.</summary>
    public static bool MayBeAskedNow(FeedHealth health, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(health);
        return health.Failures == 0 && !health.IsQuiet && !(now - health.LastSuccess < LeastBetweenRequests);
    }

    /// <summary>
    /// Whether a feed is asked for its whole document though there are validators: some servers answer «not modified» for ever.
    /// Once in a while is enough to notice, and costs the others nothing to speak of: at most once a week, and only when nothing has
    /// appeared for ten times as long as usual.
    /// </summary>
    public static bool DoubtsValidators(Feed feed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var trust = Longer(LongestTrust, TimeSpan.FromHours(10 / feed.Rhythm.Rate(now)));
        return feed.Health is { LastBody: { } body, LastItem: { } item } && now - body > LongestTrust && now - item > trust;
    }

    /// <summary>The next look after a failure: the pause doubles each time, and a Retry-After is obeyed.</summary>
    /// <param name="trouble">What went wrong.</param>
    /// <param name="failures">How many in a row, this one included.</param>
    /// <param name="options">The operator's bounds.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="chance">0 to 1.</param>
    /// <param name="isTold">Whether the feed's chats know that it fails.</param>
    public static NextPoll AfterFailure(
        FetchTrouble trouble, int failures, PollingOptions options, DateTimeOffset now, double chance, bool isTold = false)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        ArgumentNullException.ThrowIfNull(options);
        // A site that says «slow down» without saying how long gets twice the pause.
        var doublings = Math.Clamp(failures - 1 + (trouble.Kind == TroubleKind.SlowDown ? 1 : 0), 0, 16);
        var longest = isTold ? LongestBackoff : LongestUntold;
        var backoff = options.DefaultInterval * Math.Pow(2, doublings);
        if (backoff > longest)
            backoff = longest;
        if (trouble.RetryAfter is { } asked && asked > backoff)
            return new NextPoll(now + asked + Jitter(asked, chance), new PollReason(PollReasonKind.RetryAfter) { Pause = asked });
        return new NextPoll(now + backoff + Jitter(backoff, chance), new PollReason(PollReasonKind.Failures) { Pause = backoff, Failures = failures });
    }

    /// <summary>A feed that has been silent for a month may rest beyond the operator's bound.</summary>
    private static TimeSpan Longest(Rhythm rhythm, PollingOptions options, DateTimeOffset now) =>
        options.MaxInterval < LongestRest && rhythm.Silent(now) > Rhythm.LongSilence ? LongestRest : options.MaxInterval;

    private static TimeSpan ByRhythm(Rhythm rhythm, int subscribers, TimeSpan unit, TimeSpan longest, DateTimeOffset now)
    {
        var left = unit;
        for (var at = now; at - now < longest; at = Rhythm.EndOfHour(at))
        {
            var speed = Math.Sqrt(rhythm.RateAt(at, now) * Math.Max(1, subscribers));
            var hour = Rhythm.EndOfHour(at) - at;
            if (hour * speed >= left)
                return Shorter(at + (left / speed) - now, longest);
            left -= hour * speed;
        }
        return longest;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Jitter(TimeSpan interval, double chance)
    {
        var most = interval / 10;
        return (most < TimeSpan.FromMinutes(30) ? most : TimeSpan.FromMinutes(30)) * chance;
    }

    /// <summary>The first moment from <paramref name="at"/> on that is not skipped. A feed that skips everything skips nothing.</summary>
    private static DateTimeOffset AfterSkipped(DateTimeOffset at, PublisherHints hints)
    {
        if (hints.SkipHours.Count + hints.SkipDays.Count == 0 || hints.SkipHours.Distinct().Count() >= 24 || hints.SkipDays.Distinct().Count() >= 7)
            return at;
        var moment = at.ToUniversalTime();
        for (var hours = 0; hours < 24 * 7 && IsSkipped(moment, hints); hours++)
            moment = new DateTimeOffset(moment.Year, moment.Month, moment.Day, moment.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        return moment;
    }

    private static bool IsSkipped(DateTimeOffset moment, PublisherHints hints) =>
        hints.SkipHours.Contains(moment.Hour) || hints.SkipDays.Contains(moment.DayOfWeek);
}

/// <summary>When a feed is looked at next, and why.</summary>
public sealed record NextPoll(DateTimeOffset At, PollReason? Reason);
