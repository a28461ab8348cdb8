using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>How what is sent is written: in snake case, without what is null.</summary>
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(ForumPostBody))]
[JsonSerializable(typeof(InteractionResponse))]
[JsonSerializable(typeof(IReadOnlyList<SlashCommand>))]
[JsonSerializable(typeof(DirectMessagesBody))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DiscordJson : JsonSerializerContext
{
    /// <summary>Writes letters of all languages as they are: Chinese would be twice as long otherwise.</summary>
    public static DiscordJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>With whom to open direct messages.</summary>
internal sealed record DirectMessagesBody(string RecipientId);
