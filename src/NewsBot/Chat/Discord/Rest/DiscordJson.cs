using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>How what is sent is written: in snake case, without what is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(ForumPostBody))]
[JsonSerializable(typeof(InteractionResponse))]
[JsonSerializable(typeof(IReadOnlyList<SlashCommand>))]
[JsonSerializable(typeof(DirectMessagesBody))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DiscordJson : JsonSerializerContext;

/// <summary>With whom to open direct messages.</summary>
internal sealed record DirectMessagesBody(string RecipientId);
