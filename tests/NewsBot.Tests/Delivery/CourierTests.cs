using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;
using NewsBot.Delivery;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.Delivery;

/// <summary>How a delivery is brought that takes several messages, and what becomes of one that does not go out.</summary>
public sealed class CourierTests() : StoreTest(new SqliteUnderTest())
{
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly PartsPlatform _platform = new();
    private readonly Warnings _log = new();

    [Fact]
    public async Task Each_further_message_of_a_post_continues_the_first()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "a|b|c");

        await BringAsync();

        Assert.Equal(
            [new("a", "delivery-1-0", null), new("b", "delivery-1-1", "m1"), new Attempt("c", "delivery-1-2", "m1")], _platform.Attempts);
        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
    }

    [Fact]
    public async Task What_is_left_of_a_post_continues_what_is_out()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "a|b");
        await Store.Deliveries.PartSentAsync(Assert.Single(await ClaimAsync(Noon)).Id, "first", isLast: false, Noon, Noon, Token);
        await Store.Deliveries.ReleaseAsync(Token);

        await BringAsync();

        Assert.Equal([new Attempt("b", "delivery-1-1", "first")], _platform.Attempts);
    }

    [Fact]
    public async Task A_post_that_became_shorter_than_what_is_out_has_ended()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "a|b"));
        await Store.Deliveries.PartSentAsync(Assert.Single(await ClaimAsync(Noon)).Id, "first", isLast: false, Noon, Noon, Token);
        await ChangeAsync(feed, item, Post("a"), Noon);
        await PublishAsync(feed, Noon, "next");
        await Store.Deliveries.ReleaseAsync(Token);

        await BringAsync();
        await BringAsync();

        Assert.Equal("next", Assert.Single(_platform.Attempts).Text);
    }

    [Fact]
    public async Task A_post_of_which_nothing_can_be_shown_is_refused()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "");

        await BringAsync();

        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).DeliveriesRefused);
    }

    [Theory]
    [InlineData("A|B|C", "A in m1, B in m2")]
    [InlineData("A", "A in m1")]
    public async Task An_edit_changes_the_messages_that_are_out_and_adds_none(string title, string expected)
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "a|b"));
        await BringAsync();
        await ChangeAsync(feed, item, Post(title), Noon);
        _platform.Attempts.Clear();

        await BringAsync();

        Assert.Equal(expected, string.Join(", ", _platform.Edits));
        Assert.Empty(_platform.Attempts);
        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_silent_subscription_is_rendered_so()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, new SubscriptionSettings { IsSilent = true }, Token);
        await PublishAsync(feed, Noon, "a");

        await BringAsync();

        Assert.Equal("a (silent)", Assert.Single(_platform.Attempts).Text);
    }

    [Fact]
    public async Task The_messages_of_a_list_are_sent_in_their_order_and_end_all_its_posts()
    {
        _platform.Rooms = 1;
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two", "three");

        await BringAsync();

        Assert.Equal(
            [new("one, two", "deliveries-1-3-0", null), new Attempt("three", "deliveries-1-3-1", "m1")], _platform.Attempts);
        Assert.Equal(3, (await Store.Deliveries.InMessageAsync(Ann, "m2", Token)).Count);
        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
    }

    [Fact]
    public async Task A_list_that_fails_in_the_middle_is_made_anew_later()
    {
        _platform.Rooms = 1;
        _platform.Troubles.Enqueue(null);
        _platform.Troubles.Enqueue(new SendResult.TryLater(TimeSpan.FromSeconds(30), "busy"));
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one", "two", "three");

        await BringAsync();
        Assert.Equal((3, Noon), await Store.Deliveries.BacklogAsync(Token));
        Assert.Empty(await ClaimAsync(Noon.AddSeconds(29)));

        _clock.Advance(TimeSpan.FromSeconds(30));
        await BringAsync();
        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
    }

    [Fact]
    public async Task A_post_of_which_a_part_is_out_is_not_put_into_a_list()
    {
        _platform.Rooms = 1;
        _platform.Troubles.Enqueue(null);
        _platform.Troubles.Enqueue(new SendResult.TryLater(TimeSpan.Zero, "busy"));
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "a|b");
        await BringAsync();
        await PublishAsync(feed, Noon, "two", "three");

        await BringAsync();
        await BringAsync();

        Assert.Equal(["a", "b", "b", "two, three"], _platform.Attempts.Select(attempt => attempt.Text));
    }

    [Fact]
    public async Task A_post_to_a_chat_that_moved_goes_to_its_new_address()
    {
        var moved = Ann with { Address = "-100456" };
        _platform.Troubles.Enqueue(new SendResult.ChatMoved(moved));
        await PublishAsync(await AddFeedAsync(Ann), Noon, "a");

        await BringAsync();

        Assert.Equal(moved, Assert.Single(await ClaimAsync(Noon)).Chat);
    }

    [Fact]
    public async Task An_edit_in_a_chat_that_moved_is_not_made_and_the_news_behind_it_come()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "a"));
        await BringAsync();
        await ChangeAsync(feed, item, Post("A"), Noon);
        await PublishAsync(feed, Noon, "next");
        _platform.Troubles.Enqueue(new SendResult.ChatMoved(Ann with { Address = "-100456" }));

        await BringAsync();
        await BringAsync();

        Assert.Empty(_platform.Edits);
        Assert.Equal(["a", "next"], _platform.Attempts.Select(attempt => attempt.Text));
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_is_asked_again_later()
    {
        _platform.IsSilent = true;
        await PublishAsync(await AddFeedAsync(Ann), Noon, "a");

        var bringing = BringAsync();
        Assert.False(bringing.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await bringing.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);

        Assert.Equal(1, Assert.Single(await ClaimAsync(Noon.AddMinutes(2))).Attempts);
    }

    [Fact]
    public async Task A_chat_whose_platform_is_switched_off_waits()
    {
        await PublishAsync(await AddFeedAsync(Bob), Noon, "a");

        await BringAsync();

        Assert.Empty(await ClaimAsync(Noon.AddMinutes(9)));
        Assert.Equal(Bob, Assert.Single(await ClaimAsync(Noon.AddMinutes(10))).Chat);
    }

    [Fact]
    public async Task A_chat_that_is_shut_loses_nothing_however_long_that_lasts()
    {
        _platform.Rooms = 5;
        await PublishAsync(await AddFeedAsync(Ann), Noon, [.. Enumerable.Range(1, 30).Select(n => $"news {n}")]);
        const int attempts = 40; // more than any delivery is tried
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            _platform.Troubles.Enqueue(new SendResult.ChatShut("I may not write."));
            await BringAsync();
            Assert.Empty(await ClaimAsync(_clock.GetUtcNow().AddMinutes(59)));
            _clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal((30, Noon), await Store.Deliveries.BacklogAsync(Token));
        Assert.Equal(1, _log.Count);

        await Store.Deliveries.ReviveChatAsync(Ann, Token);
        await BringAsync();

        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
        Assert.Equal(15, _platform.Attempts.Skip(attempts).Count());
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task A_chat_that_is_gone_takes_its_threads_along_and_a_thread_nothing(bool isThreadAlone, int parked)
    {
        var other = Ann with { Thread = "8" };
        await AddFeedAsync(other);
        await PublishAsync(await AddFeedAsync(Ann), Noon, "a");
        _platform.Troubles.Enqueue(new SendResult.ChatGone("It is gone.") { IsThreadAlone = isThreadAlone });

        await BringAsync(await ClaimOfAsync(Ann));

        Assert.Equal(parked, (await Store.Maintenance.CountAsync(Token)).ChatsParked);
    }

    private async Task<OwedDelivery> ClaimOfAsync(ChatAddress chat) =>
        (await ClaimAsync(_clock.GetUtcNow())).Single(owed => owed.Chat == chat);

    private async Task BringAsync() => await BringAsync(Assert.Single(await ClaimAsync(_clock.GetUtcNow())));

    private async Task BringAsync(OwedDelivery delivery)
    {
        var setbacks = new Setbacks(Store.Deliveries, _clock, new Random(1), _log);
        var courier = new Courier(Store.Deliveries, [_platform], setbacks, _clock);
        await courier.BringAsync(delivery, Token);
    }

    /// <summary>Counts what the operator is warned of.</summary>
    private sealed class Warnings : ILogger<Setbacks>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Count += logLevel == LogLevel.Warning ? 1 : 0;
    }

    private sealed record Attempt(string Text, string Key, string? ReplyTo);

    private sealed record Part(string Text) : RenderedMessage;

    /// <summary>A platform on which each bar in a title begins another message, and a list has two headlines a message.</summary>
    private sealed class PartsPlatform : IChatPlatform
    {
        private int _sent;

        public string Name => Ann.Platform;

        public List<Attempt> Attempts { get; } = [];

        public List<string> Edits { get; } = [];

        /// <summary>How the next attempts end; those that are null, and all after them, go well.</summary>
        public Queue<SendResult?> Troubles { get; } = [];

        public int Rooms { get; set; } = int.MaxValue;

        public bool IsSilent { get; set; }

        public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        [
            .. post.Title.Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => new Part(subscription.IsSilent ? text + " (silent)" : text)),
        ];

        public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) =>
            [.. reply.Posts.Chunk(2).Select(posts => new Part(string.Join(", ", posts.Select(post => post.Title))))];

        public int Room(ChatAddress chat) => Rooms;

        public async Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken)
        {
            Attempts.Add(new Attempt(((Part)message).Text, envelope.IdempotencyKey, envelope.ReplyTo));
            if (IsSilent)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return Trouble() ?? new SendResult.Sent($"m{++_sent}");
        }

        public Task<SendResult> EditAsync(
            ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken)
        {
            if (Trouble() is { } trouble)
                return Task.FromResult(trouble);
            Edits.Add($"{((Part)message).Text} in {messageId}");
            return Task.FromResult<SendResult>(new SendResult.Sent(messageId));
        }

        public IAsyncEnumerable<Incoming> ListenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task OfferAsync(
            HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private SendResult? Trouble() => Troubles.TryDequeue(out var trouble) ? trouble : null;
    }
}
