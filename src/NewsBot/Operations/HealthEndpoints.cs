using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>
/// Health for whoever runs the bot: <c>/healthz</c> says that the process answers, <c>/readyz</c> that it can do its
/// work. A bot that is not ready need not be killed: 503 comes with the reason, one line a check.
/// </summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the check of the database; each folder adds what else must be well.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", timeout: DatabaseTimeout);
        return services;
    }

    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>. They need no password and tell no secrets.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var troubles = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description}");
        return http.Response.WriteAsync(report.Status == HealthStatus.Healthy ? "ok" : string.Join('\n', troubles), http.RequestAborted);
    }
}

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(IDeliveryStore deliveries) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await deliveries.BacklogAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The exception goes to the log alone: this answer is for strangers too.
            return HealthCheckResult.Unhealthy("The database does not answer. The log has the cause.", e);
        }
    }
}
