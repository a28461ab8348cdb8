using NewsBot.CommandLine.Configuration;
using NewsBot.Fetching;
using NewsBot.Polling;
using NewsBot.Polling.Push;
using NewsBot.Storage;

namespace NewsBot.CommandLine;

/// <summary>The parts of the bot that verbs use beside it: stores, fetcher, one feed's update. Nothing runs by itself, and
/// the database is opened when a store is first asked for.</summary>
internal static class BotParts
{
    /// <summary>The parts for one call of a verb.</summary>
    public static ServiceProvider Build(Settings settings, Terminal terminal) => new ServiceCollection()
        .AddSettings(settings)
        .AddSingleton(terminal)
        .AddSingleton(terminal.Time)
        .AddSingleton(Random.Shared)
        .AddLogging()
        .AddStorage()
        .AddFetching()
        .AddSingleton<FeedUpdate>()
        .AddSingleton<RareLooks>()
        .BuildServiceProvider();
}
