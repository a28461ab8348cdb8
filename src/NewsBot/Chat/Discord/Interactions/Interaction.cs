using System.Text.Json;
using NewsBot.Chat.Discord.Places;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>What somebody does with the bot: a command, a press, a form
/// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Token">The right to answer it for 15 minutes.</param>
/// <param name="Application">The bot's application.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Chat">Where.</param>
/// <param name="Person">The number of who did it.</param>
/// <param name="Data">What Discord tells of it.</param>
internal sealed record Interaction(
    string Id, string Token, string Application, InteractionKind Kind, ChatAddress Chat, string Person, JsonElement Data)
{
    /// <summary>The server; null in direct messages.</summary>
    public string? Guild { get; init; }

    /// <summary>What kind of channel it happened in, where Discord tells.</summary>
    public ChannelKind Where { get; init; }

    /// <summary>What the person may do in the channel; null where Discord does not tell.</summary>
    public Permission? Permissions { get; init; }

    /// <summary>What the bot may do in the channel; null where Discord does not tell.</summary>
    public Permission? MyPermissions { get; init; }

    /// <summary>The person's roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The language of the person's client.</summary>
    public string? Language { get; init; }

    /// <summary>Reads an <c>INTERACTION_CREATE</c>; null if it lacks what cannot be done without.</summary>
    public static Interaction? Read(JsonElement json)
    {
        var channel = json.Get("channel");
        var person = (json.Get("member")?.Get("user") ?? json.Get("user"))?.Text("id");
        if (json.Text("id") is not { } id || json.Text("token") is not { } token || person is null
            || (json.Text("channel_id") ?? channel?.Text("id")) is not { } place)
            return null;
        var where = (ChannelKind)(channel?.Number("type") ?? (json.Text("guild_id") is null ? (int)ChannelKind.DirectMessages : 0));
        var parent = where is ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread
            ? channel?.Text("parent_id")
            : null;
        return new Interaction(
            id, token, json.Text("application_id") ?? "", (InteractionKind)(json.Number("type") ?? 0),
            DiscordAddress.Channel(place, parent), person, json.Get("data") ?? default)
        {
            Guild = json.Text("guild_id"),
            Where = where,
            Permissions = json.Get("member") is { } member ? Places.Permissions.Read(member, "permissions") : null,
            MyPermissions = Places.Permissions.Read(json, "app_permissions"),
            Roles = [.. json.Get("member")?.Texts("roles") ?? []],
            Language = json.Text("locale"),
        };
    }

    /// <summary>What Discord tells of something that the command names: its channels, its files.</summary>
    /// <param name="group">For example <c>channels</c>.</param>
    /// <param name="id">The thing's number.</param>
    public JsonElement? Resolved(string group, string id) => Data.Get("resolved")?.Get(group)?.Get(id);
}

/// <summary>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type.</summary>
internal enum InteractionKind
{
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Form = 5,
}
