using System.Runtime.CompilerServices;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Delivery;

/// <summary>
/// Takes what is owed and has it brought. The outbox gives out one delivery a chat at a time, the oldest, so order holds in
/// each chat and a slow or dead chat delays nobody else.
/// </summary>
internal sealed partial class DeliveryWorker(IDeliveryStore outbox, Courier courier, TimeProvider clock, ILogger<DeliveryWorker> log)
    : BackgroundService
{
    private const int ChatsAtOnce = 32;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Longer than all the messages of one delivery may take; after a crash the chat goes on when it ends.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

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
            await courier.BringAsync(delivery, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing is written: when the lease ends the chat goes on with this very delivery.
            Log.DeliveryFailed(log, exception, delivery.Id, delivery.Chat);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Delivery {Delivery} to {Chat} failed in the bot itself; it is tried again when its lease ends")]
        public static partial void DeliveryFailed(ILogger logger, Exception exception, DeliveryId delivery, ChatAddress chat);

        [LoggerMessage(2, LogLevel.Error, "The outbox cannot be read: {Message}")]
        public static partial void OutboxFailed(ILogger logger, string message);
    }
}
