using ImageMagick;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Discord;

/// <summary>How stories look in each kind of place.</summary>
public sealed class DiscordPostTests
{
    [Fact]
    public async Task A_story_is_a_card_with_its_link_and_source()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");

        var card = bot.Posts(bot.News)[0].Embeds[0];
        Assert.Equal("one", card.GetProperty("title").GetString());
        Assert.Equal("https://publisher.example/one", card.GetProperty("url").GetString());
        Assert.Contains("Publisher", card.GetRawText(), StringComparison.Ordinal);
        Assert.True(card.TryGetProperty("timestamp", out _) && card.TryGetProperty("color", out _));
    }

    [Fact]
    public async Task A_picture_that_Discord_cannot_fetch_is_uploaded()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        Publish(bot, Serve(bot, "/tram.webp", MagickFormat.WebP), "one");
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");

        var post = bot.Posts(bot.News)[0];
        Assert.Single(post.Files);
        Assert.Contains(post.Files[0].Name, post.Embeds[0].GetProperty("image").GetProperty("url").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_nobody_can_fetch_does_not_cost_the_story()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        Publish(bot, bot.Origin.Url("/missing.jpg"), "one");
        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("one"), "the news");

        Assert.Empty(bot.Posts(bot.News)[0].Files);
    }

    [Fact]
    public async Task In_a_forum_each_story_is_a_post_with_those_of_its_labels_that_the_forum_has()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = bot.Guild.AddChannel(DiscordChannel.Forum, "stories");
        forum.AddTag("Trams");
        forum.AddTag("Closed", isModerated: true);
        forum.RequireTag();
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"), ("channel", forum));

        bot.Origin.Serve("/feed", Reply.Xml(Labelled("one", "trams", "Closed", "else")));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count == 1, "the post");

        var thread = BotOnDiscord.Threads(forum)[0];
        Assert.Equal(("one", "Trams"), (thread.Name, Assert.Single(thread.AppliedTags)));
        Assert.Equal("one", BotOnDiscord.Title(bot.Server.Messages(thread)[0]));
    }

    [Fact]
    public async Task A_forum_that_asks_for_a_tag_gets_one()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var forum = bot.Guild.AddChannel(DiscordChannel.Media, "pictures");
        forum.AddTag("Closed", isModerated: true);
        forum.AddTag("Any");
        forum.RequireTag();
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"), ("channel", forum));

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => BotOnDiscord.Threads(forum).Count == 1, "the post");

        Assert.Equal(["Any"], BotOnDiscord.Threads(forum)[0].AppliedTags);
    }

    [Fact]
    public async Task An_announcement_is_passed_on_where_that_was_wished()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var channel = bot.Guild.AddChannel(DiscordChannel.Announcement, "announcements");
        await bot.SubscribeAsync(channel);
        var set = await bot.AskAsync(bot.Ann, channel, "set", ("feed", "1"));
        var publish = set.Original!.Buttons.First(label => label.Contains("ublish", StringComparison.Ordinal) || label.Contains("ollower", StringComparison.Ordinal));
        await BotOnDiscord.SettledAsync(bot.Server.Press(bot.Ann, set.Original, publish));

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Posts(channel) is [{ IsPublished: true }], "the announcement");
    }

    [Fact]
    public async Task News_come_to_the_thread_in_which_they_were_subscribed()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var thread = bot.News.AddThread("trams", bot.Ann);
        await bot.SubscribeAsync(thread);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Titles(thread).Contains("one"), "the news");
        Assert.Empty(bot.Posts(bot.News));
    }

    [Fact]
    public async Task A_story_that_changes_is_changed_where_it_stands()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("one"), "the news");

        bot.Origin.Serve("/feed", Reply.Xml(FeedText.Rss("one", "zero").Replace("<title>one<", "<title>One, corrected<", StringComparison.Ordinal)));

        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("One, corrected"), "the correction");
        Assert.Single(bot.Posts(bot.News));
    }

    [Fact]
    public async Task The_layout_of_components_is_there_for_those_who_want_it()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        var set = await bot.AskAsync(bot.Ann, bot.News, "set");
        var layout = set.Original!.Controls.First(control => control.TryGetProperty("custom_id", out var id) && id.GetString()!.Contains("layout", StringComparison.Ordinal));
        await BotOnDiscord.SettledAsync(bot.Server.Press(bot.Ann, set.Original, layout.GetProperty("custom_id").GetString()!));

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News) is [{ IsLayout: true }], "the news");
        Assert.Contains("one", bot.Posts(bot.News)[0].AllText, StringComparison.Ordinal);
    }

    private static Uri Serve(BotOnDiscord bot, string path, MagickFormat format)
    {
        using var image = new MagickImage(MagickColors.SteelBlue, 640, 360) { Format = format };
        bot.Origin.Serve(path, Reply.Bytes(image.ToByteArray(), "image/" + format.ToString().ToLowerInvariant()));
        return bot.Origin.Url(path);
    }

    private static void Publish(BotOnDiscord bot, Uri picture, string title) => bot.Origin.Serve("/feed", Reply.Xml(
        FeedText.Rss(title, "zero").Replace($"<description>{title}.<", $"<enclosure url=\"{picture}\" type=\"image/webp\" length=\"1\"/><description>{title}.<", StringComparison.Ordinal)));

    private static string Labelled(string title, params string[] labels) => FeedText.Rss(title, "zero").Replace(
        $"<description>{title}.<",
        $"{string.Concat(labels.Select(label => $"<category>{label}</category>"))}<description>{title}.<", StringComparison.Ordinal);
}
