using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Discord.StandIn;

namespace NewsBot.Tests.Discord;

/// <summary>The limits of requests that the stand-in holds a bot to.</summary>
public sealed class DiscordServerRateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private DiscordCaller _caller = null!;

    private DiscordServer Server => _caller.Server;

    public async ValueTask InitializeAsync() => _caller = await DiscordCaller.StartAsync(new DiscordServerOptions { Time = _time });

    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    [Fact]
    public async Task Headers_tell_what_is_left_and_when_there_is_more()
    {
        var first = await SayAsync();
        Assert.Equal(("5", "4", "5"), (first.Header("X-RateLimit-Limit"), first.Header("X-RateLimit-Remaining"), first.Header("X-RateLimit-Reset-After")));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds() + 5, first.Number("X-RateLimit-Reset"));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        var second = await SayAsync();
        Assert.Equal(("3", "3.5"), (second.Header("X-RateLimit-Remaining"), second.Header("X-RateLimit-Reset-After")));
        Assert.Equal(first.Header("X-RateLimit-Bucket"), second.Header("X-RateLimit-Bucket"));
    }

    [Fact]
    public async Task Whoever_sends_on_though_nothing_is_left_is_refused_and_commits_an_offence()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(200, (await SayAsync()).Status);
        Assert.Empty(Server.Offences);

        var refused = await SayAsync();
        Assert.Equal(429, refused.Status);
        Assert.Equal(5, refused.Json.GetProperty("retry_after").GetDouble());
        Assert.False(refused.Json.GetProperty("global").GetBoolean());
        Assert.Equal(("user", "5"), (refused.Header("X-RateLimit-Scope"), refused.Header("Retry-After")));
        Assert.Single(Server.Offences);
    }

    [Fact]
    public async Task Whoever_waits_commits_none()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            await SayAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await SayAsync()).Status);
        Assert.Empty(Server.Offences);
    }

    [Fact]
    public async Task Each_channel_has_a_limit_of_its_own()
    {
        var other = _caller.Guild.AddChannel();
        foreach (var _ in Enumerable.Range(0, 5))
            await SayAsync();
        Assert.Equal(200, (await _caller.PostAsync($"/channels/{other.Id}/messages", new { content = "x" })).Status);
        Assert.Equal(200, (await _caller.GetAsync(_caller.MessagesPath)).Status);
    }

    [Fact]
    public async Task All_requests_together_are_fifty_a_second_but_answers_to_interactions_do_not_count()
    {
        await _caller.RegisterAsync(new { name = "ping", description = "Ping" });
        var ping = Server.Run(_caller.Ada, _caller.Channel, "ping");
        foreach (var channel in Enumerable.Range(0, 49).Select(_ => _caller.Guild.AddChannel()))
            Assert.Equal(200, (await _caller.GetAsync($"/channels/{channel.Id}")).Status);

        var refused = await SayAsync();
        Assert.Equal((429, "global", "true"), (refused.Status, refused.Header("X-RateLimit-Scope"), refused.Header("X-RateLimit-Global")));
        Assert.True(refused.Json.GetProperty("global").GetBoolean());
        Assert.Empty(Server.Offences);
        Assert.Equal(204, (await _caller.RespondAsync(ping, 4, new { content = "pong" })).Status);
        Assert.Equal(429, (await SayAsync()).Status);
        Assert.Single(Server.Offences);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await SayAsync()).Status);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("shared")]
    [InlineData("global")]
    public async Task A_limit_comes_when_a_test_wants_it(string scope)
    {
        Server.Limit("POST /channels/*/messages", scope, TimeSpan.FromSeconds(1.25));
        var refused = await SayAsync();
        Assert.Equal((429, scope, "2"), (refused.Status, refused.Header("X-RateLimit-Scope"), refused.Header("Retry-After")));
        Assert.Equal(1.25, refused.Json.GetProperty("retry_after").GetDouble());
        Assert.Equal(scope == "global", (await _caller.GetAsync("/users/@me")).Status == 429);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(429, (await SayAsync()).Status);
        Assert.Equal(scope == "global" ? 2 : 1, Server.Offences.Count);
        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal(200, (await SayAsync()).Status);
    }

    [Fact]
    public async Task What_was_under_way_when_the_limit_was_told_is_no_offence()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await SayAsync();
        Server.Hold("POST *");
        var sending = Enumerable.Range(0, 4).Select(_ => SayAsync()).ToList();
        await NewsBot.Tests.WholeBot.BotUnderTest.UntilAsync(() => Server.Requests.Count(request => request.Status == 0) == 4, "four requests at once");
        Server.Release();
        var answers = await Task.WhenAll(sending);
        Assert.Equal([200, 200, 429, 429], answers.Select(answer => answer.Status).Order());
        Assert.Empty(Server.Offences);
    }

    private Task<DiscordCaller.Answer> SayAsync() => _caller.PostAsync(_caller.MessagesPath, new { content = "x" });
}
