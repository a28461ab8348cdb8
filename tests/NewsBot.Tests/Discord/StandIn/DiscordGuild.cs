using System.Globalization;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A server.</summary>
internal sealed partial class DiscordGuild
{
    private readonly World _world;

    internal DiscordGuild(World world, string id, string name, DiscordPerson owner)
    {
        (_world, Id, Name, Owner) = (world, id, name, owner);
        Everyone = new DiscordRole(id, this, "@everyone", DiscordPermission.Everyone);
        Roles.Add(Everyone);
    }

    public string Id { get; }

    public string Name { get; }

    public DiscordPerson Owner { get; }

    /// <summary>The role that everybody has; its id is that of the guild.</summary>
    public DiscordRole Everyone { get; }

    /// <summary>The role that came with the bot.</summary>
    public DiscordRole BotRole { get; internal set; } = null!;

    /// <summary>Whether the bot is in it.</summary>
    public bool HasBot { get; internal set; } = true;

    /// <summary>Whether Discord cannot reach it for a while.</summary>
    public bool IsOut { get; internal set; }

    internal List<DiscordRole> Roles { get; } = [];

    internal List<DiscordChannel> Channels { get; } = [];

    internal Dictionary<string, DiscordMember> Members { get; } = [];

    /// <summary>The guild as REST tells of it.</summary>
    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["icon"] = null,
        ["description"] = null,
        ["home_header"] = null,
        ["splash"] = null,
        ["discovery_splash"] = null,
        ["features"] = new JsonArray(),
        ["banner"] = null,
        ["owner_id"] = Owner.Id,
        ["application_id"] = null,
        ["region"] = "deprecated",
        ["afk_channel_id"] = null,
        ["afk_timeout"] = 300,
        ["system_channel_id"] = null,
        ["system_channel_flags"] = 0,
        ["widget_enabled"] = false,
        ["widget_channel_id"] = null,
        ["verification_level"] = 1,
        ["roles"] = new JsonArray([.. Roles.Select(role => role.ToJson())]),
        ["default_message_notifications"] = 1,
        ["mfa_level"] = 0,
        ["explicit_content_filter"] = 0,
        ["max_presences"] = null,
        ["max_members"] = 500_000,
        ["max_stage_video_channel_users"] = 50,
        ["max_video_channel_users"] = 25,
        ["vanity_url_code"] = null,
        ["premium_tier"] = 0,
        ["premium_subscription_count"] = 0,
        ["preferred_locale"] = "en-US",
        ["rules_channel_id"] = null,
        ["safety_alerts_channel_id"] = null,
        ["public_updates_channel_id"] = null,
        ["premium_progress_bar_enabled"] = false,
        ["nsfw"] = false,
        ["nsfw_level"] = 0,
        ["emojis"] = new JsonArray(),
        ["stickers"] = new JsonArray(),
        ["incidents_data"] = null,
    };

    /// <summary>The guild as GUILD_CREATE tells of it
    /// (https://discord.com/developers/docs/events/gateway-events#guild-create).</summary>
    internal JsonObject ToEvent(DiscordPerson bot)
    {
        var json = ToJson();
        var member = Members[bot.Id];
        json["joined_at"] = Iso(member.Joined);
        json["large"] = false;
        json["unavailable"] = false;
        json["member_count"] = Members.Count;
        json["voice_states"] = new JsonArray();
        json["members"] = new JsonArray(member.ToJson());
        json["channels"] = new JsonArray([.. Channels.Where(channel => !channel.IsThread).Select(channel => channel.ToJson())]);
        var threads = Channels.Where(channel => channel is { IsThread: true, IsArchived: false, IsSeen: true });
        json["threads"] = new JsonArray([.. threads.Select(channel => channel.ToJson())]);
        json["presences"] = new JsonArray();
        json["stage_instances"] = new JsonArray();
        json["guild_scheduled_events"] = new JsonArray();
        json["soundboard_sounds"] = new JsonArray();
        return json;
    }

    internal static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);
}

/// <summary>A role of a guild.</summary>
internal sealed class DiscordRole
{
    internal DiscordRole(string id, DiscordGuild guild, string name, ulong permissions) =>
        (Id, Guild, Name, Permissions) = (id, guild, name, permissions);

    public string Id { get; }

    public DiscordGuild Guild { get; }

    public string Name { get; }

    public ulong Permissions { get; internal set; }

    /// <summary>Whether everybody may call it.</summary>
    public bool IsMentionable { get; internal set; }

    /// <summary>Gives the role other permissions.</summary>
    public void Grant(ulong permissions) => Guild.Change(this, role => role.Permissions = permissions);

    public void Delete() => Guild.Remove(this);

    /// <summary>Whether it belongs to a bot.</summary>
    internal bool IsManaged { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["permissions"] = Permissions.ToString(CultureInfo.InvariantCulture),
        ["position"] = Math.Max(0, Guild.Roles.IndexOf(this)),
        ["color"] = 0,
        ["colors"] = new JsonObject { ["primary_color"] = 0, ["secondary_color"] = null, ["tertiary_color"] = null },
        ["hoist"] = false,
        ["managed"] = IsManaged,
        ["mentionable"] = IsMentionable,
        ["icon"] = null,
        ["unicode_emoji"] = null,
        ["flags"] = 0,
    };
}

/// <summary>Somebody in a guild.</summary>
internal sealed class DiscordMember(DiscordPerson person, DateTimeOffset joined)
{
    public DiscordPerson Person { get; } = person;

    public DateTimeOffset Joined { get; } = joined;

    public List<DiscordRole> Roles { get; } = [];

    public JsonObject ToJson() => new()
    {
        ["user"] = Person.ToJson(),
        ["nick"] = null,
        ["avatar"] = null,
        ["banner"] = null,
        ["roles"] = new JsonArray([.. Roles.Select(role => (JsonNode)role.Id)]),
        ["joined_at"] = DiscordGuild.Iso(Joined),
        ["premium_since"] = null,
        ["communication_disabled_until"] = null,
        ["flags"] = 0,
        ["pending"] = false,
        ["deaf"] = false,
        ["mute"] = false,
    };
}
