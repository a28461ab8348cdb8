namespace NewsBot.Polling.Push;

/// <summary>Start-up of this folder.</summary>
public static class PushRegistration
{
    /// <summary>Adds what hubs need: whom to ask, and what becomes of a push.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.AddSingleton<HubRounds>();
        services.AddSingleton<PushedUpdate>();
        services.AddSingleton<PushedUpdates>();
        services.AddHostedService(provider => provider.GetRequiredService<PushedUpdates>());
        return services;
    }
}
