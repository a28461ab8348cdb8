using System.Text.Json;
using System.Text.Json.Serialization;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>Remembers the sessions of a bot that stops, for the few minutes that Discord keeps them. Each is taken once: after a
/// kill, what is remembered would be too old.</summary>
internal sealed class SessionMemory(IPlatformMemory memory, TimeProvider clock)
{
    private const string Key = "sessions";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(3);

    /// <summary>Remembers the session of each shard; null for one that cannot go on.</summary>
    public async Task RememberAsync(IEnumerable<GatewaySession?> sessions)
    {
        var now = clock.GetUtcNow();
        var text = JsonSerializer.Serialize(new RememberedSessions(now, [.. sessions]), SessionJson.Default.RememberedSessions);
        await memory.RememberAsync(DiscordAddress.Platform, Key, text, now, CancellationToken.None);
    }

    /// <summary>What was remembered, for each of so many shards; nulls if there were other ones, or too long ago.</summary>
    public async Task<IReadOnlyList<GatewaySession?>> RecallAsync(int shards, CancellationToken cancellationToken)
    {
        var none = new GatewaySession?[shards];
        if (await memory.RecallAsync(DiscordAddress.Platform, Key, cancellationToken) is not { } text)
            return none;
        await memory.ForgetAsync(DiscordAddress.Platform, Key, cancellationToken);
        var remembered = JsonSerializer.Deserialize(text, SessionJson.Default.RememberedSessions);
        return remembered is not null && remembered.Sessions.Count == shards && clock.GetUtcNow() - remembered.At < Life
            ? remembered.Sessions
            : none;
    }
}

/// <summary>The sessions of all shards, and when they were left.</summary>
internal sealed record RememberedSessions(DateTimeOffset At, IReadOnlyList<GatewaySession?> Sessions);

/// <summary>How sessions are remembered.</summary>
[JsonSerializable(typeof(RememberedSessions))]
internal sealed partial class SessionJson : JsonSerializerContext;
