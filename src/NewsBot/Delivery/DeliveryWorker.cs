using System.Runtime.CompilerServices;
using NewsBot.Chat;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Delivery;

/// <summary>
/// Takes what is owed, renders it, sends it, and marks it or tries later. The outbox gives out one delivery a chat at a
/// time, the oldest, so order holds in each chat and a slow or dead chat delays nobody else.
/// </summary>
public sealed partial class DeliveryWorker(
    IDeliveryStore outbox, IEnumerable<IChatPlatform> platforms, TimeProvider clock, Random chance, ILogger<DeliveryWorker> log)
    : BackgroundService
{
    private const int ChatsAtOnce = 32;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Longer than all the messages of one delivery may take; after a crash the chat goes on when it ends.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>How long a chat waits whose platform is switched off.</summary>
    private static readonly TimeSpan AbsentPlatformPause = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, IChatPlatform> _platforms =
        platforms.ToDictionary(platform => platform.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await outbox.ReleaseAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var senders = new ParallelOptions { MaxDegreeOfParallelism = ChatsAtOnce, CancellationToken = stoppingToken };
        try
        {
            await Parallel.ForEachAsync(OwedAsync(stoppingToken), senders, DeliverAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not sent is still owed.
        }
    }

    private async IAsyncEnumerable<OwedDelivery> OwedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var tick = new PeriodicTimer(LookInterval, clock);
        do
        {
            foreach (var delivery in await ClaimAsync(cancellationToken))
                yield return delivery;
        }
        while (await tick.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>A database that fails, for a full disk say, is asked again after a while; the process lives on.</summary>
    private async Task<IReadOnlyList<OwedDelivery>> ClaimAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await outbox.ClaimAsync(clock.GetUtcNow(), Lease, ChatsAtOnce, cancellationToken);
        }
        catch (StorageException exception)
        {
            Log.OutboxFailed(log, exception.Message);
            await Task.Delay(AfterFailure, clock, cancellationToken);
            return [];
        }
    }

    private async ValueTask DeliverAsync(OwedDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(delivery, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nothing is written: when the lease ends the chat goes on with this very delivery.
            Log.DeliveryFailed(log, exception, delivery.Id, delivery.Chat);
        }
    }

    private async Task SendAsync(OwedDelivery delivery, CancellationToken cancellationToken)
    {
        if (!_platforms.TryGetValue(delivery.Chat.Platform, out var platform))
        {
            await TryAgainAsync(delivery, AbsentPlatformPause, $"{delivery.Chat.Platform} is switched off", cancellationToken);
            return;
        }

        var messages = platform.Render(delivery.Item.Post, delivery.Settings, delivery.Subscription);
        for (var part = delivery.Messages.Count; part < messages.Count; part++)
        {
            using var timeout = new CancellationTokenSource(SendTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            SendResult result;
            try
            {
                result = await platform.SendAsync(
                    new Envelope(delivery.Chat, $"delivery-{delivery.Id}-{part}", delivery.Messages.FirstOrDefault()), messages[part], either.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                result = new SendResult.TryLater(null, $"no answer within {SendTimeout.TotalSeconds:0} s");
            }

            if (!await FinishAsync(delivery, result, isLast: part == messages.Count - 1, cancellationToken))
                return;
        }

        if (messages.Count == 0)
            await outbox.RefuseAsync(delivery.Id, "there is nothing to show", clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Writes down how a message went.</summary>
    /// <returns>Whether the next message of the delivery may follow.</returns>
    private async Task<bool> FinishAsync(OwedDelivery delivery, SendResult result, bool isLast, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case SendResult.Sent sent:
                // It is out: a stopping bot still writes that down, or it would go out again.
                var now = clock.GetUtcNow();
                await outbox.PartSentAsync(delivery.Id, sent.MessageId, isLast, now, now + sent.Rest, CancellationToken.None);
                return true;
            case SendResult.TryLater later:
                await TryAgainAsync(delivery, later.After, later.Reason, cancellationToken);
                return false;
            case SendResult.Refused refused:
                Log.Refused(log, delivery.Id, delivery.Chat, refused.Reason);
                await outbox.RefuseAsync(delivery.Id, refused.Reason, clock.GetUtcNow(), cancellationToken);
                return false;
            case SendResult.ChatGone gone:
                Log.ChatGone(log, delivery.Chat, gone.Reason);
                await outbox.ParkChatAsync(delivery.Chat, gone.Reason, clock.GetUtcNow(), cancellationToken);
                return false;
            case SendResult.ChatMoved moved:
                Log.ChatMoved(log, delivery.Chat, moved.To);
                await outbox.MoveChatAsync(delivery.Chat, moved.To, cancellationToken);
                await outbox.TryAgainAsync(delivery.Id, clock.GetUtcNow(), "the chat moved", cancellationToken);
                return false;
            default:
                throw new InvalidOperationException($"No such result: {result}");
        }
    }

    private async Task TryAgainAsync(OwedDelivery delivery, TimeSpan? after, string reason, CancellationToken cancellationToken)
    {
        var attempts = delivery.Attempts + 1;
        if (attempts >= RetrySchedule.MostAttempts && after is null)
        {
            Log.Refused(log, delivery.Id, delivery.Chat, reason);
            await outbox.RefuseAsync(delivery.Id, $"given up after {attempts} attempts: {reason}", clock.GetUtcNow(), cancellationToken);
            return;
        }

        var pause = RetrySchedule.Pause(attempts, after, chance.NextDouble());
        Log.TryLater(log, delivery.Id, delivery.Chat, pause.TotalSeconds, reason);
        await outbox.TryAgainAsync(delivery.Id, clock.GetUtcNow() + pause, reason, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Delivery {Delivery} to {Chat} waits {Seconds:0} s: {Reason}")]
        public static partial void TryLater(ILogger logger, DeliveryId delivery, ChatAddress chat, double seconds, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {Delivery} to {Chat} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, DeliveryId delivery, ChatAddress chat, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Chat {Chat} is gone, its subscriptions are parked: {Reason}")]
        public static partial void ChatGone(ILogger logger, ChatAddress chat, string reason);

        [LoggerMessage(4, LogLevel.Information, "Chat {From} is now {To}")]
        public static partial void ChatMoved(ILogger logger, ChatAddress from, ChatAddress to);

        [LoggerMessage(5, LogLevel.Error, "Delivery {Delivery} to {Chat} failed in the bot itself; it is tried again when its lease ends")]
        public static partial void DeliveryFailed(ILogger logger, Exception exception, DeliveryId delivery, ChatAddress chat);

        [LoggerMessage(6, LogLevel.Error, "The outbox cannot be read: {Message}")]
        public static partial void OutboxFailed(ILogger logger, string message);
    }
}
