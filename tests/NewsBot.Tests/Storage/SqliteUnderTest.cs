using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

/// <summary>The stores on a SQLite file in a folder of its own, wired as the bot wires them.</summary>
public sealed class SqliteUnderTest : IStoreUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public SqliteUnderTest()
    {
        File = _folder.File("newsbot.db");
        _services = Open(File);
    }

    public string File { get; }

    public IFeedStore Feeds => _services.GetRequiredService<IFeedStore>();

    public IItemStore Items => _services.GetRequiredService<IItemStore>();

    public ISubscriptionStore Subscriptions => _services.GetRequiredService<ISubscriptionStore>();

    public IDeliveryStore Deliveries => _services.GetRequiredService<IDeliveryStore>();

    public IPushStore Pushes => _services.GetRequiredService<IPushStore>();

    public ITranscript Transcript => _services.GetRequiredService<ITranscript>();

    public IPlatformMemory Memory => _services.GetRequiredService<IPlatformMemory>();

    public IMaintenance Maintenance => _services.GetRequiredService<IMaintenance>();

    public static ServiceProvider Open(string place) => new ServiceCollection()
        .Configure<StorageOptions>(options => options.ConnectionString = place)
        .AddStorage()
        .BuildServiceProvider();

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
