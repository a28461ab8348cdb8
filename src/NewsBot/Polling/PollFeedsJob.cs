using NewsBot.Storage;
using Quartz;

namespace NewsBot.Polling;

/// <summary>Quartz wakes it each second: it claims the feeds that are due and hands them to the workers. A due feed is a
/// row, not a trigger: ten thousand of them cost one statement (src/decisions.md).</summary>
[DisallowConcurrentExecution]
public sealed class PollFeedsJob(IFeedStore feeds, ClaimedFeeds claimed, PollerPulse pulse, TimeProvider clock) : IJob
{
    /// <summary>A claimed feed is claimed again after this time if nobody finished it: longer than any wait in the queue
    /// and any fetch.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        pulse.Beat();
        if (claimed.Room is var room and > 0)
            foreach (var feed in await feeds.ClaimDueAsync(clock.GetUtcNow(), Lease, room, evenUnsubscribed: false, cancellationToken))
                await claimed.AddAsync(feed, cancellationToken);
    }
}
