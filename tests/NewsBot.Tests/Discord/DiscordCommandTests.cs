using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Discord;

/// <summary>What people do with the bot on Discord, and what they see.</summary>
public sealed class DiscordCommandTests
{
    [Fact]
    public async Task A_subscription_is_confirmed_in_the_channel_where_it_was_made()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Origin.Serve("/feed", Reply.Feed("zero"));

        var sub = await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"));

        Assert.Equal((5, false), (sub.AnswerType, sub.IsEphemeral));
        Assert.Contains("Publisher", sub.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_a_command_that_takes_long_is_announced_within_three_seconds()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var gate = new TaskCompletionSource();
        bot.Origin.Serve("/slow", Reply.Feed("zero").After(gate.Task));

        var sub = bot.Server.Run(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/slow")}"));
        await BotOnDiscord.UntilAsync(() => sub.Answered.IsCompleted, "the first answer");
        Assert.True(sub.IsDeferred);
        Assert.False(sub.Settled.IsCompleted);
        gate.SetResult();

        await BotOnDiscord.SettledAsync(sub);
        Assert.True(sub.AnsweredAt - sub.At < TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Settings_are_shown_to_the_person_alone()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        var set = await bot.AskAsync(bot.Ann, bot.News, "set");

        Assert.True(set.IsEphemeral);
        Assert.DoesNotContain(bot.Server.MessagesFor(bot.Bob, bot.News), message => message.Id == set.Original!.Id);
    }

    [Fact]
    public async Task An_error_is_shown_to_the_person_alone_and_what_all_saw_of_it_is_taken_away()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Origin.Serve("/missing", Reply.NotFound);

        var sub = await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/missing")}"));
        await BotOnDiscord.UntilAsync(() => sub.FollowUps.Count == 1, "the error");

        Assert.True(sub.IsOriginalDeleted);
        Assert.True(sub.FollowUps[0].IsEphemeral);
        Assert.Contains("404", sub.FollowUps[0].AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_channels_feeds_are_offered_while_one_types()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        var typing = await BotOnDiscord.SettledAsync(bot.Server.Type(bot.Ann, bot.News, "unsub", "feed", "pub"));

        Assert.Equal([("1. Publisher", "1")], typing.Choices);
        var unsub = await bot.AskAsync(bot.Ann, bot.News, "unsub", ("feed", typing.Choices[0].Value));
        Assert.Contains("Publisher", unsub.AllText, StringComparison.Ordinal);
        Assert.Empty((await BotOnDiscord.SettledAsync(bot.Server.Type(bot.Ann, bot.News, "unsub", "feed", ""))).Choices);
    }

    [Fact]
    public async Task Headlines_are_offered_while_one_types_what_to_search_for()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Origin.Serve("/feed", Reply.Feed("Trams are back", "Rain all week"));
        await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"));

        var typing = await BotOnDiscord.SettledAsync(bot.Server.Type(bot.Bob, bot.News, "search", "words", "tram"));

        Assert.Equal([("Trams are back", "Trams are back")], typing.Choices);
        var found = await bot.AskAsync(bot.Bob, bot.News, "search", ("words", typing.Choices[0].Value));
        Assert.Contains("Trams are back", found.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_button_changes_the_panel_that_it_stands_below()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        var set = await bot.AskAsync(bot.Ann, bot.News, "set", ("feed", "1"));
        var sound = set.Original!.Buttons.First(label => label.Contains("ound", StringComparison.Ordinal));

        bot.Server.Press(bot.Ann, set.Original, sound);
        await BotOnDiscord.UntilAsync(() => !set.Original!.Buttons.Contains(sound, StringComparer.Ordinal), "another button");

        Assert.Empty(set.FollowUps);
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");
        Assert.True(bot.Posts(bot.News)[0].IsSilent);
    }

    [Fact]
    public async Task The_button_that_adds_a_feed_asks_for_its_address_in_a_form()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        var list = await bot.AskAsync(bot.Ann, bot.News, "list");

        var press = await BotOnDiscord.SettledAsync(bot.Server.Press(bot.Ann, list.Original!, "Add a feed"));
        Assert.Equal("Subscribe to a feed or to a site's feed"[..20], press.Modal!.Value.GetProperty("title").GetString()![..20]);
        var form = await BotOnDiscord.SettledAsync(bot.Server.Submit(bot.Ann, press, $"{bot.Origin.Url("/feed")}"));

        Assert.Contains("Publisher", form.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_is_chosen_from_a_menu_where_none_was_named()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        await bot.SubscribeAsync(path: "/other");
        var mute = await bot.AskAsync(bot.Ann, bot.News, "mute");
        var menu = mute.Original!.Controls.First();

        var chosen = await BotOnDiscord.SettledAsync(bot.Server.Choose(
            bot.Ann, mute.Original, menu.GetProperty("custom_id").GetString()!, menu.GetProperty("options")[1].GetProperty("value").GetString()!));

        Assert.NotEmpty(chosen.AllText);
    }

    [Fact]
    public async Task Roles_are_chosen_from_a_menu_and_each_story_calls_them_and_nobody_else()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var readers = bot.Guild.AddRole("readers", isMentionable: true);
        await bot.SubscribeAsync();
        var set = await bot.AskAsync(bot.Ann, bot.News, "set", ("feed", "1"));
        var menu = set.Original!.Controls.Single(control => control.GetProperty("type").GetInt32() == 6).GetProperty("custom_id").GetString()!;

        await BotOnDiscord.SettledAsync(bot.Server.Choose(bot.Ann, set.Original, menu, readers));
        bot.Origin.Serve("/feed", Reply.Feed("hello @everyone", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");

        Assert.Equal([readers.Id], bot.Posts(bot.News)[0].Pings);
    }

    [Fact]
    public async Task Subscriptions_leave_as_a_file_and_come_in_as_one()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        var other = bot.Guild.AddChannel(name: "other");

        var export = await bot.AskAsync(bot.Ann, bot.News, "export");
        var file = Assert.Single(export.Original!.Files);
        Assert.True(export.IsEphemeral);
        var import = await bot.AskAsync(bot.Ann, other, "import", ("file", new UploadedFile(file.Name, file.Bytes)));

        Assert.Contains("1", import.AllText, StringComparison.Ordinal);
        Assert.Contains("Publisher", (await bot.AskAsync(bot.Ann, other, "list")).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_channel_is_managed_from_where_one_is()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var other = bot.Guild.AddChannel(name: "other");
        bot.Origin.Serve("/feed", Reply.Feed("zero"));

        await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"), ("channel", other));
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(other).Count == 1, "the news");

        Assert.Empty(bot.Posts(bot.News));
        var set = await bot.AskAsync(bot.Ann, bot.News, "set", ("channel", other));
        Assert.NotEmpty(set.Original!.Controls);
    }

    [Fact]
    public async Task Nothing_of_another_channel_is_offered_to_whoever_does_not_manage_it()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        var other = bot.Guild.AddChannel(name: "other");

        var bobs = await BotOnDiscord.SettledAsync(bot.Server.Type(bot.Bob, other, "latest", "feed", "", ("channel", bot.News)));
        var anns = await BotOnDiscord.SettledAsync(bot.Server.Type(bot.Ann, other, "latest", "feed", "", ("channel", bot.News)));

        Assert.Empty(bobs.Choices);
        Assert.Single(anns.Choices);
    }

    [Fact]
    public async Task A_message_tells_from_its_menu_why_it_came()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnDiscord.UntilAsync(() => bot.Posts(bot.News).Count == 1, "the news");
        await bot.UntilNothingIsOwedAsync();

        var why = await BotOnDiscord.SettledAsync(bot.Server.RunOn(bot.Bob, bot.Posts(bot.News)[0], "Why did this come?"));

        Assert.True(why.IsEphemeral);
        Assert.Contains("Publisher", why.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_are_registered_once_and_not_at_each_start()
    {
        await using var bot = await BotOnDiscord.StartAsync();

        await bot.RestartAsync();
        await bot.AskAsync(bot.Ann, bot.News, "help");

        Assert.Single(bot.Server.Requests, request => request.Is("PUT", $"/applications/{bot.Server.Application}/commands"));
    }

    [Fact]
    public async Task A_Chinese_client_is_answered_in_Chinese_where_nothing_was_chosen()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var li = bot.Server.AddPerson("li", "zh-CN", bot.Guild);

        var start = await bot.AskAsync(li, bot.Server.DirectMessages(li), "start");

        Assert.Contains("你好", start.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_manages_the_channel_changes_its_subscriptions()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        // Discord itself shows the command to nobody who manages no channel at all.
        var bobs = bot.Guild.AddChannel(name: "bobs");
        bobs.Allow(bot.Bob, DiscordPermission.ManageChannels);
        var unsub = await bot.AskAsync(bot.Bob, bobs, "unsub", ("feed", "1"), ("channel", bot.News));
        await BotOnDiscord.UntilAsync(() => unsub.FollowUps.Count == 1, "the refusal");
        Assert.Contains("Manage Channels", unsub.AllText, StringComparison.Ordinal);

        bot.News.Allow(bot.Bob, DiscordPermission.ManageChannels);
        Assert.DoesNotContain("Manage Channels", (await bot.AskAsync(bot.Bob, bot.News, "unsub", ("feed", "1"))).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_subscribed_where_the_bot_may_not_post_and_the_missing_permission_is_named()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.News.Deny(bot.Guild.BotRole, DiscordPermission.SendMessages | DiscordPermission.EmbedLinks);
        var other = bot.Guild.AddChannel(name: "other");
        bot.Origin.Serve("/feed", Reply.Feed("zero"));

        var here = await bot.AskAsync(bot.Ann, bot.News, "sub", ("url", $"{bot.Origin.Url("/feed")}"));
        await BotOnDiscord.UntilAsync(() => here.FollowUps.Count == 1, "the error");
        var there = await bot.AskAsync(bot.Ann, other, "sub", ("url", $"{bot.Origin.Url("/feed")}"), ("channel", bot.News));
        await BotOnDiscord.UntilAsync(() => there.FollowUps.Count == 1, "the error");

        Assert.Contains("Send Messages and Embed Links", here.AllText, StringComparison.Ordinal);
        Assert.Contains("Send Messages and Embed Links", there.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_come_to_direct_messages_as_well()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        var door = bot.Server.DirectMessages(bot.Bob);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        await bot.AskAsync(bot.Bob, door, "sub", ("url", $"{bot.Origin.Url("/feed")}"));

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Titles(door).Contains("one"), "the news");
    }

    [Fact]
    public async Task A_server_that_the_operator_did_not_let_in_is_told_what_to_say_to_them()
    {
        await using var bot = await BotOnDiscord.StartAsync(null, null, "Access:Mode=allowlist");

        var latest = await bot.AskAsync(bot.Ann, bot.News, "latest");
        await BotOnDiscord.UntilAsync(() => latest.FollowUps.Count == 1, "the refusal");

        Assert.Contains($"discord:{bot.Guild.Id}", latest.AllText.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
