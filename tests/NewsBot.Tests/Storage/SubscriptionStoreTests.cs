using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteSubscriptionStoreTests() : SubscriptionStoreTests(new SqliteUnderTest());

/// <summary>What <see cref="ISubscriptionStore"/> promises, on any engine.</summary>
public abstract class SubscriptionStoreTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task Subscribing_twice_subscribes_once()
    {
        var feed = await AddFeedAsync();

        Assert.True(await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token));
        Assert.False(await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon.AddDays(1), Token));
        Assert.Equal([new Subscription(1, feed with { Subscribers = 1 }, Noon, new SubscriptionSettings())], await Store.Subscriptions.ListAsync(Ann, Token));
    }

    [Fact]
    public async Task Subscriptions_are_numbered_from_one_in_the_order_they_were_made()
    {
        var feeds = new List<Feed>();
        foreach (var host in (string[])["z.example", "a.example", "m.example"])
            feeds.Add(await AddFeedAsync(host));
        foreach (var feed in feeds)
            await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token);

        await Store.Subscriptions.RemoveAsync(Ann, feeds[0].Id, Token);

        Assert.Equal(
            [(1, feeds[1].Id), (2, feeds[2].Id)],
            (await Store.Subscriptions.ListAsync(Ann, Token)).Select(subscription => (subscription.Number, subscription.Feed.Id)));
    }

    [Fact]
    public async Task Ending_a_subscription_while_its_post_is_sent_holds_up_no_other_feed()
    {
        var ended = await AddFeedAsync(Ann);
        var other = await AddFeedAsync("other.example");
        await Store.Subscriptions.AddAsync(Ann, other.Id, Noon, Token);
        await PublishAsync(ended, Noon, "ended");
        await PublishAsync(other, Noon, "other");
        Assert.Equal("ended", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);

        await Store.Subscriptions.RemoveAsync(Ann, ended.Id, Token);

        Assert.Equal("other", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);
    }

    [Fact]
    public async Task Ending_a_subscription_frees_no_chat_that_is_sent_something_else()
    {
        var feed = await AddFeedAsync(Ann);
        var ended = await AddFeedAsync("other.example");
        await Store.Subscriptions.AddAsync(Ann, ended.Id, Noon, Token);
        await PublishAsync(feed, Noon, "first");
        await PublishAsync(ended, Noon, "ended");
        await ClaimAsync(Noon);

        await Store.Subscriptions.RemoveAsync(Ann, ended.Id, Token);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_thread_is_a_chat_of_its_own()
    {
        var feed = await AddFeedAsync(Ann);

        Assert.Empty(await Store.Subscriptions.ListAsync(Ann with { Thread = "" }, Token));
        Assert.True(await Store.Subscriptions.AddAsync(Ann with { Thread = "" }, feed.Id, Noon, Token));
    }

    [Fact]
    public async Task Unsubscribing_drops_what_was_owed_for_that_feed_only()
    {
        var (feed, other) = (await AddFeedAsync(Ann, Bob), await AddFeedAsync("other.example"));
        await Store.Subscriptions.AddAsync(Ann, other.Id, Noon, Token);
        await PublishAsync(feed, Noon, "dropped");
        await PublishAsync(other, Noon, "kept");

        Assert.True(await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token));

        var owed = await Store.Deliveries.ClaimAsync(Noon, Lease, 10, Token);
        Assert.Equal([(Bob, "dropped"), (Ann, "kept")], owed.Select(delivery => (delivery.Chat, delivery.Item.Post.Title)));
    }

    [Fact]
    public async Task Unsubscribing_from_what_was_not_subscribed_says_so()
    {
        var feed = await AddFeedAsync(Bob);

        Assert.False(await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token));
        Assert.Single(await Store.Subscriptions.ListAsync(Bob, Token));
    }

    [Fact]
    public async Task A_chat_has_the_default_settings_until_it_chooses_others()
    {
        Assert.Equal(new ChatSettings(), await Store.Subscriptions.SettingsAsync(Ann, Token));

        var chosen = new ChatSettings { Language = ChatLanguage.Chinese, Length = MessageLength.Full, Layout = MessageLayout.Rich };
        await Store.Subscriptions.SaveSettingsAsync(Ann, chosen, Token);

        Assert.Equal(chosen, await Store.Subscriptions.SettingsAsync(Ann, Token));
        Assert.Equal(new ChatSettings(), await Store.Subscriptions.SettingsAsync(Bob, Token));
    }

    [Fact]
    public async Task A_subscription_has_the_default_settings_until_the_chat_chooses_others()
    {
        var (feed, other) = (await AddFeedAsync(Ann, Bob), await AddFeedAsync("other.example"));
        await Store.Subscriptions.AddAsync(Ann, other.Id, Noon, Token);
        var chosen = new SubscriptionSettings { IsSilent = true, IgnoresChanges = true };

        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, chosen, Token);

        Assert.Equal([chosen, new SubscriptionSettings()], (await Store.Subscriptions.ListAsync(Ann, Token)).Select(made => made.Settings));
        Assert.Equal(new SubscriptionSettings(), Assert.Single(await Store.Subscriptions.ListAsync(Bob, Token)).Settings);
    }

    [Fact]
    public async Task Settings_of_a_subscription_that_is_none_are_not_kept()
    {
        var feed = await AddFeedAsync(Ann);
        var chosen = new SubscriptionSettings { IsSilent = true };
        await Store.Subscriptions.SaveSettingsAsync(Bob, feed.Id, chosen, Token);
        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, chosen, Token);
        await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);

        foreach (var chat in (ChatAddress[])[Ann, Bob])
        {
            await Store.Subscriptions.AddAsync(chat, feed.Id, Noon, Token);
            Assert.Equal(new SubscriptionSettings(), Assert.Single(await Store.Subscriptions.ListAsync(chat, Token)).Settings);
        }
    }

    [Fact]
    public async Task A_feed_has_subscribers_until_the_last_one_leaves()
    {
        var feed = await AddFeedAsync(Bob, Ann);
        await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);
        Assert.True(await Store.Subscriptions.HasSubscribersAsync(feed.Id, Token));

        await Store.Subscriptions.RemoveAsync(Bob, feed.Id, Token);
        Assert.False(await Store.Subscriptions.HasSubscribersAsync(feed.Id, Token));
    }
}
