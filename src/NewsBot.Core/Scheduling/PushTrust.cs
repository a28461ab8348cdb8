using System.Numerics;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Core.Scheduling;

/// <summary>
/// How far a hub is trusted: each event makes a new <see cref="PushState"/>. Hubs fall silent without a word, so looks at a
/// feed never end; they only become rare while the hub proves that it tells everything.
/// </summary>
public static class PushTrust
{
    /// <summary>The lease that is asked for.</summary>
    public static TimeSpan LeaseWish { get; } = TimeSpan.FromDays(10);

    /// <summary>No lease is taken as longer.</summary>
    public static TimeSpan LongestLease { get; } = TimeSpan.FromDays(14);

    /// <summary>A published item that no push brought within this time was missed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a hub that let too much slip is not trusted.</summary>
    public static TimeSpan Distrust { get; } = TimeSpan.FromDays(7);

    /// <summary>The first and the longest pause between looks that only make sure.</summary>
    public static TimeSpan FirstPause { get; } = TimeSpan.FromHours(1);

    /// <inheritdoc cref="FirstPause"/>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromHours(24);

    private const int RememberedLooks = 10;
    private const int MostMisses = 2;
    private const int MostFarewells = 5;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(24);
    private static readonly TimeSpan AfterDenial = TimeSpan.FromDays(7);

    /// <summary>Confirmations that come at once must find the request written down, and a hub shall not be asked in a circle.</summary>
    private static readonly TimeSpan ShortestRenewal = TimeSpan.FromMinutes(5);

    /// <summary>The feed names a hub that was never asked.</summary>
    public static PushState Begin(DateTimeOffset now) => new() { Stage = PushStage.Wanted, AskAt = now };

    /// <summary>The hub is about to be asked. That is written down first: it may confirm before it answers, and a bot that is
    /// killed meanwhile asks again, later each time. A farewell that nobody hears is given up.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="chance">0 to 1, for the jitter of the next attempt.</param>
    public static PushState Asking(PushState state, DateTimeOffset now, double chance)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Stage == PushStage.Leaving && (state.Asked >= MostFarewells || !(now < state.LeaseEnds)))
            return Left(state, now);
        var pause = FirstRetry * Math.Pow(2, Math.Min(state.Asked, 16));
        pause = pause < LongestRetry ? pause : LongestRetry;
        return state with { IsPending = true, Asked = state.Asked + 1, AskAt = now + pause + (pause / 10 * chance) };
    }

    /// <summary>What is asked of the hub in this state.</summary>
    public static HubMode Mode(PushStage stage) => stage is PushStage.Wanted or PushStage.Active ? HubMode.Subscribe : HubMode.Unsubscribe;

    /// <summary>The hub could not be asked, or refused. It is asked again later, and no sooner than it wants.</summary>
    public static PushState Failed(PushState state, string reason, TimeSpan? retryAfter, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsPending)
            return state; // it has confirmed meanwhile, so whatever went wrong came after
        var earliest = now + (retryAfter ?? TimeSpan.Zero);
        return state with { Trouble = reason, AskAt = state.AskAt > earliest ? state.AskAt : earliest };
    }

    /// <summary>The hub wants to know whether a request came from us (section 5.3); null if none did.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="mode">What was requested, as the hub says.</param>
    /// <param name="lease">For how long it will tell; null if it does not say.</param>
    /// <param name="now">The time, UTC.</param>
    public static PushState? Confirmed(PushState state, HubMode mode, TimeSpan? lease, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsPending || state.Stage == PushStage.Left || mode != Mode(state.Stage))
            return null;
        if (mode == HubMode.Unsubscribe)
            return Left(state, now);

        var length = lease is { } told && told > TimeSpan.Zero ? told : LeaseWish;
        length = length < LongestLease ? length : LongestLease;
        var goesOn = now < state.LeaseEnds;
        var halfLife = length / 2;
        return state with
        {
            Stage = PushStage.Active,
            IsPending = false,
            Asked = 0,
            Trouble = null,
            ActiveSince = goesOn ? state.ActiveSince : now,
            IsTrusted = goesOn && state.IsTrusted,
            LeaseEnds = now + length,
            AskAt = now + (halfLife > ShortestRenewal ? halfLife : ShortestRenewal),
        };
    }

    /// <summary>The hub will not tell, or will tell no more (section 5.2). It is asked again after a long while.</summary>
    public static PushState Denied(PushState state, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Stage is PushStage.Leaving or PushStage.Left
            ? Left(state, now)
            : state with
            {
                Stage = PushStage.Wanted,
                IsPending = false,
                ActiveSince = null,
                LeaseEnds = null,
                IsTrusted = false,
                Trouble = reason,
                AskAt = now + AfterDenial,
            };
    }

    /// <summary>The feed names another hub or none, nobody subscribes to it, or it has ended.</summary>
    public static PushState Leave(PushState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Stage is PushStage.Leaving or PushStage.Left)
            return state;
        return state.LeaseEnds is null && !state.IsPending
            ? Left(state, now)
            : state with
            {
                Stage = PushStage.Leaving,
                // A hub that has not confirmed yet may still do so: then it has to hear the farewell.
                LeaseEnds = state.LeaseEnds ?? now + LongestLease,
                IsTrusted = false,
                IsPending = false,
                Asked = 0,
                AskAt = now,
            };
    }

    /// <summary>Something came from the hub, and the signature was right.</summary>
    public static PushState Pushed(PushState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var isTrusted = state.IsTrusted || !(now < state.DistrustedUntil);
        return state with
        {
            LastPush = now,
            IsTrusted = isTrusted,
            Pause = state.IsTrusted ? state.Pause : TimeSpan.Zero,
            DistrustedUntil = isTrusted ? null : state.DistrustedUntil,
        };
    }

    /// <summary>The hub told that there is something, but not what; or nothing that proves that it was the hub.</summary>
    public static PushState AskedToLook(PushState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { LookAsked = now };
    }

    /// <summary>Whether looks may be rare now.</summary>
    public static bool IsRelied(PushState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Stage: PushStage.Active, IsTrusted: true } && now < state.LeaseEnds;
    }

    /// <summary>The feed was looked at, and read or found unchanged: what the hub is worth by now, and when to look again.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="before">When the feed was last read before, or null.</param>
    /// <param name="started">When this look began.</param>
    /// <param name="look">What it found. Its next look is what the feed would have without a hub.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="chance">0 to 1, for the jitter of the next look.</param>
    public static (PushState State, NextPoll Next) Looked(
        PushState state, DateTimeOffset? before, DateTimeOffset started, UpdateIntent look, DateTimeOffset now, double chance)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(look);
        var usual = new NextPoll(look.Feed.Health.NextPoll, look.Feed.Health.NextPollReason);
        var after = Judged(state, before, started, look, now) with { WithoutHub = null };
        if (!IsRelied(after, now))
            return (after, usual);
        var pause = after.Pause > TimeSpan.Zero ? after.Pause : FirstPause;
        var at = now + pause + (pause / 10 * chance);
        return at <= usual.At
            ? (after, usual)
            : (after with { WithoutHub = usual.At },
                new NextPoll(at, new PollReason(PollReasonKind.HubTells) { Pause = pause }));
    }

    private static PushState Judged(PushState state, DateTimeOffset? before, DateTimeOffset started, UpdateIntent look, DateTimeOffset now)
    {
        // What the hub asked for is its merit, whatever is found. What it asked for meanwhile is still to be done.
        if (state.LookAsked is { } asked)
            return state with { LookAsked = asked > started ? asked : null };
        if (!IsRelied(state, now))
            return state;
        var missed = look.New.Any(item => item.Announce && IsMissed(item.Post.Published));
        var misses = ((state.Misses << 1) | (missed ? 1 : 0)) & ((1 << RememberedLooks) - 1);
        if (BitOperations.PopCount((uint)misses) >= MostMisses)
            return state with { IsTrusted = false, DistrustedUntil = now + Distrust, Misses = 0, Pause = TimeSpan.Zero };
        var longer = state.Pause * 2;
        return state with
        {
            Misses = misses,
            Pause = missed || longer < FirstPause ? FirstPause : longer < LongestPause ? longer : LongestPause,
        };

        // An item without a date came some time since the last look.
        bool IsMissed(DateTimeOffset? published)
        {
            var date = published ?? (before is { } last ? last + ((now - last) / 2) : now);
            return date < now - Patience && date > state.ActiveSince;
        }
    }

    private static PushState Left(PushState state, DateTimeOffset now) => state with
    {
        Stage = PushStage.Left,
        IsPending = false,
        IsTrusted = false,
        AskAt = now + LongestLease, // a hub that did not hear it goes on until then at most, and is told 410
    };
}
