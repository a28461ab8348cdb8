namespace NewsBot.Delivery;

/// <summary>Registration of the outbox worker.</summary>
public static class DeliveryServices
{
    /// <summary>Adds the worker.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services.AddHostedService<DeliveryWorker>();
}
