using System.Text.Json;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>Listens to Discord's gateway v10 (https://discord.com/developers/docs/events/gateway) over as many connections as
/// Discord recommends.</summary>
internal sealed class DiscordGateway
{
    /// <summary>What happens, as it comes in, until cancelled; ends by itself when Discord will not have this bot at all, and
    /// then has told the log why and what to do. May be read once.</summary>
    public IAsyncEnumerable<GatewayEvent> ReadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>Something that happened.</summary>
/// <param name="Type">Discord's name for it, for example <c>INTERACTION_CREATE</c>.</param>
/// <param name="Data">What Discord tells of it; safe to keep.</param>
/// <param name="ReceivedAt">When it came in: an interaction must be answered within 3 seconds.</param>
internal sealed record GatewayEvent(string Type, JsonElement Data, DateTimeOffset ReceivedAt);
