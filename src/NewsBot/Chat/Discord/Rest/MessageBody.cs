using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>A message as it travels, in snake case; what is null is left out
/// (https://discord.com/developers/docs/resources/message#create-message).</summary>
internal sealed record MessageBody
{
    public string? Content { get; init; }

    public IReadOnlyList<DiscordEmbed>? Embeds { get; init; }

    public IReadOnlyList<DiscordComponent>? Components { get; init; }

    /// <summary>Always said: without it a message may call everybody.</summary>
    public AllowedMentions AllowedMentions { get; init; } = AllowedMentions.None;

    public MessageFlags? Flags { get; init; }

    /// <summary>At most 25 characters; the same again within minutes brings the earlier message instead of a second one.</summary>
    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    public MessageReference? MessageReference { get; init; }

    /// <summary>The files that come with it; in an edit, all that shall stay.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}

/// <summary>Whom a message may call (https://discord.com/developers/docs/resources/message#allowed-mentions-object).</summary>
internal sealed record AllowedMentions(IReadOnlyList<string> Parse, IReadOnlyList<string>? Roles)
{
    /// <summary>Nobody, whatever stands in it.</summary>
    public static AllowedMentions None { get; } = new([], null);

    /// <summary>These roles and nobody else.</summary>
    public static AllowedMentions Only(IReadOnlyList<string> roles) => roles.Count == 0 ? None : new([], roles);
}

/// <summary>https://discord.com/developers/docs/resources/message#message-object-message-flags.</summary>
[Flags]
internal enum MessageFlags
{
    None = 0,
    SuppressEmbeds = 1 << 2,
    Ephemeral = 1 << 6,
    SuppressNotifications = 1 << 12,
    IsComponentsV2 = 1 << 15,
}

/// <summary>The message that one answers; gone or not.</summary>
internal sealed record MessageReference(string MessageId, bool FailIfNotExists);

/// <summary>An uploaded file: its place among the parts of the request, as a text, and its name.</summary>
internal sealed record Attachment(string Id, string Filename);

/// <summary>The bytes of an uploaded file.</summary>
internal sealed record UploadFile(string Name, ReadOnlyMemory<byte> Content, string MediaType);

/// <summary>A new post of a forum (https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel).</summary>
internal sealed record ForumPostBody(string Name, MessageBody Message)
{
    /// <summary>Numbers of at most 5 tags of the forum.</summary>
    public IReadOnlyList<string>? AppliedTags { get; init; }
}
