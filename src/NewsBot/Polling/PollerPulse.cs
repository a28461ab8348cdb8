using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NewsBot.Polling;

/// <summary>When the poller last looked for feeds that are due. Beaten by the poller, read by the readiness check.</summary>
public sealed class PollerPulse(TimeProvider clock)
{
    private long _lastBeat;

    /// <summary>When it last looked, UTC; null if it has not since the start.</summary>
    public DateTimeOffset? LastBeat =>
        Interlocked.Read(ref _lastBeat) is > 0 and var milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>Notes that it looks now.</summary>
    public void Beat() => Interlocked.Exchange(ref _lastBeat, clock.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>Whether the poller has looked lately: a scheduler that stands still raises no exception.</summary>
internal sealed class PollerCheck(PollerPulse pulse, TimeProvider clock) : IHealthCheck
{
    /// <summary>The longest silence that is fine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pulse.LastBeat switch
        {
            null => HealthCheckResult.Unhealthy("The poller has not looked for due feeds since the start."),
            { } last when clock.GetUtcNow() - last > Patience =>
                HealthCheckResult.Unhealthy($"The poller last looked for due feeds at {last:yyyy-MM-dd HH:mm:ss} UTC."),
            _ => HealthCheckResult.Healthy(),
        });
}

/// <summary>Start-up of the readiness check.</summary>
public static class PollerHealth
{
    /// <summary>Adds the pulse and the check that reads it.</summary>
    public static IServiceCollection AddPollerHealth(this IServiceCollection services)
    {
        services.AddSingleton<PollerPulse>();
        services.AddHealthChecks().AddCheck<PollerCheck>("poller");
        return services;
    }
}
