using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>How calls and answers look on the wire.</summary>
public sealed class BotApiServerTests : IAsyncLifetime
{
    private const long Ada = 1001;

    private BotApiServer _server = null!;
    private BotApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await BotApiServer.StartAsync(new BotApiOptions { Rates = RateOptions.None });
        _server.AddUser(Ada);
        _caller = new BotApiCaller(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/bot123:abc/getMe", HttpStatusCode.Unauthorized, "Unauthorized")]
    [InlineData("/botabc/getMe", HttpStatusCode.NotFound, "Not Found")]
    [InlineData("/getMe", HttpStatusCode.NotFound, "Not Found")]
    [InlineData("/bot{token}/getYou", HttpStatusCode.NotFound, "Not Found: method not found")]
    public async Task A_call_names_the_token_and_a_method(string path, HttpStatusCode status, string refusal)
    {
        var answer = await _caller.GetAsync(path.Replace("{token}", _server.Token, StringComparison.Ordinal));
        Assert.Equal((status, refusal), (answer.Status, answer.Refusal));
        Assert.Equal((int)status, answer.Json.GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task Parameters_come_in_a_query_a_form_multipart_or_json()
    {
        Assert.True((await _caller.GetAsync($"/bot{_server.Token}/SENDMESSAGE?chat_id=1001&text=query")).IsOk);
        await _caller.PostAsync("sendmessage", new FormUrlEncodedContent([new("chat_id", "1001"), new("text", "form")]));
        await _caller.UploadAsync("sendMessage", [("chat_id", "1001"), ("text", "multipart")]);
        await _caller.CallAsync("sendMessage", new JsonObject { ["chat_id"] = Ada, ["text"] = "json" });
        Assert.Equal(["query", "form", "multipart", "json"], _server.Messages(Ada).Select(message => message.Text));
        Assert.Equal(
            ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"],
            _server.Requests.Select(request => request.ContentType));
        Assert.Equal("1001", _server.Requests[1].Text("chat_id"));
        Assert.Equal("1001", _server.Requests[3].Text("chat_id"));
    }

    [Fact]
    public async Task A_message_is_told_in_full()
    {
        var answer = await _caller.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = Ada,
            ["text"] = "<b>x</b>",
            ["parse_mode"] = "Html",
            ["disable_notification"] = true,
            ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
            ["reply_markup"] = JsonNode.Parse("""{"inline_keyboard":[[{"text":"Open","url":"https://example.org/"}]]}"""),
        });
        var message = JsonNode.Parse(answer.Result.GetRawText())!.AsObject();
        message.Remove("date");
        Assert.Equal(
            """
            {"message_id":1,"from":{"id":987654321,"is_bot":true,"first_name":"News","username":"news_stand_bot"},
            "chat":{"id":1001,"first_name":"Ada","type":"private"},"text":"x","entities":[{"type":"bold","offset":0,"length":1}],
            "link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[[{"text":"Open","url":"https://example.org/"}]]}}
            """.ReplaceLineEndings(""),
            message.ToJsonString());
        Assert.True(Assert.Single(_server.Messages(Ada)).IsSilent);
    }

    [Fact]
    public async Task An_upload_is_named_by_its_part()
    {
        var answer = await _caller.UploadAsync(
            "sendMediaGroup",
            [("chat_id", "1001"), ("media", """[{"type":"photo","media":"attach://one"},{"type":"photo","media":"attach://two"}]""")],
            ("one", "1.jpg", [1]),
            ("two", "2.jpg", [2, 2]));
        Assert.Equal(2, answer.Result.GetArrayLength());
        Assert.Equal([1, 2], _server.Messages(Ada).Select(message => message.Media!.Bytes.Length));
        Assert.Equal(["one", "two"], Assert.Single(_server.Requests).Files);
        Assert.Equal(
            "Bad Request: attached file \"three\" was not uploaded",
            (await _caller.CallAsync("sendPhoto", new JsonObject { ["chat_id"] = Ada, ["photo"] = "attach://three" })).Refusal);
    }

    [Fact]
    public async Task A_failure_is_scripted_for_a_method_and_a_chat()
    {
        _server.FailNext(Failure.Refused(500, "Internal Server Error: restart"), "sendMessage", Ada);
        _server.FailNext(Failure.BadGateway, times: 2);
        Assert.Equal("Internal Server Error: restart", (await _caller.SayAsync(Ada, "x")).Refusal);
        var answer = await _caller.SayAsync(Ada, "x");
        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.StartsWith("<html>", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadGateway, (await _caller.CallAsync("getMe")).Status);
        Assert.True((await _caller.SayAsync(Ada, "x")).IsOk);
        Assert.Equal([500, 502, 502, 200], _server.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_connection_drops_before_or_after_the_message_is_sent()
    {
        _server.FailNext(Failure.Dropped);
        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.SayAsync(Ada, "before"));
        Assert.Empty(_server.Messages(Ada));
        _server.FailNext(Failure.AnswerLost);
        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.SayAsync(Ada, "after"));
        Assert.Equal("after", Assert.Single(_server.Messages(Ada)).Text);
    }

    [Fact]
    public async Task The_menu_is_kept_by_scope_and_language()
    {
        Assert.True((await CommandsAsync("""[{"command":"start","description":"Start"}]""")).IsOk);
        Assert.True((await CommandsAsync("""[{"command":"start","description":"开始"}]""", "zh")).IsOk);
        var menu = (await _caller.CallAsync("getMyCommands", new JsonObject { ["language_code"] = "zh" })).Result;
        Assert.Equal("开始", menu[0].GetProperty("description").GetString());
        await _caller.CallAsync("deleteMyCommands", new JsonObject { ["language_code"] = "zh" });
        Assert.Equal(0, (await _caller.CallAsync("getMyCommands", new JsonObject { ["language_code"] = "zh" })).Result.GetArrayLength());
    }

    [Theory]
    [InlineData("""[{"command":"Start","description":"x"}]""", "", "Bad Request: BOT_COMMAND_INVALID")]
    [InlineData("""[{"command":"/start","description":"x"}]""", "", "Bad Request: BOT_COMMAND_INVALID")]
    [InlineData("""[{"command":"start","description":""}]""", "", "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")]
    [InlineData("[]", "zh-hans", "Bad Request: invalid language code specified")]
    public async Task The_menu_has_its_rules(string commands, string language, string refusal) =>
        Assert.Equal(refusal, (await CommandsAsync(commands, language)).Refusal);

    [Theory]
    [InlineData("""{"html":"<h1>x</h1><p>y</p>"}""", null)]
    [InlineData("""{"markdown":"# x"}""", null)]
    [InlineData("""{"html":"<h1>x</h2>"}""", "Bad Request: can't parse entities: Unmatched end tag \"</h2>\" in the rich message")]
    [InlineData("""{"html":"x","markdown":"x"}""", "Bad Request: exactly one of html and markdown must be specified in the rich message")]
    public async Task A_rich_message_has_one_content(string rich, string? refusal)
    {
        var answer = await _caller.CallAsync("sendRichMessage", new JsonObject { ["chat_id"] = Ada, ["rich_message"] = JsonNode.Parse(rich) });
        Assert.Equal(refusal, answer.IsOk ? null : answer.Refusal);
    }

    [Fact]
    public async Task The_log_has_a_line_for_each_call()
    {
        using var folder = new TemporaryFolder();
        await _caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.jpg", Encoding.UTF8.GetBytes("x")));
        _server.WriteLog(folder.File("log.jsonl"));
        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(folder.File("log.jsonl"), TestContext.Current.CancellationToken)))!.AsObject();
        line.Remove("t");
        Assert.Equal(
            """{"method":"sendPhoto","params":{"chat_id":"1001"},"content_type":"multipart/form-data","files":["photo"]}""", line.ToJsonString());
    }

    private Task<CallAnswer> CommandsAsync(string commands, string language = "") =>
        _caller.CallAsync("setMyCommands", new JsonObject { ["commands"] = JsonNode.Parse(commands), ["language_code"] = language });
}
