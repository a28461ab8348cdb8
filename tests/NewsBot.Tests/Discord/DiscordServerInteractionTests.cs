using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Discord.StandIn;

namespace NewsBot.Tests.Discord;

/// <summary>What people do, what the bot is told of it, and how it may answer.</summary>
public sealed class DiscordServerInteractionTests : IAsyncLifetime
{
    private const string Row = """{"type":1,"components":[{0}]}""";

    private static readonly int[] AnyPlace = [DiscordChannel.Text, DiscordChannel.Announcement, DiscordChannel.Forum];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private DiscordCaller _caller = null!;
    private GatewayCaller _gateway = null!;

    private DiscordServer Server => _caller.Server;

    private DiscordChannel Channel => _caller.Channel;

    private DiscordPerson Ada => _caller.Ada;

    public async ValueTask InitializeAsync()
    {
        _caller = await DiscordCaller.StartAsync(new DiscordServerOptions { Time = _time, Rates = DiscordRates.None });
        _gateway = await _caller.ListenAsync();
        await _caller.RegisterAsync(
            new { name = "ping", description = "Ping" },
            new { name = "admin", description = "Admin", default_member_permissions = "16" },
            new
            {
                name = "add",
                description = "Add",
                options = new object[]
                {
                    new { name = "url", description = "d", type = 3, required = true, autocomplete = true },
                    new { name = "channel", description = "d", type = 7, channel_types = AnyPlace },
                    new { name = "file", description = "d", type = 11 },
                },
            },
            new { name = "Why?", type = 3 });
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        await _caller.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_told_with_who_ran_it_and_what_they_and_the_bot_may()
    {
        Server.Run(Ada, Channel, "add", ("url", "https://a.example/"));
        var told = await HearAsync();
        Assert.Equal((2, 0), (told.GetProperty("type").GetInt32(), told.GetProperty("context").GetInt32()));
        Assert.Equal(Server.Application, told.GetProperty("application_id").GetString());
        Assert.Equal(Ada.Id, told.GetProperty("member").GetProperty("user").GetProperty("id").GetString());
        Assert.Equal($"{DiscordPermission.Everyone}", told.GetProperty("member").GetProperty("permissions").GetString());
        Assert.Equal($"{DiscordPermission.Everyone}", told.GetProperty("app_permissions").GetString());
        Assert.Equal(Channel.Id, told.GetProperty("channel").GetProperty("id").GetString());
        Assert.Equal("en-US", told.GetProperty("locale").GetString());
        var option = Assert.Single(told.GetProperty("data").GetProperty("options").EnumerateArray());
        Assert.Equal("https://a.example/", option.GetProperty("value").GetString());
    }

    [Fact]
    public async Task In_direct_messages_there_is_a_user_and_no_member()
    {
        Server.Run(Ada, Server.DirectMessages(Ada), "ping");
        var told = await HearAsync();
        Assert.Equal((Ada.Id, 1), (told.GetProperty("user").GetProperty("id").GetString(), told.GetProperty("context").GetInt32()));
        Assert.False(told.TryGetProperty("member", out _));
        Assert.False(told.TryGetProperty("guild_id", out _));
    }

    [Fact]
    public async Task A_channel_that_is_given_is_resolved_with_what_the_person_and_the_bot_may_there()
    {
        var other = _caller.Guild.AddChannel();
        other.Deny(Ada, DiscordPermission.SendMessages | DiscordPermission.UseCommands);
        Server.Run(Ada, Channel, "add", ("url", "u"), ("channel", other));
        var resolved = (await HearAsync()).GetProperty("data").GetProperty("resolved").GetProperty("channels").GetProperty(other.Id);
        var may = ulong.Parse(resolved.GetProperty("permissions").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(DiscordPermission.ViewChannel, may & (DiscordPermission.ViewChannel | DiscordPermission.SendMessages));
        Assert.Equal($"{DiscordPermission.Everyone}", resolved.GetProperty("app_permissions").GetString());
    }

    [Fact]
    public async Task A_file_that_is_given_can_be_read_at_its_address()
    {
        Server.Run(Ada, Channel, "add", ("url", "u"), ("file", new UploadedFile("feeds.opml", [7])));
        var data = (await HearAsync()).GetProperty("data");
        var id = data.GetProperty("options")[1].GetProperty("value").GetString()!;
        var file = data.GetProperty("resolved").GetProperty("attachments").GetProperty(id);
        Assert.Equal("feeds.opml", file.GetProperty("filename").GetString());
        using var anybody = new HttpClient();
        Assert.Equal([7], await anybody.GetByteArrayAsync(new Uri(file.GetProperty("url").GetString()!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_Discords_own_client_does_not_let_people_do_throws()
    {
        Assert.Throws<InvalidOperationException>(() => Server.Run(Ada, Channel, "nothing"));
        Assert.Throws<InvalidOperationException>(() => Server.Run(Ada, Channel, "admin"));
        Assert.Throws<InvalidOperationException>(() => Server.Run(Ada, Channel, "add"));
        Assert.Throws<InvalidOperationException>(() => Server.Run(Ada, Channel, "add", ("url", 1)));
        Assert.Throws<InvalidOperationException>(() => Server.Run(Ada, Channel, "add", ("url", "u"), ("channel", Channel.AddThread("t"))));
        Assert.NotNull(Server.Run(_caller.Guild.Owner, Channel, "admin"));
    }

    [Fact]
    public async Task A_command_on_a_message_brings_the_message()
    {
        var said = Server.Say(Ada, Channel, "hello");
        Server.RunOn(Ada, said, "Why?");
        var data = (await HearAsync()).GetProperty("data");
        Assert.Equal((3, said.Id), (data.GetProperty("type").GetInt32(), data.GetProperty("target_id").GetString()));
        Assert.Equal("hello", data.GetProperty("resolved").GetProperty("messages").GetProperty(said.Id).GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_answer_is_a_message_that_all_see()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        Assert.False(ping.Answered.IsCompleted);
        Assert.Equal(204, (await _caller.RespondAsync(ping, 4, new { content = "pong" })).Status);
        await ping.Settled;
        Assert.Equal("pong", Assert.Single(Server.Messages(Channel)).Content);
        Assert.Equal((4, "pong", false), (ping.AnswerType, ping.Original!.Content, ping.IsEphemeral));
    }

    [Fact]
    public async Task An_answer_for_one_is_seen_by_nobody_else()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 4, new { content = "pong", flags = 64 });
        Assert.True(ping.IsEphemeral);
        Assert.Empty(Server.Messages(Channel));
        Assert.Single(Server.MessagesFor(Ada, Channel));
        Assert.Equal(10008, (await _caller.GetAsync($"{_caller.MessagesPath}/{ping.Original!.Id}")).Code);
        Assert.Equal(200, (await _caller.GetAsync(_caller.Webhook(ping, "/messages/%40original"))).Status);
    }

    [Fact]
    public async Task An_answer_may_be_put_off_edited_followed_and_taken_away()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 5, new { flags = 64 });
        Assert.True(ping is { IsDeferred: true, IsEphemeral: true, Original.IsLoading: true });
        Assert.False(ping.Settled.IsCompleted);
        await _caller.PatchAsync(_caller.Webhook(ping, "/messages/@original"), new { content = "done" });
        Assert.True(ping.Settled.IsCompleted);
        Assert.True(ping.Original is { IsLoading: false, IsEphemeral: true, Content: "done" });
        var more = await _caller.PostAsync(_caller.Webhook(ping), new { content = "more" });
        await _caller.PatchAsync(_caller.Webhook(ping, $"/messages/{more.Id}"), new { content = "more!" });
        Assert.Equal("done\nmore!", ping.AllText);
        Assert.Equal(204, (await _caller.DeleteAsync(_caller.Webhook(ping, "/messages/@original"))).Status);
        Assert.True(ping.IsOriginalDeleted);
        Assert.Equal(10008, (await _caller.PatchAsync(_caller.Webhook(ping, "/messages/@original"), new { content = "x" })).Code);
        Assert.Equal(204, (await _caller.DeleteAsync(_caller.Webhook(ping, $"/messages/{more.Id}"))).Status);
        Assert.Empty(Server.MessagesFor(Ada, Channel));
    }

    [Fact]
    public async Task A_follow_up_after_an_answer_that_was_put_off_takes_its_place()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 5);
        var followed = await _caller.PostAsync(_caller.Webhook(ping), new { content = "done", flags = 64 });
        Assert.Equal(ping.Original!.Id, followed.Id);
        Assert.Empty(ping.FollowUps);
        Assert.False(ping.Original.IsEphemeral);
    }

    [Fact]
    public async Task Putting_off_may_only_set_that_one_alone_sees_it()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        Assert.Equal("MESSAGE_FLAGS_INVALID", (await _caller.RespondAsync(ping, 5, new { flags = 32768 })).Fault("data.flags"));
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await _caller.RespondAsync(ping, 4, new { content = new string('x', 2001) })).Fault("data.content"));
    }

    [Fact]
    public async Task The_first_answer_comes_within_three_seconds_or_is_an_offence()
    {
        var (quick, slow) = (Server.Run(Ada, Channel, "ping"), Server.Run(Ada, Channel, "ping"));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(204, (await _caller.RespondAsync(quick, 5)).Status);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((404, 10062), Refusal(await _caller.RespondAsync(slow, 5)));
        Assert.Single(Server.Offences);
        Assert.Equal(10015, (await _caller.PostAsync(_caller.Webhook(slow), new { content = "x" })).Code);
    }

    [Fact]
    public async Task A_second_first_answer_is_refused()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 4, new { content = "pong" });
        Assert.Equal((400, 40060), Refusal(await _caller.RespondAsync(ping, 4, new { content = "pong" })));
        Assert.Equal((404, 10062), Refusal(await _caller.PostAsync("/interactions/1/none/callback", new { type = 5 })));
        Assert.Empty(Server.Offences);
    }

    [Fact]
    public async Task A_token_lives_fifteen_minutes()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 5);
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await _caller.PatchAsync(_caller.Webhook(ping, "/messages/@original"), new { content = "x" })).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 50027), Refusal(await _caller.PatchAsync(_caller.Webhook(ping, "/messages/@original"), new { content = "x" })));
    }

    [Fact]
    public async Task Answers_need_the_number_of_the_application_and_no_token_of_the_bot()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        _caller.Headers.Authorization = null;
        Assert.Equal(204, (await _caller.RespondAsync(ping, 4, new { content = "pong" })).Status);
        Assert.Equal((404, 10015), Refusal(await _caller.PostAsync($"/webhooks/{Server.BotId}/{ping.Token}", new { content = "x" })));
    }

    [Fact]
    public async Task Answers_call_people_alone_where_nothing_is_said()
    {
        Channel.Allow(_caller.Guild.BotRole, DiscordPermission.MentionEveryone);
        var ping = Server.Run(Ada, Channel, "ping");
        await _caller.RespondAsync(ping, 4, new { content = $"@everyone <@{Ada.Id}>" });
        Assert.Equal([Ada.Id], ping.Original!.Pings);
    }

    [Fact]
    public async Task With_response_tells_of_the_message()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        var told = await _caller.PostAsync($"/interactions/{ping.Id}/{ping.Token}/callback?with_response=true", new { type = 4, data = new { content = "pong" } });
        Assert.Equal("pong", told.Json.GetProperty("resource").GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_press_tells_of_the_message_and_may_change_it()
    {
        var message = await SayAsync("""{"type":2,"style":1,"label":"More","custom_id":"more:1"}""");
        var press = Server.Press(Ada, message, "More");
        var told = await HearAsync();
        Assert.Equal(3, told.GetProperty("type").GetInt32());
        Assert.Equal("more:1", told.GetProperty("data").GetProperty("custom_id").GetString());
        Assert.Equal(message.Id, told.GetProperty("message").GetProperty("id").GetString());
        await _caller.RespondAsync(press, 7, new { content = "changed", components = Array.Empty<object>() });
        Assert.Equal("changed", Assert.Single(Server.Messages(Channel)).Content);
        Assert.Throws<InvalidOperationException>(() => Server.Press(Ada, message, "More"));
    }

    [Fact]
    public async Task A_change_that_was_put_off_edits_the_pressed_message()
    {
        var message = await SayAsync("""{"type":2,"style":1,"label":"More","custom_id":"more"}""");
        var press = Server.Press(Ada, message, "more");
        await _caller.RespondAsync(press, 6);
        Assert.False(press.Settled.IsCompleted);
        await _caller.PatchAsync(_caller.Webhook(press, "/messages/@original"), new { content = "changed" });
        Assert.True(press.Settled.IsCompleted);
        Assert.Equal("changed", Assert.Single(Server.Messages(Channel)).Content);
    }

    [Fact]
    public async Task A_menu_of_strings_offers_what_it_offers()
    {
        var message = await SayAsync("""{"type":3,"custom_id":"m","options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}""");
        Server.Choose(Ada, message, "m", "b");
        Assert.Equal("b", (await HearAsync()).GetProperty("data").GetProperty("values")[0].GetString());
        Assert.Throws<InvalidOperationException>(() => Server.Choose(Ada, message, "m", "c"));
        Assert.Throws<InvalidOperationException>(() => Server.Choose(Ada, message, "m", "a", "b"));
    }

    [Fact]
    public async Task A_menu_of_roles_resolves_them()
    {
        var role = _caller.Guild.AddRole("readers");
        await _gateway.EventAsync("GUILD_ROLE_CREATE");
        var message = await SayAsync("""{"type":6,"custom_id":"r"}""");
        Server.Choose(Ada, message, "r", role);
        var data = (await HearAsync()).GetProperty("data");
        Assert.Equal(role.Id, data.GetProperty("values")[0].GetString());
        Assert.Equal("readers", data.GetProperty("resolved").GetProperty("roles").GetProperty(role.Id).GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_somebody_types_is_told_and_choices_are_offered()
    {
        var typing = Server.Type(Ada, Channel, "add", "url", "bbc");
        var option = (await HearAsync()).GetProperty("data").GetProperty("options")[0];
        Assert.True(option.GetProperty("focused").GetBoolean());
        Assert.Equal(50035, (await _caller.RespondAsync(typing, 4, new { content = "x" })).Code);
        Assert.Equal("BASE_TYPE_BAD_LENGTH", (await OfferAsync(26)).Fault("data.choices"));
        Assert.Equal(204, (await OfferAsync(25)).Status);
        Assert.Equal(25, typing.Choices.Count);
        Assert.Equal(("n0", "v0"), typing.Choices[0]);

        Task<DiscordCaller.Answer> OfferAsync(int count) =>
            _caller.RespondAsync(typing, 8, new { choices = Enumerable.Range(0, count).Select(i => new { name = $"n{i}", value = $"v{i}" }) });
    }

    [Fact]
    public async Task A_form_is_shown_and_filled_in()
    {
        var ping = Server.Run(Ada, Channel, "ping");
        await HearAsync();
        var field = new { type = 18, label = "Feed", component = new { type = 4, custom_id = "url", style = 1, max_length = 5 } };
        Assert.Equal("BASE_TYPE_BAD_LENGTH", (await _caller.RespondAsync(ping, 9, Form(new string('x', 46)))).Fault("data.title"));
        await _caller.RespondAsync(ping, 9, Form("Add"));
        Assert.Equal("Add", ping.Modal!.Value.GetProperty("title").GetString());

        Assert.Throws<InvalidOperationException>(() => Server.Submit(Ada, ping, "too long"));
        var submit = Server.Submit(Ada, ping, "a");
        var data = (await HearAsync()).GetProperty("data");
        var filled = data.GetProperty("components")[0].GetProperty("component");
        Assert.Equal("f", data.GetProperty("custom_id").GetString());
        Assert.Equal(("url", "a"), (filled.GetProperty("custom_id").GetString(), filled.GetProperty("value").GetString()));
        Assert.Equal(50035, (await _caller.RespondAsync(submit, 9, Form("Add"))).Code);
        Assert.Equal(204, (await _caller.RespondAsync(submit, 4, new { content = "done" })).Status);

        object Form(string title) => new { custom_id = "f", title, components = new[] { field } };
    }

    private async Task<StoredMessage> SayAsync(string component)
    {
        await _caller.PostAsync(_caller.MessagesPath, $$"""{"content":"a","components":[{{Row.Replace("{0}", component, StringComparison.Ordinal)}}]}""");
        return Server.Messages(Channel)[^1];
    }

    private async Task<JsonElement> HearAsync()
    {
        while (true)
        {
            var payload = await _gateway.NextAsync(0);
            if (payload.GetProperty("t").GetString() == "INTERACTION_CREATE")
                return payload.GetProperty("d");
        }
    }

    private static (int, int) Refusal(DiscordCaller.Answer answer) => (answer.Status, answer.Code);
}
