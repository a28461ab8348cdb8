using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteDeliveryStoreTests() : DeliveryStoreTests(new SqliteUnderTest());

/// <summary>What <see cref="IDeliveryStore"/> promises, on any engine.</summary>
public abstract class DeliveryStoreTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task A_chat_gets_its_oldest_first_and_the_next_when_that_is_out()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one", "two");

        var first = Assert.Single(await ClaimAsync(Noon));
        Assert.Empty(await ClaimAsync(Noon));
        await Store.Deliveries.PartSentAsync(first.Id, "m1", isLast: true, Noon, Noon, Token);
        var second = Assert.Single(await ClaimAsync(Noon));

        Assert.Equal(("one", "two"), (first.Item.Post.Title, second.Item.Post.Title));
    }

    [Fact]
    public async Task A_delivery_says_all_that_is_needed_to_send_it()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Subscriptions.SaveSettingsAsync(Ann, new ChatSettings { Language = ChatLanguage.Chinese }, Token);
        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, new SubscriptionSettings { IsSilent = true }, Token);
        var item = (await PublishAsync(feed, Noon, "one", "two", "three"))[0];

        var delivery = Assert.Single(await ClaimAsync(Noon.AddSeconds(1)));

        Assert.Equal(Ann, delivery.Chat);
        Assert.Equal(ChatLanguage.Chinese, delivery.Settings.Language);
        Assert.Equal((item, feed.Id, "one", Noon), (delivery.Item.Id, delivery.Item.Feed, delivery.Item.Post.Title, delivery.Item.FirstSeen));
        Assert.Equal((true, false), (delivery.Subscription.IsSilent, delivery.Subscription.IgnoresChanges));
        Assert.Equal((0, 0, 3, false), (delivery.Attempts, delivery.Messages.Count, delivery.Waiting, delivery.IsEdit));
    }

    [Fact]
    public async Task A_chat_rests_after_a_post_for_as_long_as_it_was_told_to()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two");
        await SendAsync(Assert.Single(await ClaimAsync(Noon)), free: Noon.AddSeconds(3));

        Assert.Empty(await ClaimAsync(Noon.AddSeconds(2)));
        Assert.Equal("two", Assert.Single(await ClaimAsync(Noon.AddSeconds(3))).Item.Post.Title);
    }

    [Fact]
    public async Task A_claim_takes_no_more_than_asked_for_and_the_rest_comes_next()
    {
        var chats = Enumerable.Range(1, 5).Select(n => new ChatAddress("web", $"chat{n}")).ToArray();
        var feed = await AddFeedAsync(chats);
        await PublishAsync(feed, Noon, "one");

        var claimed = new List<OwedDelivery>();
        while (await Store.Deliveries.ClaimAsync(Noon, Lease, 2, Token) is { Count: > 0 } some)
            claimed.AddRange(some);

        Assert.Equal(chats, claimed.Select(delivery => delivery.Chat));
        Assert.Empty(await Store.Deliveries.ClaimAsync(Noon + Lease, Lease, 0, Token));
    }

    [Fact]
    public async Task Claims_at_the_same_time_never_take_a_chat_twice()
    {
        var feed = await AddFeedAsync([.. Enumerable.Range(0, 20).Select(n => new ChatAddress("web", $"{n}"))]);
        await PublishAsync(feed, Noon, "one", "two");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => Store.Deliveries.ClaimAsync(Noon, Lease, 5, Token), Token)));

        var chats = claims.SelectMany(claim => claim).Select(delivery => delivery.Chat).ToList();
        Assert.Equal(20, chats.Count);
        Assert.Equal(20, chats.Distinct().Count());
    }

    [Fact]
    public async Task A_bot_that_starts_goes_on_where_a_killed_one_was()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        var held = Assert.Single(await ClaimAsync(Noon));

        await Store.Deliveries.ReleaseAsync(Token);

        Assert.Equal(held.Id, Assert.Single(await ClaimAsync(Noon)).Id);
    }

    [Fact]
    public async Task A_claim_that_nobody_finishes_is_taken_up_after_its_lease()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        var first = Assert.Single(await ClaimAsync(Noon));

        Assert.Empty(await ClaimAsync(Noon + Lease - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(first.Id, Assert.Single(await ClaimAsync(Noon + Lease)).Id);
    }

    [Fact]
    public async Task After_a_crash_only_the_messages_that_are_not_out_remain()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        var delivery = Assert.Single(await ClaimAsync(Noon));
        await Store.Deliveries.PartSentAsync(delivery.Id, "m1", isLast: false, Noon, Noon, Token);
        await Store.Deliveries.PartSentAsync(delivery.Id, "m2", isLast: false, Noon, Noon, Token);

        Assert.Empty(await ClaimAsync(Noon));
        Assert.Equal(["m1", "m2"], Assert.Single(await ClaimAsync(Noon + Lease)).Messages);
    }

    [Fact]
    public async Task A_failed_delivery_waits_for_its_time_and_nothing_overtakes_it()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two");
        var first = Assert.Single(await ClaimAsync(Noon));
        await Store.Deliveries.TryAgainAsync(first.Id, Noon.AddHours(1), "It is slow.", Token);

        Assert.Empty(await ClaimAsync(Noon.AddMinutes(59)));
        var again = Assert.Single(await ClaimAsync(Noon.AddHours(1)));
        Assert.Equal((first.Id, 1), (again.Id, again.Attempts));
    }

    [Fact]
    public async Task A_dead_chat_does_not_delay_another()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        await PublishAsync(feed, Noon, [.. Enumerable.Range(1, 50).Select(n => $"{n}")]);

        var sent = 0;
        while (await Store.Deliveries.ClaimAsync(Noon, Lease, 10, Token) is { Count: > 0 } claimed)
        {
            foreach (var delivery in claimed)
            {
                if (delivery.Chat == Ann)
                    await Store.Deliveries.TryAgainAsync(delivery.Id, Noon.AddHours(1), "It is dead.", Token);
                else
                    await Store.Deliveries.PartSentAsync(delivery.Id, $"{++sent}", isLast: true, Noon, Noon, Token);
            }
        }

        Assert.Equal(50, sent);
        Assert.Equal(50, (await Store.Deliveries.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task A_refused_delivery_makes_way_for_the_next()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two");
        await Store.Deliveries.RefuseAsync(Assert.Single(await ClaimAsync(Noon)).Id, "Too long.", Noon, Token);

        Assert.Equal("two", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);
        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).DeliveriesRefused);
    }

    [Fact]
    public async Task What_has_ended_does_not_change_any_more()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        var delivery = Assert.Single(await ClaimAsync(Noon));
        await Store.Deliveries.PartSentAsync(delivery.Id, "m1", isLast: true, Noon, Noon, Token);

        await Store.Deliveries.PartSentAsync(delivery.Id, "m1", isLast: true, Noon, Noon, Token);
        await Store.Deliveries.RefuseAsync(delivery.Id, "Late.", Noon, Token);
        await Store.Deliveries.TryAgainAsync(new DeliveryId(99), Noon, "Never was.", Token);

        var counts = await Store.Maintenance.CountAsync(Token);
        Assert.Equal((0, 1, 0), (counts.DeliveriesPending, counts.DeliveriesSent, counts.DeliveriesRefused));
    }

    [Fact]
    public async Task A_parked_chat_is_owed_nothing_until_it_speaks_again()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "before");
        await Store.Deliveries.ParkChatAsync(Ann, "The bot was blocked.", Noon, Token);
        await PublishAsync(feed, Noon, "meanwhile");

        Assert.Equal((0, null), await Store.Deliveries.BacklogAsync(Token));
        Assert.Single(await Store.Subscriptions.ListAsync(Ann, Token));

        await Store.Deliveries.ReviveChatAsync(Ann, Token);
        await PublishAsync(feed, Noon, "after");
        Assert.Equal("after", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);
    }

    [Fact]
    public async Task A_chat_is_parked_and_comes_back_with_all_its_threads()
    {
        var (whole, other) = (Ann with { Thread = "" }, Ann with { Thread = "8" });
        var feed = await AddFeedAsync(Ann, other, Bob);
        await PublishAsync(feed, Noon, "before");

        await Store.Deliveries.ParkChatAsync(whole, "The bot was thrown out.", Noon, Token);
        await PublishAsync(feed, Noon, "meanwhile");
        Assert.Equal(2, (await Store.Maintenance.CountAsync(Token)).DeliveriesRefused);
        Assert.Equal(Bob, Assert.Single(await ClaimAsync(Noon)).Chat);

        await Store.Deliveries.ReviveChatAsync(other, Token);
        await PublishAsync(feed, Noon, "after");
        Assert.Equal([(Ann, "after"), (other, "after")], (await ClaimAsync(Noon)).Select(owed => (owed.Chat, owed.Item.Post.Title)));
    }

    [Fact]
    public async Task Reviving_a_chat_that_is_not_parked_does_nothing()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        await ClaimAsync(Noon);
        await Store.Deliveries.ReviveChatAsync(Ann, Token);
        await Store.Deliveries.ReviveChatAsync(Bob, Token);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_thread_that_is_gone_is_parked_alone()
    {
        var other = Ann with { Thread = "8" };
        var feed = await AddFeedAsync(Ann, other);
        await PublishAsync(feed, Noon, "before");

        await Store.Deliveries.ParkChatAsync(Ann, "The thread was deleted.", Noon, Token);
        await PublishAsync(feed, Noon, "meanwhile");

        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).ChatsParked);
        Assert.Equal((2, Noon), await Store.Deliveries.BacklogAsync(Token));
        Assert.Equal(other, Assert.Single(await ClaimAsync(Noon)).Chat);
    }

    [Fact]
    public async Task A_chat_that_is_shut_waits_with_all_that_it_is_owed()
    {
        var other = Ann with { Thread = "8" };
        var feed = await AddFeedAsync(Ann, other);
        await PublishAsync(feed, Noon, "one");
        await ClaimAsync(Noon);

        Assert.True(await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token));
        Assert.False(await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token));
        await PublishAsync(feed, Noon, "two");
        await Store.Deliveries.ReleaseAsync(Token);
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token);

        Assert.Equal(other, Assert.Single(await ClaimAsync(Noon.AddMinutes(59))).Chat);
        Assert.Equal(("I may not write.", null), (await ReasonAsync(Ann), await ReasonAsync(other)));
        Assert.Equal((4, Noon), await Store.Deliveries.BacklogAsync(Token));
        var first = (await ClaimAsync(Noon.AddHours(1))).Single(owed => owed.Chat == Ann);
        Assert.Equal(("one", 0, 2), (first.Item.Post.Title, first.Attempts, first.Waiting));
    }

    [Fact]
    public async Task A_chat_that_is_shut_is_open_again_when_something_goes_out()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one", "two");
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon, Token);
        await SendAsync(Assert.Single(await ClaimAsync(Noon)));
        Assert.Null(await ReasonAsync(Ann));

        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon, Token);
        await Store.Deliveries.SentTogetherAsync([Assert.Single(await ClaimAsync(Noon)).Id], ["list"], Noon, Noon, Token);
        Assert.Null(await ReasonAsync(Ann));
    }

    [Fact]
    public async Task A_chat_that_opens_goes_on_at_once_with_all_its_threads()
    {
        var other = Ann with { Thread = "8" };
        await PublishAsync(await AddFeedAsync(Ann, other), Noon, "one");
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token);
        await Store.Deliveries.ShutChatAsync(other, "I may not write.", Noon.AddHours(1), Token);
        Assert.Empty(await ClaimAsync(Noon));

        await Store.Deliveries.ReviveChatAsync(Ann with { Thread = "" }, Token);

        Assert.Equal([Ann, other], (await ClaimAsync(Noon)).Select(owed => owed.Chat));
        Assert.Equal((null, null), (await ReasonAsync(Ann), await ReasonAsync(other)));
    }

    [Fact]
    public async Task Opening_a_chat_ends_neither_the_pause_of_another_thread_nor_an_attempt_under_way()
    {
        var other = Ann with { Thread = "8" };
        await PublishAsync(await AddFeedAsync(Ann, other), Noon, "one");
        var waits = (await ClaimAsync(Noon)).Single(owed => owed.Chat == other);
        await Store.Deliveries.TryAgainAsync(waits.Id, Noon.AddMinutes(5), "It is slow.", Token);
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon, Token);
        Assert.Equal(Ann, Assert.Single(await ClaimAsync(Noon)).Chat);

        await Store.Deliveries.ReviveChatAsync(Ann, Token);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_bot_that_starts_tries_chats_that_are_shut_at_once()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token);
        await Store.Deliveries.ReleaseAsync(Token);

        Assert.Single(await ClaimAsync(Noon));
        Assert.NotNull(await ReasonAsync(Ann));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whether_a_chat_that_moved_is_shut_is_found_out_anew(bool isKnown)
    {
        var feed = await AddFeedAsync(Ann);
        if (isKnown)
            await Store.Subscriptions.AddAsync(Bob, feed.Id, Noon, Token);
        await PublishAsync(feed, Noon, "one");
        await Store.Deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token);

        await Store.Deliveries.MoveChatAsync(Ann, Bob, Token);

        Assert.Null(await ReasonAsync(Bob));
        Assert.Equal(Bob, Assert.Single(await ClaimAsync(Noon)).Chat);
    }

    [Fact]
    public async Task Shutting_a_chat_nobody_knows_does_nothing()
    {
        Assert.False(await Store.Deliveries.ShutChatAsync(Bob, "I may not write.", Noon, Token));
        Assert.Null(await ReasonAsync(Bob));
    }

    private Task<string?> ReasonAsync(ChatAddress chat) => Store.Deliveries.ShutReasonAsync(chat, Token);

    [Fact]
    public async Task A_chat_that_moved_takes_everything_along()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Subscriptions.SaveSettingsAsync(Ann, new ChatSettings { Language = ChatLanguage.Chinese }, Token);
        await PublishAsync(feed, Noon, "one");

        await Store.Deliveries.MoveChatAsync(Ann, Bob, Token);

        var delivery = Assert.Single(await ClaimAsync(Noon));
        Assert.Equal((Bob, ChatLanguage.Chinese), (delivery.Chat, delivery.Settings.Language));
        Assert.Empty(await Store.Subscriptions.ListAsync(Ann, Token));
        Assert.NotEmpty(await Store.Subscriptions.ListAsync(Bob, Token));
    }

    [Fact]
    public async Task A_chat_that_moved_to_a_known_address_is_joined_to_it()
    {
        var (shared, own) = (await AddFeedAsync(Ann, Bob), await AddFeedAsync("own.example"));
        await Store.Subscriptions.AddAsync(Ann, own.Id, Noon, Token);
        await PublishAsync(shared, Noon, "shared");
        await PublishAsync(own, Noon, "own");

        await Store.Deliveries.MoveChatAsync(Ann, Bob, Token);

        Assert.Equal([shared.Id, own.Id], (await Store.Subscriptions.ListAsync(Bob, Token)).Select(s => s.Feed.Id));
        Assert.Equal(["shared", "own"], await SendAllAsync());
        Assert.Empty(await Store.Subscriptions.ListAsync(Ann, Token));
        Assert.NotEmpty(await Store.Subscriptions.ListAsync(Bob, Token));
    }

    [Fact]
    public async Task Moving_a_chat_nobody_knows_or_to_where_it_is_does_nothing()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "one");

        await Store.Deliveries.MoveChatAsync(Ann, Ann, Token);
        await Store.Deliveries.MoveChatAsync(Bob, Ann, Token);

        Assert.Equal(Ann, Assert.Single(await ClaimAsync(Noon)).Chat);
    }

    [Fact]
    public async Task The_backlog_tells_since_when_the_oldest_waits()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one");
        await PublishAsync(feed, Noon.AddHours(1), "two");

        Assert.Equal((2, Noon), await Store.Deliveries.BacklogAsync(Token));
    }

    private async Task<IReadOnlyList<string>> SendAllAsync()
    {
        var titles = new List<string>();
        while (await ClaimAsync(Noon) is [var delivery])
        {
            titles.Add(delivery.Item.Post.Title);
            await Store.Deliveries.PartSentAsync(delivery.Id, $"m{titles.Count}", isLast: true, Noon, Noon, Token);
        }
        return titles;
    }
}
