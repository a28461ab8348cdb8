using Microsoft.Extensions.Options;
using NewsBot.Storage;
using Quartz;

namespace NewsBot.Operations;

/// <summary>Forgets what is older than <see cref="RetentionOptions"/> allow.</summary>
[DisallowConcurrentExecution]
public sealed partial class PruneJob(
    IMaintenance store, IOptions<RetentionOptions> retention, TimeProvider clock, ILogger<PruneJob> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var (items, keys, entries) = await store.PruneAsync(
            now.AddDays(-retention.Value.ArticleDays), now.AddDays(-retention.Value.SeenDays), cancellationToken);
        if (items + keys + entries > 0)
            Log.Pruned(log, items, keys, entries);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forgot {Items} items, {Keys} keys of items seen long ago and {Entries} transcript entries")]
        public static partial void Pruned(ILogger logger, int items, int keys, int entries);
    }
}
