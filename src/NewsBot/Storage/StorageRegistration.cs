using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Storage.Sqlite;

namespace NewsBot.Storage;

/// <summary>Start-up of this folder.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds the stores on the engine that <see cref="StorageOptions"/> names. The database is opened, and brought to this
    /// version's schema, when the first of them is asked for; that throws a <see cref="StorageException"/> if it cannot be.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddLogging()
        .AddSingleton(provider =>
            SqliteDatabase.Open(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString))
        .AddSingleton<SqliteBacklogs>()
        .AddSingleton<IFeedStore, SqliteFeedStore>()
        .AddSingleton<IItemStore, SqliteItemStore>()
        .AddSingleton<ISubscriptionStore, SqliteSubscriptionStore>()
        .AddSingleton<IDeliveryStore, SqliteDeliveryStore>()
        .AddSingleton<IPushStore, SqlitePushStore>()
        .AddSingleton<ITranscript, SqliteTranscript>()
        .AddSingleton<IPlatformMemory, SqlitePlatformMemory>()
        .AddSingleton<IMaintenance, SqliteMaintenance>();
}
