using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat.Web;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Operations;
using NewsBot.Polling;
using NewsBot.Storage;

namespace NewsBot.Tests.Web;

public sealed class StatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Stores _stores = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_lists_the_feeds_that_need_somebody_first()
    {
        _stores.Feeds =
        [
            Feed("Harbour Gazette", new FeedHealth { LastSuccess = Now.AddMinutes(-4), LastItem = Now.AddHours(-2), NextPoll = Now.AddMinutes(11), NextPollReason = new PollReason(PollReasonKind.Ttl) { Pause = TimeSpan.FromMinutes(15) } }),
            Feed("Old Mill Letters", new FeedHealth { Ended = true }),
            Feed("城市晨报 <em>", new FeedHealth { LastSuccess = Now.AddDays(-1), Failures = 3, Trouble = new FetchTrouble(TroubleKind.ServerError, "The server answered 503.", 503), NextPoll = Now.AddMinutes(20) }),
        ];
        _stores.Backlog = (7, Now.AddMinutes(-2));
        await using var host = await StartAsync();
        using var client = host.Client();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/status", Cancellation));

        Assert.Equal(["城市晨报 <em>", "Harbour Gazette", "Old Mill Letters"], page.QuerySelectorAll(".feeds h2").Select(title => title.TextContent), StringComparer.Ordinal);
        Assert.Equal(["3", "1", "1", "7oldest: 2 minutes ago"], page.QuerySelectorAll(".figures dd").Select(figure => figure.TextContent), StringComparer.Ordinal);
        Assert.Equal("Its site has a problem (503). (3 times in a row) The server answered 503.", page.QuerySelector(".trouble .alert")!.TextContent);
        Assert.Equal(
            ["4 minutes ago", "2 hours ago", "in 11 minutesevery 15 min, the feed's ttl"],
            page.QuerySelectorAll(".well dd").Select(value => value.TextContent),
            StringComparer.Ordinal);
        Assert.Equal("2026-03-01T07:56:00Z", page.QuerySelector(".well time")!.GetAttribute("datetime"));
    }

    [Fact]
    public async Task The_page_speaks_the_browsers_language_and_shows_no_credentials()
    {
        _stores.Feeds = [Feed("城市晨报", new FeedHealth(), "https://me:hunter2@chenbao.example/rss")];
        await using var host = await StartAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh;q=0.9");
        var html = await client.GetStringAsync("/status", Cancellation);
        Assert.Contains("运行状况", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_whose_hub_tells_what_is_new_says_so()
    {
        var feed = Feed("Harbour Gazette", new FeedHealth { LastSuccess = Now });
        _stores.Feeds = [feed, Feed("Other", new FeedHealth { LastSuccess = Now }) with { Id = new FeedId(2) }];
        var state = new PushState { Stage = PushStage.Active, LastPush = Now.AddMinutes(-5), LeaseEnds = Now.AddDays(1) };
        _stores.Active = [new PushSubscription("id", feed, new FeedHub(new Uri("https://hub.example/"), "topic"), "https://me.example", "secret", state)];
        await using var host = await StartAsync();
        using var client = host.Client();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/status", Cancellation));
        Assert.Equal("Told at once by the hub hub.example (last 5 minutes ago)", Assert.Single(page.QuerySelectorAll(".pushed")).TextContent);
    }

    [Fact]
    public async Task The_page_is_behind_the_same_password()
    {
        await using var host = await StartAsync("secret");
        using var client = host.Client();
        using var closed = await client.GetAsync("/status", Cancellation);
        Assert.Equal("/login?to=%2Fstatus", closed.Headers.Location!.OriginalString);

        using var form = new FormUrlEncodedContent([new("password", "secret"), new("to", "/status")]);
        using var login = await client.PostAsync("/login", form, Cancellation);
        Assert.Equal("/status", login.Headers.Location!.OriginalString);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        request.Headers.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_reach_the_page()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status") { Headers = { Host = "news.example" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_process_that_answers_is_live()
    {
        _stores.Failure = new InvalidOperationException("gone");
        await using var host = await StartAsync();
        using var client = host.Client();
        Assert.Equal("ok", await client.GetStringAsync("/healthz", Cancellation));
    }

    [Fact]
    public async Task A_bot_whose_poller_looks_is_ready_until_it_stops_looking()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        Assert.Equal("poller: The poller has not looked for due feeds since the start.", await NotReadyAsync(client));

        host.Service<PollerPulse>().Beat();
        Assert.Equal("ok", await client.GetStringAsync("/readyz", Cancellation));

        _clock.Advance(PollerCheck.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal("poller: The poller last looked for due feeds at 2026-03-01 08:00:00 UTC.", await NotReadyAsync(client));
    }

    [Fact]
    public async Task A_bot_without_its_database_is_not_ready_and_tells_strangers_no_more_than_that()
    {
        _stores.Failure = new InvalidOperationException("no such file: /home/me/newsbot.db");
        await using var host = await StartAsync();
        using var client = host.Client();
        host.Service<PollerPulse>().Beat();
        Assert.Equal("database: The database does not answer. The log has the cause.", await NotReadyAsync(client));
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-29, "just now")]
    [InlineData(29, "in a moment")]
    [InlineData(-90, "2 minutes ago")]
    [InlineData(-60, "1 minute ago")]
    [InlineData(3_600, "in 1 hour")]
    [InlineData(-86_400 * 40, "40 days ago")]
    public void Distances_are_rounded_to_what_people_say(int seconds, string expected) =>
        Assert.Equal(expected, StatusWords.In(ChatLanguage.English).Spoken(TimeSpan.FromSeconds(seconds)));

    private static async Task<string> NotReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/readyz", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private Task<WebHost> StartAsync(string password = "") => WebHost.StartAsync(
        password,
        services: services => services
            .AddHealth()
            .AddPollerHealth()
            .AddSingleton<IFeedStore>(_stores)
            .AddSingleton<IPushStore>(_stores)
            .AddSingleton<IDeliveryStore>(_stores)
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)),
        map: app =>
        {
            app.MapStatusPage().RequireWebAccess();
            app.MapHealth();
        });

    private static Feed Feed(string title, FeedHealth health, string url = "https://news.example/feed")
    {
        Assert.True(FeedUrl.TryParse(url, out var address));
        return new Feed { Id = new FeedId(1), Url = address, Title = title, Health = health };
    }

    /// <summary>Stores that answer what the status page asks, and nothing else.</summary>
    private sealed class Stores : IFeedStore, IPushStore, IDeliveryStore
    {
        public IReadOnlyList<Feed> Feeds { get; set; } = [];

        public IReadOnlyList<PushSubscription> Active { get; set; } = [];

        public (int Pending, DateTimeOffset? Oldest) Backlog { get; set; }

        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<Feed>> AllAsync(CancellationToken cancellationToken) => Task.FromResult(Feeds);

        public Task<(int Pending, DateTimeOffset? Oldest)> BacklogAsync(CancellationToken cancellationToken) =>
            Failure is null ? Task.FromResult(Backlog) : Task.FromException<(int, DateTimeOffset?)>(Failure);

        public Task<IReadOnlyList<PushSubscription>> ActiveAsync(CancellationToken cancellationToken) => Task.FromResult(Active);

        public Task<PushSubscription?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushSubscription?> OfFeedAsync(FeedId feed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Feed>> WithoutAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AddAsync(PushSubscription subscription, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task LeaveAsync(string publicUrl, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PushSubscription>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PushSubscription?> ChangeAsync(string id, Func<PushState, PushState?> change, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task LookSoonAsync(FeedId feed, TimeSpan least, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ResumeAsync(bool all, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Feed?> FindAsync(FeedUrl url, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Feed> AddAsync(FeedUrl url, string title, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Feed>> ClaimDueAsync(DateTimeOffset now, TimeSpan lease, int limit, bool evenUnsubscribed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> CountSinceAsync(FeedId feed, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<ItemKey, KnownItem>> KnownAsync(FeedId feed, IReadOnlyCollection<ItemKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SavedItem>> SaveAsync(UpdateIntent intent, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<OwedDelivery>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReleaseAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task ReleaseAsync(DateTimeOffset now, TimeSpan spread, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task ForgiveAsync(IReadOnlyCollection<FeedId> feeds, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task MakeDueAsync(FeedId feed, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PartSentAsync(DeliveryId delivery, string messageId, bool isLast, DateTimeOffset now, DateTimeOffset free, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<OwedDelivery>> BehindAsync(DeliveryId taken, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SentTogetherAsync(IReadOnlyList<DeliveryId> deliveries, IReadOnlyList<string> messageIds, DateTimeOffset now, DateTimeOffset free, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EditedAsync(DeliveryId delivery, string? reason, DateTimeOffset free, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SentItem>> InMessageAsync(ChatAddress chat, string messageId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task TryAgainAsync(DeliveryId delivery, DateTimeOffset at, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RefuseAsync(DeliveryId delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ShutChatAsync(ChatAddress chat, string reason, DateTimeOffset until, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> ShutReasonAsync(ChatAddress chat, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ParkChatAsync(ChatAddress chat, string reason, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReviveChatAsync(ChatAddress chat, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task MoveChatAsync(ChatAddress from, ChatAddress to, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
