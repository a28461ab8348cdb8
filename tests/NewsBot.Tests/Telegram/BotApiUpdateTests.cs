using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Telegram.StandIn;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Telegram;

/// <summary>What the bot hears from the stand-in, and how.</summary>
public sealed class BotApiUpdateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private BotApiServer _server = null!;
    private BotApiCaller _caller = null!;
    private Person _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await BotApiServer.StartAsync(new BotApiOptions { Rates = RateOptions.None, Time = _time });
        _ada = _server.AddUser(1001, "zh-hans");
        _caller = new BotApiCaller(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Updates_come_again_until_they_are_confirmed()
    {
        _server.Say(_ada, "one");
        _server.Say(_ada, "two");
        Assert.Equal(["one", "two"], Texts(await PollAsync()));
        var first = await PollAsync(limit: 1);
        Assert.Equal(["one"], Texts(first));
        Assert.Equal(["two"], Texts(await PollAsync(offset: first[0].GetProperty("update_id").GetInt64() + 1)));
        Assert.Equal(1, _server.PendingUpdates);
        Assert.Equal(["two"], Texts(await PollAsync(offset: -1)));
    }

    [Fact]
    public async Task A_poll_waits_for_news_or_for_its_end()
    {
        var waiting = PollAsync(timeout: 50);
        await WaitingAsync();
        _server.Say(_ada, "here");
        var news = await waiting;
        Assert.Equal(["here"], Texts(news));

        waiting = PollAsync(offset: news[0].GetProperty("update_id").GetInt64() + 1, timeout: 50);
        await WaitingAsync(calls: 2);
        await BotUnderTest.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(50));
                return waiting.IsCompleted;
            },
            "the end of the poll");
        Assert.Equal(0, (await waiting).GetArrayLength());
    }

    [Fact]
    public async Task Of_two_that_poll_at_once_the_first_is_told_of_a_conflict()
    {
        var first = _caller.CallAsync("getUpdates", new JsonObject { ["timeout"] = 50 });
        await WaitingAsync();
        var second = PollAsync(timeout: 50);
        var answer = await first;
        Assert.Equal(409, (int)answer.Status);
        Assert.Equal("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", answer.Refusal);
        _server.Say(_ada, "x");
        Assert.Equal(["x"], Texts(await second));
    }

    [Fact]
    public async Task Only_the_kinds_that_were_asked_for_come()
    {
        await _caller.CallAsync("getUpdates", new JsonObject { ["allowed_updates"] = new JsonArray("inline_query") });
        _server.Say(_ada, "x");
        _server.Query(_ada, "harbour");
        Assert.Equal("harbour", Assert.Single((await PollAsync()).EnumerateArray()).GetProperty("inline_query").GetProperty("query").GetString());
    }

    [Fact]
    public async Task A_webhook_gets_each_update_with_the_secret_until_it_takes_it()
    {
        await using var hook = await FeedOrigin.StartAsync();
        hook.Serve("/hook", Reply.Of(System.Net.HttpStatusCode.ServiceUnavailable), Reply.Of(System.Net.HttpStatusCode.OK));
        await _caller.CallAsync("setWebhook", new JsonObject { ["url"] = hook.Url("/hook").AbsoluteUri, ["secret_token"] = "open-sesame" });
        var conflict = await _caller.CallAsync("getUpdates");
        Assert.Equal("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", conflict.Refusal);

        _server.Say(_ada, "x");
        await BotUnderTest.UntilAsync(() => hook.Asked("/hook").Count == 1, "the first try");
        await BotUnderTest.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _server.PendingUpdates == 0;
            },
            "the second try");
        Assert.Equal("open-sesame", hook.Asked("/hook")[^1].Header("X-Telegram-Bot-Api-Secret-Token"));
        var info = (await _caller.CallAsync("getWebhookInfo")).Result;
        Assert.Equal("Wrong response from the webhook: 503 Service Unavailable", info.GetProperty("last_error_message").GetString());

        await _caller.CallAsync("deleteWebhook");
        _server.Say(_ada, "y");
        Assert.Equal(["y"], Texts(await PollAsync()));
    }

    [Fact]
    public async Task A_person_writes_with_their_language_and_commands_are_found()
    {
        _server.Say(_ada, "/sub https://example.org/feed.xml please");
        var message = (await PollAsync())[0].GetProperty("message");
        Assert.Equal("zh-hans", message.GetProperty("from").GetProperty("language_code").GetString());
        Assert.Equal("private", message.GetProperty("chat").GetProperty("type").GetString());
        Assert.Equal(
            [("bot_command", 0, 4), ("url", 5, 28)],
            message.GetProperty("entities").EnumerateArray().Select(entity =>
                (entity.GetProperty("type").GetString()!, entity.GetProperty("offset").GetInt32(), entity.GetProperty("length").GetInt32())));
    }

    [Fact]
    public async Task In_a_group_the_bot_hears_what_is_meant_for_it()
    {
        var group = _server.AddGroup(-5);
        await _caller.SayAsync(-5, "news");
        _server.Say(group, _ada, "small talk");
        _server.Say(group, _ada, "/list");
        _server.Say(group, _ada, "/list@another_bot");
        _server.Say(group, _ada, $"/list@{_server.Bot.Username}");
        _server.Say(group, _ada, $"hello @{_server.Bot.Username}");
        _server.Say(group, _ada, "less of this", replyTo: _server.Messages(group)[0]);
        Assert.Equal(
            ["/list", $"/list@{_server.Bot.Username}", $"hello @{_server.Bot.Username}", "less of this"], Texts(await PollAsync()));
    }

    [Fact]
    public async Task As_an_administrator_it_hears_everything()
    {
        var group = _server.AddGroup(-5);
        group.Administrators.Add(_server.Bot.Id);
        _server.Say(group, _ada, "small talk");
        Assert.Equal(["small talk"], Texts(await PollAsync()));
    }

    [Fact]
    public async Task An_anonymous_administrator_speaks_as_the_group()
    {
        var forum = _server.AddForum(-1_001_000_000_005, 7);
        _server.Say(forum, null, "/list", thread: 7, anonymously: true);
        var message = (await PollAsync())[0].GetProperty("message");
        Assert.Equal(1087968824, message.GetProperty("from").GetProperty("id").GetInt64());
        Assert.Equal(forum.Id, message.GetProperty("sender_chat").GetProperty("id").GetInt64());
        Assert.Equal(7, message.GetProperty("message_thread_id").GetInt32());
    }

    [Fact]
    public async Task Channels_post_and_people_rewrite()
    {
        var post = _server.Say(_server.AddChannel(-1_001_000_000_007, "harbour"), null, "/list");
        _server.Rewrite(post, "/latest");
        _server.Rewrite(_server.Say(_ada, "a"), "b");
        var updates = await PollAsync();
        Assert.Equal("/list", updates[0].GetProperty("channel_post").GetProperty("text").GetString());
        Assert.Equal("/latest", updates[1].GetProperty("edited_channel_post").GetProperty("text").GetString());
        Assert.Equal("b", updates[3].GetProperty("edited_message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_pressed_button_is_answered_once_it_is_known()
    {
        await _caller.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = _ada.Id,
            ["text"] = "x",
            ["reply_markup"] = JsonNode.Parse("""{"inline_keyboard":[[{"text":"More","callback_data":"m:1"}]]}"""),
        });
        var question = _server.Press(_server.Messages(_ada.Id)[0], "More", _ada);
        var query = (await PollAsync())[0].GetProperty("callback_query");
        Assert.Equal(("m:1", question.Id), (query.GetProperty("data").GetString(), query.GetProperty("id").GetString()));
        Assert.Null(question.Answer);
        Assert.True((await _caller.CallAsync("answerCallbackQuery", new JsonObject { ["callback_query_id"] = question.Id, ["text"] = "ok" })).IsOk);
        Assert.Equal("ok", question.Answer!.Text("text"));
        Assert.Equal(
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            (await _caller.CallAsync("answerCallbackQuery", new JsonObject { ["callback_query_id"] = "1" })).Refusal);
    }

    [Fact]
    public async Task An_inline_query_takes_fifty_results()
    {
        var question = _server.Query(_ada, "harbour");
        Assert.Equal("Bad Request: too many inline query results specified", (await AnswerAsync(51)).Refusal);
        Assert.True((await AnswerAsync(50)).IsOk);
        Assert.NotNull(question.Answer);

        Task<CallAnswer> AnswerAsync(int count) => _caller.CallAsync("answerInlineQuery", new JsonObject
        {
            ["inline_query_id"] = question.Id,
            ["results"] = new JsonArray([.. Enumerable.Range(0, count).Select(number => JsonNode.Parse(
                $$$"""{"type":"article","id":"{{{number}}}","title":"t","input_message_content":{"message_text":"x"}}"""))]),
        });
    }

    [Fact]
    public async Task A_file_is_downloaded_by_the_path_that_getFile_tells()
    {
        _server.SayWithFile(_server.Chat(_ada.Id), _ada, "feeds.opml", "<opml/>", "/import");
        var message = (await PollAsync())[0].GetProperty("message");
        Assert.Equal("/import", message.GetProperty("caption").GetString());
        Assert.Equal("bot_command", message.GetProperty("caption_entities")[0].GetProperty("type").GetString());
        var document = message.GetProperty("document");
        Assert.Equal("feeds.opml", document.GetProperty("file_name").GetString());
        var file = (await _caller.CallAsync("getFile", new JsonObject { ["file_id"] = document.GetProperty("file_id").GetString() })).Result;
        var bytes = await _caller.GetAsync($"/file/bot{_server.Token}/{file.GetProperty("file_path").GetString()}");
        Assert.Equal("<opml/>", bytes.Body);
    }

    [Fact]
    public async Task The_bot_hears_how_it_comes_and_goes()
    {
        var group = _server.AddGroup(-5);
        _server.ChangeBot(group, _ada, "kicked");
        _server.ChangeBot(_server.Chat(_ada.Id), _ada, "kicked");
        var updates = await PollAsync();
        var change = updates[0].GetProperty("my_chat_member");
        Assert.Equal("member", change.GetProperty("old_chat_member").GetProperty("status").GetString());
        Assert.Equal("kicked", change.GetProperty("new_chat_member").GetProperty("status").GetString());
        Assert.Equal("Forbidden: bot was kicked from the group chat", (await _caller.SayAsync(-5, "x")).Refusal);
        Assert.Equal("Forbidden: bot was blocked by the user", (await _caller.SayAsync(_ada.Id, "x")).Refusal);
        _server.ChangeBot(_server.Chat(_ada.Id), _ada, "member");
        Assert.True((await _caller.SayAsync(_ada.Id, "x")).IsOk);
    }

    private async Task<JsonElement> PollAsync(long offset = 0, int limit = 100, int timeout = 0) =>
        (await _caller.CallAsync("getUpdates", new JsonObject { ["offset"] = offset, ["limit"] = limit, ["timeout"] = timeout })).Result;

    private Task WaitingAsync(int calls = 1) => BotUnderTest.UntilAsync(() => _server.Requests.Count == calls && _server.IsPolled, "a poll");

    private static IEnumerable<string?> Texts(JsonElement updates) =>
        updates.EnumerateArray().Select(update => update.GetProperty("message").GetProperty("text").GetString());
}
