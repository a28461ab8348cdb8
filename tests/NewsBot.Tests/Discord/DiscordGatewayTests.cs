namespace NewsBot.Tests.Discord;

public sealed class DiscordGatewayTests
{
    [Fact]
    public async Task A_session_begins_with_servers_alone_and_its_events_are_handed_on_in_order()
    {
        await using var script = await GatewayScript.StartAsync();

        var line = await script.BeginAsync();
        await line.EventAsync(2, "GUILD_CREATE", """{"id":"2"}""");
        await line.EventAsync(3, "INTERACTION_CREATE", """{"id":"1"}""");
        await script.UntilAsync(() => script.Heard.Count == 3, "three events");

        Assert.Equal(1, line.First(2).GetProperty("intents").GetInt32());
        Assert.Equal("[0,1]", line.First(2).GetProperty("shard").GetRawText());
        Assert.Equal(["READY", "GUILD_CREATE", "INTERACTION_CREATE"], script.Heard.Select(told => told.Type));
    }

    [Fact]
    public async Task What_the_bot_says_is_as_Discord_wants_it()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        await line.SayAsync("""{"op":1,"d":null}""");
        await script.UntilAsync(() => line.Has(1), "a heartbeat");
        await line.SayAsync("""{"op":7,"d":null}""");
        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");

        await DiscordJudge.ValidateAsync(script.Said);
    }

    [Fact]
    public async Task A_heartbeat_that_Discord_asks_for_is_sent_at_once()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        var before = line.Count(1);

        await line.SayAsync("""{"op":1,"d":null}""");

        await script.UntilAsync(() => line.Count(1) > before, "a heartbeat");
        Assert.Equal(1, line.First(1).GetInt64());
    }

    [Fact]
    public async Task A_heartbeat_without_an_answer_breaks_the_connection_but_not_the_session()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync(heartbeat: 2_000);
        line.AnswersHeartbeats = false;

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");

        Assert.Equal("again", next.Place);
        Assert.Equal(("s1", 1), (next.First(6).GetProperty("session_id").GetString(), next.First(6).GetProperty("seq").GetInt64()));
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4003)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(1011)]
    public async Task Most_close_codes_leave_the_session_as_it_is(int code)
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();

        await line.CloseAsync(code);

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");
    }

    [Theory]
    [InlineData(4007)]
    [InlineData(4009)]
    [InlineData(4010)]
    [InlineData(4011)]
    public async Task Some_close_codes_end_the_session_and_another_begins(int code)
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();

        await line.CloseAsync(code);

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(2), "an identify");
        Assert.Equal("first", next.Place);
    }

    [Theory]
    [InlineData(4004)]
    [InlineData(4012)]
    [InlineData(4013)]
    [InlineData(4014)]
    public async Task What_only_the_operator_can_mend_ends_the_listening(int code)
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.AnswerAsync();
        await script.UntilAsync(() => line.Has(2), "an identify");

        await line.CloseAsync(code);

        await script.UntilAsync(() => script.HasEnded, "the end");
        Assert.Single(script.Lines);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_event_loses_nothing()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        await line.EventAsync(2, "GUILD_CREATE");
        await script.UntilAsync(() => script.Heard.Count == 2, "two events");
        line.Abort();

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");
        await next.EventAsync(3, "INTERACTION_CREATE");
        await next.EventAsync(4, "RESUMED");
        await script.UntilAsync(() => script.Heard.Count == 4, "four events");

        Assert.Equal(2, next.First(6).GetProperty("seq").GetInt64());
        Assert.Equal(["READY", "GUILD_CREATE", "INTERACTION_CREATE", "RESUMED"], script.Heard.Select(told => told.Type));
    }

    [Theory]
    [InlineData("true", 6)]
    [InlineData("false", 2)]
    public async Task An_invalid_session_goes_on_only_if_Discord_says_so(string isResumable, int op)
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        var before = script.Clock.GetUtcNow();

        await line.SayAsync($$"""{"op":9,"d":{{isResumable}}}""");

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(op), "the next try");
        Assert.True(script.Clock.GetUtcNow() - before >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_bot_hangs_up_in_a_way_that_keeps_the_session()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();

        await line.SayAsync("""{"op":7,"d":null}""");

        await script.UntilAsync(() => line.ClosedWith is not null, "a close");
        Assert.Equal(4000, (int)line.ClosedWith!);
    }

    [Fact]
    public async Task An_event_may_come_in_pieces()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();

        await line.SayInPiecesAsync("""{"op":0,"s":2,"t":"GUILD_UPDATE","d":{"id":"2","name":"港湾"}}""");

        await script.UntilAsync(() => script.Heard.Count == 2, "the event");
        Assert.Equal("港湾", script.Heard.Last().Data.GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_is_no_JSON_breaks_the_connection_but_not_the_session()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();

        await line.SayAsync("{");

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");
    }

    [Fact]
    public async Task A_bot_that_stops_leaves_its_session_open_and_the_next_start_goes_on_with_it()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        await line.EventAsync(2, "GUILD_CREATE");
        await script.UntilAsync(() => script.Heard.Count == 2, "two events");

        await script.RestartAsync();

        var next = await script.AnswerAsync();
        await script.UntilAsync(() => next.Has(6), "a resume");
        // A connection that just ends keeps the session too; one closed with 1000 or 1001 would not.
        Assert.Null(line.ClosedWith);
        Assert.False(next.Has(2));
        Assert.Equal("s1", next.First(6).GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Shards_begin_five_seconds_apart()
    {
        await using var script = await GatewayScript.StartAsync(shards: 2);
        var first = await script.AnswerAsync();
        var begun = script.Clock.GetUtcNow();
        await script.UntilAsync(() => first.Has(2), "one identify");
        var second = await script.AnswerAsync();

        await script.UntilAsync(() => second.Has(2), "the other");

        Assert.True(script.Clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(5));
        Assert.Equal(
            ["[0,2]", "[1,2]"],
            new[] { first, second }.Select(line => line.First(2).GetProperty("shard").GetRawText()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_connection_is_made_while_the_days_budget_of_sessions_is_spent()
    {
        await using var script = await GatewayScript.StartAsync(remaining: 0);
        for (var i = 0; i < 50; i++)
        {
            script.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.Empty(script.Lines);

        script.Clock.Advance(TimeSpan.FromHours(1));

        var line = await script.AnswerAsync();
        await script.UntilAsync(() => line.Has(2), "an identify");
    }

    [Fact]
    public async Task A_session_whose_own_address_is_dead_goes_on_at_the_usual_one()
    {
        await using var script = await GatewayScript.StartAsync();
        var line = await script.BeginAsync();
        await line.CloseAsync(4000);
        for (var i = 0; i < 4; i++)
            await (await script.AnswerAsync()).CloseAsync(4000);

        var next = await script.AnswerAsync();

        Assert.Equal("first", next.Place);
        await script.UntilAsync(() => next.Has(6), "a resume");
    }
}
