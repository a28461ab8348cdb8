using Quartz;

namespace NewsBot.Operations;

/// <summary>Start-up of this folder.</summary>
public static class OperationsRegistration
{
    /// <summary>Adds pruning once a day.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.ScheduleJob<PruneJob>(trigger => trigger
            .WithIdentity("prune")
            .WithSimpleSchedule(TimeSpan.FromHours(24))));
        return services;
    }
}
