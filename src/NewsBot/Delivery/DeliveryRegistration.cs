namespace NewsBot.Delivery;

/// <summary>Start-up of this folder.</summary>
public static class DeliveryRegistration
{
    /// <summary>Adds the worker and what it needs.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton<Setbacks>()
        .AddSingleton<Courier>()
        .AddHostedService<DeliveryWorker>();
}
