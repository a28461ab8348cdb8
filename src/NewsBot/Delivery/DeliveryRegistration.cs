namespace NewsBot.Delivery;

/// <summary>Start-up of this folder.</summary>
public static class DeliveryRegistration
{
    /// <summary>Adds the worker.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services.AddHostedService<DeliveryWorker>();
}
