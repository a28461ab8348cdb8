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
    private readonly Channel<IncomingMessage> _said = Channel.CreateBounded<IncomingMessage>(100);
    private readonly ConcurrentDictionary<ChatAddress, Func<SendResult?>> _troubles = new();
    private readonly ConcurrentQueue<Note> _notes = new();
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
    public void Say(ChatAddress chat, string text, bool mayManage = true) =>
        Assert.True(_said.Writer.TryWrite(new IncomingMessage(
            chat, text, "en-GB", mayManage, $"said-{Interlocked.Increment(ref _saidSoFar)}-{Guid.NewGuid():N}")));

    /// <summary>From now on sending to the chat ends like this, until the function returns null.</summary>
    public void Trouble(ChatAddress chat, Func<SendResult?> result) => _troubles[chat] = result;

    public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings) => [new Page(post, null)];

    public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) => [new Page(null, reply)];

    public Task<SendResult> SendAsync(
        ChatAddress chat, RenderedMessage message, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (_troubles.TryGetValue(chat, out var trouble) && trouble() is { } result)
            return Task.FromResult(result);
        var page = (Page)message;
        _notes.Enqueue(new Note(chat, page.Post, page.Reply, idempotencyKey));
        return Task.FromResult<SendResult>(new SendResult.Sent(idempotencyKey));
    }

    public IAsyncEnumerable<IncomingMessage> ListenAsync(CancellationToken cancellationToken) =>
        _said.Reader.ReadAllAsync(cancellationToken);

    private sealed record Page(Post? Post, Reply? Reply) : RenderedMessage;
}

/// <summary>A message that arrived: a post as news, or an answer.</summary>
internal sealed record Note(ChatAddress Chat, Post? Post, Reply? Reply, string Key);
