using NewsBot.Storage;
using Quartz;

namespace NewsBot.Polling;

/// <summary>Quartz wakes it each second: it claims the feeds that are due and hands them to the workers. A due feed is a
/// row, not a trigger: ten thousand of them cost one statement (src/decisions.md).</summary>
[DisallowConcurrentExecution]
public sealed partial class PollFeedsJob(
    IFeedStore feeds, ClaimedFeeds claimed, OwnNetwork network, PollerPulse pulse, TimeProvider clock, ILogger<PollFeedsJob> log) : IJob
{
    /// <summary>More are left for the next second, so that the bot's pulse is felt in between.</summary>
    private const int MostRounds = 100;

    /// <summary>A claimed feed is claimed again after this time if nobody finished it: longer than any wait in the queue
    /// and any fetch.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            for (var round = 0; round < MostRounds; round++)
            {
                // Without a network one feed a second is enough to notice that it is back.
                var most = network.IsDown ? 1 : ClaimedFeeds.Batch;
                var due = await feeds.ClaimDueAsync(clock.GetUtcNow(), Lease, most, evenUnsubscribed: false, cancellationToken);
                foreach (var feed in due)
                    await claimed.AddAsync(feed, cancellationToken);
                pulse.Beat();
                if (due.Count < most || network.IsDown)
                    break;
            }
        }
        catch (StorageException exception)
        {
            // Without a beat the bot is not ready any more; the next second tries again.
            Log.NotClaimed(log, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Due feeds cannot be claimed: {Message}")]
        public static partial void NotClaimed(ILogger logger, string message);
    }
}
