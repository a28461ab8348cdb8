using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What people do. What Discord's own client would not let them do throws.</summary>
internal sealed partial class DiscordServer
{
    private const int ChatCommand = 1;
    private const int MessageCommand = 3;

    private InteractionJson Interactions => new(_world);

    /// <summary>Adds a server with the bot in it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="owner">Who may do all there; null for somebody new.</param>
    /// <param name="botPermissions">Of the role that comes with the bot.</param>
    public DiscordGuild AddGuild(string name = "guild", DiscordPerson? owner = null, ulong botPermissions = DiscordPermission.Invited)
    {
        lock (_world.Gate)
        {
            owner ??= AddPerson($"owner-{_world.Guilds.Count + 1}");
            var guild = new DiscordGuild(_world, _world.NextId(), name, owner);
            _world.Guilds[guild.Id] = guild;
            guild.AddMember(owner);
            guild.BotRole = new DiscordRole(_world.NextId(), guild, _world.Bot.Name, botPermissions) { IsManaged = true };
            guild.Roles.Add(guild.BotRole);
            guild.InviteBot();
            return guild;
        }
    }

    /// <summary>Adds somebody, and lets them into servers.</summary>
    public DiscordPerson AddPerson(string name, params DiscordGuild[] guilds) => AddPerson(name, "en-US", guilds);

    /// <summary>The same with the language of their client.</summary>
    public DiscordPerson AddPerson(string name, string locale, params DiscordGuild[] guilds)
    {
        lock (_world.Gate)
        {
            var person = new DiscordPerson(_world.NextId(), name, locale);
            _world.People[person.Id] = person;
            foreach (var guild in guilds)
                guild.AddMember(person);
            return person;
        }
    }

    /// <summary>The direct messages between somebody and the bot.</summary>
    public DiscordChannel DirectMessages(DiscordPerson person)
    {
        lock (_world.Gate)
            return _world.DirectMessages(person);
    }

    /// <summary>Somebody writes.</summary>
    public StoredMessage Say(DiscordPerson person, DiscordChannel channel, string text)
    {
        lock (_world.Gate)
            return _messages.Keep(new StoredMessage { Id = _world.NextId(), Channel = channel, Author = person, Sent = _world.Now, Content = text });
    }

    /// <summary>Somebody, or a moderator, takes a message away.</summary>
    public void Remove(StoredMessage message)
    {
        lock (_world.Gate)
            _messages.Remove(message);
    }

    /// <summary>Somebody runs a slash command.</summary>
    /// <param name="person">Who.</param>
    /// <param name="channel">Where.</param>
    /// <param name="command">Its name; with those of the group and subcommand after spaces.</param>
    /// <param name="options">Values by name: text, numbers, booleans, a channel, role or person, or an <see cref="UploadedFile"/>.</param>
    public DiscordInteraction Run(DiscordPerson person, DiscordChannel channel, string command, params (string Name, object Value)[] options)
    {
        lock (_world.Gate)
        {
            var (data, leaf, place) = Invoke(person, channel, command, ChatCommand);
            var things = new List<object>();
            foreach (var (name, value) in options)
                place.Add(Option(channel, leaf, name, value, things));
            var missing = Declared(leaf)
                .FirstOrDefault(option => option["required"]?.GetValue<bool>() == true && options.All(given => given.Name != Name(option)));
            Require(missing is null, $"/{command} needs the option {missing?["name"]}.");
            if (Interactions.Resolved(person, channel, things) is { Count: > 0 } resolved)
                data["resolved"] = resolved;
            return Begin(DiscordInteraction.Command, person, channel, data);
        }
    }

    /// <summary>Somebody runs a command from the menu of a message.</summary>
    public DiscordInteraction RunOn(DiscordPerson person, StoredMessage message, string command)
    {
        lock (_world.Gate)
        {
            var (data, _, _) = Invoke(person, message.Channel, command, MessageCommand);
            data["target_id"] = message.Id;
            data["resolved"] = Interactions.Resolved(person, message.Channel, [message]);
            return Begin(DiscordInteraction.Command, person, message.Channel, data);
        }
    }

    /// <summary>Somebody is typing into an option of a slash command.</summary>
    /// <param name="person">Who.</param>
    /// <param name="channel">Where.</param>
    /// <param name="command">Its name.</param>
    /// <param name="option">The option.</param>
    /// <param name="text">What they typed so far.</param>
    /// <param name="others">Options that they filled in before.</param>
    public DiscordInteraction Type(
        DiscordPerson person, DiscordChannel channel, string command, string option, string text, params (string Name, object Value)[] others)
    {
        lock (_world.Gate)
        {
            var (data, leaf, place) = Invoke(person, channel, command, ChatCommand);
            foreach (var (name, value) in others)
                place.Add(Option(channel, leaf, name, value, []));
            var declared = Find(leaf, option);
            Require(declared["autocomplete"]?.GetValue<bool>() == true, $"Nothing is offered for {option} of /{command}.");
            place.Add(new JsonObject { ["name"] = option, ["type"] = declared["type"]!.GetValue<int>(), ["value"] = text, ["focused"] = true });
            return Begin(DiscordInteraction.Autocomplete, person, channel, data);
        }
    }

    /// <summary>Somebody presses a button, named by its custom id or its label.</summary>
    public DiscordInteraction Press(DiscordPerson person, StoredMessage message, string button)
    {
        lock (_world.Gate)
        {
            var (current, control) = Control(person, message, component =>
                StoredMessage.Type(component) == 2 && (Text(component, "custom_id") == button || Text(component, "label") == button), button);
            Require(Text(control, "custom_id") is not null, $"{button} is a link.");
            var data = new JsonObject { ["custom_id"] = Text(control, "custom_id"), ["component_type"] = 2, ["id"] = 1 };
            return Begin(DiscordInteraction.Component, person, message.Channel, data, current);
        }
    }

    /// <summary>Somebody chooses from a menu: values of options, roles, people or channels.</summary>
    public DiscordInteraction Choose(DiscordPerson person, StoredMessage message, string customId, params object[] values)
    {
        lock (_world.Gate)
        {
            var (current, menu) = Control(person, message, component => StoredMessage.Type(component) != 2 && Text(component, "custom_id") == customId, customId);
            var least = menu.TryGetProperty("min_values", out var min) ? min.GetInt32() : 1;
            var most = menu.TryGetProperty("max_values", out var max) ? max.GetInt32() : 1;
            Require(values.Length >= least && values.Length <= most, $"{customId} takes {least} to {most} values.");
            if (StoredMessage.Type(menu) == 3)
            {
                var offered = menu.GetProperty("options").EnumerateArray().Select(option => Text(option, "value")).ToList();
                Require(values.All(value => offered.Contains(value)), $"{customId} offers {string.Join(", ", offered)}.");
            }

            var data = new JsonObject
            {
                ["custom_id"] = customId,
                ["component_type"] = StoredMessage.Type(menu),
                ["id"] = 1,
                ["values"] = new JsonArray([.. values.Select(value => (JsonNode)IdOf(value))]),
            };
            if (Interactions.Resolved(person, message.Channel, values) is { Count: > 0 } resolved)
                data["resolved"] = resolved;
            return Begin(DiscordInteraction.Component, person, message.Channel, data, current);
        }
    }

    /// <summary>Somebody fills in a form that they were shown.</summary>
    /// <param name="person">Who.</param>
    /// <param name="shown">The interaction that was answered with it.</param>
    /// <param name="values">In the order of its fields; a menu takes what several values are with commas between.</param>
    public DiscordInteraction Submit(DiscordPerson person, DiscordInteraction shown, params string[] values)
    {
        lock (_world.Gate)
        {
            Require(shown.Modal is not null, "No form was shown.");
            var modal = JsonNode.Parse(shown.Modal!.Value.GetRawText())!.AsObject();
            var next = 0;
            var components = modal["components"]!.AsArray().Select(holder => Filled(holder!.AsObject(), values, ref next)).ToArray();
            Require(next == values.Length, $"The form has {next} fields.");
            var data = new JsonObject { ["custom_id"] = modal["custom_id"]!.GetValue<string>(), ["components"] = new JsonArray([.. components]) };
            return Begin(DiscordInteraction.ModalSubmit, person, shown.Channel, data, shown.Message);
        }
    }

    private static JsonObject Filled(JsonObject holder, string[] values, ref int next)
    {
        var type = holder["type"]!.GetValue<int>();
        if (type == 10)
            return new JsonObject { ["type"] = 10, ["id"] = 1 };
        var field = (type == 18 ? holder["component"]! : holder["components"]![0]!).AsObject();
        var name = field["custom_id"]!.GetValue<string>();
        Require(next < values.Length, $"Nothing is filled in for {name}.");
        var value = values[next++];
        var filled = new JsonObject { ["type"] = field["type"]!.GetValue<int>(), ["id"] = next, ["custom_id"] = name };
        if (field["type"]!.GetValue<int>() == 4)
        {
            Require(value.Length > 0 || field["required"]?.GetValue<bool>() == false, $"{name} is required.");
            Require(value.Length <= (field["max_length"]?.GetValue<int>() ?? 4000), $"{name} is too long.");
            Require(value.Length == 0 || value.Length >= (field["min_length"]?.GetValue<int>() ?? 0), $"{name} is too short.");
            filled["value"] = value;
        }
        else
        {
            filled["values"] = new JsonArray([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(each => (JsonNode)each!)]);
        }

        return type == 18
            ? new JsonObject { ["type"] = 18, ["id"] = next, ["component"] = filled }
            : new JsonObject { ["type"] = 1, ["id"] = next, ["components"] = new JsonArray(filled) };
    }

    /// <summary>Finds a command and the place for its options.</summary>
    private (JsonObject Data, JsonObject Leaf, JsonArray Options) Invoke(DiscordPerson person, DiscordChannel channel, string words, int type)
    {
        var parts = type == ChatCommand ? words.Split(' ') : [words];
        var command = _commands.Find(channel, type, parts[0]);
        Require(command is not null, $"The bot has no command {parts[0]} here.");
        var may = DiscordPermission.Of(person, channel);
        const ulong Needed = DiscordPermission.ViewChannel | DiscordPermission.UseCommands;
        Require(channel.Guild is null || (may & Needed) == Needed, $"{person.Name} may run no commands here.");
        var needed = ulong.Parse(command!["default_member_permissions"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture);
        Require(channel.Guild is null || (may & needed) == needed, $"{person.Name} may not run {parts[0]} here.");

        var data = new JsonObject { ["id"] = command["id"]!.GetValue<string>(), ["name"] = parts[0], ["type"] = type };
        if (command["guild_id"] is { } guild)
            data["guild_id"] = guild.GetValue<string>();
        var (holder, leaf) = (data, command);
        foreach (var part in parts.Skip(1))
        {
            leaf = Find(leaf, part);
            var inner = new JsonObject { ["name"] = part, ["type"] = leaf["type"]!.GetValue<int>() };
            holder["options"] = new JsonArray(inner);
            holder = inner;
        }

        var options = new JsonArray();
        holder["options"] = options;
        return (data, leaf, options);
    }

    private JsonObject Option(DiscordChannel channel, JsonObject command, string name, object value, List<object> things)
    {
        var declared = Find(command, name);
        var type = declared["type"]!.GetValue<int>();
        if (declared["choices"] is JsonArray { Count: > 0 } choices)
            Require(choices.Any(choice => choice!["value"]!.ToString() == $"{value}"), $"{value} is no choice of {name}.");
        if (value is UploadedFile upload)
            value = _world.Files.Keep(_world.NextId(), channel.Id, upload.Name, upload.Bytes);
        if (value is DiscordChannel other && declared["channel_types"] is JsonArray types)
            Require(types.Any(each => each!.GetValue<int>() == other.Type), $"{name} takes no channel of type {other.Type}.");
        var fits = type switch
        {
            3 => value is string text && text.Length > 0 && text.Length <= (declared["max_length"]?.GetValue<int>() ?? 6000),
            4 => value is int or long,
            5 => value is bool,
            6 => value is DiscordPerson,
            7 => value is DiscordChannel,
            8 => value is DiscordRole,
            9 => value is DiscordPerson or DiscordRole,
            10 => value is int or long or double,
            _ => value is StoredFile,
        };
        Require(fits, $"{value} does not fit option {name} of type {type}.");
        things.Add(value);
        return new JsonObject { ["name"] = name, ["type"] = type, ["value"] = type is 3 or 4 or 5 or 10 ? JsonSerializer.SerializeToNode(value) : IdOf(value) };
    }

    private DiscordInteraction Begin(int type, DiscordPerson person, DiscordChannel channel, JsonObject data, StoredMessage? message = null)
    {
        Require(channel.Guild is not { HasBot: false }, "The bot is not there.");
        var id = _world.NextId();
        var interaction = new DiscordInteraction(_world, id, $"aW50ZXJhY3Rpb246{id}standin", type, person, channel, message);
        _world.Interactions[interaction.Token] = interaction;
        _world.Gateway.Tell("INTERACTION_CREATE", Interactions.Of(interaction, data), channel.Guild, intent: 0);
        return interaction;
    }

    private static (StoredMessage Current, JsonElement Control) Control(DiscordPerson person, StoredMessage message, Func<JsonElement, bool> isIt, string name)
    {
        var current = message.Channel.Messages.Find(each => each.Id == message.Id);
        Require(current is not null && (current.VisibleTo is null || current.VisibleTo == person), $"{person.Name} sees no such message.");
        var control = current!.Controls.FirstOrDefault(isIt);
        Require(control.ValueKind == JsonValueKind.Object, $"There is no {name} below the message.");
        Require(!control.TryGetProperty("disabled", out var disabled) || !disabled.GetBoolean(), $"{name} is disabled.");
        return (current, control);
    }

    private static IEnumerable<JsonObject> Declared(JsonObject command) => (command["options"] as JsonArray ?? []).Select(option => option!.AsObject());

    private static JsonObject Find(JsonObject command, string option)
    {
        var found = Declared(command).FirstOrDefault(declared => Name(declared) == option);
        Require(found is not null, $"{command["name"]} has no option {option}.");
        return found!;
    }

    private static string Name(JsonObject declared) => declared["name"]!.GetValue<string>();

    private static string? Text(JsonElement component, string name) => component.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string IdOf(object value) => value switch
    {
        DiscordChannel channel => channel.Id,
        DiscordRole role => role.Id,
        DiscordPerson person => person.Id,
        StoredFile file => file.Id,
        _ => $"{value}",
    };

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidOperationException(what);
    }
}
