using NewsBot.Polling.Push;
using Quartz;

namespace NewsBot.Polling;

/// <summary>Start-up of this folder.</summary>
public static class PollingRegistration
{
    /// <summary>Adds the update of one feed alone, for those who poll by themselves.</summary>
    public static IServiceCollection AddFeedUpdate(this IServiceCollection services)
    {
        services.AddSingleton<OwnNetwork>();
        services.AddSingleton<RareLooks>();
        services.AddSingleton<FeedUpdate>();
        return services;
    }

    /// <summary>Adds the poller: the job that Quartz wakes, the queue, the workers.</summary>
    public static IServiceCollection AddPolling(this IServiceCollection services)
    {
        services.AddSingleton<ClaimedFeeds>();
        services.AddFeedUpdate();
        services.AddHostedService<PollWorkers>();
        services.AddPush();
        services.AddPollerHealth();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs);
            quartz.ScheduleJob<PollFeedsJob>(trigger => trigger
                .WithIdentity("poll feeds")
                .WithSimpleSchedule(TimeSpan.FromSeconds(1)));
            quartz.ScheduleJob<HubRenewalJob>(trigger => trigger
                .WithIdentity("ask hubs")
                .WithSimpleSchedule(TimeSpan.FromMinutes(1)));
        });
        services.AddQuartzHostedService(host =>
        {
            host.WaitForJobsToComplete = true;
            host.AwaitApplicationStarted = true;
        });
        return services;
    }
}
