using System.Threading.Channels;
using Microsoft.Extensions.Options;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>Listens on all platforms, understands what is said, has it done, and sends the answer.</summary>
public sealed partial class CommandLoop(
    IEnumerable<IChatPlatform> platforms,
    IEnumerable<ICommandHandler> handlers,
    CommandRights rights,
    Answers answers,
    ISubscriptionStore subscriptions,
    IItemStore items,
    IDeliveryStore outbox,
    IOptions<AccessOptions> access,
    RssHub hub,
    TimeProvider clock,
    ILogger<CommandLoop> log) : BackgroundService
{
    /// <summary>Each may wait for a slow site, or for a platform that asks for a pause; the others go on.</summary>
    private const int AtOnce = 32;

    private const int MostWaiting = 1_000;
    private const int MostOffered = 20;
    private const int MostFeedsOffered = 25;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>A command that fetches may try several addresses; after this time the person is told to try again.</summary>
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, ICommandHandler> _handlers =
        handlers.ToDictionary(handler => handler.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform => ListenAsync(platform, stoppingToken)));

    /// <summary>Listens until the bot stops; what goes wrong with one platform's listening is tried again, and no other notices.</summary>
    private async Task ListenAsync(IChatPlatform platform, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ListenOnceAsync(platform, cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.ListeningFailed(log, exception, platform.Name, AfterFailure.TotalSeconds);
            }
            await Task.Delay(AfterFailure, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Commands and the rest go side by side: a command may wait for minutes, what somebody types waits for nothing.</summary>
    private async Task ListenOnceAsync(IChatPlatform platform, CancellationToken cancellationToken)
    {
        var commands = Channel.CreateBounded<Incoming>(MostWaiting);
        var others = Channel.CreateBounded<Incoming>(MostWaiting);
        await Task.WhenAll(SortAsync(), WorkAsync(commands.Reader), WorkAsync(others.Reader));

        async Task SortAsync()
        {
            try
            {
                await foreach (var incoming in platform.ListenAsync(cancellationToken))
                    await (incoming is IncomingMessage ? commands : others).Writer.WriteAsync(incoming, cancellationToken);
            }
            finally
            {
                commands.Writer.Complete();
                others.Writer.Complete();
            }
        }

        Task WorkAsync(ChannelReader<Incoming> waiting) => Parallel.ForEachAsync(
            waiting.ReadAllAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (incoming, token) => await TakeAsync(platform, incoming, token));
    }

    private async Task TakeAsync(IChatPlatform platform, Incoming incoming, CancellationToken cancellationToken)
    {
        try
        {
            await (incoming switch
            {
                IncomingMessage message => AnswerAsync(platform, message, cancellationToken),
                HeadlineQuery query => OfferAsync(platform, query, cancellationToken),
                FeedQuery query => OfferAsync(platform, query, cancellationToken),
                ChatOpened opened => outbox.ReviveChatAsync(opened.Chat, cancellationToken),
                ChatLost lost => outbox.ParkChatAsync(lost.Chat, lost.Reason, clock.GetUtcNow(), cancellationToken),
                ChatRenamed renamed => outbox.MoveChatAsync(renamed.Chat, renamed.To, cancellationToken),
                _ => throw new InvalidOperationException($"No such event: {incoming}"),
            });
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EventFailed(log, exception, incoming.GetType().Name, incoming.Chat);
        }
    }

    private async Task AnswerAsync(IChatPlatform platform, IncomingMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CommandTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var settings = new ChatSettings();
        Reply reply;
        try
        {
            settings = await subscriptions.SettingsAsync(message.Chat, cancellationToken);
            reply = await HearAsync(platform, message, settings, either.Token);
            settings = await subscriptions.SettingsAsync(message.Chat, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EventFailed(log, exception, "command", message.Chat);
            reply = Replies.Trouble(new Wording(settings.Language).Broken);
        }

        await answers.SendAsync(platform, message, reply, settings, cancellationToken);
    }

    /// <summary>A chat that speaks is taken back; only after its command, so that <c>/list</c> can still say why it waited.</summary>
    private async Task<Reply> HearAsync(
        IChatPlatform platform, IncomingMessage message, ChatSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplyAsync(platform, message, settings, cancellationToken);
        }
        finally
        {
            await outbox.ReviveChatAsync(message.Chat, CancellationToken.None);
        }
    }

    private async Task<Reply> ReplyAsync(
        IChatPlatform platform, IncomingMessage message, ChatSettings settings, CancellationToken cancellationToken)
    {
        var say = new Wording(settings.Language);
        switch (CommandParser.Parse(ImportHandler.IsList(message) ? "/" + CommandName.Import : hub.Resolve(message.Text)))
        {
            case Utterance.Command command:
                return await DoAsync(platform, message, command, settings, cancellationToken);
            case var _ when !AccessPolicy.Allows(access.Value, message.Chat, message.Sender, message.Community):
                return Replies.Trouble(say.Private(message.Community ?? message.Chat));
            case Utterance.Unknown unknown:
                return Replies.Trouble(say.UnknownCommand(unknown.Name, unknown.Nearest?.Name));
            default:
                return Replies.Say(say.NotACommand) with { Choices = [new Choice(say.ShowHelp, "/help")] };
        }
    }

    private async Task<Reply> DoAsync(
        IChatPlatform platform, IncomingMessage message, Utterance.Command command, ChatSettings settings, CancellationToken cancellationToken)
    {
        var (chat, refusal) = await rights.FindAsync(platform, message, command.Spec, new Wording(settings.Language), cancellationToken);
        if (chat is null)
            return refusal!;
        if (command.Begins)
            settings = await BeginAsync(message, settings, cancellationToken);
        var call = new CommandCall(command.Spec, command.Arguments, message, chat, settings);
        var reply = await _handlers[command.Spec.Name].HandleAsync(call, cancellationToken);
        if (message.About is not null)
            await outbox.ReviveChatAsync(chat, cancellationToken);
        return message.About is { } other ? reply.About(other) : reply;
    }

    /// <summary>A chat that is new here is spoken to in the language of the person's client; one that has settings or
    /// subscriptions keeps its own.</summary>
    private async Task<ChatSettings> BeginAsync(IncomingMessage message, ChatSettings settings, CancellationToken cancellationToken)
    {
        if (message.Language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) != true
            || settings != new ChatSettings()
            || (await subscriptions.ListAsync(message.Chat, cancellationToken)).Count > 0)
            return settings;
        var chosen = settings with { Language = ChatLanguage.Chinese };
        await subscriptions.SaveSettingsAsync(message.Chat, chosen, cancellationToken);
        return chosen;
    }

    private async Task OfferAsync(IChatPlatform platform, HeadlineQuery query, CancellationToken cancellationToken)
    {
        var found = !IsAllowed(query) ? []
            : string.IsNullOrWhiteSpace(query.Words) ? await items.LatestAsync(query.Chat, feed: null, MostOffered, cancellationToken)
            : await items.SearchAsync(query.Chat, query.Words, MostOffered, cancellationToken);
        await platform.OfferAsync(query, found, await subscriptions.SettingsAsync(query.Chat, cancellationToken), cancellationToken);
    }

    private async Task OfferAsync(IChatPlatform platform, FeedQuery query, CancellationToken cancellationToken)
    {
        var found = !IsAllowed(query) ? []
            : FeedReference.Like(query.Words, await subscriptions.ListAsync(query.Chat, cancellationToken));
        await platform.OfferAsync(query, [.. found.Take(MostFeedsOffered)], cancellationToken);
    }

    private bool IsAllowed(Query query) => AccessPolicy.Allows(access.Value, query.Chat, query.Sender, query.Community);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A {Event} in {Chat} failed")]
        public static partial void EventFailed(ILogger logger, Exception exception, string @event, ChatAddress chat);

        [LoggerMessage(2, LogLevel.Error, "Listening on {Platform} failed in the bot itself; it goes on in {Seconds:0} s")]
        public static partial void ListeningFailed(ILogger logger, Exception exception, string platform, double seconds);
    }
}
