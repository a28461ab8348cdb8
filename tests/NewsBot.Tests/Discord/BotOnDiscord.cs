using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Discord;

/// <summary>The whole bot on a stand-in for Discord, with a publisher beside it. When it is over, nothing may have been done that
/// Discord forbids, and every request that the bot sent is judged by the independent validator, where that is there.</summary>
internal sealed class BotOnDiscord : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private BotUnderTest? _bot;

    private BotOnDiscord(DiscordServer server, FeedOrigin origin, string[] more)
    {
        (Server, Origin) = (server, origin);
        _settings = [$"Discord:Token={server.Token}", $"Discord:ApiBaseUrl={server.Url}", .. more];
        Ann = server.AddPerson("ann");
        Guild = server.AddGuild("newsroom", Ann);
        Bob = server.AddPerson("bob", Guild);
        News = Guild.AddChannel(name: "news");
    }

    public DiscordServer Server { get; }

    public FeedOrigin Origin { get; }

    public IServiceProvider Services => _bot!.Services;

    public DiscordGuild Guild { get; }

    /// <summary>A text channel.</summary>
    public DiscordChannel News { get; }

    /// <summary>The owner of the server.</summary>
    public DiscordPerson Ann { get; }

    /// <summary>A member who manages nothing.</summary>
    public DiscordPerson Bob { get; }

    /// <summary>Rates are off unless the test is about them: a test that waits tells nothing.</summary>
    public static async Task<BotOnDiscord> StartAsync(DiscordServerOptions? options = null, Action<BotOnDiscord>? before = null, params string[] more)
    {
        var server = await DiscordServer.StartAsync(options ?? new DiscordServerOptions { Rates = DiscordRates.None });
        var bot = new BotOnDiscord(server, await FeedOrigin.StartAsync(), more);
        before?.Invoke(bot);
        await bot.StartAsync();
        return bot;
    }

    /// <summary>Stops the bot, as an operator does, and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        await _bot!.DisposeAsync();
        _bot = null;
    }

    public async Task StartAsync()
    {
        _bot = await BotUnderTest.StartAsync(_folder.Path, _settings);
        await UntilAsync(() => Server.OpenSessions > 0 && Server.Commands.Count > 0, "the bot to listen");
    }

    /// <summary>What the bot wrote into a channel and stands there for all to see, answers to commands aside.</summary>
    public IReadOnlyList<StoredMessage> Posts(DiscordChannel channel) =>
        [.. Server.Messages(channel).Where(message => message.Author.IsBot && message is { IsEphemeral: false, IsLoading: false, Nonce: not null })];

    /// <summary>The first embed's title of each post.</summary>
    public IReadOnlyList<string> Titles(DiscordChannel channel) => [.. Posts(channel).Select(Title).OfType<string>()];

    public static string? Title(StoredMessage message) => message.Embeds.GetArrayLength() > 0 && message.Embeds[0].TryGetProperty("title", out var title) ? title.GetString() : null;

    /// <summary>The posts of a forum, the oldest first.</summary>
    public static IReadOnlyList<DiscordChannel> Threads(DiscordChannel forum)
    {
        lock (forum.World.Gate)
            return [.. forum.Guild!.Channels.Where(channel => channel.Parent == forum).OrderBy(channel => channel.Id, StringComparer.Ordinal)];
    }

    /// <summary>Runs a command and waits for what comes of it.</summary>
    public async Task<DiscordInteraction> AskAsync(DiscordPerson person, DiscordChannel channel, string command, params (string Name, object Value)[] options) =>
        await SettledAsync(Server.Run(person, channel, command, options));

    public static async Task<DiscordInteraction> SettledAsync(DiscordInteraction interaction)
    {
        await UntilAsync(() => interaction.Settled.IsCompleted, "an answer");
        return interaction;
    }

    /// <summary>Ann subscribes to a feed with one old item.</summary>
    public async Task<Uri> SubscribeAsync(DiscordChannel? channel = null, string path = "/feed")
    {
        Origin.Serve(path, Reply.Feed("zero"));
        await AskAsync(Ann, channel ?? News, "sub", ("url", $"{Origin.Url(path)}"));
        return Origin.Url(path);
    }

    /// <summary>Waits until nothing is owed any more: sent or refused.</summary>
    public Task UntilNothingIsOwedAsync() => _bot!.UntilNothingIsOwedAsync();

    public static Task UntilAsync(Func<bool> isSo, string what) => BotUnderTest.UntilAsync(isSo, what);

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
            await StopAsync();
        await Origin.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(Server.Offences);
        if (DiscordJudge.IsHere)
            await DiscordJudge.ValidateAsync(Server.Requests.Select(request => request.ToLogLine()).Concat(Server.GatewayLogLines));
    }
}
