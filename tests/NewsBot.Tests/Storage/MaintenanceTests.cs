using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteMaintenanceTests() : MaintenanceTests(new SqliteUnderTest());

/// <summary>What <see cref="IMaintenance"/> promises, on any engine.</summary>
public abstract class MaintenanceTests(IStoreUnderTest store) : StoreTest(store)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task A_sound_store_has_no_faults()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");

        Assert.Empty(await Store.Maintenance.CheckAsync(Token));
    }

    [Fact]
    public async Task Old_items_are_forgotten_with_their_search_text_but_stay_seen()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "old flood");
        await SendAllAsync();
        await PublishAsync(feed, Noon.AddDays(2), "new flood");

        var counts = await Store.Maintenance.PruneAsync(Noon.AddDays(1), Never, Token);

        Assert.Equal(new PruneCounts(1, 0, 0), counts);
        Assert.Equal("new flood", Assert.Single(await Store.Items.SearchAsync(Ann, "flood", 10, Token)).Post.Title);
        Assert.Null(Assert.Single(await Store.Feeds.KnownAsync(feed.Id, [Key("old flood")], Token)).Value.Id);
        Assert.Empty(await PublishAsync(feed, Noon.AddDays(2), "old flood"));
        Assert.Empty(await Store.Maintenance.CheckAsync(Token));
    }

    [Fact]
    public async Task An_item_that_is_still_owed_is_not_forgotten()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "owed");

        Assert.Equal(0, (await Store.Maintenance.PruneAsync(Noon.AddDays(1), Never, Token)).Items);
        Assert.Equal("owed", Assert.Single(await Store.Deliveries.ClaimAsync(Noon, Lease, 1, Token)).Item.Post.Title);
    }

    [Fact]
    public async Task An_item_whose_edit_is_owed_is_not_forgotten_and_counts_as_sent()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "one"));
        await SendAllAsync();
        await ChangeAsync(feed, item, Post("two"), Noon);

        Assert.Equal(0, (await Store.Maintenance.PruneAsync(Noon.AddDays(1), Never, Token)).Items);

        var counts = await Store.Maintenance.CountAsync(Token);
        Assert.Equal((0, 1, 0), (counts.DeliveriesPending, counts.DeliveriesSent, counts.DeliveriesRefused));
        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
    }

    [Fact]
    public async Task What_platforms_did_not_renew_is_forgotten()
    {
        await Store.Memory.RememberAsync("telegram", "old", "1", Noon, Token);
        await Store.Memory.RememberAsync("telegram", "renewed", "1", Noon, Token);
        await Store.Memory.RememberAsync("telegram", "renewed", "1", Noon.AddDays(2), Token);

        await Store.Maintenance.PruneAsync(Never, Noon.AddDays(1), Token);

        Assert.Null(await Store.Memory.RecallAsync("telegram", "old", Token));
        Assert.Equal("1", await Store.Memory.RecallAsync("telegram", "renewed", Token));
    }

    [Fact]
    public async Task More_than_one_batch_is_forgotten()
    {
        var feed = await AddFeedAsync();
        await PublishAsync(feed, Noon, [.. Enumerable.Range(0, 1_234).Select(n => $"{n}")]);
        await PublishAsync(feed, Noon.AddDays(10), "new");

        var counts = await Store.Maintenance.PruneAsync(Noon.AddDays(1), Noon.AddDays(1), Token);

        Assert.Equal(new PruneCounts(1_234, 2_468, 0), counts);
        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).Items);
    }

    [Fact]
    public async Task A_key_is_forgotten_when_its_feed_has_long_listed_others()
    {
        var feed = await AddFeedAsync();
        await PublishAsync(feed, Noon, "gone", "still listed");
        await ListAsync(feed, Noon.AddDays(400), "still listed");
        var before = Noon.AddDays(1);

        Assert.Equal(2, (await Store.Maintenance.PruneAsync(before, before, Token)).SeenKeys);
        Assert.Empty(await Store.Feeds.KnownAsync(feed.Id, [Key("gone")], Token));
        Assert.Single(await Store.Feeds.KnownAsync(feed.Id, [Key("still listed")], Token));
    }

    [Fact]
    public async Task What_a_silent_feed_listed_last_is_never_forgotten()
    {
        var feed = await AddFeedAsync();
        await PublishAsync(feed, Noon, "evergreen");
        await ListAsync(feed, Noon.AddDays(1).AddHours(-1), "evergreen");
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed }, Noon.AddDays(900), Token); // unchanged, so nothing was listed

        await Store.Maintenance.PruneAsync(Noon.AddDays(900), Noon.AddDays(500), Token);

        Assert.Empty(await PublishAsync(feed, Noon.AddDays(901), "evergreen"));
    }

    [Fact]
    public async Task Old_transcripts_are_forgotten()
    {
        await Store.Transcript.AppendAsync(Bob, "old", "1", Noon, Token);
        await Store.Transcript.AppendAsync(Bob, "new", "2", Noon.AddDays(2), Token);

        Assert.Equal(1, (await Store.Maintenance.PruneAsync(Noon.AddDays(1), Never, Token)).TranscriptEntries);
        Assert.Equal("new", Assert.Single(await Store.Transcript.ReadAsync(Bob, 0, 10, Token)).Key);
    }

    [Fact]
    public async Task Numbers_are_never_used_twice()
    {
        var feed = await AddFeedAsync(Ann);
        var old = Assert.Single(await PublishAsync(feed, Noon, "one"));
        var delivery = (await SendAllAsync())[0];
        await Store.Maintenance.PruneAsync(Noon.AddDays(1), Never, Token);

        Assert.True(Assert.Single(await PublishAsync(feed, Noon, "two")).Value > old.Value);
        Assert.True((await SendAllAsync())[0].Value > delivery.Value);
    }

    [Fact]
    public async Task The_counts_tell_how_much_there_is()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        var (ended, troubled) = (await AddFeedAsync("ended.example"), await AddFeedAsync("troubled.example"));
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = ended with { Health = new FeedHealth { Failures = 1, Ended = true } } }, Noon, Token);
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = troubled with { Health = new FeedHealth { Failures = 1 } } }, Noon, Token);
        await PublishAsync(feed, Noon, "one", "two");
        await Store.Deliveries.ParkChatAsync(Bob, "Gone.", Noon, Token);
        var first = await Store.Deliveries.ClaimAsync(Noon, Lease, 1, Token);
        await Store.Deliveries.PartSentAsync(first[0].Id, "m", isLast: true, Noon, Noon, Token);

        var counts = await Store.Maintenance.CountAsync(Token);

        Assert.Equal(
            new StoreCounts
            {
                Feeds = 3,
                FeedsInTrouble = 1,
                FeedsEnded = 1,
                Chats = 2,
                ChatsParked = 1,
                Subscriptions = 2,
                Items = 2,
                SeenKeys = 4,
                DeliveriesPending = 1,
                DeliveriesSent = 1,
                DeliveriesRefused = 2,
                Bytes = counts.Bytes,
            },
            counts);
        Assert.True(counts.Bytes > 0);
    }

    /// <summary>A look that finds these items again, and nothing new.</summary>
    private Task<IReadOnlyList<SavedItem>> ListAsync(Feed feed, DateTimeOffset now, params string[] titles) => Store.Feeds.SaveAsync(
        new UpdateIntent { Feed = feed, Met = [.. titles.SelectMany(title => Item(title).Keys)] }, now, Token);

    private async Task<IReadOnlyList<DeliveryId>> SendAllAsync()
    {
        var sent = new List<DeliveryId>();
        while (await Store.Deliveries.ClaimAsync(Noon, Lease, 1, Token) is [var delivery])
        {
            await Store.Deliveries.PartSentAsync(delivery.Id, "m", isLast: true, Noon, Noon, Token);
            sent.Add(delivery.Id);
        }
        return sent;
    }
}
