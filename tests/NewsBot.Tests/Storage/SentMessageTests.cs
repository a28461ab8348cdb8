using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

public sealed class SqliteSentMessageTests() : SentMessageTests(new SqliteUnderTest());

/// <summary>Posts that go out as one list, and which posts are in which message, on any engine.</summary>
public abstract class SentMessageTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task What_waits_behind_a_post_is_known_in_its_order()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        await PublishAsync(feed, Noon, "one", "two", "three", "four");
        var taken = (await ClaimAsync(Noon))[0];

        var behind = await Store.Deliveries.BehindAsync(taken.Id, 2, Token);

        Assert.Equal([(Ann, "two"), (Ann, "three")], behind.Select(owed => (owed.Chat, owed.Item.Post.Title)));
        Assert.Equal(4, taken.Waiting);
        Assert.Empty(await Store.Deliveries.BehindAsync(taken.Id, 0, Token));
        Assert.Empty(await Store.Deliveries.BehindAsync(new DeliveryId(99), 2, Token));
    }

    [Fact]
    public async Task Edits_do_not_wait_behind_a_post()
    {
        var (feed, other) = (await AddFeedAsync(Ann), await AddFeedAsync("other.example"));
        await PublishAsync(feed, Noon, "one", "two", "three");
        var one = Assert.Single(await ClaimAsync(Noon));
        await Store.Subscriptions.AddAsync(Ann, other.Id, Noon, Token);
        var two = Assert.Single(await Store.Deliveries.BehindAsync(one.Id, 1, Token));
        await Store.Deliveries.PartSentAsync(two.Id, "m2", isLast: true, Noon, Noon, Token);
        await ChangeAsync(feed, two.Item.Id, Post("two again"), Noon);

        Assert.Equal("three", Assert.Single(await Store.Deliveries.BehindAsync(one.Id, 10, Token)).Item.Post.Title);
    }

    [Fact]
    public async Task Posts_that_were_sent_together_have_ended_and_the_chat_rests()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one", "two", "three");
        await SendListAsync(2, free: Noon.AddSeconds(3), "m1");

        Assert.Empty(await ClaimAsync(Noon.AddSeconds(2)));
        var next = Assert.Single(await ClaimAsync(Noon.AddSeconds(3)));
        Assert.Equal(("three", 1), (next.Item.Post.Title, next.Waiting));
        Assert.Equal(2, (await Store.Maintenance.CountAsync(Token)).DeliveriesSent);
    }

    [Fact]
    public async Task What_was_dropped_while_a_list_was_sent_stays_dropped_and_the_chat_goes_on()
    {
        var (feed, other) = (await AddFeedAsync(Ann), await AddFeedAsync("other.example"));
        await Store.Subscriptions.AddAsync(Ann, other.Id, Noon, Token);
        await PublishAsync(feed, Noon, "dropped");
        await PublishAsync(other, Noon, "kept", "next");
        var first = Assert.Single(await ClaimAsync(Noon));
        var second = Assert.Single(await Store.Deliveries.BehindAsync(first.Id, 1, Token));
        await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);

        await Store.Deliveries.SentTogetherAsync([first.Id, second.Id], ["m1"], Noon, Noon, Token);

        Assert.Equal(["kept"], await TitlesAsync(Ann, "m1"));
        Assert.Equal("next", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);
    }

    [Fact]
    public async Task A_message_tells_which_post_is_in_it_and_when_it_was_found_and_sent()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon.AddMinutes(-5), "one", "two");
        await SendAsync(Assert.Single(await ClaimAsync(Noon)), messages: ["m1", "m2"]);

        var sent = Assert.Single(await Store.Deliveries.InMessageAsync(Ann, "m2", Token));

        Assert.Equal(("one", Noon.AddMinutes(-5), Noon), (sent.Item.Post.Title, sent.Found, sent.Sent));
    }

    [Fact]
    public async Task A_post_of_which_a_part_is_out_is_known_but_not_sent()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        await Store.Deliveries.PartSentAsync(Assert.Single(await ClaimAsync(Noon)).Id, "m1", isLast: false, Noon, Noon, Token);

        Assert.Null(Assert.Single(await Store.Deliveries.InMessageAsync(Ann, "m1", Token)).Sent);
    }

    [Fact]
    public async Task A_message_of_another_chat_or_of_no_news_has_no_post()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        await PublishAsync(feed, Noon, "one");
        await SendAsync((await ClaimAsync(Noon))[0], messages: ["m1"]);

        Assert.Empty(await Store.Deliveries.InMessageAsync(Bob, "m1", Token));
        Assert.Empty(await Store.Deliveries.InMessageAsync(Ann, "m2", Token));
        Assert.Empty(await Store.Deliveries.InMessageAsync(new ChatAddress("web", "eve"), "m1", Token));
    }

    [Fact]
    public async Task A_list_tells_all_its_posts_in_each_of_its_messages()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two", "three");
        await SendListAsync(3, free: Noon, "m1", "m2");

        Assert.Equal(["one", "two", "three"], await TitlesAsync(Ann, "m1"));
        Assert.Equal(["one", "two", "three"], await TitlesAsync(Ann, "m2"));
    }

    [Fact]
    public async Task A_part_with_several_numbers_stays_one_and_is_found_by_each()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "album"));
        await SendAsync(Assert.Single(await ClaimAsync(Noon)), messages: ["9 10 11", "12"]);

        foreach (var number in (string[])["9", "10", "11", "12"])
            Assert.Equal(["album"], await TitlesAsync(Ann, number));
        await ChangeAsync(feed, item, Post("again"), Noon);
        Assert.Equal(["9 10 11", "12"], Assert.Single(await ClaimAsync(Noon)).Messages);
    }

    [Fact]
    public async Task More_than_nine_parts_stay_in_their_order()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "long"));
        string[] messages = [.. Enumerable.Range(0, 12).Select(n => $"{100 - n}")];
        await SendAsync(Assert.Single(await ClaimAsync(Noon)), messages: messages);
        await ChangeAsync(feed, item, Post("again"), Noon);

        Assert.Equal(messages, Assert.Single(await ClaimAsync(Noon)).Messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_go_along_with_a_chat_that_moves(bool isKnown)
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "out", "half out");
        await SendAsync(Assert.Single(await ClaimAsync(Noon)), messages: ["m1"]);
        await Store.Deliveries.PartSentAsync(Assert.Single(await ClaimAsync(Noon)).Id, "m2", isLast: false, Noon, Noon, Token);
        if (isKnown)
            await Store.Subscriptions.SaveSettingsAsync(Bob, new ChatSettings(), Token);

        await Store.Deliveries.MoveChatAsync(Ann, Bob, Token);

        Assert.Equal(["out"], await TitlesAsync(Bob, "m1"));
        Assert.Equal(["m2"], Assert.Single(await ClaimAsync(Noon + Lease)).Messages);
        Assert.Empty(await Store.Maintenance.CheckAsync(Token));
    }

    private async Task SendListAsync(int count, DateTimeOffset free, params string[] messages)
    {
        var first = Assert.Single(await ClaimAsync(Noon));
        var behind = await Store.Deliveries.BehindAsync(first.Id, count - 1, Token);
        await Store.Deliveries.SentTogetherAsync([first.Id, .. behind.Select(owed => owed.Id)], messages, Noon, free, Token);
    }

    private async Task<IEnumerable<string>> TitlesAsync(ChatAddress chat, string message) =>
        (await Store.Deliveries.InMessageAsync(chat, message, Token)).Select(sent => sent.Item.Post.Title);
}
