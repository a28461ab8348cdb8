using Microsoft.Extensions.Options;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>Listens on all platforms, understands what is said, has it done, and sends the answer.</summary>
public sealed partial class CommandLoop(
    IEnumerable<IChatPlatform> platforms,
    IEnumerable<ICommandHandler> handlers,
    ISubscriptionStore subscriptions,
    IDeliveryStore outbox,
    IOptions<AccessOptions> access,
    TimeProvider clock,
    ILogger<CommandLoop> log) : BackgroundService
{
    private const int CommandsAtOnce = 8;

    /// <summary>A command that fetches may try several addresses; after this time the person is told to try again.</summary>
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, ICommandHandler> _handlers =
        handlers.ToDictionary(handler => handler.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform => ListenAsync(platform, stoppingToken)));

    private async Task ListenAsync(IChatPlatform platform, CancellationToken cancellationToken)
    {
        var workers = new ParallelOptions { MaxDegreeOfParallelism = CommandsAtOnce, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(
                platform.ListenAsync(cancellationToken),
                workers,
                async (incoming, token) =>
                {
                    if (incoming is IncomingMessage message)
                        await AnswerAsync(platform, message, token);
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The bot stops.
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
            await outbox.ReviveChatAsync(message.Chat, cancellationToken);
            reply = await ReplyAsync(platform, message, settings, either.Token);
            settings = await subscriptions.SettingsAsync(message.Chat, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CommandFailed(log, exception, message.Chat);
            reply = Replies.Trouble(new Wording(settings.Language).Broken);
        }

        var part = 0;
        foreach (var rendered in platform.Render(reply, settings))
            if (await platform.SendAsync(
                new Envelope(message.Chat, $"reply-{message.Id}-{part++}", message.AnswerTo), rendered, cancellationToken) is not SendResult.Sent)
                Log.AnswerNotSent(log, message.Chat);
    }

    private async Task<Reply> ReplyAsync(
        IChatPlatform platform, IncomingMessage message, ChatSettings settings, CancellationToken cancellationToken)
    {
        var say = new Wording(settings.Language);
        if (!AccessPolicy.Allows(access.Value, message.Chat))
            return Replies.Trouble(say.Private(message.Chat));

        switch (CommandParser.Parse(message.Text))
        {
            case Utterance.Command { Spec.ChangesSubscriptions: true } when (await platform.StandingAsync(message, cancellationToken)).Right != ManageRight.Granted:
                return Replies.Trouble(say.NotAllowed);
            case Utterance.Command command:
                var call = new CommandCall(command.Spec, command.Arguments, message.Chat, settings, message.Language);
                return await _handlers[command.Spec.Name].HandleAsync(call, cancellationToken);
            case Utterance.Unknown unknown:
                return Replies.Trouble(say.UnknownCommand(unknown.Name, unknown.Nearest?.Name));
            default:
                return Replies.Say(say.NotACommand) with { Choices = [new Choice(say.ShowHelp, "/help")] };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A command in {Chat} failed")]
        public static partial void CommandFailed(ILogger logger, Exception exception, ChatAddress chat);

        [LoggerMessage(2, LogLevel.Warning, "An answer to {Chat} could not be sent")]
        public static partial void AnswerNotSent(ILogger logger, ChatAddress chat);
    }
}
