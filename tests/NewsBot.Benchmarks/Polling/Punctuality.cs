using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.Benchmarks.Polling;

/// <summary>
/// How late feeds are asked for: the whole bot, as <c>run</c> has it, with so many feeds on as many hosts that are due evenly over a
/// quarter of an hour, watched for a minute. The time at which a feed's host is looked up is taken as that of the request.
/// </summary>
internal static class Punctuality
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);

    /// <summary>Prints how late they were.</summary>
    public static async Task<int> RunAsync(int feeds)
    {
        using var origin = PollBenchmark.Child("poll-origin");
        var port = int.Parse((await origin.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("newsbot-punctual-");
        try
        {
            var asked = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            await using var bot = Build(folder.FullName, asked);
            var clock = bot.Services.GetRequiredService<TimeProvider>();
            var due = await AddAsync(bot.Services, feeds, port, clock.GetUtcNow() + TimeSpan.FromSeconds(10 + (feeds / 500)));
            using var self = Process.GetCurrentProcess();
            await bot.StartAsync();
            var first = due.Values.Min();
            if (first > clock.GetUtcNow())
                await Task.Delay(first - clock.GetUtcNow());
            var cpu = self.TotalProcessorTime;
            await Task.Delay(Watched);
            self.Refresh();
            Report(feeds, due, asked, first + Watched - TimeSpan.FromSeconds(5), self, self.TotalProcessorTime - cpu);
            await bot.StopAsync();
            return 0;
        }
        finally
        {
            origin.StandardInput.Close();
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication Build(string folder, ConcurrentDictionary<string, DateTimeOffset> asked)
    {
        var loaded = (SettingsResult.Good)Settings.Load(new SettingsSources
        {
            CommandLine = ["Web:Urls=http://127.0.0.1:0", $"Storage:ConnectionString={Path.Combine(folder, "newsbot.db")}", "Fetching:AllowPrivateNetworks=127.0.0.0/8"],
        });
        return Program.Build(loaded.Settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<ResolveHost>((host, _) =>
            {
                var name = host[..host.IndexOf('.', StringComparison.Ordinal)];
                asked.TryAdd(name, TimeProvider.System.GetUtcNow());
                return Task.FromResult<IPAddress[]>([PollOrigin.Address(name)]);
            }));
            services.AddLogging(logging => logging.ClearProviders());
        });
    }

    private static async Task<ConcurrentDictionary<string, DateTimeOffset>> AddAsync(IServiceProvider services, int feeds, int port, DateTimeOffset from)
    {
        var store = services.GetRequiredService<IFeedStore>();
        var subscriptions = services.GetRequiredService<ISubscriptionStore>();
        var due = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        // Many at once, for writes that wait share a transaction.
        await Parallel.ForEachAsync(Enumerable.Range(0, feeds), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, ct) =>
        {
            var name = $"f{i}";
            if (!FeedUrl.TryFrom(PollOrigin.Url(name, port), out var url))
                throw new InvalidOperationException(name);
            var feed = await store.AddAsync(url, name, from - Interval, ct);
            await subscriptions.AddAsync(new ChatAddress("web", "bench"), feed.Id, from, ct);
            due[name] = from + (Interval * ((double)i / feeds));
            var read = feed with
            {
                Validators = new CacheValidators($"\"{name}\"", null),
                Health = new FeedHealth { LastSuccess = from - Interval, LastBody = from, NextPoll = due[name] },
            };
            await store.SaveAsync(new UpdateIntent { Feed = read }, from, ct);
        });
        return due;
    }

    private static void Report(
        int feeds, ConcurrentDictionary<string, DateTimeOffset> due, ConcurrentDictionary<string, DateTimeOffset> asked, DateTimeOffset until, Process self, TimeSpan cpu)
    {
        var late = due.Where(each => each.Value <= until)
            .Select(each => asked.TryGetValue(each.Key, out var at) ? (at - each.Value).TotalSeconds : double.PositiveInfinity).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {feeds} feeds, {late.Count} of them due within {Watched.TotalSeconds - 5:0} s
            late by {late[late.Count / 2]:0.000} s (median), {late[late.Count * 99 / 100]:0.000} s (99 %), {late[^1]:0.000} s (the worst); earlier than due: {late.Count(each => each < 0)}
            CPU {cpu / Watched:P1} of a core, resident {self.WorkingSet64 / 1048576.0:0} MiB
            """));
    }
}
