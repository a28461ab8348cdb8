using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>What the bot says on the gateway (https://discord.com/developers/docs/events/gateway-events#send-events).</summary>
internal static class GatewayPayloads
{
    /// <summary>Servers with their channels, roles and threads; no privileged intent
    /// (https://discord.com/developers/docs/events/gateway#gateway-intents). Interactions come in any case.</summary>
    private const int Guilds = 1 << 0;

    /// <summary>Begins a session.</summary>
    public static byte[] Identify(string token, int shard, int shards) => Write(
        new IdentifyPayload(2, new Identify(token, Guilds, new ClientProperties(Environment.OSVersion.Platform.ToString(), "newsbot", "newsbot"), [shard, shards])),
        GatewayJson.Default.IdentifyPayload);

    /// <summary>Goes on with a session.</summary>
    public static byte[] Resume(string token, GatewaySession session) => Write(
        new ResumePayload(6, new Resume(token, session.Id, session.Sequence)), GatewayJson.Default.ResumePayload);

    /// <summary>Tells that the bot lives, and how far it has heard.</summary>
    public static byte[] Heartbeat(long? sequence) => Write(new HeartbeatPayload(GatewayOp.Heartbeat, sequence), GatewayJson.Default.HeartbeatPayload);

    private static byte[] Write<T>(T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(payload, type);
}

internal sealed record IdentifyPayload(int Op, Identify D);

internal sealed record Identify(string Token, int Intents, ClientProperties Properties, IReadOnlyList<int> Shard);

internal sealed record ClientProperties(string Os, string Browser, string Device);

internal sealed record ResumePayload(int Op, Resume D);

internal sealed record Resume(string Token, string SessionId, long Seq);

internal sealed record HeartbeatPayload(int Op, long? D);

/// <summary>How payloads are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IdentifyPayload))]
[JsonSerializable(typeof(ResumePayload))]
[JsonSerializable(typeof(HeartbeatPayload))]
internal sealed partial class GatewayJson : JsonSerializerContext;
