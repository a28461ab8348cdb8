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
    public async Task A_chat_gets_no_two_messages_within_a_second()
    {
        var times = await SendAsync(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Ann, 1), 5)]);

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_group_gets_no_more_than_twenty_messages_a_minute()
    {
        var times = await SendAsync(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Group, 1), 50)]);

        Assert.Equal(50, times.Count);
        AssertWindow(times, TimeSpan.FromMinutes(1), 20);
    }

    [Fact]
    public async Task A_private_chat_is_not_bound_by_the_quota_of_groups()
    {
        var times = await SendAsync(_clock, new SendPace(_clock), [.. Enumerable.Repeat((Ann, 1), 50)]);

        Assert.True(times[^1].At - times[0].At < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task All_chats_together_get_no_more_than_thirty_messages_a_second()
    {
        var times = await SendAsync(_clock, new SendPace(_clock), [.. Enumerable.Range(1, 200).Select(chat => ((long)chat, 1))]);

        AssertWindow(times, TimeSpan.FromSeconds(1), 30);
        Assert.True(times[^1].At - times[0].At < TimeSpan.FromSeconds(7), "slower than the limit asks");
    }

    [Fact]
    public void Whatever_is_sent_albums_too_the_limits_hold() =>
        Gen.Select(Gen.OneOf(Gen.Long[1, 5], Gen.Long[-3, -1]), Gen.Int[1, 10]).Array[1, 60].Sample(
            sends =>
            {
                var clock = new FakeTimeProvider();
                var times = SendAsync(clock, new SendPace(clock), sends).GetAwaiter().GetResult();
                AssertWindow(times, TimeSpan.FromSeconds(1), 30);
                foreach (var group in times.Where(each => each.Chat < 0).GroupBy(each => each.Chat))
                    AssertWindow([.. group], TimeSpan.FromMinutes(1), 20);
            },
            iter: 30);

    [Fact]
    public async Task A_blocked_chat_waits_as_long_as_it_was_told_and_nobody_else_does()
    {
        var pace = new SendPace(_clock);
        var start = _clock.GetUtcNow();
        pace.Block(Ann, TimeSpan.FromSeconds(37));

        var times = await SendAsync(_clock, pace, [(Ann, 1), (Group, 1)]);

        Assert.Equal(start + TimeSpan.FromSeconds(37), times.Single(each => each.Chat == Ann).At);
        Assert.True(times.Single(each => each.Chat == Group).At - start < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_group_has_less_room_the_more_it_got_in_the_last_minute()
    {
        var pace = new SendPace(_clock);
        Assert.Equal(20, pace.Room(Group));
        await SendAsync(_clock, pace, [.. Enumerable.Repeat((Group, 1), 12)]);
        Assert.Equal(8, pace.Room(Group));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(20, pace.Room(Group));
    }

    [Fact]
    public async Task A_chat_rests_after_a_message()
    {
        var pace = new SendPace(_clock);
        Assert.Equal(TimeSpan.Zero, pace.Rest(Ann));
        await SendAsync(_clock, pace, [(Ann, 1)]);
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

        var times = await SendAsync(_clock, pace, [(Ann, 1)]);
        Assert.Single(times);
    }

    private static void AssertWindow(IReadOnlyList<(long Chat, int Weight, DateTimeOffset At)> times, TimeSpan window, int most)
    {
        foreach (var (_, _, at) in times)
            Assert.InRange(times.Where(each => each.At >= at && each.At < at + window).Sum(each => each.Weight), 1, most);
    }

    /// <summary>All want to send at once; time moves on whenever nobody can.</summary>
    private static async Task<List<(long Chat, int Weight, DateTimeOffset At)>> SendAsync(
        FakeTimeProvider clock, SendPace pace, IReadOnlyList<(long Chat, int Weight)> sends)
    {
        var sent = new List<(long, int, DateTimeOffset)>();
        var all = Task.WhenAll(sends.Select(async send =>
        {
            using var turn = await pace.EnterAsync(send.Chat, send.Weight, TestContext.Current.CancellationToken);
            lock (sent)
                sent.Add((send.Chat, send.Weight, clock.GetUtcNow()));
        }));
        for (var step = 0; !all.IsCompleted && step < 1_000_000; step++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }
        await all;
        return sent;
    }
}
