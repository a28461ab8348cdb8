using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Fetching.Newsroom;
using NewsBot.Polling;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.Scorecard;

/// <summary>
/// The poller with everything real but the clock: the database on disk, the fetcher on loopback, the updates as the bot wires
/// them. Days pass in moments: time jumps from one due feed to the next, and stands still while requests are under way, except
/// that a second passes for each tenth of a second that something is waited for.
/// </summary>
internal sealed class PollerUnderTest : IAsyncDisposable
{
    /// <summary>Runs that take more looks than this hammer somebody.</summary>
    private const int MostLooks = 20_000;

    private static readonly TimeSpan RealSecond = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private readonly Func<string, IPAddress[]> _resolve;
    private ServiceProvider _services;

    /// <summary>Wires it up with an empty database.</summary>
    /// <param name="resolve">Names and their addresses; without it all names lead to 127.0.0.1.</param>
    /// <param name="settings">As on the command line; each look is a quarter of an hour after the other if they do not say otherwise.</param>
    public PollerUnderTest(Func<string, IPAddress[]>? resolve = null, params string[] settings)
    {
        _resolve = resolve ?? (_ => [IPAddress.Loopback]);
        _settings = settings;
        _services = Open();
    }

    public static ChatAddress Ann { get; } = new("notebook", "ann");

    public static TimeSpan Normal { get; } = TimeSpan.FromMinutes(15);

    public FakeTimeProvider Clock { get; } = new(FeedText.Newest);

    /// <summary>How each look ended, in order.</summary>
    public List<FeedReport> Reports { get; } = [];

    /// <summary>What the chat got: headlines and notices, in order.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What the bot said of its own accord, in order.</summary>
    public List<FeedNotice> Notices { get; } = [];

    public IFeedStore Feeds => Get<IFeedStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A part of the bot.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Adds a feed that the chat reads.</summary>
    public async Task<Feed> SubscribeAsync(Uri url)
    {
        var feed = await Feeds.AddAsync(UrlOf(url), url.Host, Clock.GetUtcNow(), Token);
        await Get<ISubscriptionStore>().AddAsync(Ann, feed.Id, Clock.GetUtcNow(), Token);
        return feed;
    }

    /// <summary>The feed as it is now.</summary>
    public async Task<Feed> FeedAsync(FeedId id) => (await Feeds.AllAsync(Token)).Single(feed => feed.Id == id);

    /// <summary>Lets time pass: each feed is looked at when it is due, and what is owed is sent.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        for (var looks = 0; ; looks++)
        {
            Assert.True(looks < MostLooks, "too many looks");
            if (await LookAsync())
                continue;
            var next = await NextAsync();
            if (next is null || next > end)
            {
                if (end > Clock.GetUtcNow())
                    Clock.SetUtcNow(end);
                return;
            }
            Clock.SetUtcNow(next > Clock.GetUtcNow() ? next.Value : Clock.GetUtcNow().AddSeconds(1));
        }
    }

    /// <summary>Lets time pass until the next look is over.</summary>
    public async Task RunToNextLookAsync()
    {
        if (await NextAsync() is { } next && next > Clock.GetUtcNow())
            Clock.SetUtcNow(next);
        Assert.True(await LookAsync(), "nothing was due");
    }

    /// <summary>The bot is off for a while, and started anew.</summary>
    public async Task DownAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await RestartAsync();
    }

    /// <summary>The process is killed and started anew: what was not written is gone, leases are as they were.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Open();
        await Feeds.ReleaseAsync(Clock.GetUtcNow(), Normal, Token);
        await Get<IDeliveryStore>().ReleaseAsync(Token);
    }

    /// <summary>Claims what is due and updates it, all at once, as the workers do.</summary>
    /// <returns>Whether anything was due.</returns>
    public async Task<bool> LookAsync(CancellationToken? until = null)
    {
        var due = await Feeds.ClaimDueAsync(Clock.GetUtcNow(), PollFeedsJob.Lease, 64, evenUnsubscribed: false, Token);
        var update = Get<FeedUpdate>();
        Reports.AddRange(await PassingAsync(Task.WhenAll(due.Select(feed => update.RunAsync(feed, until ?? Token)))));
        await SendAsync();
        return due.Count > 0;
    }

    /// <summary>Sends what is owed.</summary>
    public async Task SendAsync()
    {
        var outbox = Get<IDeliveryStore>();
        while (await outbox.ClaimAsync(Clock.GetUtcNow(), TimeSpan.FromMinutes(1), 100, Token) is { Count: > 0 } owed)
        {
            foreach (var delivery in owed)
            {
                Note(delivery.Item);
                if (delivery.IsEdit)
                    await outbox.EditedAsync(delivery.Id, null, Clock.GetUtcNow(), Token);
                else
                    await outbox.PartSentAsync(delivery.Id, $"m{delivery.Id}", isLast: true, Clock.GetUtcNow(), Clock.GetUtcNow(), Token);
            }
        }
    }

    /// <summary>Waits for work while seconds pass.</summary>
    public async Task<T> PassingAsync<T>(Task<T> work)
    {
        while (await Task.WhenAny(work, Task.Delay(RealSecond, TimeProvider.System, Token)) != work)
            Clock.Advance(TimeSpan.FromSeconds(1));
        return await work;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    public static FeedUrl UrlOf(Uri url) => FeedUrl.TryFrom(url, out var feed) ? feed : throw new ArgumentException(url.ToString(), nameof(url));

    private void Note(StoredItem item)
    {
        Sent.Add(item.Notice?.Kind.ToString() ?? item.Post.Title);
        if (item.Notice is { } notice)
            Notices.Add(notice);
    }

    private async Task<DateTimeOffset?> NextAsync() =>
        (await Feeds.AllAsync(Token)).Where(feed => !feed.Health.Ended).Min(feed => (DateTimeOffset?)feed.Health.NextPoll);

    private ServiceProvider Open()
    {
        var loaded = Settings.Load(new SettingsSources
        {
            CommandLine =
            [
                $"Storage:ConnectionString={_folder.File("newsbot.db")}",
                "Fetching:AllowPrivateNetworks:0=127.0.0.1/32",
                "Polling:MinInterval=00:05:00",
                "Polling:DefaultInterval=00:15:00",
                "Polling:MaxInterval=00:15:00",
                .. _settings,
            ],
        });
        var settings = Assert.IsType<SettingsResult.Good>(loaded).Settings;
        return new ServiceCollection()
            .AddSettings(settings)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new Random(1))
            .AddSingleton<ResolveHost>((host, _) => _resolve(host) is { Length: > 0 } addresses
                ? Task.FromResult(addresses)
                : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)))
            .AddSingleton(NewsroomContent.None)
            .AddLogging()
            .AddStorage()
            .AddFetching()
            .AddFeedUpdate()
            .BuildServiceProvider();
    }
}
