using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Polling;
using NewsBot.Polling.Push;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.WebSub;

/// <summary>Fetching, storing and pushes of the bot on a clock that the test moves, with no scheduler: looks and rounds happen when
/// the test says so. Its publisher has one feed, <c>/feed</c>, which names the hub.</summary>
internal sealed class BotWithClock : IAsyncDisposable
{
    public const string PublicUrl = "https://news.example.com";

    private readonly WebApplication _app;
    private readonly FeedOrigin _origin;
    private readonly List<(string Title, DateTimeOffset Published)> _items = [("zero", new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero))];

    private BotWithClock(WebApplication app, FakeTimeProvider clock, FeedOrigin origin, HubStandIn hub) =>
        (_app, Clock, _origin, Hub) = (app, clock, origin, hub);

    public FakeTimeProvider Clock { get; }

    public HubStandIn Hub { get; }

    public FeedOrigin Origin => _origin;

    public string Topic => _origin.Url("/feed").AbsoluteUri;

    public IPushStore Pushes => _app.Services.GetRequiredService<IPushStore>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts with a subscriber of the feed, read once.</summary>
    public static async Task<BotWithClock> StartAsync(string folder, Action<FetchingOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new TestLog());
        var fetching = new FetchingOptions { PublicUrl = PublicUrl };
        fetching.AllowPrivateNetworks.Add("127.0.0.0/8");
        configure?.Invoke(fetching);
        builder.Services
            .AddSingleton(Options.Create(fetching))
            .AddSingleton(Options.Create(new PollingOptions { MaxInterval = TimeSpan.FromMinutes(15) })) // whatever the rhythm
            .AddSingleton(Options.Create(new StorageOptions { ConnectionString = Path.Combine(folder, "newsbot.db") }))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Random(1))
            .AddSingleton<ResolveHost>((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]))
            .AddStorage()
            .AddFetching()
            .AddFeedUpdate()
            .AddPush();
        var app = builder.Build();
        app.MapWebSub();
        await app.StartAsync(Token);

        var hub = await HubStandIn.StartAsync();
        hub.Bot = new Uri(app.Urls.First());
        var bot = new BotWithClock(app, clock, await FeedOrigin.StartAsync(), hub);
        bot.Publish();
        await bot.SubscribeAsync();
        return bot;
    }

    /// <summary>What the feed holds from now on, the newest last; each with the minutes since it was published.</summary>
    public void Publish(params (string Title, int MinutesAgo)[] items)
    {
        _items.AddRange(items.Select(item => (item.Title, Clock.GetUtcNow().AddMinutes(-item.MinutesAgo))));
        _origin.Serve("/feed", Origins.Reply.Xml(Document([.. _items])).With("Link", $"<{Hub.Url}>; rel=hub, <{Topic}>; rel=self"));
    }

    /// <summary>The feed names no hub from now on.</summary>
    public void PublishWithoutHub() => _origin.Serve("/feed", Origins.Reply.Xml(Document([.. _items, ("last", Clock.GetUtcNow())])));

    /// <summary>A document with one item.</summary>
    public string Entry(string title, int minutesAgo = 0) => Document((title, Clock.GetUtcNow().AddMinutes(-minutesAgo)));

    /// <summary>Looks at the feed if it is due; returns what was news, or null if it is not due.</summary>
    public async Task<IReadOnlyList<string>?> LookIfDueAsync()
    {
        var due = await Get<IFeedStore>().ClaimDueAsync(Clock.GetUtcNow(), TimeSpan.FromMinutes(1), 1, evenUnsubscribed: false, Token);
        return due is [var feed] ? await LookAsync(feed) : null;
    }

    /// <summary>Looks at the feed now; returns what was news.</summary>
    public async Task<IReadOnlyList<string>> LookAsync() => await LookAsync(await FeedAsync());

    /// <summary>One round to the hubs.</summary>
    public Task RoundAsync() => Get<HubRounds>().RunAsync(Token);

    public async Task<Feed> FeedAsync() => Assert.Single(await Get<IFeedStore>().AllAsync(Token));

    /// <summary>The feed's subscription at its hub.</summary>
    public async Task<PushSubscription> PushAsync() => (await Pushes.OfFeedAsync((await FeedAsync()).Id, Token))!;

    /// <summary>All items that are stored, the newest first.</summary>
    public async Task<IReadOnlyList<string>> ItemsAsync() =>
        [.. (await Get<IItemStore>().NewestAsync((await FeedAsync()).Id, 100, Token)).Select(item => item.Post.Title)];

    /// <summary>Waits until the item is stored: pushes are worked off behind the hub's back.</summary>
    public async Task UntilStoredAsync(string title)
    {
        for (var look = 0; !(await ItemsAsync()).Contains(title); look++)
        {
            Assert.True(look < 1500, $"waited in vain for {title}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }

    /// <summary>Waits until the feed is due.</summary>
    public async Task UntilDueAsync()
    {
        for (var look = 0; (await FeedAsync()).Health.NextPoll > Clock.GetUtcNow(); look++)
        {
            Assert.True(look < 1500, "waited in vain for the feed to be due");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }

    /// <summary>Pushes an item that the hub brings at once.</summary>
    public async Task PushAsync(string title)
    {
        Assert.Equal([HttpStatusCode.Accepted], await Hub.PushAsync(Entry(title)));
        await UntilStoredAsync(title);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await Hub.DisposeAsync();
        await _origin.DisposeAsync();
    }

    private async Task SubscribeAsync()
    {
        Assert.True(FeedUrl.TryFrom(_origin.Url("/feed"), out var url));
        var feed = await Get<IFeedStore>().AddAsync(url, "News", Clock.GetUtcNow(), Token);
        await Get<ISubscriptionStore>().AddAsync(new ChatAddress("web", "ann"), feed.Id, Clock.GetUtcNow(), Token);
        await LookAsync();
    }

    private async Task<IReadOnlyList<string>> LookAsync(Feed feed)
    {
        var report = await Get<FeedUpdate>().RunAsync(feed, Token);
        Assert.Null(report.Trouble);
        return [.. report.News.Select(saved => saved.Item.Post.Title)];
    }

    private static string Document(params (string Title, DateTimeOffset Published)[] items) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>News</title><link>https://publisher.example/</link><description>News</description>
        {string.Concat(items.Reverse().Select(item => $"""
            <item><title>{item.Title}</title><link>https://publisher.example/{item.Title}</link><guid isPermaLink="false">{item.Title}</guid>
            <pubDate>{item.Published.ToString("r", CultureInfo.InvariantCulture)}</pubDate></item>
            """))}
        </channel></rss>
        """;
}
