using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Discord.StandIn;

namespace NewsBot.Tests.Discord;

/// <summary>Whom the stand-in lets in, what it tells of places, and what goes wrong when a test wants it.</summary>
public sealed class DiscordServerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private DiscordCaller _caller = null!;

    private DiscordServer Server => _caller.Server;

    public async ValueTask InitializeAsync() => _caller = await DiscordCaller.StartAsync(new DiscordServerOptions { Time = _time });

    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    [Fact]
    public async Task The_bot_and_its_application_have_different_numbers()
    {
        Assert.Equal(Server.BotId, (await _caller.GetAsync("/users/@me")).Id);
        Assert.Equal(Server.Application, (await _caller.GetAsync("/applications/@me")).Id);
        Assert.NotEqual(Server.BotId, Server.Application);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        _caller.Headers.Authorization = new("Bot", "another");
        var refused = await _caller.GetAsync("/users/@me");
        Assert.Equal((401, 0), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_user_agent_of_another_form_is_refused_and_an_offence()
    {
        _caller.Headers.Remove("User-Agent");
        _caller.Headers.TryAddWithoutValidation("User-Agent", "NewsBot/1.0");
        var refused = await _caller.GetAsync("/users/@me");
        Assert.Equal((403, 40333), (refused.Status, refused.Code));
        Assert.Contains("NewsBot/1.0", Assert.Single(Server.Offences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_and_versions_that_there_are_not_are_offences()
    {
        Assert.Equal(404, (await _caller.GetAsync("/news")).Status);
        Assert.Equal(405, (await _caller.DeleteAsync("/users/@me")).Status);
        Assert.Equal(50041, (await _caller.GetAsync($"{Server.Url}/v9/users/@me")).Code);
        Assert.Equal(3, Server.Offences.Count);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused_and_an_offence()
    {
        Assert.Equal(50109, (await _caller.PostAsync(_caller.MessagesPath, "{")).Code);
        var text = await _caller.SendAsync(HttpMethod.Post, _caller.MessagesPath, new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.Equal(50035, text.Code);
        Assert.Equal(2, Server.Offences.Count);
    }

    [Fact]
    public async Task A_channel_tells_of_its_overwrites_and_a_server_of_its_roles()
    {
        var role = _caller.Guild.AddRole("readers", DiscordPermission.ManageGuild);
        _caller.Channel.Deny(role, DiscordPermission.SendMessages);

        var channel = (await _caller.GetAsync($"/channels/{_caller.Channel.Id}")).Json;
        var overwrite = Assert.Single(channel.GetProperty("permission_overwrites").EnumerateArray());
        Assert.Equal((role.Id, "2048"), (overwrite.GetProperty("id").GetString(), overwrite.GetProperty("deny").GetString()));
        var roles = (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}")).Json.GetProperty("roles").EnumerateArray();
        Assert.Contains(roles, each => each.GetProperty("id").GetString() == role.Id && each.GetProperty("permissions").GetString() == "32");
    }

    [Fact]
    public async Task A_member_has_their_roles()
    {
        var role = _caller.Guild.AddRole("readers");
        var bea = Server.AddPerson("bea");
        Assert.Equal(10007, (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}/members/{bea.Id}")).Code);
        _caller.Guild.AddMember(bea, role);
        var member = (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}/members/{bea.Id}")).Json;
        Assert.Equal([role.Id], member.GetProperty("roles").EnumerateArray().Select(id => id.GetString()!));
    }

    [Fact]
    public async Task Threads_that_are_open_are_listed()
    {
        var open = _caller.Channel.AddThread("open");
        _caller.Channel.AddThread("closed").Archive();
        var threads = (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}/threads/active")).Json.GetProperty("threads").EnumerateArray();
        Assert.Equal([open.Id], threads.Select(thread => thread.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task What_was_never_there_is_unknown_and_what_is_hidden_has_no_access()
    {
        Assert.Equal((404, 10003), Refusal(await _caller.GetAsync("/channels/1")));
        Assert.Equal((404, 10004), Refusal(await _caller.GetAsync("/guilds/1")));
        _caller.Channel.Deny(_caller.Guild.Everyone, DiscordPermission.ViewChannel);
        Assert.Equal((403, 50001), Refusal(await _caller.GetAsync($"/channels/{_caller.Channel.Id}")));
    }

    [Fact]
    public async Task A_server_that_threw_the_bot_out_gives_no_access_and_one_that_is_out_answers_503()
    {
        _caller.Guild.GoOut();
        Assert.Equal(503, (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}")).Status);
        _caller.Guild.ComeBack();
        _caller.Guild.RemoveBot();
        Assert.Equal(10004, (await _caller.GetAsync($"/guilds/{_caller.Guild.Id}")).Code);
        Assert.Equal(50001, (await _caller.PostAsync(_caller.MessagesPath, new { content = "x" })).Code);
    }

    [Fact]
    public async Task Direct_messages_are_opened_once_and_may_be_closed_to_the_bot()
    {
        var first = await _caller.PostAsync("/users/@me/channels", new { recipient_id = _caller.Ada.Id });
        var second = await _caller.PostAsync("/users/@me/channels", new { recipient_id = _caller.Ada.Id });
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(50033, (await _caller.PostAsync("/users/@me/channels", new { recipient_id = "1" })).Code);
        _caller.Ada.TakesDirectMessages = false;
        Assert.Equal((403, 50007), Refusal(await _caller.PostAsync($"/channels/{first.Id}/messages", new { content = "x" })));
    }

    [Fact]
    public async Task Commands_are_overwritten_as_a_whole_and_keep_their_numbers()
    {
        await _caller.RegisterAsync(new { name = "ping", description = "Ping" }, new { name = "news", description = "News" });
        var ping = Server.Commands[0].GetProperty("id").GetString();
        await _caller.RegisterAsync(new { name = "ping", description = "Pong" });
        Assert.Equal(ping, Assert.Single(Server.Commands).GetProperty("id").GetString());
        var listed = (await _caller.GetAsync(_caller.CommandsPath)).Json;
        Assert.Equal("Pong", Assert.Single(listed.EnumerateArray()).GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("""[{"name":"Ping","description":"d"}]""", "0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""[{"name":"ping"}]""", "0.description", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"name":"a","description":"d"},{"name":"a","description":"d"}]""", "", "APPLICATION_COMMANDS_DUPLICATE_NAME")]
    [InlineData("""[{"name":"a","type":3,"description":"d"}]""", "0.description", "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED")]
    [InlineData("""[{"name":"a","description":"d","name_localizations":{"xx":"b"}}]""", "0.name_localizations.xx", "ENUM_TYPE_COERCE")]
    [InlineData(
        """[{"name":"a","description":"d","options":[{"name":"b","description":"d","type":3},{"name":"c","description":"d","type":3,"required":true}]}]""",
        "0.options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")]
    [InlineData(
        """[{"name":"a","description":"d","options":[{"name":"b","description":"d","type":3,"autocomplete":true,"choices":[{"name":"x","value":"x"}]}]}]""",
        "0.options.0", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES")]
    public async Task A_command_that_breaks_a_rule_is_refused(string commands, string path, string fault)
    {
        var refused = await _caller.PutAsync(_caller.CommandsPath, commands);
        Assert.Equal(50035, refused.Code);
        Assert.Equal(fault, refused.Fault(path));
    }

    [Fact]
    public async Task Commands_go_to_the_application_not_to_its_user() =>
        Assert.Equal(403, (await _caller.PutAsync($"/applications/{Server.BotId}/commands", Array.Empty<object>())).Status);

    [Fact]
    public async Task A_request_fails_as_often_as_is_wanted_and_is_then_not_carried_out()
    {
        Server.Fail("POST /channels/*/messages", 403, 50013, times: 2);
        Assert.Equal(50013, (await _caller.PostAsync(_caller.MessagesPath, new { content = "a" })).Code);
        Assert.Equal(200, (await _caller.GetAsync(_caller.MessagesPath)).Status);
        Assert.Equal(50013, (await _caller.PostAsync(_caller.MessagesPath, new { content = "b" })).Code);
        Assert.Equal(200, (await _caller.PostAsync(_caller.MessagesPath, new { content = "c" })).Status);
        Assert.Equal(["c"], Server.Messages(_caller.Channel).Select(message => message.Content));
    }

    [Fact]
    public async Task A_proxy_answers_with_a_page()
    {
        Server.FailWith("GET /users/*", 502, "<html>Bad Gateway</html>");
        var page = await _caller.GetAsync("/users/@me");
        Assert.Equal((502, "<html>Bad Gateway</html>"), (page.Status, page.Text));
    }

    [Fact]
    public async Task A_lost_answer_breaks_the_connection_after_the_work()
    {
        Server.LoseAnswer("POST /channels/*/messages");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.PostAsync(_caller.MessagesPath, new { content = "a" }));
        Assert.Equal("a", Assert.Single(Server.Messages(_caller.Channel)).Content);
        Assert.Equal(0, Server.Requests[^1].Status);
    }

    [Fact]
    public async Task A_broken_connection_does_no_work()
    {
        Server.Break("POST /channels/*/messages");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.PostAsync(_caller.MessagesPath, new { content = "a" }));
        Assert.Empty(Server.Messages(_caller.Channel));
    }

    [Fact]
    public async Task What_is_held_up_is_carried_out_when_it_is_released()
    {
        Server.Hold("POST *");
        var sending = _caller.PostAsync(_caller.MessagesPath, new { content = "a" });
        await _caller.GetAsync("/users/@me");
        Assert.False(sending.IsCompleted);
        Assert.Empty(Server.Messages(_caller.Channel));
        Server.Release();
        Assert.Equal(200, (await sending).Status);
    }

    [Fact]
    public async Task A_request_is_recorded_with_its_answer()
    {
        await _caller.UploadAsync(_caller.MessagesPath, new { content = "a" }, ("a.txt", [1]));
        var line = JsonDocument.Parse(Server.Requests[^1].ToLogLine()).RootElement;
        Assert.Equal("POST", line.GetProperty("method").GetString());
        Assert.Equal("/api/v10" + _caller.MessagesPath, line.GetProperty("path").GetString());
        Assert.Equal("a", line.GetProperty("json").GetProperty("content").GetString());
        Assert.Equal("files[0]", line.GetProperty("files")[0].GetString());
        Assert.Equal("a", line.GetProperty("response").GetProperty("content").GetString());
        Assert.True(Server.Requests[^1].Is("POST", "/channels/*"));
    }

    [Fact]
    public async Task Numbers_grow_with_time_and_within_one_moment()
    {
        var first = ulong.Parse((await _caller.PostAsync(_caller.MessagesPath, new { content = "a" })).Id, System.Globalization.CultureInfo.InvariantCulture);
        var second = ulong.Parse((await _caller.PostAsync(_caller.MessagesPath, new { content = "b" })).Id, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(second > first);
        var sent = DateTimeOffset.FromUnixTimeMilliseconds((long)(first >> 22) + 1_420_070_400_000);
        Assert.InRange(sent, _time.GetUtcNow(), _time.GetUtcNow().AddMilliseconds(100));
    }

    private static (int, int) Refusal(DiscordCaller.Answer answer) => (answer.Status, answer.Code);
}
