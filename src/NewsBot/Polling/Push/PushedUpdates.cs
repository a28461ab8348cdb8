using System.Threading.Channels;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Polling.Push;

/// <summary>What a hub brought.</summary>
/// <param name="Subscription">For which subscription.</param>
/// <param name="Bytes">The body; empty if it is only a hint that there is something.</param>
/// <param name="ContentType">Its Content-Type as it was sent.</param>
/// <param name="IsSigned">Whether it came from the hub for certain.</param>
public sealed record PushedBody(PushSubscription Subscription, byte[] Bytes, string? ContentType, bool IsSigned);

/// <summary>
/// Works off what hubs bring, one after the other, while they have their answer already. When too much waits, or something goes
/// wrong, the feed is looked at instead: nothing is lost.
/// </summary>
public sealed partial class PushedUpdates(
    PushedUpdate update, IPushStore pushes, IOptions<PollingOptions> polling, TimeProvider clock, ILogger<PushedUpdates> log) : BackgroundService
{
    /// <summary>Pushes that may wait; each has <see cref="PushEndpoints.MaxBytes"/> at most.</summary>
    internal const int Capacity = 16;

    private const int MostReceiving = 16;

    private readonly Channel<PushedBody> _waiting = Channel.CreateBounded<PushedBody>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Who may send a body now: a hub is a stranger, and may send as many at once as it likes.</summary>
    internal ConcurrencyLimiter Receiving { get; } = new(new ConcurrencyLimiterOptions { PermitLimit = MostReceiving, QueueLimit = 0 });

    /// <summary>Takes a push in, without waiting for what comes of it.</summary>
    public async Task TakeAsync(PushedBody pushed, CancellationToken cancellationToken)
    {
        if (pushed.IsSigned)
            await pushes.ChangeAsync(pushed.Subscription.Id, state => PushTrust.Pushed(state, clock.GetUtcNow()), cancellationToken);
        if (pushed.Bytes.Length == 0 || !_waiting.Writer.TryWrite(pushed))
            await LookSoonAsync(pushed.Subscription, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // What was pushed while the bot was off, or waited here when it was killed, is found by looking.
        await pushes.ResumeAsync(all: true, clock.GetUtcNow(), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var pushed in _waiting.Reader.ReadAllAsync(stoppingToken))
                await WorkAsync(pushed, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is found by looking after the next start.
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Receiving.Dispose();
        base.Dispose();
    }

    private async Task WorkAsync(PushedBody pushed, CancellationToken cancellationToken)
    {
        var subscription = pushed.Subscription;
        try
        {
            var result = await update.RunAsync(pushed, cancellationToken);
            Log.Pushed(log, subscription, result.Outcome, result.New);
            if (result.NeedsLook)
                await LookSoonAsync(subscription, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(log, exception, subscription);
            await TryLookSoonAsync(subscription, cancellationToken);
        }
    }

    private async Task TryLookSoonAsync(PushSubscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            await LookSoonAsync(subscription, cancellationToken);
        }
        catch (StorageException exception)
        {
            // The look that makes sure comes in the end.
            Log.Failed(log, exception, subscription);
        }
    }

    /// <summary>No feed is looked at more often than the operator allows, whoever calls.</summary>
    private async Task LookSoonAsync(PushSubscription subscription, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await pushes.ChangeAsync(subscription.Id, state => PushTrust.AskedToLook(state, now), cancellationToken);
        await pushes.LookSoonAsync(subscription.Feed.Id, polling.Value.MinInterval, now, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Subscription} pushed: {Outcome}, {New} new")]
        public static partial void Pushed(ILogger logger, PushSubscription subscription, string outcome, int @new);

        [LoggerMessage(2, LogLevel.Error, "{Subscription}: a push could not be worked off; the feed is looked at instead")]
        public static partial void Failed(ILogger logger, Exception exception, PushSubscription subscription);
    }
}
