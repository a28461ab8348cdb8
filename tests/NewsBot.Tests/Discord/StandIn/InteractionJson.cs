using System.Globalization;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Interactions as the gateway tells of them
/// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object).</summary>
internal sealed class InteractionJson(World world)
{
    private const int LargestFile = 10 << 20;

    public JsonObject Of(DiscordInteraction interaction, JsonObject data)
    {
        var (person, channel) = (interaction.Person, interaction.Channel);
        var json = new JsonObject
        {
            ["id"] = interaction.Id,
            ["application_id"] = world.Application,
            ["type"] = interaction.Type,
            ["token"] = interaction.Token,
            ["version"] = 1,
            ["data"] = data,
            ["channel_id"] = channel.Id,
            ["channel"] = channel.Guild is null ? channel.ToJson() : channel.ToResolved(person, world.Bot),
            ["app_permissions"] = Text(DiscordPermission.Of(world.Bot, channel)),
            ["locale"] = person.Locale,
            ["entitlements"] = new JsonArray(),
            ["entitlement_sku_ids"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = channel.Guild?.Id ?? "0" },
            ["context"] = channel.Guild is null ? 1 : 0,
            ["attachment_size_limit"] = LargestFile,
        };
        if (channel.Guild is { } guild)
        {
            json["guild_id"] = guild.Id;
            json["guild"] = new JsonObject { ["id"] = guild.Id, ["locale"] = "en-US", ["features"] = new JsonArray() };
            json["guild_locale"] = "en-US";
            var member = guild.Members[person.Id].ToJson();
            member["permissions"] = Text(DiscordPermission.Of(person, channel));
            json["member"] = member;
        }
        else
        {
            json["user"] = person.ToJson();
        }

        if (interaction.Message is { } message)
            json["message"] = world.Json.Of(message);
        return json;
    }

    /// <summary>The field <c>resolved</c>: what the values of options and menus are, in full.</summary>
    public JsonObject Resolved(DiscordPerson person, DiscordChannel channel, IEnumerable<object> things)
    {
        var resolved = new JsonObject();
        foreach (var thing in things)
        {
            switch (thing)
            {
                case DiscordChannel other:
                    Kind("channels")[other.Id] = other.ToResolved(person, world.Bot);
                    break;
                case DiscordRole role:
                    Kind("roles")[role.Id] = role.ToJson();
                    break;
                case DiscordPerson other:
                    Kind("users")[other.Id] = other.ToJson();
                    if (channel.Guild?.Members.GetValueOrDefault(other.Id) is { } member)
                        Kind("members")[other.Id] = Member(member, channel);
                    break;
                case StoredFile file:
                    Kind("attachments")[file.Id] = world.Json.Attachment(file);
                    break;
                case StoredMessage message:
                    Kind("messages")[message.Id] = world.Json.Of(message);
                    break;
            }
        }

        return resolved;

        JsonObject Kind(string name)
        {
            if (resolved[name] is not JsonObject known)
                resolved[name] = known = [];
            return known;
        }
    }

    private static JsonObject Member(DiscordMember member, DiscordChannel channel)
    {
        var json = member.ToJson();
        foreach (var name in new[] { "user", "deaf", "mute" })
            json.Remove(name);
        json["permissions"] = Text(DiscordPermission.Of(member.Person, channel));
        return json;
    }

    private static string Text(ulong permissions) => permissions.ToString(CultureInfo.InvariantCulture);
}
