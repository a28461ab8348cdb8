namespace NewsBot.Tests.Discord.StandIn;

/// <summary>How a <see cref="DiscordServer"/> is made.</summary>
internal sealed class DiscordServerOptions
{
    /// <summary>The one token that is valid.</summary>
    public string Token { get; init; } = "MTIzNDU2Nzg5MDEyMzQ1Njc4.StandIn.0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The bot's name.</summary>
    public string BotName { get; init; } = "news_stand_bot";

    /// <summary>The server's clock: times of messages, limits, what a token lives.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The limits of requests that are enforced.</summary>
    public DiscordRates Rates { get; init; } = new();

    /// <summary>On how many connections the bot is told to listen.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How often sessions may be begun in a day.</summary>
    public int SessionStarts { get; init; } = 1000;

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>
    /// How long, in real time, a heartbeat that is overdue by the server's clock is waited for. A clock that a test moves
    /// jumps for the bot and the server at once, and the bot's answer to that is then still on its way.
    /// </summary>
    public TimeSpan HeartbeatGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a session without a connection can be gone on with.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Limits of requests. Discord says that they may not be hard-coded: a bot has to go by the headers.</summary>
internal sealed class DiscordRates
{
    /// <summary>No limits at all.</summary>
    public static DiscordRates None { get; } = new() { IsOn = false };

    public bool IsOn { get; init; } = true;

    /// <summary>Requests of one kind to one channel, server or token in a <see cref="Window"/>.</summary>
    public int PerRoute { get; init; } = 5;

    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests of all kinds in any second, answers to interactions aside.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>A request that comes this soon after a refusal is no offence: it was on its way.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;
}
