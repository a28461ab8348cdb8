using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

public sealed class SqliteEditTests() : EditTests(new SqliteUnderTest());

/// <summary>When a message that is out is to be edited, and what becomes of the edit, on any engine.</summary>
public abstract class EditTests(IStoreUnderTest store) : StoreTest(store)
{
    [Theory]
    [InlineData("new title", "")]
    [InlineData("title", "A lead.")]
    public async Task A_change_that_people_see_owes_an_edit_of_the_messages_that_are_out(string title, string lead)
    {
        var (feed, item, sent) = await SentAsync();

        await ChangeAsync(feed, item, Post(title, lead), Noon.AddHours(1));

        var edit = Assert.Single(await ClaimAsync(Noon.AddHours(1)));
        Assert.Equal((sent.Id, true, 0, 0), (edit.Id, edit.IsEdit, edit.Attempts, edit.Waiting));
        Assert.Equal((title, lead), (edit.Item.Post.Title, edit.Item.Post.Lead));
        Assert.Equal(["m1", "m2"], edit.Messages);
    }

    [Fact]
    public async Task A_message_is_edited_three_times_at_most()
    {
        var (feed, item, sent) = await SentAsync();
        for (var change = 1; change <= 3; change++)
        {
            await ChangeAsync(feed, item, Post($"title {change}"), Noon);
            Assert.True(Assert.Single(await ClaimAsync(Noon)).IsEdit);
            await Store.Deliveries.EditedAsync(sent.Id, null, Noon, Token);
        }

        await ChangeAsync(feed, item, Post("title 4"), Noon);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_change_that_people_do_not_see_owes_nothing()
    {
        var (feed, item, _) = await SentAsync();

        await ChangeAsync(
            feed, item, Post("title") with { Body = new RichText([new Paragraph([new Words("More.")])]), Author = "Somebody" }, Noon);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_post_that_is_not_out_is_sent_as_it_is_by_then()
    {
        var feed = await AddFeedAsync(Ann);
        await ChangeAsync(feed, Assert.Single(await PublishAsync(feed, Noon, "title")), Post("new title"), Noon);

        var post = Assert.Single(await ClaimAsync(Noon));
        Assert.Equal(("new title", false), (post.Item.Post.Title, post.IsEdit));

        await SendAsync(post);
        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task A_change_while_the_post_is_on_its_way_owes_an_edit_once_it_is_out()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "title"));
        var post = Assert.Single(await ClaimAsync(Noon));
        await Store.Deliveries.PartSentAsync(post.Id, "m1", isLast: false, Noon, Noon, Token);
        await ChangeAsync(feed, item, Post("new title"), Noon);
        var rest = Assert.Single(await ClaimAsync(Noon + Lease)); // somebody else goes on with it

        Assert.False(rest.IsEdit);
        await Store.Deliveries.PartSentAsync(post.Id, "m2", isLast: true, Noon, Noon, Token);

        var edit = Assert.Single(await ClaimAsync(Noon));
        Assert.True(edit.IsEdit);
        Assert.Equal(["m1", "m2"], edit.Messages);
    }

    [Fact]
    public async Task A_change_while_the_message_is_edited_owes_another_edit()
    {
        var (feed, item, sent) = await SentAsync();
        await ChangeAsync(feed, item, Post("second"), Noon);
        await ClaimAsync(Noon);
        await ChangeAsync(feed, item, Post("third"), Noon);

        await Store.Deliveries.EditedAsync(sent.Id, null, Noon, Token);
        Assert.Equal("third", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);

        await Store.Deliveries.EditedAsync(sent.Id, null, Noon, Token);
        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task Edits_and_posts_of_a_chat_go_out_in_one_order()
    {
        var (feed, item, _) = await SentAsync();
        await PublishAsync(feed, Noon, "two");
        await ChangeAsync(feed, item, Post("one again"), Noon);

        var edit = Assert.Single(await ClaimAsync(Noon));
        Assert.Equal(("one again", 1), (edit.Item.Post.Title, edit.Waiting));
        await Store.Deliveries.EditedAsync(edit.Id, null, Noon.AddSeconds(3), Token);

        Assert.Empty(await ClaimAsync(Noon));
        Assert.Equal("two", Assert.Single(await ClaimAsync(Noon.AddSeconds(3))).Item.Post.Title);
    }

    [Fact]
    public async Task An_edit_that_a_killed_bot_did_not_finish_is_still_owed()
    {
        var (feed, item, sent) = await SentAsync();
        await ChangeAsync(feed, item, Post("second"), Noon);
        await ClaimAsync(Noon);

        await Store.Deliveries.ReleaseAsync(Token);

        var edit = Assert.Single(await ClaimAsync(Noon));
        Assert.Equal((sent.Id, true), (edit.Id, edit.IsEdit));
    }

    [Fact]
    public async Task An_edit_that_fails_waits_for_its_time_and_counts_its_attempts_anew()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "title"));
        await Store.Deliveries.TryAgainAsync(Assert.Single(await ClaimAsync(Noon)).Id, Noon, "It is slow.", Token);
        await SendAsync(Assert.Single(await ClaimAsync(Noon)));
        await ChangeAsync(feed, item, Post("new title"), Noon);
        var edit = Assert.Single(await ClaimAsync(Noon));

        await Store.Deliveries.TryAgainAsync(edit.Id, Noon.AddHours(1), "It is slow.", Token);

        Assert.Empty(await ClaimAsync(Noon.AddMinutes(59)));
        var again = Assert.Single(await ClaimAsync(Noon.AddHours(1)));
        Assert.Equal((0, 1, true), (edit.Attempts, again.Attempts, again.IsEdit));
    }

    [Fact]
    public async Task A_refused_edit_leaves_the_post_sent_and_makes_way_for_the_next()
    {
        var (feed, item, sent) = await SentAsync();
        await ChangeAsync(feed, item, Post("second"), Noon);
        await PublishAsync(feed, Noon, "two");
        await ClaimAsync(Noon);

        await Store.Deliveries.RefuseAsync(sent.Id, "It is gone.", Noon.AddDays(1), Token);

        Assert.Equal("two", Assert.Single(await ClaimAsync(Noon.AddDays(1))).Item.Post.Title);
        Assert.Equal(0, (await Store.Maintenance.CountAsync(Token)).DeliveriesRefused);
        Assert.Equal(Noon, Assert.Single(await Store.Deliveries.InMessageAsync(Ann, "m1", Token)).Sent);
    }

    [Fact]
    public async Task What_was_sent_in_a_list_is_never_edited()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "title"));
        await Store.Deliveries.SentTogetherAsync([Assert.Single(await ClaimAsync(Noon)).Id], ["m1"], Noon, Noon, Token);

        await ChangeAsync(feed, item, Post("new title"), Noon);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task What_is_older_than_two_days_is_not_edited()
    {
        var (feed, item, _) = await SentAsync();
        var late = Noon.AddHours(48).AddMilliseconds(1);

        await ChangeAsync(feed, item, Post("new title"), late);

        Assert.Empty(await ClaimAsync(late));
    }

    [Fact]
    public async Task A_subscription_that_ignores_changes_is_owed_no_edit()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        var item = Assert.Single(await PublishAsync(feed, Noon, "title"));
        foreach (var post in await ClaimAsync(Noon))
            await SendAsync(post);
        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, new SubscriptionSettings { IgnoresChanges = true }, Token);

        await ChangeAsync(feed, item, Post("new title"), Noon);

        Assert.Equal(Bob, Assert.Single(await ClaimAsync(Noon)).Chat);
    }

    [Fact]
    public async Task A_chat_that_begins_to_ignore_changes_is_owed_no_edit_any_more()
    {
        var (feed, item, _) = await SentAsync();
        await ChangeAsync(feed, item, Post("new title"), Noon);

        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, new SubscriptionSettings { IgnoresChanges = true }, Token);

        Assert.Empty(await ClaimAsync(Noon));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_that_unsubscribed_is_owed_no_edit(bool before)
    {
        var (feed, item, _) = await SentAsync();
        if (before)
            await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);
        await ChangeAsync(feed, item, Post("new title"), Noon);
        if (!before)
            await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);

        Assert.Empty(await ClaimAsync(Noon));
        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).DeliveriesSent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parked_chat_is_owed_no_edit_not_even_when_it_is_back(bool before)
    {
        var (feed, item, _) = await SentAsync();
        if (before)
            await Store.Deliveries.ParkChatAsync(Ann, "The bot was blocked.", Noon, Token);
        await ChangeAsync(feed, item, Post("new title"), Noon);
        if (!before)
            await Store.Deliveries.ParkChatAsync(Ann, "The bot was blocked.", Noon, Token);
        await Store.Deliveries.ReviveChatAsync(Ann, Token);

        Assert.Empty(await ClaimAsync(Noon));
        Assert.Equal(1, (await Store.Maintenance.CountAsync(Token)).DeliveriesSent);
    }

    [Fact]
    public async Task An_edit_that_was_dropped_while_it_was_made_does_not_hold_up_the_chat()
    {
        var (feed, item, sent) = await SentAsync();
        await ChangeAsync(feed, item, Post("second"), Noon);
        await PublishAsync(feed, Noon, "two");
        await ClaimAsync(Noon);
        await Store.Subscriptions.SaveSettingsAsync(Ann, feed.Id, new SubscriptionSettings { IgnoresChanges = true }, Token);

        await Store.Deliveries.EditedAsync(sent.Id, null, Noon, Token);

        Assert.Equal("two", Assert.Single(await ClaimAsync(Noon)).Item.Post.Title);
    }

    [Fact]
    public async Task What_a_chat_was_sent_before_it_moved_is_not_edited()
    {
        // Its numbers mean other messages under the new address.
        var (feed, item, _) = await SentAsync();
        await ChangeAsync(feed, item, Post("second"), Noon);
        await Store.Deliveries.MoveChatAsync(Ann, Bob, Token);
        Assert.Empty(await ClaimAsync(Noon));

        await ChangeAsync(feed, item, Post("third"), Noon);
        Assert.Empty(await ClaimAsync(Noon));
    }

    /// <summary>A post that Ann was sent at noon, in two messages.</summary>
    private async Task<(Feed Feed, ItemId Item, OwedDelivery Sent)> SentAsync()
    {
        var feed = await AddFeedAsync(Ann);
        var item = Assert.Single(await PublishAsync(feed, Noon, "title"));
        var post = Assert.Single(await ClaimAsync(Noon));
        await SendAsync(post, messages: ["m1", "m2"]);
        return (feed, item, post);
    }
}
