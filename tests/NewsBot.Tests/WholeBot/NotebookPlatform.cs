using System.Collections.Concurrent;
using System.Threading.Channels;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Tests.WholeBot;

/// <summary>
/// A chat platform for tests: what the bot sends is written into a notebook, and how sending ends can be scripted. It is
/// also the proof that a platform is one class and one line of registration.
/// </summary>
internal sealed class NotebookPlatform : IChatPlatform
{
    private readonly Channel<Incoming> _said = Channel.CreateBounded<Incoming>(100);
    private readonly ConcurrentDictionary<ChatAddress, Func<SendResult?>> _troubles = new();
    private readonly ConcurrentDictionary<ChatAddress, Func<SendResult?>> _editTroubles = new();
    private readonly ConcurrentDictionary<ChatAddress, int> _rooms = new();
    private readonly ConcurrentDictionary<ChatAddress, TimeSpan> _rests = new();
    private readonly ConcurrentQueue<Note> _notes = new();
    private readonly ConcurrentQueue<Edit> _edits = new();
    private readonly ConcurrentDictionary<string, ManageRight> _rights = new();
    private readonly ConcurrentDictionary<ChatAddress, ManageRight> _rightsIn = new();
    private readonly ConcurrentDictionary<string, Standing> _elsewhere = new();
    private readonly ConcurrentQueue<IReadOnlyList<StoredItem>> _offers = new();
    private readonly ConcurrentQueue<Panel> _panels = new();
    private readonly ConcurrentQueue<IReadOnlyList<Subscription>> _feedOffers = new();
    private readonly ConcurrentDictionary<ChatAddress, IReadOnlyList<PostingPermission>> _lacking = new();
    private int _saidSoFar;

    public static ChatAddress Ann { get; } = new("notebook", "ann");

    public static ChatAddress Bob { get; } = new("notebook", "bob");

    public string Name => "notebook";

    /// <summary>Everything that arrived, in order.</summary>
    public IReadOnlyList<Note> Notes => [.. _notes];

    /// <summary>Headlines that arrived as news in a chat, in order.</summary>
    public IReadOnlyList<string> News(ChatAddress chat) =>
        [.. _notes.Where(note => note.Chat == chat && note.Post is not null).Select(note => note.Post!.Title)];

    /// <summary>Somebody says something.</summary>
    public void Say(ChatAddress chat, string text, bool mayManage = true)
    {
        var id = $"said-{Interlocked.Increment(ref _saidSoFar)}-{Guid.NewGuid():N}";
        _rights[id] = mayManage ? ManageRight.Granted : ManageRight.NotAdministrator;
        Happen(new IncomingMessage(chat, id, text) { Language = "en-GB", Features = ChatFeatures.Files });
    }

    /// <summary>What everybody is in a chat from now on, where <see cref="Say"/> does not say otherwise.</summary>
    public void Rights(ChatAddress chat, ManageRight right) => _rightsIn[chat] = right;

    /// <summary>What somebody is in another chat, by the name that people give it; unknown names are no chat.</summary>
    public void Stand(string name, ManageRight right, ChatAddress chat) => _elsewhere[name] = new Standing(right, chat);

    /// <summary>What the bot lacks to post in a chat from now on.</summary>
    public void Lack(ChatAddress chat, params PostingPermission[] permissions) => _lacking[chat] = permissions;

    /// <summary>What was offered to those who looked for a feed, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Subscription>> FeedOffers => [.. _feedOffers];

    /// <summary>What was offered to those who looked for a headline, in order.</summary>
    public IReadOnlyList<IReadOnlyList<StoredItem>> Offers => [.. _offers];

    /// <summary>Something happens on the platform.</summary>
    public void Happen(Incoming incoming) => Assert.True(_said.Writer.TryWrite(incoming));

    /// <summary>From now on sending to the chat ends like this, until the function returns null.</summary>
    public void Trouble(ChatAddress chat, Func<SendResult?> result) => _troubles[chat] = result;

    public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        [new Page(post, null)];

    public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) => [new Page(null, reply)];

    /// <summary>Every edit of news that was made, in order.</summary>
    public IReadOnlyList<Edit> Edits => [.. _edits];

    /// <summary>Every answer that took the place of an earlier one, in order.</summary>
    public IReadOnlyList<Panel> Panels => [.. _panels];

    /// <summary>From now on editing in the chat ends like this, until the function returns null.</summary>
    public void TroubleWithEdits(ChatAddress chat, Func<SendResult?> result) => _editTroubles[chat] = result;

    /// <summary>From now on the chat can be sent so many posts one by one.</summary>
    public void Narrow(ChatAddress chat, int room) => _rooms[chat] = room;

    /// <summary>From now on the chat should rest so long after a message.</summary>
    public void Tire(ChatAddress chat, TimeSpan rest) => _rests[chat] = rest;

    public int Room(ChatAddress chat) => _rooms.GetValueOrDefault(chat, int.MaxValue);

    public Task<SendResult> EditAsync(
        ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (_editTroubles.TryGetValue(chat, out var trouble) && trouble() is { } result)
            return Task.FromResult(result);
        var page = (Page)message;
        if (page.Post is not null)
            _edits.Enqueue(new Edit(chat, messageId, page.Post));
        else
            _panels.Enqueue(new Panel(chat, messageId, page.Reply!));
        return Task.FromResult<SendResult>(new SendResult.Sent(messageId) { Rest = _rests.GetValueOrDefault(chat) });
    }

    public Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        var standing = message.About is { } name
            ? _elsewhere.GetValueOrDefault(name, new Standing(ManageRight.NoSuchChat, null))
            : new Standing(_rights.GetValueOrDefault(message.Id, _rightsIn.GetValueOrDefault(message.Chat, ManageRight.Granted)), message.Chat);
        return Task.FromResult(standing.Chat is { } chat ? standing with { Lacking = _lacking.GetValueOrDefault(chat, []) } : standing);
    }

    public Task OfferAsync(FeedQuery query, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        _feedOffers.Enqueue(subscriptions);
        return Task.CompletedTask;
    }

    public Task OfferAsync(
        HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken)
    {
        _offers.Enqueue(items);
        return Task.CompletedTask;
    }

    public Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (_troubles.TryGetValue(envelope.Chat, out var trouble) && trouble() is { } result)
            return Task.FromResult(result);
        var page = (Page)message;
        _notes.Enqueue(new Note(envelope.Chat, page.Post, page.Reply, envelope.IdempotencyKey)
        {
            At = TimeProvider.System.GetTimestamp(),
        });
        return Task.FromResult<SendResult>(
            new SendResult.Sent(envelope.IdempotencyKey) { Rest = _rests.GetValueOrDefault(envelope.Chat) });
    }

    public IAsyncEnumerable<Incoming> ListenAsync(CancellationToken cancellationToken) =>
        _said.Reader.ReadAllAsync(cancellationToken);

    private sealed record Page(Post? Post, Reply? Reply) : RenderedMessage;
}

/// <summary>A message that arrived: a post as news, or an answer.</summary>
internal sealed record Note(ChatAddress Chat, Post? Post, Reply? Reply, string Key)
{
    /// <summary>A timestamp of the system's clock.</summary>
    public long At { get; init; }
}

/// <summary>What was put in the place of a message.</summary>
internal sealed record Edit(ChatAddress Chat, string MessageId, Post Post);

/// <summary>An answer that took the place of an earlier one.</summary>
internal sealed record Panel(ChatAddress Chat, string MessageId, Reply Reply);
