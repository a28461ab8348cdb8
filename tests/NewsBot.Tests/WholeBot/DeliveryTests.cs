using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Chat;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>How news come when items change after they were sent, and when many come at once.</summary>
public sealed class DeliveryTests : IDisposable
{
    private static readonly ChatAddress Ann = NotebookPlatform.Ann;
    private static readonly ChatAddress Bob = NotebookPlatform.Bob;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_title_is_edited_in_place_once_and_rings_no_bell()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        await SendFirstStoryAsync(origin, bot);

        origin.Serve("/feed", Stories(("1", "Bridge closed for a week")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.Edits.Count > 0, "the edit");
        await AfterMoreLooksAsync(origin);

        var edit = Assert.Single(bot.Notebook.Edits);
        var note = Assert.Single(bot.Notebook.Notes, note => note.Post is not null);
        Assert.Equal((Ann, note.Key, "Bridge closed for a week"), (edit.Chat, edit.MessageId, edit.Post.Title));
        Assert.Equal(["Bridge closed"], bot.Notebook.News(Ann));
    }

    [Fact]
    public async Task A_subscription_that_ignores_changes_keeps_its_message_as_it_was_sent()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann, Bob);
        await SetAsync(bot, Ann, new SubscriptionSettings { IgnoresChanges = true });
        await SendFirstStoryAsync(origin, bot, Ann, Bob);

        origin.Serve("/feed", Stories(("1", "Bridge closed for a week")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.Edits.Count > 0, "the edit in the other chat");
        await AfterMoreLooksAsync(origin);

        Assert.Equal(Bob, Assert.Single(bot.Notebook.Edits).Chat);
    }

    [Fact]
    public async Task A_change_of_the_body_alone_edits_nothing()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        await SendFirstStoryAsync(origin, bot);

        origin.Serve("/feed", Stories("Corrected: the pier is forty metres long.", ("1", "Bridge closed")));
        await AfterMoreLooksAsync(origin);

        var stored = Assert.Single(await bot.Services.GetRequiredService<IItemStore>().LatestAsync(Ann, null, 1, Token));
        Assert.Contains("Corrected", stored.Post.Body.ToPlainText(), StringComparison.Ordinal);
        Assert.Empty(bot.Notebook.Edits);
    }

    [Fact]
    public async Task An_edit_that_is_refused_is_not_tried_again()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        await SendFirstStoryAsync(origin, bot);
        var attempts = 0;
        bot.Notebook.TroubleWithEdits(Ann, () =>
        {
            Interlocked.Increment(ref attempts);
            return new SendResult.Refused("the message was deleted");
        });

        origin.Serve("/feed", Stories(("2", "Ferry runs again"), ("1", "Bridge closed for a week")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count == 2, "the news behind the edit");
        await AfterMoreLooksAsync(origin);

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task An_edit_that_fails_again_and_again_is_given_up_and_the_news_behind_it_come()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        await SendFirstStoryAsync(origin, bot);
        var attempts = 0;
        bot.Notebook.TroubleWithEdits(Ann, () =>
        {
            Interlocked.Increment(ref attempts);
            return new SendResult.TryLater(TimeSpan.Zero, "busy");
        });

        origin.Serve("/feed", Stories(("2", "Ferry runs again"), ("1", "Bridge closed for a week")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count == 2, "the news behind the edit");

        Assert.Equal(10, attempts);
    }

    [Fact]
    public async Task An_edit_that_was_owed_when_the_bot_stopped_is_made_after_its_restart()
    {
        await using var origin = await FeedOrigin.StartAsync();
        string messageId;
        await using (var bot = await StartAsync(origin, Ann))
        {
            await SendFirstStoryAsync(origin, bot);
            messageId = Assert.Single(bot.Notebook.Notes, note => note.Post is not null).Key;
            var attempts = 0;
            bot.Notebook.TroubleWithEdits(Ann, () =>
            {
                Interlocked.Increment(ref attempts);
                return new SendResult.TryLater(null, "not now");
            });
            origin.Serve("/feed", Stories(("1", "Bridge closed for a week")));
            await BotUnderTest.UntilAsync(() => attempts > 0, "an attempt at the edit");
        }

        await using var again = await BotUnderTest.StartAsync(_folder.Path);
        await BotUnderTest.UntilAsync(() => again.Notebook.Edits.Count > 0, "the edit after the restart");
        var edit = Assert.Single(again.Notebook.Edits);
        Assert.Equal((messageId, "Bridge closed for a week"), (edit.MessageId, edit.Post.Title));
    }

    [Fact]
    public async Task A_parked_chat_gets_no_edits()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann, Bob);
        await SendFirstStoryAsync(origin, bot, Ann, Bob);
        bot.Notebook.Trouble(Ann, () => new SendResult.ChatGone("the bot was blocked"));
        origin.Serve("/feed", Stories(("2", "Ferry runs again"), ("1", "Bridge closed")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Bob).Count == 2, "the second story in the other chat");
        await bot.UntilNothingIsOwedAsync();

        origin.Serve("/feed", Stories(("2", "Ferry runs again"), ("1", "Bridge closed for a week")));
        await BotUnderTest.UntilAsync(() => bot.Notebook.Edits.Count > 0, "the edit in the other chat");
        await AfterMoreLooksAsync(origin);

        Assert.Equal(Bob, Assert.Single(bot.Notebook.Edits).Chat);
    }

    [Fact]
    public async Task A_burst_that_is_more_than_the_chat_has_room_for_comes_as_one_list_and_the_next_post_singly()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann, Bob);
        bot.Notebook.Narrow(Ann, room: 2);

        origin.Serve("/feed", Reply.Feed("four", "three", "two", "one"));
        await BotUnderTest.UntilAsync(() => Lists(bot).Count > 0 && bot.Notebook.News(Bob).Count == 4, "the list");
        origin.Serve("/feed", Reply.Feed("five", "four", "three", "two", "one"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count > 0, "the next post");
        await AfterMoreLooksAsync(origin);

        var list = Assert.Single(Lists(bot));
        Assert.Equal(["one", "two", "three", "four"], list.Posts.Select(post => post.Title));
        Assert.Equal("4 new headlines:", list.Text.ToPlainText());
        Assert.False(list.IsSilent);
        Assert.Equal(["five"], bot.Notebook.News(Ann));
        Assert.Equal(["one", "two", "three", "four", "five"], bot.Notebook.News(Bob));
    }

    [Fact]
    public async Task As_many_as_the_chat_has_room_for_come_singly()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Narrow(Ann, room: 3);

        origin.Serve("/feed", Reply.Feed("three", "two", "one"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count == 3, "the news");

        Assert.Equal(["one", "two", "three"], bot.Notebook.News(Ann));
        Assert.Empty(Lists(bot));
    }

    [Fact]
    public async Task A_chat_without_any_room_still_gets_a_post_that_is_alone()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Narrow(Ann, room: 0);

        origin.Serve("/feed", Reply.Feed("one"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count == 1, "the post");

        Assert.Empty(Lists(bot));
    }

    [Fact]
    public async Task A_great_burst_comes_as_several_lists_in_which_nothing_is_missing_and_nothing_stands_twice()
    {
        string[] titles = [.. Enumerable.Range(1, 70).Select(n => $"story {n}")];
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Narrow(Ann, room: 2);

        origin.Serve("/feed", Reply.Feed([.. titles.Reverse()]));
        await BotUnderTest.UntilAsync(() => Lists(bot).Sum(list => list.Posts.Count) >= titles.Length, "all lists");

        Assert.Equal([50, 20], Lists(bot).Select(list => list.Posts.Count));
        Assert.Equal(titles, Lists(bot).SelectMany(list => list.Posts).Select(post => post.Title));
    }

    [Fact]
    public async Task A_list_that_fails_goes_out_later()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Narrow(Ann, room: 1);
        var attempts = 0;
        bot.Notebook.Trouble(Ann, () => Interlocked.Increment(ref attempts) <= 2 ? new SendResult.TryLater(TimeSpan.Zero, "busy") : null);

        origin.Serve("/feed", Reply.Feed("three", "two", "one"));
        await BotUnderTest.UntilAsync(() => Lists(bot).Count > 0, "the list");
        await bot.UntilNothingIsOwedAsync();

        Assert.Equal(["one", "two", "three"], Assert.Single(Lists(bot)).Posts.Select(post => post.Title));
        Assert.Empty(bot.Notebook.News(Ann));
    }

    [Fact]
    public async Task A_list_that_the_platform_refuses_loses_no_post()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Narrow(Ann, room: 1);
        var attempts = 0;
        bot.Notebook.Trouble(Ann, () => Interlocked.Increment(ref attempts) == 1 ? new SendResult.Refused("too many links") : null);

        origin.Serve("/feed", Reply.Feed("three", "two", "one"));
        await BotUnderTest.UntilAsync(() => Lists(bot).Count > 0, "the rest");

        Assert.Equal(["one"], bot.Notebook.News(Ann));
        Assert.Equal(["two", "three"], Assert.Single(Lists(bot)).Posts.Select(post => post.Title));
    }

    [Fact]
    public async Task A_list_is_silent_if_all_its_subscriptions_are()
    {
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        await SetAsync(bot, Ann, new SubscriptionSettings { IsSilent = true });
        bot.Notebook.Narrow(Ann, room: 1);

        origin.Serve("/feed", Reply.Feed("two", "one"));
        await BotUnderTest.UntilAsync(() => Lists(bot).Count > 0, "the list");

        Assert.True(Assert.Single(Lists(bot)).IsSilent);
    }

    [Fact]
    public async Task A_chat_rests_between_posts_as_long_as_its_platform_asks()
    {
        var rest = TimeSpan.FromMilliseconds(700);
        await using var origin = await FeedOrigin.StartAsync();
        await using var bot = await StartAsync(origin, Ann);
        bot.Notebook.Tire(Ann, rest);

        origin.Serve("/feed", Reply.Feed("two", "one"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(Ann).Count == 2, "both news");

        var sent = bot.Notebook.Notes.Where(note => note.Post is not null).Select(note => note.At).ToList();
        Assert.True(TimeProvider.System.GetElapsedTime(sent[0], sent[1]) >= rest);
    }

    /// <summary>A bot whose chats subscribe to <c>/feed</c>, which has a story from before.</summary>
    private async Task<BotUnderTest> StartAsync(FeedOrigin origin, params ChatAddress[] subscribers)
    {
        origin.Serve("/feed", Stories(("0", "Before")));
        var bot = await BotUnderTest.StartAsync(_folder.Path);
        foreach (var chat in subscribers)
            await bot.AskAsync(chat, $"/sub {origin.Url("/feed")}");
        return bot;
    }

    private static async Task SendFirstStoryAsync(FeedOrigin origin, BotUnderTest bot, params ChatAddress[] chats)
    {
        origin.Serve("/feed", Stories(("1", "Bridge closed")));
        await BotUnderTest.UntilAsync(
            () => bot.Notebook.Notes.Count(note => note.Post is not null) == Math.Max(1, chats.Length), "the first story");
        await bot.UntilNothingIsOwedAsync();
    }

    private static async Task SetAsync(BotUnderTest bot, ChatAddress chat, SubscriptionSettings settings)
    {
        var store = bot.Services.GetRequiredService<ISubscriptionStore>();
        await store.SaveSettingsAsync(chat, Assert.Single(await store.ListAsync(chat, Token)).Feed.Id, settings, Token);
    }

    /// <summary>What was sent as lists: they are told from answers by their key.</summary>
    private static List<NewsBot.Core.Commands.Reply> Lists(BotUnderTest bot) =>
        [.. bot.Notebook.Notes.Where(note => note.Key.StartsWith("deliveries-", StringComparison.Ordinal)).Select(note => note.Reply!)];

    private static async Task AfterMoreLooksAsync(FeedOrigin origin)
    {
        var asked = origin.Asked("/feed").Count;
        await BotUnderTest.UntilAsync(() => origin.Asked("/feed").Count >= asked + 2, "more looks");
    }

    private static Reply Stories(params (string Id, string Title)[] stories) => Stories("The pier is thirty metres long.", stories);

    /// <summary>A feed whose items keep their numbers when their titles change. The end of the text is not in the lead.</summary>
    private static Reply Stories(string end, params (string Id, string Title)[] stories)
    {
        var items = stories.Select(story => $"""
            <item><guid isPermaLink="false">{story.Id}</guid><title>{WebUtility.HtmlEncode(story.Title)}</title>
            <link>https://publisher.example/{story.Id}</link><description>{WebUtility.HtmlEncode($"""
            <p>Engineers found cracks in two of the four piers on Monday morning, the harbour office said, and nobody may cross before
            all of them have been looked at from a boat, which will take until the end of the month at least if the weather holds.</p>
            <p>The bridge was built in 1931 and carries nine thousand people a day, most of them on their way to the docks. The
            ferry is free for as long as the work goes on, and buses stop at both landings. {end}</p>
            """)}</description></item>
            """);
        return Reply.Xml($"""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0"><channel><title>Publisher</title><link>https://publisher.example/</link><description>News</description>
            {string.Join('\n', items)}
            </channel></rss>
            """);
    }
}
