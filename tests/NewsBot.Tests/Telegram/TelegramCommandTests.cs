using System.Text;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram.StandIn;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Telegram;

/// <summary>Talking to the bot on Telegram: in private, in groups and their topics, for channels, and inline.</summary>
public sealed class TelegramCommandTests
{
    [Fact]
    public async Task A_first_conversation_in_private()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        bot.Origin.Serve("/feed", Reply.Feed("zero"));

        var greeting = await bot.AskAsync(bot.Ann, "/start");
        Assert.Contains("Hello", greeting.Text!, StringComparison.Ordinal);
        var subscribed = await bot.AskAsync(bot.Ann, $"{bot.Origin.Url("/feed")}");
        Assert.Contains("zero", subscribed.Content.Text, StringComparison.Ordinal);
        Assert.Contains("1.", (await bot.AskAsync(bot.Ann, "/list")).Text!, StringComparison.Ordinal);
        Assert.Contains("zero", (await bot.AskAsync(bot.Ann, "/latest")).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chinese_reader_is_spoken_to_in_chinese()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var wei = bot.Server.AddUser(1003, "zh-hans", "伟");
        Assert.Contains("你好", (await bot.AskAsync(wei, "/start")).Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_menu_is_made_from_the_command_table_in_both_languages_and_shows_members_what_they_may_use()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.AskAsync(bot.Ann, "/help");

        var menus = bot.Server.Requests.Where(request => request.Is("setMyCommands")).ToList();
        Assert.Contains(menus, menu => menu.Text("language_code") == "zh" && menu.Params.GetProperty("commands")[1].GetProperty("description").GetString()!.Contains("订阅", StringComparison.Ordinal));
        var members = menus.First(menu => menu.Text("scope")!.Contains("all_group_chats", StringComparison.Ordinal));
        Assert.Contains("latest", members.Text("commands")!, StringComparison.Ordinal);
        Assert.DoesNotContain("\"unsub\"", members.Text("commands")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_menu_is_not_registered_again_when_nothing_changed()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.AskAsync(bot.Ann, "/help");
        var before = bot.Server.Requests.Count(request => request.Is("setMyCommands"));
        await bot.RestartAsync();
        await bot.AskAsync(bot.Ann, "/help");
        Assert.Equal(before, bot.Server.Requests.Count(request => request.Is("setMyCommands")));
    }

    [Fact]
    public async Task A_menu_that_is_refused_keeps_nobody_waiting()
    {
        await using var server = await BotApiServer.StartAsync();
        server.FailNext(Failure.Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH"), "setMyCommands");
        using var folder = new TemporaryFolder();
        await using var bot = await BotUnderTest.StartAsync(folder.Path, $"Telegram:Token={server.Token}", $"Telegram:ApiBaseUrl={server.Url}");
        server.Say(server.AddUser(1001), "/help");
        await BotUnderTest.UntilAsync(() => server.Messages(1001).Any(message => message.IsByBot), "an answer");
    }

    [Fact]
    public async Task In_a_group_members_read_and_administrators_subscribe()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var group = bot.Server.AddGroup(-1_001_000_000_002);
        var bob = bot.Server.AddUser(1002, "en", "Bob");
        group.Administrators.Add(bot.Ann.Id);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));

        Assert.Contains("administrator", (await bot.AskAsync(group, bob, $"/sub {bot.Origin.Url("/feed")}")).Text!, StringComparison.Ordinal);
        var answer = await bot.AskAsync(group, bot.Ann, $"/sub@{bot.Server.Bot.Username} {bot.Origin.Url("/feed")}");
        Assert.Contains("Subscribed", answer.Content.Text, StringComparison.Ordinal);
        Assert.Contains("zero", (await bot.AskAsync(group, bob, $"@{bot.Server.Bot.Username} latest")).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_administrator_may_subscribe()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var group = bot.Server.AddGroup(-1_001_000_000_002);
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        Assert.Contains("Subscribed", (await bot.AskAsync(group, null, $"/sub {bot.Origin.Url("/feed")}", anonymously: true)).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_go_to_the_topic_where_the_question_was_asked()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var forum = bot.Server.AddForum(-1_001_000_000_001, 17);
        Assert.Equal(17, (await bot.AskAsync(forum, bot.Ann, "/help", thread: 17)).Thread);
        Assert.Null((await bot.AskAsync(forum, bot.Ann, "/help")).Thread);
    }

    [Fact]
    public async Task A_channel_is_managed_from_a_private_chat_by_who_is_administrator_there()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var channel = bot.Server.AddChannel(-1_001_000_000_003, "morning_news");
        bot.Origin.Serve("/feed", Reply.Feed("zero"));
        var command = $"/sub @morning_news {bot.Origin.Url("/feed")}";

        Assert.Contains("administrator", (await bot.AskAsync(bot.Ann, command)).Text!, StringComparison.Ordinal);
        var bob = bot.Server.AddUser(1002, "en", "Bob");
        channel.Administrators.Add(bob.Id);
        Assert.Contains("New items will come to @morning_news", (await bot.AskAsync(bob, command)).Content.Text, StringComparison.Ordinal);

        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(channel.Id).Any(words => words.StartsWith("one", StringComparison.Ordinal)), "the news");
    }

    [Fact]
    public async Task For_a_channel_the_bot_must_be_administrator_too()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var channel = bot.Server.AddChannel(-1_001_000_000_003, "morning_news", botIsAdministrator: false);
        channel.Administrators.Add(bot.Ann.Id);
        var answer = await bot.AskAsync(bot.Ann, $"/sub @morning_news {bot.Origin.Url("/feed")}");
        Assert.Contains("@morning_news", answer.Text!, StringComparison.Ordinal);
        Assert.Contains("administrator", answer.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_list_is_turned_in_place()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        for (var i = 1; i <= 12; i++)
            bot.Origin.Serve($"/feed{i}", Reply.Feed("zero"));
        var opml = $"<opml version=\"2.0\"><body>{string.Concat(Enumerable.Range(1, 12).Select(i => $"<outline type=\"rss\" text=\"Feed {i}\" xmlUrl=\"{bot.Origin.Url($"/feed{i}")}\"/>"))}</body></opml>";
        var chat = bot.Server.Chat(bot.Ann.Id);
        await bot.AnswerAsync(chat, () => bot.Server.SayWithFile(chat, bot.Ann, "feeds.opml", opml));
        var list = await bot.AskAsync(bot.Ann, "/list");
        Assert.DoesNotContain("12.", list.Text!, StringComparison.Ordinal);

        var press = bot.Server.Press(list, "Next ▶", bot.Ann);
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Any(message => message.Id == list.Id && message.Edits == 1), "the next page");

        Assert.Contains("12.", bot.Written(bot.Ann.Id).Single(message => message.Id == list.Id).Text!, StringComparison.Ordinal);
        Assert.True(press.Answer is not null);
    }

    [Fact]
    public async Task A_setting_is_changed_by_its_button_in_place()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var panel = await bot.AskAsync(bot.Ann, "/set");
        bot.Server.Press(panel, "Layout: classic", bot.Ann);
        await BotOnTelegram.UntilAsync(
            () => bot.Written(bot.Ann.Id).Single(message => message.Id == panel.Id).Keyboard!.Buttons.Any(button => button.Text == "Layout: rich"), "the other setting");
        Assert.Single(bot.Written(bot.Ann.Id));
    }

    [Fact]
    public async Task A_stranger_is_told_which_entry_would_let_them_in()
    {
        await using var bot = await BotOnTelegram.StartAsync(null, "Access:Mode=allowlist");
        Assert.Contains("telegram:1001", (await bot.AskAsync(bot.Ann, "/start")).Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_whose_command_is_long_works_after_a_restart()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var path = "/" + new string('a', 100);
        bot.Origin.Serve(path, Reply.Feed("zero"));
        var subscribed = await bot.AskAsync(bot.Ann, $"/sub {bot.Origin.Url(path)}");
        await bot.RestartAsync();

        var gone = await bot.AnswerAsync(bot.Server.Chat(bot.Ann.Id), () => bot.Server.Press(subscribed, "Unsubscribe", bot.Ann));
        Assert.Contains("Unsubscribed", gone.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_an_alert_acts_on_its_feed()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("one", StringComparison.Ordinal), "the news");
        var alert = bot.Written(bot.Ann.Id)[^1];
        await bot.UntilNothingIsOwedAsync();

        Assert.Contains("Publisher", (await bot.AskAsync(bot.Ann, "/why", alert)).Text!, StringComparison.Ordinal);
        Assert.Contains("Unsubscribed", (await bot.AskAsync(bot.Ann, "/unsub", alert)).Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_put_right_by_an_edit_is_answered()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var said = bot.Server.Say(bot.Ann, "/hlep");
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 1, "the first answer");
        var answer = await bot.AnswerAsync(bot.Server.Chat(bot.Ann.Id), () => bot.Server.Rewrite(said, "/help"));
        Assert.Contains("/latest", answer.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_link_subscribes()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        bot.Origin.Serve("/f", Reply.Feed("zero"));
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(bot.Origin.Url("/f").AbsoluteUri)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Contains("Subscribed", (await bot.AskAsync(bot.Ann, $"/start {payload}")).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_come_and_go_as_a_file()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        var exported = await bot.AskAsync(bot.Ann, "/export");
        Assert.Equal("document", exported.Media!.Kind);
        Assert.Contains(bot.Origin.Url("/feed").AbsoluteUri, Encoding.UTF8.GetString(exported.Media.Bytes!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inline_the_bot_offers_headlines_to_share()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Origin.Serve("/feed", Reply.Feed("夜间电车恢复运行", "zero"));
        await BotOnTelegram.UntilAsync(() => bot.Words(bot.Ann.Id)[^1].StartsWith("夜间", StringComparison.Ordinal), "the news");

        var query = bot.Server.Query(bot.Ann, "电车");
        await BotOnTelegram.UntilAsync(() => query.Answer is not null, "an offer");

        var offer = bot.Server.Requests.Last(request => request.Is("answerInlineQuery"));
        Assert.Contains("夜间电车恢复运行", offer.Params.GetProperty("results")[0].GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_heard_instead_when_it_is_set()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var bot = await BotOnTelegram.StartAsync(
            null, $"Web:Urls=http://127.0.0.1:{port}", $"Telegram:WebhookUrl=http://127.0.0.1:{port}/telegram");

        Assert.Contains("/latest", (await bot.AskAsync(bot.Ann, "/help")).Text!, StringComparison.Ordinal);

        Assert.DoesNotContain(bot.Server.Requests, request => request.Is("getUpdates"));
        using var stranger = new HttpClient();
        var refused = await stranger.PostAsync(
            new Uri($"http://127.0.0.1:{port}/telegram"), new StringContent("{\"update_id\":1}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
