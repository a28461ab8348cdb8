using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>Nothing is lost and nothing comes twice, whatever Telegram answers.</summary>
public sealed class TelegramSendingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_requests_are_waited_out_and_then_sent_once()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.FailNext(Failure.Refused(429, "Too Many Requests: retry after 2", retryAfter: 2), "sendMessage", bot.Ann.Id);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => News(bot).Count == 1, "the news");

        var sends = bot.Server.Requests.Where(request => request.Is("sendMessage") && request.Text("text")!.Contains(">one<", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, sends.Count);
        Assert.InRange(sends[1].T - sends[0].T, 2000, 30_000);
    }

    [Fact]
    public async Task A_disturbed_Telegram_is_tried_again()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.FailNext(Failure.BadGateway, "sendMessage");
        bot.Server.FailNext(Failure.Refused(500, "Internal Server Error"), "sendMessage");
        bot.Server.FailNext(Failure.Dropped, "sendMessage");

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => News(bot).Count == 1, "the news");
    }

    [Fact]
    public async Task A_blocked_bot_keeps_the_reason_and_the_subscriptions_and_goes_on_when_it_is_let_in()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Chat(bot.Ann.Id).Fate = ChatFate.Blocked;
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Server.Requests.Any(request => request.Status == 403), "the refusal");

        bot.Server.Chat(bot.Ann.Id).Fate = ChatFate.None;
        Assert.Contains("zero", (await bot.AskAsync(bot.Ann, "/list")).Text! + bot.Words(bot.Ann.Id)[0], StringComparison.Ordinal);
        bot.Origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotOnTelegram.UntilAsync(() => News(bot).Contains("two"), "news again");
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_goes_on_there()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var group = bot.Server.AddGroup(-5001);
        group.Administrators.Add(bot.Ann.Id);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(group, bot.Ann, $"/sub {bot.Origin.Url("/feed")}");

        var supergroup = bot.Server.Migrate(group, -1_001_000_000_009);
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(supergroup.Id).Any(words => words.StartsWith("one", StringComparison.Ordinal)), "the news");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task News_for_a_topic_that_is_closed_or_deleted_go_to_the_group_which_is_told_so(bool isClosed)
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var forum = bot.Server.AddForum(-1_001_000_000_001, 17);
        forum.Administrators.Add(bot.Ann.Id);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(forum, bot.Ann, $"/sub {bot.Origin.Url("/feed")}", thread: 17);

        if (isClosed)
            forum.Topics[17] = forum.Topics[17] with { IsClosed = true };
        else
            forum.Topics.Remove(17, out _);
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Written(forum.Id).Count(message => message.Thread is null) == 2, "notice and news");

        var general = bot.Written(forum.Id).Where(message => message.Thread is null).Select(message => message.Content.Text).ToList();
        Assert.Contains("topic", general[0], StringComparison.Ordinal);
        Assert.StartsWith("one", general[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_markup_goes_out_as_plain_text()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.FailNext(Failure.Refused(400, "Bad Request: can't parse entities: Unsupported start tag \"tg-time\" at byte offset 40"), "sendMessage");

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => News(bot).Count == 1, "the news");

        Assert.DoesNotContain(bot.Written(bot.Ann.Id)[^1].Entities, entity => entity.Type is "bold" or "text_link");
    }

    [Fact]
    public async Task A_burst_for_a_group_comes_as_one_list()
    {
        await using var bot = await BotOnTelegram.StartAsync(new BotApiOptions());
        var group = bot.Server.AddGroup(-5001);
        group.Administrators.Add(bot.Ann.Id);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(group, bot.Ann, $"/sub {bot.Origin.Url("/feed")}");

        var titles = Enumerable.Range(1, 30).Select(i => $"Story number {i:00}").ToList();
        bot.Origin.Serve("/feed", Reply.Feed([.. titles.AsEnumerable().Reverse(), "zero"]));
        await BotOnTelegram.UntilAsync(() => bot.Words(group.Id).Any(words => words.Contains(titles[^1], StringComparison.Ordinal)), "the list");

        var all = string.Join('\n', bot.Words(group.Id));
        Assert.All(titles, title => Assert.Equal(2, all.Split(title).Length));
        Assert.InRange(bot.Written(group.Id).Count, 2, 5);
        Assert.Equal(0, bot.Server.Offences);
    }

    [Fact]
    public async Task One_chat_that_is_told_to_wait_holds_up_no_other()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var bob = bot.Server.AddUser(1002, "en", "Bob");
        await bot.SubscribeAsync();
        await bot.AskAsync(bob, $"/sub {bot.Origin.Url("/feed")}");
        bot.Server.FailNext(Failure.Refused(429, "Too Many Requests: retry after 600", retryAfter: 600), "sendMessage", bot.Ann.Id);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(bob.Id)[^1].StartsWith("one", StringComparison.Ordinal), "Bob's news");

        // Bob's is written down a moment after it was sent.
        var outbox = bot.Services.GetRequiredService<IDeliveryStore>();
        while ((await outbox.BacklogAsync(Token)).Pending > 1)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        Assert.Equal(1, (await outbox.BacklogAsync(Token)).Pending);
    }

    [Fact]
    public async Task A_restart_repeats_no_command_and_no_news()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => News(bot).Count == 1, "the news");
        var before = bot.Written(bot.Ann.Id).Count;

        await bot.RestartAsync();
        await bot.AskAsync(bot.Ann, "/help");

        Assert.Equal(before + 1, bot.Written(bot.Ann.Id).Count);
    }

    private static IReadOnlyList<string> News(BotOnTelegram bot) =>
        [.. bot.Words(bot.Ann.Id).Select(words => words.Split('\n')[0]).Where(title => title is "one" or "two")];
}
