using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Chat.Web;

/// <summary>
/// The bot's own chat page as a platform: one chat, kept in the transcript, looked at by however many pages are open.
/// A message is sent once it stands in the transcript; open pages are woken and read it from there.
/// </summary>
public sealed partial class WebPlatform(ITranscript transcript, TimeProvider clock, ILogger<WebPlatform> log) : IChatPlatform, IDisposable
{
    /// <summary>Messages of people that wait for the command loop; more are turned away.</summary>
    internal const int InboxLimit = 64;

    private readonly Channel<Incoming> _inbox = Channel.CreateBounded<Incoming>(InboxLimit);
    private readonly SemaphoreSlim _hearing = new(1);
    private bool _welcomed;

    /// <summary>The one chat.</summary>
    public static ChatAddress Home { get; } = new("web", "home");

    /// <inheritdoc/>
    public string Name => Home.Platform;

    /// <summary>The pages that are open now.</summary>
    internal OpenPages Pages { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        [WebRenderer.Render(post)];

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) => [WebRenderer.Render(reply, settings)];

    /// <inheritdoc/>
    public int Room(ChatAddress chat) => int.MaxValue;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.Chat != Home)
            return new SendResult.ChatGone($"The web page has the chat {Home} alone, not {envelope.Chat}.");
        if (message is not WebMessage page)
            return new SendResult.Refused($"A {message?.GetType().Name ?? "null"} is no message of the web page.");

        try
        {
            var entry = await transcript.AppendAsync(Home, envelope.IdempotencyKey, page.ToJson(), clock.GetUtcNow(), cancellationToken);
            if (entry.IsNew)
                Pages.Wake();
            return new SendResult.Sent(entry.Key);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.TranscriptFailed(log, e);
            return new SendResult.TryLater(null, $"The transcript could not be written: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public Task<SendResult> EditAsync(
        ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Refused("What stands on the page stays as it was sent."));

    /// <inheritdoc/>
    /// <remarks>Whoever reaches the page may do everything on it.</remarks>
    public Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(new Standing(ManageRight.Granted, Home));

    /// <inheritdoc/>
    /// <remarks>The page asks no <see cref="HeadlineQuery"/>.</remarks>
    public Task OfferAsync(
        HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Incoming> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in _inbox.Reader.ReadAllAsync(cancellationToken))
            yield return message;
    }

    /// <summary>Takes what somebody typed: shows it on all pages and hands it to the command loop. A message with a
    /// <paramref name="key"/> that was heard before is not heard again.</summary>
    /// <returns>False if too many messages wait already; nothing was taken then.</returns>
    internal async Task<bool> HearAsync(string text, string? language, string key, CancellationToken cancellationToken)
    {
        await _hearing.WaitAsync(cancellationToken);
        try
        {
            if (_inbox.Reader.Count >= InboxLimit)
                return false;

            // Shown first, so that the answer cannot stand above the question.
            var entry = await transcript.AppendAsync(
                Home, key, WebRenderer.Said(text).ToJson(), clock.GetUtcNow(), cancellationToken);
            if (!entry.IsNew)
                return true;
            Pages.Wake();
            return _inbox.Writer.TryWrite(new IncomingMessage(Home, entry.Key, text) { Language = language });
        }
        finally
        {
            _hearing.Release();
        }
    }

    /// <summary>Has the bot greet whoever opens the page of a chat in which nothing was ever said.</summary>
    internal async Task WelcomeAsync(string? language, CancellationToken cancellationToken)
    {
        await _hearing.WaitAsync(cancellationToken);
        try
        {
            if (_welcomed)
                return;
            _welcomed = (await transcript.ReadAsync(Home, 0, 1, cancellationToken)).Count > 0
                || _inbox.Writer.TryWrite(
                    new IncomingMessage(Home, "welcome", "/" + CommandName.Start) { Language = language });
        }
        finally
        {
            _hearing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hearing.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The transcript of the web page could not be written")]
        public static partial void TranscriptFailed(ILogger logger, Exception exception);
    }
}
