using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Messages in the JSON that Discord reads: snake case, absent rather than null.</summary>
[JsonSerializable(typeof(ShownMessage))]
[JsonSerializable(typeof(DiscordEmbed))]
[JsonSerializable(typeof(DiscordComponent))]
internal sealed partial class DiscordJson : JsonSerializerContext
{
    private const int SuppressNotifications = 1 << 12;
    private const int IsComponentsV2 = 1 << 15;

    /// <summary>Indented, Chinese and links readable.</summary>
    public static DiscordJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is written for eyes and for Discord, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });

    /// <summary>A message as it is sent, its files apart.</summary>
    public static string Write(DiscordMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var flags = (message.IsSilent ? SuppressNotifications : 0) | (message.IsLayout ? IsComponentsV2 : 0);
        var shown = new ShownMessage(
            message.Content.Length > 0 ? message.Content : null,
            message.Embeds.Count > 0 ? message.Embeds : null,
            message.Components.Count > 0 ? message.Components : null,
            new ShownMentions([], message.Roles.Count > 0 ? message.Roles : null),
            flags == 0 ? null : flags);
        return JsonSerializer.Serialize(shown, Readable.ShownMessage);
    }
}

/// <summary>What is sent of a message (https://discord.com/developers/docs/resources/message#create-message).</summary>
internal sealed record ShownMessage(string? Content, IReadOnlyList<DiscordEmbed>? Embeds, IReadOnlyList<DiscordComponent>? Components, ShownMentions AllowedMentions, int? Flags);

/// <summary>Whom it calls: these roles, and nobody by what stands in the text.</summary>
internal sealed record ShownMentions(IReadOnlyList<string> Parse, IReadOnlyList<string>? Roles);
