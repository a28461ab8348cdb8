using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>What the bot says of itself: its menu of commands and its descriptions.</summary>
internal sealed partial class BotMethods(World world)
{
    private const int MostCommands = 100;
    private const int MostCommandDescription = 256;

    private static readonly string[] Scopes =
        ["default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators", "chat_member"];

    /// <summary>JSON of each list by scope and language.</summary>
    private readonly Dictionary<string, string> _commands = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All()
    {
        yield return ("getme", _ => GetMe());
        yield return ("setmycommands", SetMyCommands);
        yield return ("getmycommands", request => JsonNode.Parse(_commands.GetValueOrDefault(Key(request), "[]")));
        yield return ("deletemycommands", DeleteMyCommands);
        foreach (var (name, field, most) in new[] { ("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120) })
        {
            yield return ("setmy" + name.ToLowerInvariant(), request => SetText(request, field, most));
            yield return ("getmy" + name.ToLowerInvariant(), request => new JsonObject { [field] = _texts.GetValueOrDefault(field + Language(request), "") });
        }
    }

    private JsonObject GetMe()
    {
        var me = world.Bot.ToJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = !world.Options.PrivacyMode;
        me["supports_inline_queries"] = true;
        me["can_connect_to_business"] = false;
        me["has_main_web_app"] = false;
        return me;
    }

    private JsonValue SetMyCommands(BotApiRequest request)
    {
        if (request.Json("commands") is not { ValueKind: JsonValueKind.Array } commands)
            throw ApiError.BadRequest("expected an Array of BotCommand");
        if (commands.GetArrayLength() > MostCommands)
            throw ApiError.BadRequest("BOT_COMMANDS_TOO_MUCH");
        foreach (var item in commands.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw ApiError.BadRequest("expected an Object as BotCommand");
            var command = request.Within(item);
            if (!CommandPattern().IsMatch(command.Text("command") ?? ""))
                throw ApiError.BadRequest("BOT_COMMAND_INVALID");
            if ((command.Text("description") ?? "").EnumerateRunes().Count() is 0 or > MostCommandDescription)
                throw ApiError.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }

        _commands[Key(request)] = JsonSerializer.Serialize(commands);
        return JsonValue.Create(true);
    }

    private JsonValue DeleteMyCommands(BotApiRequest request)
    {
        _commands.Remove(Key(request));
        return JsonValue.Create(true);
    }

    private JsonValue SetText(BotApiRequest request, string field, int most)
    {
        var text = request.Text(field) ?? "";
        if (text.EnumerateRunes().Count() > most)
            throw ApiError.BadRequest($"bot {field.Replace('_', ' ')} is too long");
        _texts[field + Language(request)] = text;
        return JsonValue.Create(true);
    }

    /// <summary>Scope and language together, both checked.</summary>
    private string Key(BotApiRequest request)
    {
        if (request.Json("scope") is not { } given)
            return "default:" + Language(request);
        if (given.ValueKind != JsonValueKind.Object)
            throw ApiError.BadRequest("BotCommandScope must be an Object");
        var scope = request.Within(given);
        var type = scope.Text("type");
        if (!Scopes.Contains(type))
            throw ApiError.BadRequest("unsupported type specified");
        var chat = type!.StartsWith("chat", StringComparison.Ordinal) ? world.Find(scope).Id : 0;
        return $"{type}/{chat}/{(type == "chat_member" ? scope.Integer("user_id") : 0)}:{Language(request)}";
    }

    private static string Language(BotApiRequest request)
    {
        var language = request.Text("language_code") ?? "";
        return LanguagePattern().IsMatch(language) ? language : throw ApiError.BadRequest("invalid language code specified");
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CommandPattern();

    [GeneratedRegex("^([a-z]{2})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LanguagePattern();
}
