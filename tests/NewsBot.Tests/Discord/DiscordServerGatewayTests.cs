using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Discord;

/// <summary>The stand-in's gateway.</summary>
public sealed class DiscordServerGatewayTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<GatewayCaller> _gateways = [];
    private DiscordCaller _caller = null!;

    private DiscordServer Server => _caller.Server;

    public async ValueTask InitializeAsync() => _caller = await DiscordCaller.StartAsync(
        new DiscordServerOptions { Time = _time, Rates = DiscordRates.None, HeartbeatGrace = TimeSpan.Zero, SessionStarts = 3 });

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            gateway.Dispose();
        await _caller.DisposeAsync();
    }

    [Fact]
    public async Task The_way_to_it_is_told_and_how_often_a_session_may_begin()
    {
        await ListenAsync();
        var info = (await _caller.GetAsync("/gateway/bot")).Json;
        Assert.StartsWith("ws://127.0.0.1:", info.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, info.GetProperty("shards").GetInt32());
        Assert.Equal(2, info.GetProperty("session_start_limit").GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task A_session_begins_with_servers_that_are_not_there_yet_and_then_come()
    {
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token);
        var ready = await gateway.EventAsync("READY");
        Assert.Equal(Server.BotId, ready.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(Server.Application, ready.GetProperty("application").GetProperty("id").GetString());
        Assert.True(ready.GetProperty("guilds")[0].GetProperty("unavailable").GetBoolean());
        var guild = await gateway.EventAsync("GUILD_CREATE");
        Assert.Equal(_caller.Channel.Id, guild.GetProperty("channels")[0].GetProperty("id").GetString());
        Assert.Equal(Server.BotId, guild.GetProperty("members")[0].GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_heartbeat_is_acknowledged_unless_a_test_withholds_it()
    {
        var gateway = await ListenAsync();
        await gateway.SayAsync(1, 2);
        await gateway.NextAsync(11);
        Server.WithholdAcks();
        _time.Advance(TimeSpan.FromSeconds(41.25));
        await gateway.SayAsync(1, 2);
        Server.AskForHeartbeat();
        await gateway.NextAsync(1);
        Assert.Empty(Server.Offences);
    }

    [Theory]
    [InlineData(0, "within")]
    [InlineData(50, "acknowledged")]
    public async Task A_heartbeat_that_comes_too_early_or_though_the_last_was_not_acknowledged_is_an_offence(int seconds, string offence)
    {
        var gateway = await ListenAsync();
        if (seconds > 0)
            Server.WithholdAcks();
        await gateway.SayAsync(1, 2);
        await BotUnderTest.UntilAsync(() => Server.Connections[0].Heard.Count == 2, "the heartbeat");
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await gateway.SayAsync(1, 2);
        await BotUnderTest.UntilAsync(() => Server.Offences.Count > 0, "the offence");
        Assert.Contains(offence, Assert.Single(Server.Offences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_that_tells_of_an_event_that_never_was_is_an_offence()
    {
        var gateway = await ListenAsync();
        await gateway.SayAsync(1, 3);
        await gateway.NextAsync(11);
        Assert.Single(Server.Offences);
    }

    [Fact]
    public async Task Whoever_sends_no_heartbeat_is_closed_with_4009()
    {
        var gateway = await ListenAsync();
        _time.Advance(TimeSpan.FromSeconds(41.25 * 1.5));
        Assert.Equal(4009, await gateway.ClosedAsync());
        Assert.Single(Server.Offences);
    }

    [Theory]
    [InlineData("wrong", 1, 4004)]
    [InlineData(null, 1 << 30, 4013)]
    [InlineData(null, 1 | (1 << 15), 4014)]
    public async Task An_identify_that_is_wrong_is_closed(string? token, long intents, int code)
    {
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(token ?? Server.Token, intents);
        Assert.Equal(code, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_shard_that_there_is_not_is_closed_with_4010()
    {
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token, shard: [1, 1]);
        Assert.Equal(4010, await gateway.ClosedAsync());
    }

    [Theory]
    [InlineData("""{"op":3,"d":{}}""", 4003)]
    [InlineData("""{"op":99,"d":{}}""", 4001)]
    [InlineData("""hello""", 4002)]
    public async Task A_payload_that_is_out_of_place_is_closed(string payload, int code)
    {
        var gateway = await ConnectAsync();
        await gateway.SayAsync(payload);
        Assert.Equal(code, await gateway.ClosedAsync());
        Assert.Single(Server.Offences);
    }

    [Fact]
    public async Task A_payload_of_more_than_4096_bytes_is_closed_with_4002()
    {
        var gateway = await ConnectAsync();
        await gateway.SayAsync(1, new string('x', 4096));
        Assert.Equal(4002, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task A_second_identify_is_closed_with_4005()
    {
        var gateway = await ListenAsync();
        await gateway.IdentifyAsync(Server.Token);
        Assert.Equal(4005, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task More_than_120_payloads_in_a_minute_are_closed_with_4008()
    {
        var gateway = await ListenAsync();
        for (var i = 0; i < 120; i++)
            await gateway.SayAsync(3, null);
        Assert.Equal(4008, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task Another_version_is_closed_with_4012()
    {
        var gateway = Keep(await _caller.ConnectAsync(query: "v=9&encoding=json"));
        Assert.Equal(4012, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task Two_identifies_within_five_seconds_are_an_offence()
    {
        await ListenAsync();
        var second = await ConnectAsync();
        await second.IdentifyAsync(Server.Token);
        Assert.False((await second.NextAsync(9)).GetProperty("d").GetBoolean());
        Assert.Single(Server.Offences);
        _time.Advance(TimeSpan.FromSeconds(5));
        var third = await ConnectAsync();
        await third.IdentifyAsync(Server.Token);
        await third.EventAsync("READY");
    }

    [Fact]
    public async Task Sessions_are_not_begun_more_often_than_is_allowed()
    {
        for (var i = 0; i < 3; i++)
        {
            await ListenAsync();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token);
        Assert.Equal(4004, await gateway.ClosedAsync());
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, (await _caller.GetAsync("/gateway/bot")).Json.GetProperty("session_start_limit").GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task Whoever_resumes_hears_what_they_missed()
    {
        var (gateway, session) = await BeginAsync();
        Server.Drop();
        await Assert.ThrowsAnyAsync<WebSocketException>(gateway.ClosedAsync);
        _caller.Channel.Rename("a");
        _caller.Channel.Rename("b");

        var again = await ConnectAsync("resume");
        await again.ResumeAsync(Server.Token, session, 2);
        Assert.Equal("a", (await again.EventAsync("CHANNEL_UPDATE")).GetProperty("name").GetString());
        var second = await again.NextAsync(0);
        Assert.Equal(4, second.GetProperty("s").GetInt32());
        await again.EventAsync("RESUMED");
        Assert.Empty(Server.Offences);
    }

    [Fact]
    public async Task A_line_that_breaks_in_the_middle_of_an_event_loses_nothing()
    {
        var (gateway, session) = await BeginAsync();
        Server.DropAtNextEvent();
        _caller.Channel.Rename("a");
        await Assert.ThrowsAnyAsync<WebSocketException>(gateway.HearAsync);
        var again = await ConnectAsync("resume");
        await again.ResumeAsync(Server.Token, session, 2);
        await again.EventAsync("CHANNEL_UPDATE");
    }

    [Fact]
    public async Task A_session_that_the_bot_ended_or_left_too_long_is_invalid()
    {
        var (gateway, session) = await BeginAsync();
        await gateway.HangUpAsync(1000);
        await BotUnderTest.UntilAsync(() => Server.Connections[0].LeftWith == 1000, "the end");
        await RefusedAsync(session);

        _time.Advance(TimeSpan.FromSeconds(5));
        (gateway, session) = await BeginAsync();
        await gateway.HangUpAsync(4000);
        await BotUnderTest.UntilAsync(() => Server.OpenSessions == 0, "the end");
        _time.Advance(TimeSpan.FromMinutes(6));
        await RefusedAsync(session);

        async Task RefusedAsync(string ended)
        {
            var again = await ConnectAsync("resume");
            await again.ResumeAsync(Server.Token, ended, 2);
            Assert.False((await again.NextAsync(9)).GetProperty("d").GetBoolean());
        }
    }

    [Fact]
    public async Task A_resume_from_an_event_that_never_was_is_closed_with_4007_and_ends_the_session()
    {
        var (gateway, session) = await BeginAsync();
        await gateway.HangUpAsync(4000);
        var again = await ConnectAsync("resume");
        await again.ResumeAsync(Server.Token, session, 9);
        Assert.Equal(4007, await again.ClosedAsync());
        var third = await ConnectAsync("resume");
        await third.ResumeAsync(Server.Token, session, 2);
        await third.NextAsync(9);
    }

    [Fact]
    public async Task The_server_asks_to_connect_again_calls_sessions_invalid_and_closes_as_a_test_wants()
    {
        var (gateway, _) = await BeginAsync();
        Server.Reconnect();
        await gateway.NextAsync(7);
        Server.Invalidate(isResumable: true);
        Assert.True((await gateway.NextAsync(9)).GetProperty("d").GetBoolean());
        Server.CloseWith(4000);
        Assert.Equal(4000, await gateway.ClosedAsync());
    }

    [Fact]
    public async Task An_identify_is_refused_when_a_test_wants_it()
    {
        Server.RefuseIdentify();
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token);
        Assert.False((await gateway.NextAsync(9)).GetProperty("d").GetBoolean());
        await gateway.IdentifyAsync(Server.Token);
        await gateway.EventAsync("READY");
        Assert.Empty(Server.Offences);
    }

    [Fact]
    public async Task With_the_intent_for_servers_alone_no_messages_are_told()
    {
        var gateway = await ListenAsync();
        Server.Say(_caller.Ada, _caller.Channel, "hello");
        _caller.Channel.Rename("a");
        await gateway.EventAsync("CHANNEL_UPDATE");
    }

    [Fact]
    public async Task With_the_intent_for_messages_their_content_is_told_only_to_whom_it_is_for()
    {
        var gateway = Keep(await _caller.ListenAsync(1 | (1 << 9)));
        Server.Say(_caller.Ada, _caller.Channel, "hello");
        Assert.Equal("", (await gateway.EventAsync("MESSAGE_CREATE")).GetProperty("content").GetString());
        Server.Say(_caller.Ada, _caller.Channel, $"<@{Server.BotId}> hello");
        Assert.NotEqual("", (await gateway.EventAsync("MESSAGE_CREATE")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Changes_of_servers_channels_threads_and_roles_are_told()
    {
        var gateway = await ListenAsync();
        var role = _caller.Guild.AddRole("readers");
        await gateway.EventAsync("GUILD_ROLE_CREATE");
        role.Grant(8);
        Assert.Equal("8", (await gateway.EventAsync("GUILD_ROLE_UPDATE")).GetProperty("role").GetProperty("permissions").GetString());
        _caller.Guild.AddMember(Server.Bot, role);
        await gateway.EventAsync("GUILD_MEMBER_UPDATE");
        role.Delete();
        await gateway.EventAsync("GUILD_ROLE_DELETE");
        var thread = _caller.Channel.AddThread("t");
        await gateway.EventAsync("THREAD_CREATE");
        thread.Archive();
        Assert.True((await gateway.EventAsync("THREAD_UPDATE")).GetProperty("thread_metadata").GetProperty("archived").GetBoolean());
        _caller.Channel.Delete();
        Assert.Equal(
            ["guild_id", "id", "parent_id", "type"],
            (await gateway.EventAsync("THREAD_DELETE")).EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        await gateway.EventAsync("CHANNEL_DELETE");
        _caller.Guild.AddChannel();
        await gateway.EventAsync("CHANNEL_CREATE");
    }

    [Fact]
    public async Task An_outage_is_told_otherwise_than_the_end()
    {
        var gateway = await ListenAsync();
        _caller.Guild.GoOut();
        Assert.True((await gateway.EventAsync("GUILD_DELETE")).GetProperty("unavailable").GetBoolean());
        _caller.Guild.ComeBack();
        await gateway.EventAsync("GUILD_CREATE");
        _caller.Guild.RemoveBot();
        Assert.False((await gateway.EventAsync("GUILD_DELETE")).TryGetProperty("unavailable", out _));
        _caller.Guild.InviteBot();
        await gateway.EventAsync("GUILD_CREATE");
    }

    [Fact]
    public async Task Each_shard_hears_of_its_own_servers()
    {
        var number = (int)((ulong.Parse(_caller.Guild.Id, System.Globalization.CultureInfo.InvariantCulture) >> 22) % 2);
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token, shard: [1 - number, 2]);
        Assert.Equal(0, (await gateway.EventAsync("READY")).GetProperty("guilds").GetArrayLength());
        _time.Advance(TimeSpan.FromSeconds(5));
        var other = await ConnectAsync();
        await other.IdentifyAsync(Server.Token, shard: [number, 2]);
        Assert.Equal(1, (await other.EventAsync("READY")).GetProperty("guilds").GetArrayLength());
    }

    private async Task<GatewayCaller> ConnectAsync(string place = "gateway")
    {
        var gateway = Keep(await _caller.ConnectAsync(place));
        await gateway.NextAsync(10);
        return gateway;
    }

    private async Task<GatewayCaller> ListenAsync() => Keep(await _caller.ListenAsync());

    private async Task<(GatewayCaller Gateway, string Session)> BeginAsync()
    {
        var gateway = await ConnectAsync();
        await gateway.IdentifyAsync(Server.Token);
        var ready = await gateway.EventAsync("READY");
        await gateway.EventAsync("GUILD_CREATE");
        return (gateway, ready.GetProperty("session_id").GetString()!);
    }

    private GatewayCaller Keep(GatewayCaller gateway)
    {
        _gateways.Add(gateway);
        return gateway;
    }
}
