using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Polling.Push;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.WebSub;

/// <summary>The whole way of an item that a hub pushes, from the hub to a chat.</summary>
public sealed class PushJourneyTests : IDisposable
{
    /// <summary>No feed is due a second time while a test runs.</summary>
    private static readonly string[] SlowPolls = ["Polling:MinInterval=01:00:00", "Polling:DefaultInterval=02:00:00"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pushed_item_reaches_the_subscriber_before_any_poll_and_once()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var hub = await HubStandIn.StartAsync();
        Serve(origin, hub, "old");
        await using var bot = await StartAsync(hub, SlowPolls);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        await RoundAsync(bot, hub);

        Assert.Equal([HttpStatusCode.Accepted], await hub.PushAsync(FeedText.Rss("new", "old")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the pushed item");
        await hub.PushAsync(FeedText.Rss("newer", "new", "old"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Contains("newer"), "the next one");
        Assert.Equal(["new", "newer"], bot.Notebook.News(NotebookPlatform.Ann));
        Assert.Single(origin.Asked("/feed"));
    }

    [Fact]
    public async Task Pushed_and_polled_at_the_same_time_it_is_one_message()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var hub = await HubStandIn.StartAsync();
        Serve(origin, hub, "zero");
        await using var bot = await StartAsync(hub); // polls each second, until a push earned trust
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        await RoundAsync(bot, hub);

        string[] titles = ["zero"];
        for (var i = 1; i <= 5; i++)
        {
            titles = [$"item {i}", .. titles];
            Serve(origin, hub, titles);
            await Task.WhenAll(hub.PushAsync(FeedText.Rss(titles)), hub.PushAsync(FeedText.Rss($"item {i}")));
        }
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count >= 5, "five items");
        await bot.UntilNothingIsOwedAsync();
        Assert.Equal(5, bot.Notebook.News(NotebookPlatform.Ann).Count);
        Assert.Equal(5, bot.Notebook.News(NotebookPlatform.Ann).Distinct().Count());
    }

    [Fact]
    public async Task A_restart_keeps_the_subscription_and_looks_for_what_was_pushed_meanwhile()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var hub = await HubStandIn.StartAsync();
        Serve(origin, hub, "old");
        await using (var bot = await StartAsync(hub))
        {
            await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
            await RoundAsync(bot, hub);
            await hub.PushAsync(FeedText.Rss("pushed", "old"));
            await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count == 1, "the pushed item");
            await BotUnderTest.UntilAsync(() => origin.Asked("/feed").Count > 1, "a look that puts the next one off");
        }

        Serve(origin, hub, "missed", "pushed", "old");
        await using var again = await StartAsync(hub);
        await BotUnderTest.UntilAsync(() => again.Notebook.News(NotebookPlatform.Ann).Count == 1, "the item from meanwhile");
        await again.Services.GetRequiredService<HubRounds>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Single(hub.Asked);
        Assert.Equal([HttpStatusCode.Accepted], await hub.PushAsync(FeedText.Rss("pushed again", "missed", "pushed", "old")));
        await BotUnderTest.UntilAsync(() => again.Notebook.News(NotebookPlatform.Ann).Count == 2, "the next pushed item");
        Assert.Equal(["missed", "pushed again"], again.Notebook.News(NotebookPlatform.Ann));
    }

    [Fact]
    public async Task A_forged_push_reaches_nobody_and_a_hub_that_never_pushes_holds_nothing_back()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var hub = await HubStandIn.StartAsync();
        Serve(origin, hub, "old");
        await using var bot = await StartAsync(hub, "Web:Password=a long sentence");
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        await RoundAsync(bot, hub);
        hub.Manners = new HubManners { SignsWrongly = true };
        Assert.Equal([HttpStatusCode.Accepted], await hub.PushAsync(FeedText.Rss("forged", "old")));

        Serve(origin, hub, "polled", "old");
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the polled item");
        Assert.Equal(["polled"], bot.Notebook.News(NotebookPlatform.Ann));
    }

    private static void Serve(FeedOrigin origin, HubStandIn hub, params string[] titles) =>
        origin.Serve("/feed", Reply.Xml(FeedText.Rss(titles).Replace(
            "<description>News</description>",
            $"""<description>News</description><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{hub.Url}"/>""",
            StringComparison.Ordinal)));

    private async Task<BotUnderTest> StartAsync(HubStandIn hub, params string[] more)
    {
        var bot = await BotUnderTest.StartAsync(_folder.Path, ["Fetching:PublicUrl=https://news.example.com", .. more]);
        hub.Bot = bot.Page;
        return bot;
    }

    private static async Task RoundAsync(BotUnderTest bot, HubStandIn hub)
    {
        await bot.Services.GetRequiredService<HubRounds>().RunAsync(TestContext.Current.CancellationToken);
        await BotUnderTest.UntilAsync(() => hub.Subscribers.Count == 1, "the hub to confirm");
    }
}
