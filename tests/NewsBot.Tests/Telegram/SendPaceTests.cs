using CsCheck;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat.Telegram;

namespace NewsBot.Tests.Telegram;

/// <summary>Time is a fake that is moved on as soon as everybody waits.</summary>
public sealed class SendPaceTests
{
    private const long Ann = 1001;
    private const long Group = -1001;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_chat_gets_no_two_messages_within_a_second()
    {
        var times = Send(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Ann, 1), 5)]);

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_group_gets_no_more_than_twenty_messages_a_minute()
    {
        var times = Send(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Group, 1), 50)]);

        Assert.Equal(50, times.Count);
        AssertWindow(times, TimeSpan.FromMinutes(1), 20);
    }

    [Fact]
    public void A_private_chat_is_not_bound_by_the_quota_of_groups()
    {
        var times = Send(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Ann, 1), 50)]);

        Assert.True(times[^1].At - times[0].At < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void All_chats_together_get_no_more_than_thirty_messages_a_second()
    {
        var times = Send(_clock, new SendPace(_clock), [.. Enumerable.Range(1, 200).Select(chat => ((long)chat, 1))]);

        AssertWindow(times, TimeSpan.FromSeconds(1), 30);
        Assert.True(times[^1].At - times[0].At < TimeSpan.FromSeconds(7), "slower than the limit asks");
    }

    [Fact]
    public void Whatever_is_sent_albums_too_the_limits_hold() =>
        Gen.Select(Gen.OneOf(Gen.Long[1, 5], Gen.Long[-3, -1]), Gen.Int[1, 10]).Array[1, 60].Sample(
            sends =>
            {
                var clock = new FakeTimeProvider();
                var times = Send(clock, new SendPace(clock), sends);
                AssertWindow(times, TimeSpan.FromSeconds(1), 30);
                foreach (var group in times.Where(each => each.Chat < 0).GroupBy(each => each.Chat))
                    AssertWindow([.. group], TimeSpan.FromMinutes(1), 20);
            },
            iter: 30);

    [Fact]
    public void A_blocked_chat_waits_as_long_as_it_was_told_and_nobody_else_does()
    {
        var pace = new SendPace(_clock);
        var start = _clock.GetUtcNow();
        pace.Block(Ann, TimeSpan.FromSeconds(37));

        var times = Send(_clock, pace, [(Ann, 1), (Group, 1)]);

        Assert.Equal(start + TimeSpan.FromSeconds(37), times.Single(each => each.Chat == Ann).At);
        Assert.True(times.Single(each => each.Chat == Group).At - start < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void When_one_chat_after_the_other_is_told_to_wait_all_wait()
    {
        using var pace = new SendPace(_clock);
        var start = _clock.GetUtcNow();
        for (var chat = 1; chat <= 3; chat++)
            pace.Block(chat, TimeSpan.FromSeconds(5));

        var times = Send(_clock, pace, [(Ann, 1)]);

        Assert.True(times[0].At >= start + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_message_that_was_refused_leaves_the_turn_to_the_next_at_once()
    {
        using var pace = new SendPace(_clock);
        using (var turn = await pace.EnterAsync(Ann, 1, TestContext.Current.CancellationToken))
            turn.Spare();
        Assert.Equal(TimeSpan.Zero, pace.Rest(Ann));
    }

    [Fact]
    public void However_long_the_answers_take_no_second_has_more_than_thirty_messages()
    {
        var clock = new FakeTimeProvider();
        using var pace = new SendPace(clock);
        var arrived = new List<DateTimeOffset>();
        Pump.Run(clock, () => Task.WhenAll(Enumerable.Range(1, 120).Select(async chat =>
        {
            using var turn = await pace.EnterAsync(chat, 1, CancellationToken.None);
            // Telegram counts it somewhere on its way: here at the very end.
            await Task.Delay(TimeSpan.FromMilliseconds(100 * (chat % 5)), clock, CancellationToken.None);
            arrived.Add(clock.GetUtcNow());
        })));

        foreach (var at in arrived)
            Assert.InRange(arrived.Count(each => each >= at && each < at + TimeSpan.FromSeconds(1)), 1, 30);
    }

    [Fact]
    public void A_group_has_less_room_the_more_it_got_in_the_last_minute()
    {
        var pace = new SendPace(_clock);
        Assert.Equal(20, pace.Room(Group));
        Send(_clock, pace, [.. Enumerable.Repeat((Group, 1), 12)]);
        Assert.Equal(8, pace.Room(Group));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(20, pace.Room(Group));
    }

    [Fact]
    public void A_chat_rests_after_a_message()
    {
        var pace = new SendPace(_clock);
        Assert.Equal(TimeSpan.Zero, pace.Rest(Ann));
        Send(_clock, pace, [(Ann, 1)]);
        Assert.InRange(pace.Rest(Ann), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_turn_to_the_next()
    {
        var pace = new SendPace(_clock);
        pace.Block(Ann, TimeSpan.FromHours(1));
        using var patience = new CancellationTokenSource();
        var waiting = pace.EnterAsync(Ann, 1, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var times = Send(_clock, pace, [(Ann, 1)]);
        Assert.Single(times);
    }

    private static void AssertWindow(IReadOnlyList<(long Chat, int Weight, DateTimeOffset At)> times, TimeSpan window, int most)
    {
        foreach (var (_, _, at) in times)
            Assert.InRange(times.Where(each => each.At >= at && each.At < at + window).Sum(each => each.Weight), 1, most);
    }

    /// <summary>All want to send at once; time moves on whenever nobody can.</summary>
    private static List<(long Chat, int Weight, DateTimeOffset At)> Send(
        FakeTimeProvider clock, SendPace pace, IReadOnlyList<(long Chat, int Weight)> sends)
    {
        var sent = new List<(long, int, DateTimeOffset)>();
        Pump.Run(clock, () => Task.WhenAll(sends.Select(async send =>
        {
            using var turn = await pace.EnterAsync(send.Chat, send.Weight, CancellationToken.None);
            sent.Add((send.Chat, send.Weight, clock.GetUtcNow()));
        })));
        return sent;
    }
}
