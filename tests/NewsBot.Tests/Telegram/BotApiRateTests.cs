using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>The rates that the stand-in holds a bot to.</summary>
public sealed class BotApiRateTests : IAsyncLifetime
{
    private const long Group = -1_001_000_000_001;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private BotApiServer _server = null!;
    private BotApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await BotApiServer.StartAsync(new BotApiOptions { Time = _time });
        _caller = new BotApiCaller(_server);
        foreach (var id in Enumerable.Range(1, 40))
            _server.AddUser(id);
        _server.AddGroup(Group);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_chat_takes_a_burst_of_three_and_then_one_a_second()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            Assert.True((await SayAsync(1)).IsOk);
        for (var second = 0; second < 5; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.True((await SayAsync(1)).IsOk);
        }

        var refused = await SayAsync(1);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("Too Many Requests: retry after 1", refused.Refusal);
        Assert.Equal(1, refused.RetryAfter);
    }

    [Fact]
    public async Task All_chats_together_take_thirty_in_any_second()
    {
        foreach (var id in Enumerable.Range(1, 30))
            Assert.True((await SayAsync(id)).IsOk);
        Assert.Equal(1, (await SayAsync(31)).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await SayAsync(31)).IsOk);
    }

    [Fact]
    public async Task A_group_takes_twenty_in_any_minute_edits_included()
    {
        for (var sent = 0; sent < 15; sent++)
        {
            Assert.True((await SayAsync(Group)).IsOk);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        for (var edit = 0; edit < 5; edit++)
            Assert.True((await EditAsync($"edit {edit}")).IsOk);
        Assert.Equal(45, (await SayAsync(Group)).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.True((await SayAsync(Group)).IsOk);
        Assert.Equal(0, _server.Offences);
    }

    [Fact]
    public async Task An_album_counts_as_its_items()
    {
        var album = new JsonArray([.. Enumerable.Range(0, 5).Select(number => (JsonNode)new JsonObject { ["type"] = "photo", ["media"] = $"https://example.org/{number}.jpg" })]);
        Assert.True((await _caller.CallAsync("sendMediaGroup", new JsonObject { ["chat_id"] = 1, ["media"] = album })).IsOk);
        Assert.Equal(3, (await SayAsync(1)).RetryAfter);
    }

    [Fact]
    public async Task Who_does_not_wait_waits_longer_and_that_is_an_offence()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await SayAsync(1);
        Assert.Equal(1, (await SayAsync(1)).RetryAfter);
        Assert.Equal(0, _server.Offences);
        Assert.Equal(2, (await SayAsync(1)).RetryAfter);
        Assert.Equal(1, _server.Offences);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, (await SayAsync(1)).RetryAfter);
        Assert.Equal(2, _server.Offences);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await SayAsync(1)).IsOk);
        Assert.True((await SayAsync(2)).IsOk);
    }

    [Fact]
    public async Task A_send_that_is_refused_for_another_reason_counts_for_nothing()
    {
        _server.Media.Fail("https://example.org/a.jpg");
        foreach (var _ in Enumerable.Range(0, 10))
            Assert.Equal(HttpStatusCode.BadRequest, (await _caller.CallAsync("sendPhoto", new JsonObject { ["chat_id"] = 1, ["photo"] = "https://example.org/a.jpg" })).Status);
        Assert.True((await SayAsync(1)).IsOk);
    }

    private Task<CallAnswer> SayAsync(long chat) => _caller.SayAsync(chat, "x");

    private Task<CallAnswer> EditAsync(string text) =>
        _caller.CallAsync("editMessageText", new JsonObject { ["chat_id"] = Group, ["message_id"] = 1, ["text"] = text });
}
