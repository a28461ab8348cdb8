using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

/// <summary>An empty store of one engine, on real files. Each test gets its own and disposes it.</summary>
public interface IStoreUnderTest : IDisposable
{
    IFeedStore Feeds { get; }

    IItemStore Items { get; }

    ISubscriptionStore Subscriptions { get; }

    IDeliveryStore Deliveries { get; }

    IPushStore Pushes { get; }

    ITranscript Transcript { get; }

    IPlatformMemory Memory { get; }

    IMaintenance Maintenance { get; }
}
