using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Benchmarks;

/// <summary>
/// The whole bot owes twenty items to each of a thousand Telegram chats, four in five private, the others groups. The
/// stand-in enforces Telegram's limits; what counts is how near to them the bot comes, and that nothing is lost, twice or
/// out of order.
/// </summary>
internal static class TelegramLoad
{
    private const int Chats = 1000;
    private const int Items = 20;
    private const int MessagesASecond = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Runs it with time going <paramref name="speed"/> times as fast, and prints the figures.</summary>
    /// <returns>0 if all promises held, else 1.</returns>
    public static async Task<int> RunAsync(double speed)
    {
        var clock = new FastClock(speed);
        var folder = Directory.CreateTempSubdirectory("newsbot-load-");
        try
        {
            await using var server = await BotApiServer.StartAsync(new BotApiOptions { Time = clock });
            var chats = AddChats(server);
            await using var bot = Build(server, folder.FullName, clock);
            await OweAsync(bot.Services, chats, clock);

            var started = clock.GetUtcNow();
            await bot.StartAsync();
            await UntilNothingIsOwedAsync(bot.Services, clock);
            await bot.StopAsync();
            return Report(server, chats, started, speed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<long> AddChats(BotApiServer server)
    {
        var chats = new List<long>();
        for (var i = 1; i <= Chats; i++)
        {
            chats.Add(i % 5 == 0 ? -1_000_000_000_000 - i : i);
            if (chats[^1] > 0)
                server.AddUser(chats[^1]);
            else
                server.AddGroup(chats[^1]);
        }

        return chats;
    }

    private static WebApplication Build(BotApiServer server, string folder, TimeProvider clock)
    {
        var loaded = (SettingsResult.Good)Settings.Load(new SettingsSources
        {
            CommandLine =
            [
                "Web:Urls=http://127.0.0.1:0",
                $"Storage:ConnectionString={Path.Combine(folder, "newsbot.db")}",
                $"Telegram:Token={server.Token}",
                $"Telegram:ApiBaseUrl={server.Url}",
            ],
        });
        return Program.Build(loaded.Settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton(clock));
            services.AddLogging(logging => logging.ClearProviders());
        });
    }

    private static async Task OweAsync(IServiceProvider services, IReadOnlyList<long> chats, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (!FeedUrl.TryParse("https://news.example/feed", out var url))
            throw new InvalidOperationException("The address of the feed is none.");
        var feeds = services.GetRequiredService<IFeedStore>();
        var subscriptions = services.GetRequiredService<ISubscriptionStore>();
        var feed = await feeds.AddAsync(url, "Example News", now, CancellationToken.None);
        foreach (var chat in chats)
        {
            var address = new ChatAddress("telegram", chat.ToString(CultureInfo.InvariantCulture));
            await subscriptions.AddAsync(address, feed.Id, now, CancellationToken.None);
        }

        feed = feed with { Health = feed.Health with { NextPoll = now + Patience } };
        var items = Enumerable.Range(1, Items).Select(i => new NewItem(
            $"{i}",
            [new ItemKey(ItemKeyKind.Id, i.ToString("x32", CultureInfo.InvariantCulture))],
            new Post { Title = Title(i), Lead = "Something happened.", Source = "Example News", Link = new Uri($"https://news.example/{i}") },
            $"{i}",
            Announce: true));
        await feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [.. items] }, now, CancellationToken.None);
    }

    private static async Task UntilNothingIsOwedAsync(IServiceProvider services, TimeProvider clock)
    {
        var outbox = services.GetRequiredService<IDeliveryStore>();
        for (var end = clock.GetUtcNow() + Patience; (await outbox.BacklogAsync(CancellationToken.None)).Pending > 0 && clock.GetUtcNow() < end;)
            await Task.Delay(TimeSpan.FromSeconds(2), clock);
    }

    private static int Report(BotApiServer server, IReadOnlyList<long> chats, DateTimeOffset started, double speed)
    {
        var expected = Enumerable.Range(1, Items).Select(Title).ToList();
        var sends = server.Requests.Where(request => request.Is("sendMessage")).ToList();
        var sent = sends.Where(request => request.Status == 200).ToList();
        var refused = sends.Count(request => request.Status == 429);
        var wrong = chats.Count(chat => !server.Messages(chat).Select(message => message.Text!.Split('\n')[0]).SequenceEqual(expected));
        var seconds = sent.Count == 0 ? double.PositiveInfinity : (sent.Max(request => request.T) - started.ToUnixTimeMilliseconds()) / 1000.0;
        var share = sent.Count / seconds / MessagesASecond;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Chats} chats x {Items} items, time {speed:0.#} times as fast
            sent {sent.Count} of {Chats * Items} in {seconds:F1} s: {sent.Count / seconds:F2} a second, {share:P1} of what the limits allow
            refused with 429: {refused} ({(double)refused / Math.Max(1, sends.Count):P3} of sends); sent before a wait was over: {server.Offences}
            chats that miss a message, have one twice or out of order: {wrong}
            """));
        return wrong == 0 && sent.Count == Chats * Items ? 0 : 1;
    }

    private static string Title(int i) => string.Create(CultureInfo.InvariantCulture, $"Story number {i}");
}
