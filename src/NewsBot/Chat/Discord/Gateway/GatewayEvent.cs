using System.Text.Json;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>Something that Discord's gateway tells (https://discord.com/developers/docs/events/gateway-events).</summary>
/// <param name="Type">Discord's name for it, for example <c>INTERACTION_CREATE</c>.</param>
/// <param name="Data">What Discord tells of it; safe to keep.</param>
/// <param name="ReceivedAt">When it came in: an interaction must be answered within 3 seconds.</param>
internal sealed record GatewayEvent(string Type, JsonElement Data, DateTimeOffset ReceivedAt);
