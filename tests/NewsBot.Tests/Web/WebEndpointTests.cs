using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NewsBot.Chat;
using NewsBot.Chat.Web;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Tests.Web;

public sealed class WebEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Post Story(string title) => new() { Title = title, Lead = "", Source = "Harbour Gazette" };

    [Fact]
    public async Task The_page_is_served_once_and_then_confirmed()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        foreach (var path in new[] { "/", "/page/page.css", "/page/page.js", "/page/icon.svg" })
        {
            using var first = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Contains("default-src 'none'", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

            using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var second = await client.SendAsync(again, Cancellation);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Fact]
    public async Task A_file_that_the_page_does_not_have_is_not_found()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/page/..%2fnewsbot.json", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task What_is_said_stands_in_the_transcript_and_reaches_the_command_loop()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        using var answer = await client.PostAsJsonAsync("/chat/messages", new { text = "  /latest 5 ", language = "zh-CN" }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        await using var heard = host.Platform.ListenAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await heard.MoveNextAsync());
        var message = Assert.IsType<IncomingMessage>(heard.Current);
        Assert.Equal((WebPlatform.Home, "/latest 5", "zh-CN"), (message.Chat, message.Text, message.Language));
        Assert.Equal(ManageRight.Granted, (await host.Platform.StandingAsync(message, Cancellation)).Right);

        await using var events = await EventReader.OpenAsync(client, "/chat/events");
        var said = Message(Assert.Single(await events.UntilReadyAsync()).Data);
        Assert.Equal(("person", "/latest 5"), (said.GetProperty("voice").GetString(), said.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task The_same_message_posted_twice_is_said_once()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        for (var i = 0; i < 2; i++)
            (await client.PostAsJsonAsync("/chat/messages", new { text = "/help", id = "0123456789ab" }, Cancellation)).EnsureSuccessStatusCode();
        Assert.Single(await host.Transcript.ReadAsync(WebPlatform.Home, 0, 10, Cancellation));
    }

    [Fact]
    public async Task More_messages_than_the_bot_can_take_are_turned_away()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        for (var i = 0; i < WebPlatform.InboxLimit; i++)
            (await client.PostAsJsonAsync("/chat/messages", new { text = "hello" }, Cancellation)).EnsureSuccessStatusCode();
        using var answer = await client.PostAsJsonAsync("/chat/messages", new { text = "hello" }, Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(WebPlatform.InboxLimit, (await host.Transcript.ReadAsync(WebPlatform.Home, 0, 1000, Cancellation)).Count);
    }

    [Theory]
    [InlineData("application/json", "{\"text\":\"\"}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"text\":\"  \"}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"text\":", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "{\"text\":\"/help\"}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", "text=/help", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_message_is_refused(string contentType, string body, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await client.PostAsync("/chat/messages", content, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(await host.Transcript.ReadAsync(WebPlatform.Home, 0, 10, Cancellation));
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        using var tooMuchText = await client.PostAsJsonAsync("/chat/messages", new { text = new string('新', WebChatEndpoints.MaxTextLength + 1) }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, tooMuchText.StatusCode);
        using var tooManyBytes = await client.PostAsJsonAsync("/chat/messages", new { text = new string('a', WebChatEndpoints.MaxRequestBytes) }, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooManyBytes.StatusCode);
    }

    [Fact]
    public async Task An_open_page_gets_what_is_sent_at_once()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        await using var events = await EventReader.OpenAsync(client, "/chat/events");
        Assert.Empty(await events.UntilReadyAsync());

        await host.SendAsync(Story("The lighthouse is lit"), "delivery:1");
        await host.SendAsync(Story("The lighthouse is lit"), "delivery:1");
        await host.SendAsync(Story("深夜电车恢复运行"), "delivery:2");

        Assert.Equal("The lighthouse is lit", Title((await events.NextAsync())!.Value.Data));
        Assert.Equal("深夜电车恢复运行", Title((await events.NextAsync())!.Value.Data));
    }

    [Fact]
    public async Task A_page_that_comes_back_gets_what_it_missed_and_nothing_twice()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        for (var i = 1; i <= 5; i++)
            await host.SendAsync(Story($"Story {i}"), $"delivery:{i}");

        await using var byHeader = await EventReader.OpenAsync(client, "/chat/events", lastEventId: "3");
        Assert.Equal(["4", "5"], (await byHeader.UntilReadyAsync()).Select(item => item.EventId), StringComparer.Ordinal);
        await using var byQuery = await EventReader.OpenAsync(client, "/chat/events?after=4");
        Assert.Equal(["5"], (await byQuery.UntilReadyAsync()).Select(item => item.EventId), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_page_that_remembers_another_transcript_starts_afresh()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        await host.SendAsync(Story("Only story"), "delivery:1");
        await using var events = await EventReader.OpenAsync(client, "/chat/events?after=9000");
        Assert.Equal(["reset", "message"], (await events.UntilReadyAsync()).Select(item => item.EventType), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_new_page_gets_the_newest_of_a_long_history()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        for (var i = 1; i <= WebEvents.Replay + 5; i++)
            await host.SendAsync(Story($"Story {i}"), $"delivery:{i}");
        await using var events = await EventReader.OpenAsync(client, "/chat/events");
        var items = await events.UntilReadyAsync();
        Assert.Equal(WebEvents.Replay, items.Count);
        Assert.Equal("6", items[0].EventId);
    }

    [Fact]
    public async Task The_first_page_ever_makes_the_bot_greet_once_in_the_browsers_language()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        await using var one = await EventReader.OpenAsync(client, "/chat/events?language=zh-CN");
        await using var two = await EventReader.OpenAsync(client, "/chat/events?language=en");
        await two.UntilReadyAsync();
        (await client.PostAsJsonAsync("/chat/messages", new { text = "after" }, Cancellation)).EnsureSuccessStatusCode();

        await using var heard = host.Platform.ListenAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await heard.MoveNextAsync());
        var welcome = Assert.IsType<IncomingMessage>(heard.Current);
        Assert.Equal(("/start", "zh-CN"), (welcome.Text, welcome.Language));
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal("after", Assert.IsType<IncomingMessage>(heard.Current).Text);
    }

    [Fact]
    public async Task A_conversation_that_has_begun_is_not_greeted_again()
    {
        var transcript = new MemoryTranscript();
        await transcript.AppendAsync(WebPlatform.Home, "reply:1", """{"cards":[],"choices":[]}""", DateTimeOffset.UnixEpoch, Cancellation);
        await using var host = await WebHost.StartAsync(transcript: transcript);
        using var client = host.Client();
        await using var events = await EventReader.OpenAsync(client, "/chat/events?language=en");
        await events.UntilReadyAsync();
        (await client.PostAsJsonAsync("/chat/messages", new { text = "first" }, Cancellation)).EnsureSuccessStatusCode();

        await using var heard = host.Platform.ListenAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal("first", Assert.IsType<IncomingMessage>(heard.Current).Text);
    }

    [Fact]
    public async Task More_pages_than_there_are_places_are_turned_away_until_one_closes()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        var places = Enumerable.Range(0, OpenPages.Limit).Select(_ => host.Platform.Pages.TryOpen()!).ToList();
        using var refused = await client.GetAsync("/chat/events", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        places[0].Dispose();
        await using var events = await EventReader.OpenAsync(client, "/chat/events");
        Assert.Empty(await events.UntilReadyAsync());
    }

    [Fact]
    public async Task Shutdown_ends_the_open_pages_rather_than_waiting_for_them()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        await using var events = await EventReader.OpenAsync(client, "/chat/events");
        await events.UntilReadyAsync();
        await host.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task The_palette_gets_every_command_in_both_languages()
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        var commands = await client.GetFromJsonAsync<JsonElement>("/chat/commands", Cancellation);
        Assert.Equal(CommandTable.All.Select(spec => (spec.Name, spec.Usage, spec.English, spec.Chinese)),
            commands.EnumerateArray().Select(command => (Text(command, "name"), Text(command, "usage"), Text(command, "en"), Text(command, "zh"))));
    }

    private static JsonElement Message(string data) => JsonDocument.Parse(data).RootElement.GetProperty("message");

    private static string? Title(string data) => Message(data).GetProperty("cards")[0].GetProperty("title").GetString();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
