using System.Globalization;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A channel, a thread, or the direct messages with somebody.</summary>
internal sealed partial class DiscordChannel
{
    public const int Text = 0;
    public const int DirectMessage = 1;
    public const int Category = 4;
    public const int Announcement = 5;
    public const int PublicThread = 11;
    public const int Forum = 15;
    public const int Media = 16;

    private const int RequireTagFlag = 1 << 4;

    private readonly World _world;

    internal DiscordChannel(World world, string id, int type, string name) => (_world, Id, Type, Name) = (world, id, type, name);

    public string Id { get; }

    /// <summary>0 text, 1 direct messages, 5 announcements, 10–12 a thread, 15 a forum, 16 a forum of pictures.</summary>
    public int Type { get; }

    public string Name { get; internal set; }

    /// <summary>Null for direct messages.</summary>
    public DiscordGuild? Guild { get; internal init; }

    /// <summary>The channel of a thread; the category of a channel.</summary>
    public DiscordChannel? Parent { get; internal init; }

    /// <summary>Names of the tags that a post has.</summary>
    public IReadOnlyList<string> AppliedTags { get; internal set; } = [];

    public bool IsArchived { get; internal set; }

    public bool IsLocked { get; internal set; }

    public bool IsThread => Type is 10 or 11 or 12;

    public bool IsForum => Type is Forum or Media;

    internal World World => _world;

    /// <summary>With whom the direct messages are.</summary>
    internal DiscordPerson? Recipient { get; init; }

    /// <summary>Who opened the thread.</summary>
    internal DiscordPerson? Opener { get; init; }

    internal DateTimeOffset Opened { get; init; }

    internal int Position { get; init; }

    /// <summary>Tags of a forum.</summary>
    internal List<DiscordTag> Tags { get; } = [];

    internal bool RequiresTag { get; set; }

    internal Dictionary<string, DiscordOverwrite> Overwrites { get; } = [];

    internal List<StoredMessage> Messages { get; } = [];

    /// <summary>Puts the new version of a message in the place of the old one.</summary>
    internal StoredMessage Replace(StoredMessage message)
    {
        Messages[Messages.FindIndex(old => old.Id == message.Id)] = message;
        return message;
    }

    /// <summary>The channel object (https://discord.com/developers/docs/resources/channel#channel-object).</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["type"] = Type, ["flags"] = RequiresTag ? RequireTagFlag : 0, ["last_message_id"] = Messages.LastOrDefault()?.Id };
        if (Guild is not null)
        {
            json["guild_id"] = Guild.Id;
            json["name"] = Name;
            json["parent_id"] = Parent?.Id;
            json["rate_limit_per_user"] = 0;
        }

        if (Recipient is not null)
            json["recipients"] = new JsonArray(Recipient.ToJson());
        else if (IsThread)
            WriteThread(json);
        else
            WriteChannel(json);
        return json;
    }

    /// <summary>The channel as an interaction tells of it, with what the person and the bot may there.</summary>
    internal JsonObject ToResolved(DiscordPerson person, DiscordPerson bot)
    {
        var json = ToJson();
        json["permissions"] = DiscordPermission.Of(person, this).ToString(CultureInfo.InvariantCulture);
        json["app_permissions"] = DiscordPermission.Of(bot, this).ToString(CultureInfo.InvariantCulture);
        return json;
    }

    private void WriteThread(JsonObject json)
    {
        json["owner_id"] = Opener!.Id;
        json["message_count"] = Messages.Count;
        json["member_count"] = 1;
        json["total_message_sent"] = Messages.Count;
        json["applied_tags"] = new JsonArray([.. Parent!.Tags.Where(tag => AppliedTags.Contains(tag.Name)).Select(tag => (JsonNode)tag.Id)]);
        json["thread_metadata"] = new JsonObject
        {
            ["archived"] = IsArchived,
            ["archive_timestamp"] = DiscordGuild.Iso(Opened),
            ["auto_archive_duration"] = 4320,
            ["locked"] = IsLocked,
            ["create_timestamp"] = DiscordGuild.Iso(Opened),
        };
    }

    private void WriteChannel(JsonObject json)
    {
        json["position"] = Position;
        json["topic"] = null;
        json["nsfw"] = false;
        json["permission_overwrites"] = new JsonArray([.. Overwrites.Select(overwrite => new JsonObject
        {
            ["id"] = overwrite.Key,
            ["type"] = overwrite.Value.IsMember ? 1 : 0,
            ["allow"] = overwrite.Value.Allow.ToString(CultureInfo.InvariantCulture),
            ["deny"] = overwrite.Value.Deny.ToString(CultureInfo.InvariantCulture),
        })]);
        if (!IsForum)
            return;
        json["available_tags"] = new JsonArray([.. Tags.Select(tag => tag.ToJson())]);
        json["default_reaction_emoji"] = null;
        json["default_sort_order"] = null;
        json["default_forum_layout"] = 0;
        json["template"] = "";
    }
}

/// <summary>A tag of a forum.</summary>
internal sealed record DiscordTag(string Id, string Name, bool IsModerated)
{
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["moderated"] = IsModerated,
        ["emoji_id"] = null,
        ["emoji_name"] = null,
    };
}
