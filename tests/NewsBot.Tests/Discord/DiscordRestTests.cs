using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Tests.Discord;

public sealed class DiscordRestTests
{
    private const string Slow = """{"message":"You are being rate limited.","retry_after":1.5,"global":false}""";

    private static readonly MessageBody Hello = new() { Content = "hello" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "https://discord.com/api/v10/")]
    [InlineData("http://127.0.0.1:5", "http://127.0.0.1:5/api/v10/")]
    [InlineData("http://127.0.0.1:5/", "http://127.0.0.1:5/api/v10/")]
    [InlineData("http://127.0.0.1:5/api", "http://127.0.0.1:5/api/v10/")]
    [InlineData("http://127.0.0.1:5/api/v9", "http://127.0.0.1:5/api/v9/")]
    public void The_address_of_the_API_may_be_given_with_or_without_its_path(string given, string used)
    {
        Assert.Equal(used, DiscordRest.BaseOf(given).AbsoluteUri);
    }

    [Fact]
    public async Task Each_route_is_one_of_Discords_and_its_body_is_as_Discord_wants_it()
    {
        await using var script = await RestScript.StartAsync();
        var rest = script.Rest;
        var body = new MessageBody
        {
            Content = "<@&5>",
            Embeds = [new DiscordEmbed { Title = "港湾", Url = "https://example.com/", Timestamp = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Color = 255 }],
            Components =
            [
                new ActionRow([new Button(2, "List", "/list", null), new Button(5, "Read", null, "https://example.com/")]),
                new ActionRow([new StringSelect("menu-0", "Which?", [new SelectOption("one", "/set 1")])]),
                new ActionRow([new RoleSelect("/set 1 roles", "Roles", 0, 20, [new DefaultValue("5", "role")])]),
            ],
            Nonce = "abc",
            EnforceNonce = true,
            Flags = MessageFlags.SuppressNotifications,
            AllowedMentions = AllowedMentions.Only(["5"]),
            MessageReference = new MessageReference("7", FailIfNotExists: false),
        };
        var layout = new MessageBody
        {
            Components =
            [
                new Container(255,
                [
                    new TextDisplay("## Title"),
                    new Section([new TextDisplay("text")], new Thumbnail(new DiscordPicture("https://example.com/a.png"))),
                    new MediaGallery([new GalleryItem(new DiscordPicture("https://example.com/b.png"))]),
                    new Separator(true),
                ]),
            ],
            Flags = MessageFlags.IsComponentsV2,
        };
        await rest.GetGatewayAsync(Ct);
        await rest.GetSelfAsync(Ct);
        await rest.GetApplicationAsync(Ct);
        await rest.GetChannelAsync("3", Ct);
        await rest.GetGuildAsync("2", Ct);
        await rest.GetMemberAsync("2", "8", Ct);
        await rest.CreateMessageAsync("3", body, [], Ct);
        await rest.CreateMessageAsync("3", layout, [], Ct);
        await rest.EditMessageAsync("3", "7", Hello with { Attachments = [] }, [], Ct);
        await rest.GetMessageAsync("3", "7", Ct);
        await rest.CreatePostAsync("4", new ForumPostBody("Title", Hello) { AppliedTags = ["1"] }, [], Ct);
        await rest.CrosspostAsync("3", "7", Ct);
        await rest.OpenDirectMessagesAsync("8", Ct);
        await rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredMessage, new InteractionData { Flags = MessageFlags.Ephemeral }), Ct);
        await rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredUpdate), Ct);
        await rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.Autocomplete, new InteractionData { Choices = [new OfferedValue("1. BBC", "bbc")] }), Ct);
        await rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.Modal, new InteractionData
        {
            CustomId = "/sub",
            Title = "Subscribe",
            Components = [new ModalLabel("Address", "Of a feed", new TextInput("url", Required: true, MaxLength: 4000))],
        }), Ct);
        await rest.EditOriginalAsync("9", "t", Hello, [], Ct);
        await rest.FollowUpAsync("9", "t", Hello with { Flags = MessageFlags.Ephemeral }, [], Ct);
        await rest.DeleteOriginalAsync("9", "t", Ct);
        await rest.RegisterCommandsAsync("9", [new SlashCommand("list", 1) { Description = "Show", Options = [new SlashOption(4, "page", "Which") { MinValue = 1 }] }], Ct);

        Assert.Equal(21, script.Requests.Count);
        Assert.All(script.Requests, request => Assert.Equal(
            request.Path.Contains("/t", StringComparison.Ordinal) && !request.Path.EndsWith("/threads", StringComparison.Ordinal) ? "" : "Bot " + RestScript.Token,
            request.Authorization));
        await DiscordJudge.ValidateAsync(script.Requests.Select(request => request.ToLogLine()));
    }

    [Fact]
    public async Task Files_go_beside_the_message()
    {
        await using var script = await RestScript.StartAsync();

        await script.Rest.CreateMessageAsync(
            "3", Hello with { Attachments = [new Attachment("0", "a.png")] }, [new UploadFile("a.png", "png"u8.ToArray(), "image/png")], Ct);

        var request = Assert.Single(script.Requests);
        Assert.Equal(["files[0]=a.png:image/png:3"], request.Files);
        Assert.Contains("\"attachments\":[{\"id\":\"0\",\"filename\":\"a.png\"}]", request.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_says_that_it_calls_nobody_unless_it_calls_roles()
    {
        await using var script = await RestScript.StartAsync();

        await script.Rest.CreateMessageAsync("3", Hello, [], Ct);

        Assert.Contains("\"allowed_mentions\":{\"parse\":[]}", script.Requests.Single().Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"77"}""", "77")]
    [InlineData("""{"id":77}""", "77")]
    [InlineData("{}", "")]
    [InlineData("", "")]
    public async Task The_number_of_a_message_is_taken_as_it_comes(string answer, string number)
    {
        await using var script = await RestScript.StartAsync();
        script.Next(200, answer);

        Assert.Equal(number, (await script.Rest.CreateMessageAsync("3", Hello, [], Ct)).Value);
    }

    [Fact]
    public async Task A_short_pause_is_waited_to_the_end_and_the_same_request_sent_again()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(429, Slow, ("X-RateLimit-Scope", "user"));

        var (answer, took) = await script.RunAsync(script.Rest.CreateMessageAsync("3", Hello, [], Ct));

        Assert.True(answer.IsGood);
        Assert.Equal(2, script.Requests.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_long_pause_is_left_to_the_outbox_and_nothing_is_sent_meanwhile()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(429, """{"message":"slow","retry_after":64.57,"global":false}""", ("X-RateLimit-Scope", "shared"));

        var first = await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var second = await script.Rest.CreateMessageAsync("3", Hello, [], Ct);

        Assert.Equal((FaultKind.Retry, TimeSpan.FromSeconds(64.57)), (first.Fault!.Kind, first.Fault.RetryAfter));
        Assert.Equal((FaultKind.Retry, TimeSpan.FromSeconds(64.57)), (second.Fault!.Kind, second.Fault.RetryAfter));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task What_is_used_up_in_one_channel_holds_up_no_other()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(200, "{}", ("X-RateLimit-Bucket", "abc"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "30.5"));

        await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var same = await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var other = await script.Rest.CreateMessageAsync("4", Hello, [], Ct);

        Assert.Equal(TimeSpan.FromSeconds(30.5), same.Fault!.RetryAfter);
        Assert.True(other.IsGood);
    }

    [Fact]
    public async Task Routes_that_Discord_counts_together_wait_together()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(200, "{}", ("X-RateLimit-Bucket", "abc"), ("X-RateLimit-Remaining", "5"), ("X-RateLimit-Reset-After", "1"))
            .Next(200, "{}", ("X-RateLimit-Bucket", "abc"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "30"));

        await script.Rest.EditMessageAsync("3", "7", Hello, [], Ct);
        await script.Rest.CreateMessageAsync("3", Hello, [], Ct);

        Assert.Equal(TimeSpan.FromSeconds(30), (await script.Rest.EditMessageAsync("3", "7", Hello, [], Ct)).Fault!.RetryAfter);
    }

    [Fact]
    public async Task A_pause_of_the_whole_bot_stops_every_channel_but_no_answer_to_an_interaction()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(429, """{"message":"slow","retry_after":20,"global":true}""", ("X-RateLimit-Global", "true"), ("X-RateLimit-Scope", "global"));

        await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var other = await script.Rest.CreateMessageAsync("4", Hello, [], Ct);
        var interaction = await script.Rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredUpdate), Ct);

        Assert.Equal(TimeSpan.FromSeconds(20), other.Fault!.RetryAfter);
        Assert.True(interaction.IsGood);
        Assert.True((await script.Rest.EditOriginalAsync("9", "t", Hello, [], Ct)).IsGood);
        Assert.True((await script.Rest.FollowUpAsync("9", "t", Hello, [], Ct)).IsGood);
    }

    [Fact]
    public async Task A_429_that_is_not_Discords_own_stops_everything()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(429, "<html>You are being blocked</html>", ("Retry-After", "120"));

        await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var next = await script.Rest.GetGuildAsync("2", Ct);
        await script.Rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredUpdate), Ct);

        Assert.Equal(TimeSpan.FromSeconds(120), next.Fault!.RetryAfter);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task After_a_wrong_token_nothing_is_asked_for_a_while()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(401, """{"message":"401: Unauthorized","code":0}""");

        var first = await script.Rest.GetSelfAsync(Ct);
        var second = await script.Rest.GetSelfAsync(Ct);

        Assert.Equal((FaultKind.Token, FaultKind.Token), (first.Fault!.Kind, second.Fault!.Kind));
        Assert.Single(script.Requests);
        script.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await script.Rest.GetSelfAsync(Ct)).IsGood);
    }

    [Fact]
    public void Thousands_of_refusals_in_ten_minutes_stop_the_bot_before_Discord_bans_the_machine()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var invalid = new InvalidRequests(clock);
        for (var i = 0; i < 4_999; i++)
            invalid.Count();
        Assert.Null(invalid.Stopped);

        invalid.Count();

        Assert.Equal(TimeSpan.FromMinutes(10), invalid.Stopped!.RetryAfter);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(invalid.Stopped);
    }

    [Fact]
    public async Task An_answer_to_an_interaction_that_Discord_slows_down_is_not_sent_again()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(429, Slow, ("X-RateLimit-Scope", "user"));

        var answer = await script.Rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredUpdate), Ct);

        Assert.Equal(FaultKind.Retry, answer.Fault!.Kind);
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "text/plain; charset=utf-8")]
    [InlineData("", "application/octet-stream")]
    [InlineData("image", "application/octet-stream")]
    public async Task A_file_of_any_type_can_be_sent(string type, string sent)
    {
        await using var script = await RestScript.StartAsync();

        Assert.True((await script.Rest.CreateMessageAsync("3", Hello, [new UploadFile("a.txt", "x"u8.ToArray(), type)], Ct)).IsGood);
        Assert.Equal($"files[0]=a.txt:{sent}:1", Assert.Single(script.Requests.Single().Files));
    }

    [Fact]
    public async Task Chinese_travels_as_it_is_written()
    {
        await using var script = await RestScript.StartAsync();

        await script.Rest.CreateMessageAsync("3", Hello with { Content = "港湾" }, [], Ct);

        Assert.Contains("港湾", script.Requests.Single().Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_waited_when_a_bucket_was_learnt_heeds_what_was_learnt()
    {
        await using var script = await RestScript.StartAsync();
        script.Next(200, "{}", ("X-RateLimit-Bucket", "abc"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "30"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => script.Rest.CreateMessageAsync("3", Hello, [], Ct)));

        Assert.Single(script.Requests);
        Assert.Single(answers, answer => answer.IsGood);
    }

    [Fact]
    public void No_second_has_more_than_fifty_however_long_the_answers_take()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var limits = new RateLimits(clock);
        var arrived = new List<DateTimeOffset>();

        Telegram.Pump.Run(clock, () => Task.WhenAll(Enumerable.Range(0, 150).Select(async i =>
        {
            using var turn = await limits.EnterAsync(Route.OfChannel(HttpMethod.Post, $"{i}", "/messages"), CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(i < 50 ? 400 : 20), clock, CancellationToken.None);
            arrived.Add(clock.GetUtcNow());
        })));

        Assert.Equal(150, arrived.Count);
        Assert.InRange(arrived.Max(at => arrived.Count(each => each >= at && each < at + TimeSpan.FromSeconds(1))), 1, 50);
    }

    [Fact]
    public async Task Fifty_requests_leave_at_once_and_the_next_a_second_later()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var limits = new RateLimits(clock);
        for (var i = 0; i < 50; i++)
            (await limits.EnterAsync(Route.OfChannel(HttpMethod.Post, $"{i}", "/messages"), Ct)).Dispose();

        var next = limits.EnterAsync(Route.OfChannel(HttpMethod.Post, "99", "/messages"), Ct);

        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(50));
        using var turn = await next;
        Assert.Null(turn.Wait);
    }

    [Fact]
    public async Task Requests_of_a_route_that_is_not_known_yet_go_one_at_a_time()
    {
        using var limits = new RateLimits(TimeProvider.System);
        var route = Route.OfChannel(HttpMethod.Post, "3", "/messages");
        var first = await limits.EnterAsync(route, Ct);

        var second = limits.EnterAsync(route, Ct);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_broken_connection_is_a_reason_to_try_again_and_shows_no_token()
    {
        await using var script = await RestScript.StartAsync();
        script.NextBreaks().NextBreaks();

        var message = await script.Rest.CreateMessageAsync("3", Hello, [], Ct);
        var answer = await script.Rest.EditOriginalAsync("9", "interaction-secret", Hello, [], Ct);

        Assert.Equal((FaultKind.Retry, FaultKind.Retry), (message.Fault!.Kind, answer.Fault!.Kind));
        Assert.DoesNotContain("secret", message.Fault.Reason + answer.Fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_an_interaction_that_was_lost_counts_when_Discord_says_it_has_it()
    {
        await using var script = await RestScript.StartAsync();
        script.NextBreaks().Next(400, """{"message":"Interaction has already been acknowledged.","code":40060}""");

        Assert.True((await script.Rest.RespondAsync("1", "t", new InteractionResponse(InteractionResponseType.DeferredUpdate), Ct)).IsGood);
    }
}
