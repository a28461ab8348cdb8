using CsCheck;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Scheduling;

public sealed class PushTrustTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(10 * 86_400, 5 * 86_400)]
    [InlineData(7_200, 3_600)]
    [InlineData(60, 300)] // no hub is asked in a circle
    [InlineData(365 * 86_400, 7 * 86_400)] // a lease counts as two weeks at most
    [InlineData(0, 5 * 86_400)] // a hub that says nothing gave what was asked for
    public void A_lease_is_renewed_at_its_half_life(int leaseSeconds, int renewedAfterSeconds)
    {
        var state = Confirm(PushTrust.Begin(Now), Now, TimeSpan.FromSeconds(leaseSeconds));
        Assert.Equal(PushStage.Active, state.Stage);
        Assert.Equal(TimeSpan.FromSeconds(renewedAfterSeconds), state.AskAt - Now);
    }

    [Fact]
    public void Only_what_was_asked_for_is_confirmed_and_only_once()
    {
        var begun = PushTrust.Begin(Now);
        Assert.Null(PushTrust.Confirmed(begun, HubMode.Subscribe, null, Now));

        var asking = PushTrust.Asking(begun, Now, chance: 0);
        Assert.Null(PushTrust.Confirmed(asking, HubMode.Unsubscribe, null, Now));
        Assert.Null(PushTrust.Confirmed(PushTrust.Confirmed(asking, HubMode.Subscribe, null, Now)!, HubMode.Subscribe, null, Now));
    }

    [Fact]
    public void A_hub_that_does_not_answer_is_asked_ever_more_rarely()
    {
        var state = PushTrust.Begin(Now);
        var pauses = new List<double>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            var at = state.AskAt;
            state = PushTrust.Failed(PushTrust.Asking(state, at, chance: 0), "HTTP 500", null, at);
            pauses.Add((state.AskAt - at).TotalMinutes);
        }
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440], pauses);
        Assert.Equal("HTTP 500", state.Trouble);
    }

    [Fact]
    public void A_hub_that_asks_for_a_pause_gets_it()
    {
        var state = PushTrust.Failed(PushTrust.Asking(PushTrust.Begin(Now), Now, chance: 0), "HTTP 429", TimeSpan.FromHours(2), Now);
        Assert.Equal(Now.AddHours(2), state.AskAt);
    }

    [Fact]
    public void What_goes_wrong_after_the_hub_confirmed_changes_nothing()
    {
        var state = Confirm(PushTrust.Begin(Now), Now);
        Assert.Equal(state, PushTrust.Failed(state, "timed out", null, Now));
    }

    [Fact]
    public void Before_the_first_push_looks_are_as_usual()
    {
        var active = Confirm(PushTrust.Begin(Now), Now);
        Assert.Equal(Usual, Look(active, Now).Pause);
        Assert.Equal(TimeSpan.FromHours(1), Look(PushTrust.Pushed(active, Now), Now).Pause);
    }

    [Fact]
    public void While_pushes_tell_everything_looks_become_rare()
    {
        var at = Now;
        var state = Trusted();
        var pauses = new List<double>();
        for (var look = 0; look < 7; look++)
        {
            (state, var pause) = Look(state, at);
            pauses.Add(pause.TotalHours);
            at += pause;
        }
        Assert.Equal([1, 2, 4, 8, 16, 24, 24], pauses);
    }

    [Fact]
    public void A_look_is_never_sooner_than_without_the_hub()
    {
        var (state, pause) = Look(Trusted(), Now, usual: TimeSpan.FromHours(3));
        Assert.Equal(TimeSpan.FromHours(3), pause);
        Assert.Null(state.WithoutHub);
    }

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-14, false)] // the push may still be on its way
    [InlineData(-130, false)] // from before the subscription
    [InlineData(30, false)] // dated in the future
    public void An_item_that_the_hub_should_have_told_is_a_miss(int publishedMinutes, bool isMiss)
    {
        var at = Now.AddHours(2);
        var (state, _) = Look(Trusted(), at, at.AddMinutes(publishedMinutes));
        Assert.Equal(isMiss ? 1 : 0, state.Misses);
    }

    [Fact]
    public void An_item_without_a_date_came_between_the_looks()
    {
        var at = Now.AddHours(2);
        Assert.Equal(1, Look(Trusted(), at, before: at.AddHours(-1), undated: true).State.Misses);
        Assert.Equal(0, Look(Trusted(), at, before: at.AddMinutes(-20), undated: true).State.Misses);
    }

    [Fact]
    public void One_miss_brings_the_looks_back_to_an_hour()
    {
        var (state, _) = Look(Look(Trusted(), Now.AddHours(1)).State, Now.AddHours(3));
        var missed = Look(state, Now.AddHours(5), Now.AddHours(4));
        Assert.Equal(TimeSpan.FromHours(1), missed.Pause);
        Assert.True(missed.State.IsTrusted);
    }

    [Fact]
    public void Two_misses_in_ten_looks_cost_the_trust_for_a_week_and_then_it_is_earned_anew()
    {
        var at = Now.AddHours(2);
        var state = Look(Trusted(), at, at.AddMinutes(-30)).State;
        for (var look = 0; look < 8; look++)
            state = Look(state, at = at.AddHours(1)).State;
        (state, var pause) = Look(state, at = at.AddHours(1), at.AddMinutes(-30));
        Assert.Equal((false, Usual), (state.IsTrusted, pause));

        Assert.False(PushTrust.Pushed(state, at.AddDays(6)).IsTrusted);
        Assert.Equal(Usual, Look(state, at.AddDays(8)).Pause);
        Assert.Equal(TimeSpan.FromHours(1), Look(PushTrust.Pushed(state, at.AddDays(8)), at.AddDays(8)).Pause);
    }

    [Fact]
    public void A_miss_is_forgotten_after_ten_looks()
    {
        var at = Now.AddHours(2);
        var state = Look(Trusted(), at, at.AddMinutes(-30)).State;
        for (var look = 0; look < 9; look++)
            state = Look(state, at = at.AddHours(1)).State;
        Assert.True(Look(state, at = at.AddHours(1), at.AddMinutes(-30)).State.IsTrusted);
    }

    [Fact]
    public void What_a_look_finds_that_the_hub_called_for_is_no_miss()
    {
        var at = Now.AddHours(2);
        var (state, _) = Look(PushTrust.AskedToLook(Trusted(), at.AddMinutes(-1)), at, at.AddMinutes(-30));
        Assert.Equal((0, null), (state.Misses, state.LookAsked));
        Assert.Equal(1, Look(state, at.AddHours(1), at.AddMinutes(30)).State.Misses);
    }

    [Fact]
    public void A_call_that_came_during_a_look_is_still_owed_one()
    {
        var (state, _) = Look(PushTrust.AskedToLook(Trusted(), Now.AddHours(2)), started: Now.AddHours(2).AddSeconds(-1), at: Now.AddHours(2).AddSeconds(1));
        Assert.Equal(Now.AddHours(2), state.LookAsked);
    }

    [Fact]
    public void When_the_lease_is_over_or_the_hub_denies_looks_are_as_usual()
    {
        var state = Look(Trusted(), Now).State;
        Assert.Equal(Now + Usual, state.WithoutHub);
        Assert.False(PushTrust.IsRelied(state, Now.AddDays(10)));
        Assert.Equal(Usual, Look(state, Now.AddDays(10)).Pause);

        var denied = PushTrust.Denied(state, "denied: no", Now);
        Assert.Equal((PushStage.Wanted, "denied: no", false), (denied.Stage, denied.Trouble, PushTrust.IsRelied(denied, Now)));
        Assert.Equal(Now + Usual, denied.WithoutHub);
    }

    [Fact]
    public void A_renewal_keeps_the_trust_and_a_new_beginning_does_not()
    {
        var state = Trusted();
        var renewed = Confirm(state, Now.AddDays(5));
        Assert.Equal((Now, true), (renewed.ActiveSince, renewed.IsTrusted));
        var anew = Confirm(state, Now.AddDays(11));
        Assert.Equal((Now.AddDays(11), false), (anew.ActiveSince, anew.IsTrusted));
    }

    [Fact]
    public void A_farewell_is_confirmed_or_given_up()
    {
        var leaving = PushTrust.Leave(Trusted(), Now);
        Assert.Equal((PushStage.Leaving, Now), (leaving.Stage, leaving.AskAt));
        Assert.Equal(PushStage.Left, PushTrust.Confirmed(PushTrust.Asking(leaving, Now, 0), HubMode.Unsubscribe, null, Now)!.Stage);

        var state = leaving;
        for (var attempt = 0; attempt < 6; attempt++)
            state = PushTrust.Asking(state, Now, chance: 0);
        Assert.Equal(PushStage.Left, state.Stage);
        Assert.Equal(PushStage.Left, PushTrust.Asking(leaving, Now.AddDays(11), chance: 0).Stage);
    }

    [Fact]
    public void A_hub_that_was_never_asked_needs_no_farewell() =>
        Assert.Equal(PushStage.Left, PushTrust.Leave(PushTrust.Begin(Now), Now).Stage);

    [Fact]
    public void Whatever_happens_looks_never_end_and_the_hub_is_never_asked_in_a_circle() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[1, 3000], Gen.Double[0, 1]).Array[1, 60].Sample(events =>
        {
            var at = Now;
            var state = PushTrust.Begin(at);
            foreach (var (kind, minutes, chance) in events)
            {
                at = at.AddMinutes(minutes);
                var asked = state.Asked;
                state = kind switch
                {
                    0 => PushTrust.Asking(state, at, chance),
                    1 => PushTrust.Failed(state, "HTTP 500", TimeSpan.FromMinutes(chance), at),
                    2 => PushTrust.Confirmed(state, HubMode.Subscribe, TimeSpan.FromHours(chance * 1000), at) ?? state,
                    3 => PushTrust.Denied(state, "no", at),
                    4 => PushTrust.Pushed(state, at),
                    5 => PushTrust.AskedToLook(state, at),
                    6 => PushTrust.Confirmed(state, HubMode.Unsubscribe, null, at) ?? state,
                    7 when chance > 0.9 => PushTrust.Leave(state, at),
                    _ => state,
                };
                if (kind == 0 && state.Stage != PushStage.Left)
                    Assert.True(state.AskAt >= at.AddMinutes(5) && state.Asked == asked + 1);
                var (after, pause) = Look(state, at, at.AddMinutes(-minutes));
                Assert.InRange(pause, Usual, PushTrust.LongestPause);
                Assert.Equal(pause == Usual, after.WithoutHub is null);
                Assert.True(state.LastPush is not null || pause == Usual);
                if (kind == 8)
                    state = after;
            }
        });

    private static PushState Confirm(PushState state, DateTimeOffset at, TimeSpan? lease = null) =>
        PushTrust.Confirmed(PushTrust.Asking(state, at, chance: 0), HubMode.Subscribe, lease ?? PushTrust.LeaseWish, at)!;

    private static PushState Trusted() => PushTrust.Pushed(Confirm(PushTrust.Begin(Now), Now), Now);

    private static (PushState State, TimeSpan Pause) Look(
        PushState state, DateTimeOffset at, DateTimeOffset? published = null, DateTimeOffset? before = null, DateTimeOffset? started = null,
        TimeSpan? usual = null, bool undated = false)
    {
        var feed = new Feed
        {
            Id = new FeedId(1),
            Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
            Title = "A",
            Health = new FeedHealth { NextPoll = at + (usual ?? Usual), NextPollReason = new PollReason(PollReasonKind.Rhythm) },
        };
        var post = new Post { Title = "T", Lead = "", Source = "A", Published = published };
        var look = new UpdateIntent
        {
            Feed = feed,
            New = published is null && !undated ? [] : [new NewItem("T", [], post, "print", Announce: true)],
        };
        var (after, next) = PushTrust.Looked(state, before, started ?? at, look, at, chance: 0);
        return (after, next.At - at);
    }
}
