using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>The commands of the bot (https://discord.com/developers/docs/interactions/application-commands).</summary>
internal sealed class CommandRoutes(World world, PlaceRoutes places)
{
    private const int MostNewInADay = 200;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, List<JsonObject>> _commands = [];
    private readonly Dictionary<string, List<DateTimeOffset>> _created = [];

    public IEnumerable<ApiRoute> All() =>
    [
        new("GET", "/applications/{application}/commands", List),
        new("PUT", "/applications/{application}/commands", Overwrite),
        new("GET", "/applications/{application}/guilds/{guild}/commands", List),
        new("PUT", "/applications/{application}/guilds/{guild}/commands", Overwrite),
    ];

    /// <summary>Those of a server alone; null for those of everywhere.</summary>
    public IReadOnlyList<JsonObject> Of(DiscordGuild? guild) => _commands.GetValueOrDefault(guild?.Id ?? "") ?? [];

    /// <summary>The command that somebody means where they are; null if there is none.</summary>
    public JsonObject? Find(DiscordChannel channel, int type, string name) =>
        (channel.Guild is { } guild ? Of(guild) : []).Concat(Of(null)).FirstOrDefault(command =>
            command["name"]!.GetValue<string>() == name && command["type"]!.GetValue<int>() == type && IsFor(command, channel));

    private static bool IsFor(JsonObject command, DiscordChannel channel) =>
        command["contexts"] is not JsonArray contexts || contexts.Any(context => context!.GetValue<int>() == (channel.Guild is null ? 1 : 0));

    private ApiAnswer List(ApiRequest request) => Answer(_commands.GetValueOrDefault(Scope(request)) ?? []);

    private ApiAnswer Overwrite(ApiRequest request)
    {
        var scope = Scope(request);
        if (request.Json is not JsonArray sent)
            throw ApiError.Form("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        var errors = new FormErrors();
        var forms = sent.Select((command, index) => command is JsonObject body
            ? new Form(body, errors, $"{index}")
            : throw ApiError.Form($"{index}", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")).ToList();
        CommandRules.Check(forms, errors);
        errors.ThrowIfAny();

        var old = _commands.GetValueOrDefault(scope) ?? [];
        var fresh = forms.Select(form => Registered(form, old, scope)).ToList();
        CountNew(scope, fresh.Count(command => !old.Exists(known => IsSame(known, command))));
        _commands[scope] = fresh;
        return Answer(fresh);
    }

    private JsonObject Registered(Form form, List<JsonObject> old, string scope)
    {
        var command = form.Body.DeepClone().AsObject();
        command["type"] = (int)CommandRules.Type(form);
        command["description"] ??= "";
        command["id"] = old.Find(known => IsSame(known, command))?["id"]!.GetValue<string>() ?? world.NextId();
        command["application_id"] = world.Application;
        command["version"] = world.NextId();
        command["default_member_permissions"] = command["default_member_permissions"]?.ToString();
        command["name_localizations"] ??= null;
        command["description_localizations"] ??= null;
        command["nsfw"] ??= false;
        command["integration_types"] ??= new JsonArray(0);
        command["contexts"] ??= null;
        if (scope.Length > 0)
            command["guild_id"] = scope;
        else
            command["dm_permission"] ??= true;
        return command;
    }

    private void CountNew(string scope, int count)
    {
        if (!_created.TryGetValue(scope, out var created))
            _created[scope] = created = [];
        created.RemoveAll(at => at + Day <= world.Now);
        if (created.Count + count > MostNewInADay)
            throw new ApiError(429, 30034, $"Max number of daily application command creates has been reached ({MostNewInADay})");
        created.AddRange(Enumerable.Repeat(world.Now, count));
    }

    private string Scope(ApiRequest request)
    {
        if (request["application"] != world.Application)
            throw new ApiError(403, 20012, "You are not authorized to perform this action on this application");
        return request.Places.ContainsKey("guild") ? places.FindGuild(request).Id : "";
    }

    private static bool IsSame(JsonObject one, JsonObject other) =>
        one["name"]!.GetValue<string>() == other["name"]!.GetValue<string>() && one["type"]!.GetValue<int>() == other["type"]!.GetValue<int>();

    private static ApiAnswer Answer(List<JsonObject> commands) => ApiAnswer.Ok(new JsonArray([.. commands.Select(command => command.DeepClone())]));
}
