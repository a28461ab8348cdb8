using Quartz;

namespace NewsBot.Polling;

/// <summary>Registration of the poller.</summary>
public static class PollingServices
{
    /// <summary>Adds the poller: the job that Quartz wakes, the queue, the workers.</summary>
    public static IServiceCollection AddPolling(this IServiceCollection services)
    {
        services.AddSingleton<FeedQueue>();
        services.AddSingleton<FeedUpdate>();
        services.AddHostedService<PollWorkers>();
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<PollFeedsJob>(trigger => trigger
                .WithIdentity("poll feeds")
                .WithSimpleSchedule(TimeSpan.FromSeconds(1)));
        });
        return services;
    }
}
