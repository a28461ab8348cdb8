using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Discord;

/// <summary>Nothing is lost and nothing comes twice, whatever Discord answers.</summary>
public sealed class DiscordSendingTests
{
    private const string Sends = "POST /channels/*/messages";
    private const string Opens = "POST /channels/*/threads";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("user")]
    [InlineData("global")]
    [InlineData("shared")]
    public async Task A_limit_of_each_scope_is_waited_out_and_the_story_sent_once(string scope)
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Limit(Sends, scope, Moment, times: 2);

        await PublishAsync(bot);

        Assert.Equal(["one"], bot.Titles(bot.News));
        Assert.Equal(3, bot.Server.Requests.Count(request => request.IsSend(bot.News)));
    }

    [Fact]
    public async Task A_disturbed_Discord_is_tried_again()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Fail(Sends, 500);
        bot.Server.FailWith(Sends, 502, "<html>try again</html>");
        bot.Server.Break(Sends);

        await PublishAsync(bot);

        Assert.Equal(["one"], bot.Titles(bot.News));
    }

    [Fact]
    public async Task A_story_whose_answer_was_lost_comes_once()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.LoseAnswer(Sends, times: 2);

        await PublishAsync(bot);

        Assert.Equal(["one"], bot.Titles(bot.News));
        Assert.Equal(3, bot.Server.Requests.Count(request => request.IsSend(bot.News)));
    }

    [Fact]
    public async Task A_server_that_tells_no_number_of_a_message_is_sent_each_story_once()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.FailWith(Sends, 200, """{"something":"else"}""", "application/json");

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Server.Requests.Any(request => request.IsSend(bot.News)), "an attempt");
        await NothingOwedAsync(bot);
        bot.Origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("two"), "the next story");

        Assert.Equal(2, bot.Server.Requests.Count(request => request.IsSend(bot.News)));
    }

    [Fact]
    public async Task A_server_that_knows_no_enforced_nonce_is_sent_whole_stories_all_the_same()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.FailWith(
            Sends, 400, """{"code":50035,"message":"Invalid Form Body","errors":{"enforce_nonce":{"_errors":[{"code":"X","message":"no such field"}]}}}""",
            "application/json");

        await PublishAsync(bot);

        Assert.Equal(["one"], bot.Titles(bot.News));
    }

    [Fact]
    public async Task A_forum_post_whose_answer_was_lost_comes_once()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = await ForumAsync(bot);
        bot.Server.LoseAnswer(Opens, times: 1);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count > 0, "the post");
        await NothingOwedAsync(bot);

        Assert.Equal(["one"], BotOnDiscord.Threads(forum).Select(thread => thread.Name));
    }

    [Fact]
    public async Task A_look_for_a_lost_forum_post_that_fails_is_made_again_before_another_post()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = await ForumAsync(bot);
        bot.Server.LoseAnswer(Opens);
        bot.Server.Fail("GET /guilds/*/threads/active", 500);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count > 0, "the post");
        await NothingOwedAsync(bot);

        Assert.Equal(["one"], BotOnDiscord.Threads(forum).Select(thread => thread.Name));
    }

    [Fact]
    public async Task A_forum_goes_on_when_one_of_its_posts_was_deleted_and_its_story_changes()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = await ForumAsync(bot);
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count == 1, "the post");
        BotOnDiscord.Threads(forum)[0].Delete();

        var changed = FeedText.Rss("two", "one", "zero").Replace("<title>one<", "<title>One, corrected<", StringComparison.Ordinal);
        bot.Origin.Serve("/feed", Reply.Xml(changed));

        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum) is [{ Name: "two" }], "the next post");
        await NothingOwedAsync(bot);
        Assert.Empty(bot.Server.Messages(bot.Server.DirectMessages(bot.Ann)));
    }

    [Fact]
    public async Task A_message_that_another_bot_sent_stays_as_it_is_and_holds_up_nothing()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        await PublishAsync(bot);
        bot.Server.Fail("PATCH /channels/*/messages/*", 403, 50005);

        bot.Origin.Serve("/feed", Reply.Xml(
            FeedText.Rss("two", "one", "zero").Replace("<title>one<", "<title>One, corrected<", StringComparison.Ordinal)));

        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("two"), "the next story");
        Assert.Equal(["one", "two"], bot.Titles(bot.News));
    }

    [Fact]
    public async Task A_list_whose_answer_was_lost_comes_once_whatever_came_since()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.LoseAnswer(Sends);
        var titles = Enumerable.Range(1, 30).Select(i => $"Story number {i:00}").ToList();

        bot.Origin.Serve("/feed", Reply.Feed([.. titles.Take(29).Reverse(), "zero"]));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count > 0, "the list");
        bot.Origin.Serve("/feed", Reply.Feed([.. titles.AsEnumerable().Reverse(), "zero"]));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Any(post => post.AllText.Contains(titles[^1], StringComparison.Ordinal)), "the last story");
        await NothingOwedAsync(bot);

        var all = string.Join('\n', bot.Posts(bot.News).Select(post => post.AllText));
        Assert.All(titles, title => Assert.Equal(2, all.Split(title).Length));
    }

    [Fact]
    public async Task Two_stories_with_the_same_headline_are_two_posts_of_a_forum()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = await ForumAsync(bot);

        bot.Origin.Serve("/feed", Reply.Xml(FeedText.Rss("one", "two", "zero").Replace("<title>two<", "<title>one<", StringComparison.Ordinal)));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count == 2, "both posts");

        Assert.All(BotOnDiscord.Threads(forum), thread => Assert.Equal("one", thread.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bot_stopped_between_the_sending_and_the_writing_down_sends_nothing_twice(bool isForum)
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = await ForumAsync(bot);
        await bot.SubscribeAsync(path: "/other");
        // The answer never comes: all that the bot knows when it ends is that it tried.
        bot.Server.LoseAnswer(isForum ? Opens : Sends);
        bot.Origin.Serve(isForum ? "/feed" : "/other", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => isForum ? BotOnDiscord.Threads(forum).Count == 1 : bot.Posts(bot.News).Count == 1, "the story");

        await bot.StopAsync();
        await bot.StartAsync();
        await NothingOwedAsync(bot);

        Assert.Equal(["one"], isForum ? BotOnDiscord.Threads(forum).Select(thread => thread.Name) : bot.Titles(bot.News));
    }

    [Theory]
    [InlineData(50035)]
    [InlineData(50006)]
    [InlineData(240000)]
    public async Task What_Discord_refuses_of_a_story_is_left_out_and_the_words_arrive(int code)
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Fail(Sends, 400, code);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");

        Assert.Contains("https://publisher.example/one", bot.Posts(bot.News)[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_cards_are_allowed_the_story_comes_as_text()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.News.Deny(bot.Guild.BotRole, DiscordPermission.EmbedLinks);
        bot.News.Deny(bot.Guild.Everyone, DiscordPermission.EmbedLinks);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");

        Assert.Contains("one", bot.Posts(bot.News)[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_without_permission_waits_its_manager_is_told_and_it_goes_on_when_permission_is_back()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.News.Deny(bot.Guild.BotRole, DiscordPermission.SendMessages);
        var door = bot.Server.DirectMessages(bot.Ann);

        bot.Origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Server.Messages(door).Count == 1, "the notice");
        Assert.Contains($"<#{bot.News.Id}>", bot.Server.Messages(door)[0].Content, StringComparison.Ordinal);
        Assert.Contains("Send Messages", bot.Server.Messages(door)[0].Content, StringComparison.Ordinal);
        await UntilShutAsync(bot);
        var list = await bot.AskAsync(bot.Ann, bot.News, "list");
        Assert.Contains("Missing Permissions", list.AllText, StringComparison.Ordinal);

        bot.News.ClearOverwrites();

        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Count == 2, "what was owed");
        Assert.Equal(["one", "two"], bot.Titles(bot.News));
        Assert.Single(bot.Server.Messages(door));
    }

    [Fact]
    public async Task A_channel_that_is_deleted_ends_its_subscriptions_and_its_manager_is_told()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        var door = bot.Server.DirectMessages(bot.Ann);

        bot.News.Delete();
        await BotOnDiscord.UntilAsync(() => bot.Server.Messages(door).Count == 1, "the notice");
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        var asked = bot.Origin.Asked("/feed").Count;
        await BotOnDiscord.UntilAsync(() => bot.Origin.Asked("/feed").Count > asked + 1 || bot.Origin.Asked("/feed").Count == asked, "time to pass");

        Assert.DoesNotContain(bot.Server.Requests, request => request.IsSend(bot.News));
    }

    [Fact]
    public async Task An_outage_of_a_server_is_no_removal()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        bot.Guild.GoOut();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        var asked = bot.Origin.Asked("/feed").Count;
        await BotOnDiscord.UntilAsync(() => bot.Origin.Asked("/feed").Count > asked + 1, "a look at the feed");
        Assert.DoesNotContain(bot.Server.Requests, request => request.IsSend(bot.News));
        bot.Guild.ComeBack();
        bot.Origin.Serve("/feed", Reply.Feed("two", "one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Count == 2, "the news");
        Assert.Equal(["one", "two"], bot.Titles(bot.News));
        Assert.Empty(bot.Server.Messages(bot.Server.DirectMessages(bot.Ann)));
    }

    [Fact]
    public async Task Discords_limits_are_kept_without_one_refusal()
    {
        await using var bot = await BotOnDiscord.StartAsync(new DiscordServerOptions());
        await bot.SubscribeAsync();

        var titles = Enumerable.Range(1, 8).Select(i => $"Story number {i:00}").ToList();
        bot.Origin.Serve("/feed", Reply.Feed([.. titles.AsEnumerable().Reverse(), "zero"]));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 8, "all stories");

        Assert.Equal(titles, bot.Titles(bot.News));
        Assert.DoesNotContain(bot.Server.Requests, request => request.Status == 429);
    }

    private static async Task PublishAsync(BotOnDiscord bot)
    {
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count > 0, "the news");
        await NothingOwedAsync(bot);
    }

    private static Task NothingOwedAsync(BotOnDiscord bot) => bot.UntilNothingIsOwedAsync();

    private static async Task<DiscordChannel> ForumAsync(BotOnDiscord bot)
    {
        var forum = bot.Guild.AddChannel(DiscordChannel.Forum, "stories");
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"), ("channel", forum));
        return forum;
    }

    /// <summary>The manager is told before it is written down.</summary>
    private static async Task UntilShutAsync(BotOnDiscord bot)
    {
        var outbox = bot.Services.GetRequiredService<IDeliveryStore>();
        var news = new ChatAddress("discord", $"{bot.News.Id}");
        for (var look = 0; await outbox.ShutReasonAsync(news, TestContext.Current.CancellationToken) is null; look++)
        {
            Assert.True(look < 3000, "waited in vain for the channel to be shut");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
