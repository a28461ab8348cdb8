using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteUpdateTests() : UpdateTests(new SqliteUnderTest());

/// <summary>What <see cref="IFeedStore.SaveAsync"/> and <see cref="IFeedStore.KnownAsync"/> promise, on any engine.</summary>
public abstract class UpdateTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task New_items_come_back_in_their_order_with_growing_numbers()
    {
        var feed = await AddFeedAsync();
        NewItem[] items = [Item("one"), Item("two"), Item("three")];

        var saved = await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = items }, Noon, Token);

        Assert.Equal(items, saved.Select(item => item.Item));
        Assert.Equal(saved.OrderBy(item => item.Id.Value), saved);
    }

    [Fact]
    public async Task An_item_whose_first_key_is_known_is_not_new()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one");

        var saved = await PublishAsync(feed, Noon, "one", "two", "two");

        Assert.Single(saved);
        Assert.Equal(2, (await Store.Items.NewestAsync(feed.Id, 10, Token)).Count);
        Assert.Equal(2, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task Two_looks_at_the_same_time_make_an_item_new_once()
    {
        var feed = await AddFeedAsync(Ann);

        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => PublishAsync(feed, Noon, "one", "two"), Token)));

        Assert.Equal(2, saved.Sum(items => items.Count));
        Assert.Equal(2, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task The_same_key_is_new_again_in_another_feed_and_as_another_kind()
    {
        var (a, b) = (await AddFeedAsync("a.example"), await AddFeedAsync("b.example"));
        await PublishAsync(a, Noon, "one");
        var byLink = new NewItem(null, [Key("one") with { Kind = ItemKeyKind.Link }], Post("one"), "print", Announce: true);

        Assert.Single(await PublishAsync(b, Noon, "one"));
        Assert.Single(await Store.Feeds.SaveAsync(new UpdateIntent { Feed = a, New = [byLink] }, Noon, Token));
    }

    [Fact]
    public async Task All_keys_of_an_item_are_known_afterwards_and_no_others()
    {
        var feed = await AddFeedAsync();
        var item = Item("one");
        var saved = await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [item] }, Noon, Token);

        var known = await Store.Feeds.KnownAsync(feed.Id, [.. item.Keys, item.Keys[0], Key("two")], Token);

        Assert.Equal(item.Keys.ToDictionary(key => key, _ => new KnownItem(saved[0].Id, saved[0].Item.Fingerprint)), known);
        Assert.Empty(await Store.Feeds.KnownAsync(feed.Id, [], Token));
    }

    [Fact]
    public async Task A_weaker_key_stays_with_the_item_that_had_it_first()
    {
        var feed = await AddFeedAsync();
        var shared = Key("same title", ItemKeyKind.TitleAndDay);
        NewItem Numbered(string id) => new(id, [Key(id), shared], Post("same title"), "print", Announce: true);

        var saved = await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed, New = [Numbered("1"), Numbered("2")] }, Noon, Token);

        Assert.Equal(2, saved.Count);
        Assert.Equal(saved[0].Id, (await Store.Feeds.KnownAsync(feed.Id, [shared], Token))[shared].Id);
    }

    [Fact]
    public async Task An_announced_item_is_owed_to_each_subscriber_and_a_backlog_to_none()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed, New = [Item("old", announce: false), Item("new")] }, Noon, Token);

        var owed = await Store.Deliveries.ClaimAsync(Noon, Lease, 10, Token);

        Assert.Equal([(Ann, "new"), (Bob, "new")], owed.Select(delivery => (delivery.Chat, delivery.Item.Post.Title)));
        Assert.Equal((2, Noon), await Store.Deliveries.BacklogAsync(Token));
    }

    [Fact]
    public async Task What_was_there_before_somebody_subscribes_is_not_owed()
    {
        var feed = await AddFeedAsync();
        await PublishAsync(feed, Noon, "before");
        await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token);

        Assert.Equal(0, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task A_post_comes_back_as_it_was_saved()
    {
        var feed = await AddFeedAsync();
        var post = new Post
        {
            Title = "标题 “quoted” 📰 \\ </b>",
            Lead = "Line one\nline two\t\0end",
            Link = new Uri("https://news.example/文章?a=1&b=%20"),
            Image = new Uri("https://news.example/1.jpg"),
            Images = [new Uri("https://news.example/1.jpg"), new Uri("https://news.example/2.jpg")],
            Media = [new Enclosure(new Uri("https://news.example/a.mp3"), "audio/mpeg", 123)],
            Source = "新闻",
            Author = "A",
            Published = Noon.AddTicks(10_000),
            Tags = ["a", "乙"],
            Language = "zh",
            Body = new RichText(
            [
                new Heading(2, [new Words("H")]),
                new Paragraph([new Styled(TextStyle.Code, [new Words("x")]), new LineBreak(), new Anchor(new Uri("https://a.example/"), [new Words("a")])]),
                new Quote([new Paragraph([new Words("q")])]),
                new Listing(Ordered: true, [[new Paragraph([new Words("1")])], []]),
                new Preformatted("a\n  b", "c#"),
                new Table([[[new Words("a")], []]], HasHeader: true),
            ]),
        };
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [Item(post)] }, Noon, Token);

        var item = Assert.Single(await Store.Items.NewestAsync(feed.Id, 10, Token));

        Assert.Equivalent(post, item.Post, strict: true);
        Assert.Equal((feed.Id, Noon), (item.Feed, item.FirstSeen));
    }

    [Fact]
    public async Task Halves_of_characters_and_deep_nesting_do_not_stop_a_feed()
    {
        var feed = await AddFeedAsync();
        Block nested = new Paragraph([new Words("deep")]);
        for (var depth = 0; depth < 200; depth++)
            nested = new Quote([nested]);
        var post = Post("half \ud83d", "\udcf0 other half") with { Body = new RichText([nested]) };
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [Item(post)] }, Noon, Token);

        var item = Assert.Single(await Store.Items.NewestAsync(feed.Id, 10, Token));

        Assert.Equal("half \ufffd", item.Post.Title);
        Assert.Equal("deep", item.Post.Body.ToPlainText());
    }

    [Fact]
    public async Task A_changed_item_keeps_its_number_and_is_found_by_its_new_words_alone()
    {
        var feed = await AddFeedAsync(Ann);
        var id = Assert.Single(await PublishAsync(feed, Noon, "earthquake"));

        await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed, Changed = [new ChangedItem(id, Post("flood"), "new print")] }, Noon.AddHours(1), Token);

        Assert.Equal(id, Assert.Single(await Store.Items.SearchAsync(Ann, "flood", 10, Token)).Id);
        Assert.Empty(await Store.Items.SearchAsync(Ann, "earthquake", 10, Token));
        Assert.Equal(1, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task A_change_of_an_item_that_is_gone_or_of_another_feed_is_passed_over()
    {
        var (feed, other) = (await AddFeedAsync(Ann), await AddFeedAsync("other.example"));
        var id = Assert.Single(await PublishAsync(feed, Noon, "mine"));
        ChangedItem[] changes = [new(id, Post("stolen"), "print"), new(new ItemId(99), Post("nothing"), "print")];

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = other, Changed = changes }, Noon, Token);

        Assert.Equal("mine", Assert.Single(await Store.Items.NewestAsync(feed.Id, 10, Token)).Post.Title);
    }

    [Fact]
    public async Task A_learnt_key_is_known_even_if_its_item_is_gone()
    {
        var feed = await AddFeedAsync();
        var id = Assert.Single(await PublishAsync(feed, Noon, "one"));
        var (mine, lost) = (Key("mine", ItemKeyKind.Link), Key("lost", ItemKeyKind.Link));
        LearntKey[] learnt = [new(id, mine), new(new ItemId(99), lost)];

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, Learnt = learnt }, Noon, Token);

        var known = await Store.Feeds.KnownAsync(feed.Id, [mine, lost], Token);
        Assert.Equal(id, known[mine].Id);
        Assert.Null(known[lost].Id);
    }

    [Fact]
    public async Task An_update_that_fails_halfway_leaves_nothing_behind()
    {
        var feed = await AddFeedAsync(Ann);
        var keyless = new NewItem("2", [], Post("two"), "print", Announce: true);
        var intent = new UpdateIntent { Feed = feed with { Title = "Changed" }, New = [Item("one"), keyless] };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.Feeds.SaveAsync(intent, Noon, Token));

        Assert.Equal(feed, await Store.Feeds.FindAsync(feed.Url, Token));
        Assert.Empty(await Store.Feeds.KnownAsync(feed.Id, [Key("one")], Token));
        Assert.Empty(await Store.Items.NewestAsync(feed.Id, 10, Token));
        Assert.Equal(0, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task A_cancelled_update_leaves_nothing_behind()
    {
        var feed = await AddFeedAsync(Ann);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [Item("one")] }, Noon, cancelled));

        Assert.Empty(await Store.Items.NewestAsync(feed.Id, 10, Token));
    }
}
