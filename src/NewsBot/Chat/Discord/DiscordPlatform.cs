using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Chat.Discord.Sending;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord;

/// <summary>Discord as a chat platform: channels with their threads, announcement, forum and media channels, direct messages.</summary>
internal sealed partial class DiscordPlatform(
    DiscordRest rest,
    DiscordGateway gateway,
    DiscordWorld world,
    ChatChanges changes,
    InteractionDoor door,
    DiscordSender sender,
    DiscordAnswers answers,
    DiscordStanding standing,
    Offers offers,
    CommandRegistry registry,
    Backoff backoff,
    ILogger<DiscordPlatform> log) : IChatPlatform
{
    private const int AtOnce = 64;
    private const int MostWaiting = 1_000;

    /// <summary>Discord lets a channel have about a message a second.</summary>
    private const int PostsAtOnce = 20;

    /// <inheritdoc/>
    public string Name => DiscordAddress.Platform;

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        DiscordRenderer.Render(post, settings, subscription);

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) => DiscordRenderer.Render(reply, settings);

    /// <inheritdoc/>
    public int Room(ChatAddress chat) => PostsAtOnce;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (!DiscordAddress.IsNumber(envelope.Chat.Target()))
            return new SendResult.ChatGone($"{envelope.Chat} is no chat of Discord: a channel is a number.");
        return message is not DiscordMessage rendered
            ? new SendResult.Refused($"A {message?.GetType().Name ?? "null"} is no message of Discord.")
            : OpenInteractions.IsHandle(envelope.ReplyTo)
                ? await answers.SendAsync(envelope, rendered, cancellationToken)
                : await sender.SendAsync(envelope, rendered, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SendResult> EditAsync(
        ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken) =>
        message is not DiscordMessage rendered ? new SendResult.Refused($"{chat} has no such message.")
        : OpenInteractions.IsHandle(messageId) ? await answers.EditAsync(chat, messageId, rendered, cancellationToken)
        : await sender.EditAsync(chat, messageId, rendered, cancellationToken);

    /// <inheritdoc/>
    public Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        standing.AskAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task OfferAsync(
        HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken) =>
        offers.OfferAsync(query, items, cancellationToken);

    /// <inheritdoc/>
    public Task OfferAsync(FeedQuery query, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken) =>
        offers.OfferAsync(query, subscriptions, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Incoming> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = System.Threading.Channels.Channel.CreateBounded<Incoming>(MostWaiting);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = ListenAsync(heard.Writer, life.Token);
        try
        {
            await foreach (var incoming in heard.Reader.ReadAllAsync(cancellationToken))
                yield return incoming;
        }
        finally
        {
            await life.CancelAsync();
            await listening;
        }
    }

    /// <summary>What people do is taken side by side, for each waits for its first answer; events of servers one after the other, and
    /// apart: what they ask for may take long.</summary>
    private async Task ListenAsync(ChannelWriter<Incoming> heard, CancellationToken cancellationToken)
    {
        var events = System.Threading.Channels.Channel.CreateBounded<GatewayEvent>(MostWaiting);
        try
        {
            await IntroduceAsync(cancellationToken);
            var workers = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Task.WhenAll(
                Parallel.ForEachAsync(InteractionsAsync(events.Writer, cancellationToken), workers, async (told, token) =>
                    await AttemptAsync(told.Type, async () =>
                    {
                        if (await door.TakeAsync(told, token) is { } incoming)
                            await heard.WriteAsync(incoming, token);
                    }, token)),
                TakeChangesAsync(events.Reader, heard, cancellationToken),
                AttemptAsync("registration of commands", () => registry.RegisterAsync(cancellationToken), cancellationToken));
            heard.Complete();
        }
        catch (Exception exception)
        {
            heard.Complete(exception);
        }
    }

    private async IAsyncEnumerable<GatewayEvent> InteractionsAsync(
        ChannelWriter<GatewayEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var told in gateway.ReadAsync(cancellationToken))
            {
                if (told.Type == "INTERACTION_CREATE")
                    yield return told;
                else
                    await events.WriteAsync(told, cancellationToken);
            }
        }
        finally
        {
            events.Complete();
        }
    }

    private async Task TakeChangesAsync(ChannelReader<GatewayEvent> events, ChannelWriter<Incoming> heard, CancellationToken cancellationToken)
    {
        await foreach (var told in events.ReadAllAsync(cancellationToken))
        {
            await AttemptAsync(told.Type, async () =>
            {
                foreach (var change in await changes.TakeAsync(told, cancellationToken))
                    await heard.WriteAsync(change, cancellationToken);
            }, cancellationToken);
        }
    }

    /// <summary>One event that cannot be taken, for a full disk say, is no reason to hear no more.</summary>
    private async Task AttemptAsync(string what, Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(log, exception, what);
        }
    }

    /// <summary>Learns who the bot is; a session that goes on from an earlier run does not tell.</summary>
    private async Task IntroduceAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            var self = await rest.GetSelfAsync(cancellationToken);
            if (self.IsGood)
            {
                world.Introduce(self.Value.Text("id"));
                Log.Ready(log, self.Value.Text("username"));
                return;
            }
            // What is wrong with the token, the gateway says.
            if (self.Fault.Kind != FaultKind.Retry)
                return;
            Log.NotReached(log, self.Fault.Reason);
            await backoff.WaitAsync(failures, self.Fault.RetryAfter, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Discord: I am {Name}")]
        public static partial void Ready(ILogger logger, string? name);

        [LoggerMessage(3, LogLevel.Warning, "Discord cannot be reached yet, the bot goes on trying: {Reason}")]
        public static partial void NotReached(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Discord: {What} failed in the bot itself")]
        public static partial void Failed(ILogger logger, Exception exception, string what);
    }
}
