using NewsBot.Chat.Discord;
using NewsBot.Chat.Telegram;
using NewsBot.Chat.Web;
using NewsBot.CommandLine;
using NewsBot.CommandLine.Configuration;
using NewsBot.Commands;
using NewsBot.Delivery;
using NewsBot.Fetching;
using NewsBot.Fetching.Newsroom;
using NewsBot.Operations;
using NewsBot.Polling;
using NewsBot.Polling.Push;
using NewsBot.Storage;

namespace NewsBot;

/// <summary>The start of everything, and a table of contents: one line for each folder.</summary>
public static class Program
{
    /// <summary>Runs the verb that the command line names; without one, the bot.</summary>
    /// <returns>0 good, 1 the work failed, 2 wrong usage.</returns>
    public static Task<int> Main(string[] args) => CommandLineEntry.RunAsync(args, RunBotAsync);

    /// <summary>The bot, ready to start.</summary>
    /// <param name="settings">Settings without faults.</param>
    /// <param name="adjust">Replaces parts in tests.</param>
    public static WebApplication Build(Settings settings, Action<IServiceCollection>? adjust = null)
    {
        var isStarted = false;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Web.Urls);
        builder.Logging
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Quartz", LogLevel.Warning)
            // Why the bot did not start is said in one line by the command line, without a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting", level => isStarted && level >= LogLevel.Warning);
        builder.Services
            .AddSettings(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Random.Shared)
            .AddStorage()
            .AddFetching()
            .AddPolling()
            .AddDelivery()
            .AddWebChat()
            .AddTelegram(settings.Telegram)
            .AddDiscord(settings.Discord)
            .AddCommands()
            .AddOperations();
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => isStarted = true);
        app.MapWebChat();
        app.MapTelegram();
        app.MapWebSub();
        app.MapNewsroom();
        app.MapOperations().RequireWebAccess();
        return app;
    }

    private static async Task<int> RunBotAsync(Settings settings, CancellationToken cancellationToken)
    {
        await using var app = Build(settings);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"NewsBot is ready: open {string.Join(" or ", app.Urls)} — stop it with Ctrl+C.");
        await app.WaitForShutdownAsync(cancellationToken);
        // A loop that broke has stopped the bot: its exception becomes the exit code.
        foreach (var loop in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
            if (loop.ExecuteTask is { IsFaulted: true } broken)
                await broken;
        return 0;
    }
}
