using System.Text.Json;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>What a session needs to go on over another connection
/// (https://discord.com/developers/docs/events/gateway#resuming).</summary>
/// <param name="Id">Discord's name for it.</param>
/// <param name="ResumeUrl">Where it goes on; null for the usual address.</param>
/// <param name="Sequence">The number of the last event.</param>
internal sealed record GatewaySession(string Id, Uri? ResumeUrl, long Sequence)
{
    /// <summary>The session that a READY event opens; null if it names none.</summary>
    public static GatewaySession? Of(JsonElement ready, long sequence) => ready.Text("session_id") is not { } id ? null : new GatewaySession(
        id, Uri.TryCreate(ready.Text("resume_gateway_url"), UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss" ? url : null, sequence);
}
