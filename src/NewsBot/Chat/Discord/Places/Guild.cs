using System.Text.Json;

namespace NewsBot.Chat.Discord.Places;

/// <summary>A server (https://discord.com/developers/docs/resources/guild#guild-object).</summary>
/// <param name="Id">Its number, and that of its role for everybody.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Roles">What each role may do everywhere.</param>
internal sealed record Guild(string Id, string? Owner, IReadOnlyDictionary<string, Permission> Roles)
{
    /// <summary>Reads what the API or the gateway tells; null if it tells no number.</summary>
    public static Guild? Read(JsonElement json) => json.Text("id") is not { } id ? null : new Guild(
        id,
        json.Text("owner_id"),
        json.Items("roles")
            .Where(role => role.Text("id") is not null)
            .DistinctBy(role => role.Text("id"), StringComparer.Ordinal)
            .ToDictionary(role => role.Text("id")!, role => Permissions.Read(role, "permissions") ?? Permission.None, StringComparer.Ordinal));
}

/// <summary>A channel or a thread (https://discord.com/developers/docs/resources/channel#channel-object).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it is.</param>
internal sealed record Channel(string Id, ChannelKind Kind)
{
    /// <summary>The server; null for direct messages.</summary>
    public string? Guild { get; init; }

    /// <summary>The channel that a thread is in; of a channel, its category.</summary>
    public string? Parent { get; init; }

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who opened the thread.</summary>
    public string? Owner { get; init; }

    /// <summary>Who may do what here, differently from everywhere.</summary>
    public IReadOnlyList<Overwrite> Overwrites { get; init; } = [];

    /// <summary>The tags of a forum, by name.</summary>
    public IReadOnlyList<ForumTag> Tags { get; init; } = [];

    /// <summary>Whether a post of the forum must have a tag.</summary>
    public bool RequiresTag { get; init; }

    /// <summary>Whether it is a thread.</summary>
    public bool IsThread => Kind is ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread;

    /// <summary>Whether it takes posts instead of messages.</summary>
    public bool IsForum => Kind is ChannelKind.Forum or ChannelKind.Media;

    /// <summary>Whether it is of a kind that news can go to: no category.</summary>
    public bool TakesPosts => Enum.IsDefined(Kind);

    /// <summary>Reads what the API or the gateway tells; null if it tells no number.</summary>
    /// <param name="json">The object.</param>
    /// <param name="guild">The server it stands in, where the object does not say so itself.</param>
    public static Channel? Read(JsonElement json, string? guild = null) => json.Text("id") is not { } id ? null : new Channel(
        id, (ChannelKind)(json.Number("type") ?? 0))
    {
        Guild = json.Text("guild_id") ?? guild,
        Parent = json.Text("parent_id"),
        Name = json.Text("name") ?? "",
        Owner = json.Text("owner_id"),
        Overwrites =
        [
            .. json.Items("permission_overwrites").Select(each => new Overwrite(
                each.Text("id") ?? "", Permissions.Read(each, "allow") ?? Permission.None, Permissions.Read(each, "deny") ?? Permission.None)),
        ],
        Tags =
        [
            .. json.Items("available_tags").Where(tag => tag.Text("id") is not null)
                .Select(tag => new ForumTag(tag.Text("id")!, tag.Text("name") ?? "", tag.Is("moderated"))),
        ],
        RequiresTag = ((json.Number("flags") ?? 0) & RequireTagFlag) != 0,
    };

    /// <summary>https://discord.com/developers/docs/resources/channel#channel-object-channel-flags.</summary>
    private const int RequireTagFlag = 1 << 4;
}

/// <summary>A label for posts of a forum.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it says.</param>
/// <param name="IsModerated">True if only moderators may set it.</param>
internal sealed record ForumTag(string Id, string Name, bool IsModerated);

/// <summary>https://discord.com/developers/docs/resources/channel#channel-object-channel-types.</summary>
internal enum ChannelKind
{
    Text = 0,
    DirectMessages = 1,
    Voice = 2,
    Announcement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    Stage = 13,
    Forum = 15,
    Media = 16,
}
