using System.Text;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

public sealed class SqliteBacklogTests() : BacklogTests(new SqliteUnderTest());

/// <summary>What a feed held at the first look is kept as it came; whoever asks for its items or keys does not notice.</summary>
public abstract class BacklogTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task The_newest_items_of_the_feed_are_those_of_its_backlog()
    {
        var feed = await KeepAsync("one", "two");

        Assert.Equal(["two", "one"], Titles(await Store.Items.NewestAsync(feed.Id, 10, Token)));
    }

    [Fact]
    public async Task A_chat_that_subscribes_lists_and_finds_them()
    {
        await KeepAsync("a flood", "a fire");

        Assert.Equal(["a fire", "a flood"], Titles(await Store.Items.LatestAsync(Ann, null, 10, Token)));
        Assert.Equal(["a flood"], Titles(await Store.Items.SearchAsync(Ann, "flood", 10, Token)));
    }

    [Fact]
    public async Task A_search_alone_finds_them()
    {
        await KeepAsync("洪水退去");

        Assert.Single(await Store.Items.SearchAsync(Ann, "洪水", 10, Token));
    }

    [Fact]
    public async Task A_chat_with_many_feeds_lists_the_backlogs_of_all()
    {
        for (var i = 0; i < 40; i++)
            await KeepOfAsync($"host{i}.example", $"story {i}");

        Assert.Equal(40, (await Store.Items.LatestAsync(Ann, null, 100, Token)).Count);
    }

    [Fact]
    public async Task Its_keys_are_known_as_those_of_its_items()
    {
        var feed = await KeepAsync("one");
        var keys = Backlog("one").Read(feed)[0].Keys;

        var known = await Store.Feeds.KnownAsync(feed.Id, keys, Token);

        Assert.Equal(keys.Count, known.Count);
        Assert.All(known.Values, item => Assert.NotNull(item.Id));
    }

    [Fact]
    public async Task Its_items_count_as_found_at_the_first_look()
    {
        var feed = await KeepAsync("one", "two");

        Assert.Equal(2, await Store.Feeds.CountSinceAsync(feed.Id, Noon.AddDays(-1), Token));
        Assert.All(await Store.Items.NewestAsync(feed.Id, 10, Token), item => Assert.Equal(Noon, item.FirstSeen));
    }

    [Fact]
    public async Task Nobody_is_owed_anything_for_it()
    {
        var feed = await KeepAsync("one");
        await Store.Items.NewestAsync(feed.Id, 10, Token);

        Assert.Equal(0, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task Its_items_are_counted_before_anybody_asks_and_once()
    {
        var feed = await KeepAsync("one", "two");
        Assert.Equal(2, (await Store.Maintenance.CountAsync(Token)).Items);

        await Store.Items.NewestAsync(feed.Id, 10, Token);

        Assert.Equal(2, (await Store.Maintenance.CountAsync(Token)).Items);
    }

    [Fact]
    public async Task However_many_ask_at_the_same_time_each_item_is_there_once()
    {
        var feed = await KeepAsync("one", "two");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Items.NewestAsync(feed.Id, 10, Token), Token)));

        Assert.Equal(2, (await Store.Items.NewestAsync(feed.Id, 10, Token)).Count);
    }

    [Fact]
    public async Task Old_keys_are_not_forgotten_while_it_waits()
    {
        var feed = await KeepAsync("one");
        await Store.Maintenance.PruneAsync(Noon.AddYears(1), Noon.AddYears(1), Token);

        Assert.NotEmpty(await Store.Feeds.KnownAsync(feed.Id, Backlog("one").Read(feed)[0].Keys, Token));
    }

    private Task<Feed> KeepAsync(params string[] titles) => KeepOfAsync("news.example", titles);

    private async Task<Feed> KeepOfAsync(string host, params string[] titles)
    {
        var feed = await AddFeedAsync(host);
        await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token);
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, Backlog = Backlog(titles) }, Noon, Token);
        return feed;
    }

    private static Backlog Backlog(params string[] titles) => new(
        Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><title>News</title>{string.Concat(titles.Select((title, i) =>
            $"<item><guid>{title}</guid><title>{title}</title><link>https://news.example/{i}</link><pubDate>{Noon.AddHours(i - titles.Length):r}</pubDate></item>"))}</channel></rss>"),
        new Uri("https://news.example/feed"), "application/rss+xml", titles.Length);

    private static IEnumerable<string> Titles(IEnumerable<StoredItem> items) => items.Select(item => item.Post.Title);
}
