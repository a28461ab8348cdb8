using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Polling;
using NewsBot.Storage;

namespace NewsBot.Benchmarks.Polling;

/// <summary>What a pass cost the process that made it.</summary>
/// <param name="Cpu">Milliseconds a feed, of all its threads.</param>
/// <param name="FeedsPerSecond">By the clock on the wall.</param>
/// <param name="Memory">Resident at its highest so far, in MiB.</param>
internal sealed record PassCost(double Cpu, double FeedsPerSecond, double Memory)
{
    /// <summary>Measures a pass.</summary>
    public static async Task<PassCost> OfAsync(int feeds, Func<Task> pass)
    {
        using var self = Process.GetCurrentProcess();
        var (cpu, started) = (self.TotalProcessorTime, Stopwatch.GetTimestamp());
        await pass();
        self.Refresh();
        return new PassCost(
            (self.TotalProcessorTime - cpu).TotalMilliseconds / feeds,
            feeds / Stopwatch.GetElapsedTime(started).TotalSeconds,
            self.PeakWorkingSet64 / 1048576.0);
    }

    /// <summary>As a line between processes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cpu} {FeedsPerSecond} {Memory}");

    /// <summary>Reads such a line.</summary>
    public static PassCost Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), number => double.Parse(number, CultureInfo.InvariantCulture));
        return new PassCost(numbers[0], numbers[1], numbers[2]);
    }
}

/// <summary>
/// Two passes over all feeds: from nothing, then when nothing has changed. Each subject has a process of its own, so that its
/// CPU and memory are told apart; it goes over other feeds first, for the runtime to compile what is used.
/// </summary>
internal static class PollSubject
{
    private const int WarmUp = 3000;
    private const int AtOnce = 16;
    private const int Rounds = 4;

    /// <summary>For so long ours leaves a host alone after a request.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    /// <summary>Prints a line a pass.</summary>
    public static async Task<int> RunAsync(string subject, int feeds, int port)
    {
        Func<string, int, int, Task<PassCost[]>> passes = subject == "ours" ? OursAsync : PeerAsync;
        await passes("w", WarmUp, port);
        foreach (var cost in await passes("f", feeds, port))
            Console.WriteLine(cost);
        return 0;
    }

    /// <summary>The poller as <c>run</c> has it: feeds that are due are claimed, updated by so many workers at once, and saved on disk.</summary>
    private static async Task<PassCost[]> OursAsync(string prefix, int feeds, int port)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-poll-");
        try
        {
            var clock = new ShiftedClock();
            await using var parts = new ServiceCollection()
                .Configure<StorageOptions>(storage => storage.ConnectionString = Path.Combine(folder.FullName, "newsbot.db"))
                .Configure<FetchingOptions>(fetching => fetching.AllowPrivateNetworks.Add("127.0.0.0/8"))
                .Configure<PollingOptions>(_ => { })
                .AddSingleton<TimeProvider>(clock)
                .AddSingleton(Random.Shared)
                .AddSingleton<ResolveHost>((host, _) => Task.FromResult<IPAddress[]>([PollOrigin.Address(host)]))
                .AddStorage()
                .AddFetching()
                .AddFeedUpdate()
                .BuildServiceProvider();
            var store = parts.GetRequiredService<IFeedStore>();
            var subscriptions = parts.GetRequiredService<ISubscriptionStore>();
            for (var i = 0; i < feeds; i++)
            {
                var url = FeedUrl.TryFrom(PollOrigin.Url($"{prefix}{i}", port), out var known) ? known : throw new InvalidOperationException();
                var feed = await store.AddAsync(url, "", clock.GetUtcNow(), CancellationToken.None);
                await subscriptions.AddAsync(new ChatAddress("web", "bench", ""), feed.Id, clock.GetUtcNow(), CancellationToken.None);
            }

            var update = parts.GetRequiredService<FeedUpdate>();
            var first = await PassCost.OfAsync(feeds, () => PollAllAsync(store, update, clock, feeds, "read"));
            return [first, await BestOfAsync(feeds, () =>
            {
                clock.Shift += TimeSpan.FromHours(10); // all in all not a week: then validators are doubted
                return PollAllAsync(store, update, clock, feeds, "not modified");
            })];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The cheapest of some passes that are alike: what else the machine does only ever adds to them.</summary>
    private static async Task<PassCost> BestOfAsync(int feeds, Func<Task> pass)
    {
        var costs = new List<PassCost>();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(Gap);
            costs.Add(await PassCost.OfAsync(feeds, pass));
        }
        return costs.MinBy(cost => cost.Cpu)! with { Memory = costs[^1].Memory };
    }

    private static async Task PollAllAsync(IFeedStore store, FeedUpdate update, TimeProvider clock, int feeds, string expected)
    {
        var claimed = new ClaimedFeeds();
        var left = feeds;
        using var done = new CancellationTokenSource();
        var claiming = ClaimAsync(store, claimed, clock);
        try
        {
            await Parallel.ForEachAsync(claimed.TakeAllAsync(done.Token), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (feed, _) =>
            {
                var report = await update.RunAsync(feed, CancellationToken.None);
                if (report.Outcome != expected)
                    throw new InvalidOperationException($"{feed.Url}: {report.Outcome}");
                if (Interlocked.Decrement(ref left) == 0)
                    await done.CancelAsync();
            });
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // All are done.
        }
        await claiming;
    }

    private static async Task ClaimAsync(IFeedStore store, ClaimedFeeds claimed, TimeProvider clock)
    {
        while (await store.ClaimDueAsync(clock.GetUtcNow(), TimeSpan.FromMinutes(10), ClaimedFeeds.Batch, evenUnsubscribed: false, CancellationToken.None) is { Count: > 0 } due)
        {
            foreach (var feed in due)
                await claimed.AddAsync(feed, CancellationToken.None);
        }
    }

    /// <summary>The least that a poller can do: ask with the validators it has, and walk what comes. It remembers nothing but ETags, in memory.</summary>
    private static async Task<PassCost[]> PeerAsync(string prefix, int feeds, int port)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(PollOrigin.Address(context.DnsEndPoint.Host[..^".example".Length]), context.DnsEndPoint.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        });
        var tags = new string?[feeds];
        Task PassAsync(HttpStatusCode expected) => Parallel.ForEachAsync(
            Enumerable.Range(0, feeds), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, PollOrigin.Url($"{prefix}{i}", port));
                if (tags[i] is { } tag)
                    question.Headers.TryAddWithoutValidation("If-None-Match", tag);
                using var answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, ct);
                if (answer.StatusCode != expected)
                    throw new InvalidOperationException($"{question.RequestUri}: {answer.StatusCode}");
                tags[i] = answer.Headers.NonValidated["ETag"].ToString();
                if (answer.StatusCode == HttpStatusCode.OK)
                    Walk(await answer.Content.ReadAsByteArrayAsync(ct));
            });
        return [await PassCost.OfAsync(feeds, () => PassAsync(HttpStatusCode.OK)), await BestOfAsync(feeds, () => PassAsync(HttpStatusCode.NotModified))];
    }

    private static void Walk(byte[] body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                _ = reader.Value;
        }
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
