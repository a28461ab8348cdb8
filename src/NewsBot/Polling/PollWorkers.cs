using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.Polling;

/// <summary>Updates claimed feeds, several at a time. One feed, one catch: a bad one never stops its neighbours.</summary>
public sealed partial class PollWorkers(
    ClaimedFeeds claimed, FeedUpdate update, IFeedStore feeds, IOptions<FetchingOptions> options, IOptions<PollingOptions> polling,
    TimeProvider clock, ILogger<PollWorkers> log)
    : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await feeds.ReleaseAsync(clock.GetUtcNow(), polling.Value.DefaultInterval, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.MaxConcurrency,
            CancellationToken = stoppingToken,
        };
        try
        {
            await Parallel.ForEachAsync(claimed.TakeAllAsync(stoppingToken), workers, UpdateAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Claimed feeds that were not reached are claimed again when their lease ends.
        }
    }

    private async ValueTask UpdateAsync(Feed feed, CancellationToken cancellationToken)
    {
        try
        {
            var report = await update.RunAsync(feed, cancellationToken);
            Log.Updated(log, feed.Id, feed.Url, report.Outcome, report.News.Count);
        }
        catch (StorageException exception)
        {
            Log.NotStored(log, feed.Id, feed.Url, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The lease brings the feed back; until then its neighbours go on.
            Log.UpdateFailed(log, exception, feed.Id, feed.Url);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Feed {Feed} {Url}: {Outcome}, {New} new")]
        public static partial void Updated(ILogger logger, FeedId feed, FeedUrl url, string outcome, int @new);

        [LoggerMessage(2, LogLevel.Error, "Feed {Feed} {Url} could not be updated; it is tried again when its lease ends")]
        public static partial void UpdateFailed(ILogger logger, Exception exception, FeedId feed, FeedUrl url);

        [LoggerMessage(3, LogLevel.Error, "Feed {Feed} {Url} was read and not stored: {Message}")]
        public static partial void NotStored(ILogger logger, FeedId feed, FeedUrl url, string message);
    }
}
