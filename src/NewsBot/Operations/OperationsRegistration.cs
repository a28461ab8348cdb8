using Quartz;

namespace NewsBot.Operations;

/// <summary>Start-up of this folder.</summary>
public static class OperationsRegistration
{
    /// <summary>Adds health checks, and pruning once a day.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddHealth();
        services.AddQuartz(quartz => quartz.ScheduleJob<PruneJob>(trigger => trigger
            .WithIdentity("prune")
            .WithSimpleSchedule(TimeSpan.FromHours(24))));
        return services;
    }

    /// <summary>Maps the pages for whoever runs the bot: <c>/status</c> (returned, to be put behind the password of the
    /// page), <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static IEndpointConventionBuilder MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealth();
        return endpoints.MapStatusPage();
    }
}
