using NewsBot.Tests.Origins;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>News on their way from a publisher into Telegram.</summary>
public sealed class TelegramPostTests
{
    [Fact]
    public async Task A_new_item_comes_with_a_linked_title_its_lead_its_source_and_its_picture()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();

        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item(
            "1", "The night tram runs again", "<p>The <b>night tram</b> runs again after <a href=\"https://example.com/why\">two years</a>.</p>",
            "<category>Traffic</category><enclosure url=\"https://example.com/tram.jpg\" type=\"image/jpeg\" length=\"1000\"/>"))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        var news = bot.Written(bot.Ann.Id)[1];
        Assert.StartsWith("The night tram runs again\n", news.Caption, StringComparison.Ordinal);
        Assert.Contains("runs again after two years.", news.Caption, StringComparison.Ordinal);
        Assert.Contains("Example News", news.Caption, StringComparison.Ordinal);
        Assert.Contains("#Traffic", news.Caption, StringComparison.Ordinal);
        Assert.Equal("photo", news.Media!.Kind);
        Assert.Contains(news.Entities, entity => entity.Type == "text_link" && news.Content.Part(entity) == "The night tram runs again");
        Assert.Contains(news.Entities, entity => entity.Type == "text_link" && news.Content.Part(entity) == "two years");
    }

    [Fact]
    public async Task Several_pictures_come_as_an_album()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();

        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item(
            "1", "Four views", string.Concat(Enumerable.Range(1, 4).Select(i => $"<p>View {i} of the bridge.</p><img src=\"https://example.com/{i}.jpg\" width=\"800\" height=\"600\">"))))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 5, "the album");

        var album = bot.Written(bot.Ann.Id).Skip(1).ToList();
        Assert.Single(album.Select(message => message.MediaGroup).Distinct());
        Assert.StartsWith("Four views", album[0].Caption, StringComparison.Ordinal);
        Assert.All(album.Skip(1), message => Assert.Equal("", message.Caption));
    }

    [Fact]
    public async Task A_long_text_in_full_goes_on_in_answers_to_its_first_part()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.AskAsync(bot.Ann, "/set length full");
        await bot.SubscribeAsync();

        var text = string.Concat(Enumerable.Range(1, 400).Select(i => $"<p>第{i}句话说明这座桥为什么要重建。</p>"));
        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "重建", text))));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id).Any(words => words.Contains("第400句", StringComparison.Ordinal)), "the end");

        var parts = bot.Written(bot.Ann.Id).Skip(2).ToList();
        Assert.True(parts.Count > 1);
        Assert.All(parts.Skip(1), part => Assert.Equal(parts[0].Id, part.ReplyTo));
        Assert.All(parts.SkipLast(1), part => Assert.EndsWith("。", part.Content.Text.TrimEnd(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task News_of_a_feed_go_to_the_topic_where_it_was_subscribed()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var forum = bot.Server.AddForum(-1_001_000_000_001, 17, 18);
        forum.Administrators.Add(bot.Ann.Id);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(forum, bot.Ann, $"/sub {bot.Origin.Url("/feed")}", thread: 17);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(forum.Id).Any(words => words.StartsWith("one", StringComparison.Ordinal)), "the news");

        Assert.All(bot.Written(forum.Id), message => Assert.Equal(17, message.Thread));
    }

    [Fact]
    public async Task A_muted_feed_rings_no_bell()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        await bot.AskAsync(bot.Ann, "/mute 1");

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("one", StringComparison.Ordinal), "the news");

        Assert.True(bot.Written(bot.Ann.Id)[^1].IsSilent);
    }

    [Fact]
    public async Task A_changed_headline_is_changed_where_it_stands()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "Two hurt in fire", "<p>Two people were hurt.</p>"))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "Nobody hurt in fire", "<p>Nobody was hurt.</p>"))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id)[1].Edits > 0, "the edit");

        Assert.Equal(2, bot.Written(bot.Ann.Id).Count);
        Assert.StartsWith("Nobody hurt in fire", bot.Words(bot.Ann.Id)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_picture_a_changed_headline_is_changed_too()
    {
        const string Picture = "<enclosure url=\"https://example.com/fire.jpg\" type=\"image/jpeg\" length=\"1000\"/>";
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "Two hurt in fire", "<p>Two people were hurt.</p>", Picture))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "Nobody hurt in fire", "<p>Nobody was hurt.</p>", Picture))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id)[1].Edits > 0, "the edit");

        Assert.StartsWith("Nobody hurt in fire", bot.Written(bot.Ann.Id)[1].Caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_wants_no_edits_keeps_what_was_sent()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        await bot.AskAsync(bot.Ann, "/set 1 edits off");
        bot.Origin.Serve("/feed", Reply.Xml(Feed(Item("1", "Two hurt in fire", "<p>Two people were hurt.</p>"))));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("Two hurt", StringComparison.Ordinal), "the news");
        bot.Origin.Serve("/feed", Reply.Xml(Feed(
            Item("2", "Rain", "<p>It rained.</p>"), Item("1", "Nobody hurt in fire", "<p>Nobody was hurt.</p>"))));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("Rain", StringComparison.Ordinal), "the next news");

        Assert.All(bot.Written(bot.Ann.Id), message => Assert.Equal(0, message.Edits));
    }

    [Fact]
    public async Task A_chat_may_have_rich_messages_and_gets_classic_ones_where_they_are_refused()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.AskAsync(bot.Ann, "/set layout rich");
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id)[^1].Rich?.Contains("one", StringComparison.Ordinal) == true, "a rich message");

        bot.Server.FailNext(Failure.Refused(400, "Bad Request: RICH_MESSAGE_INVALID"), "sendRichMessage");
        bot.Origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("two", StringComparison.Ordinal), "a classic message");

        Assert.Null(bot.Written(bot.Ann.Id)[^1].Rich);
    }

    internal static string Feed(params string[] items) => $"""
        <rss version="2.0"><channel><title>Example News</title><link>https://example.com/</link><description>d</description>
        {string.Concat(items)}</channel></rss>
        """;

    internal static string Item(string id, string title, string html, string more = "") => $"""
        <item><guid isPermaLink="false">{id}</guid><title>{title}</title><link>https://example.com/{id}</link>
        <pubDate>{DateTimeOffset.UtcNow:R}</pubDate><description><![CDATA[{html}]]></description>{more}</item>
        """;
}
