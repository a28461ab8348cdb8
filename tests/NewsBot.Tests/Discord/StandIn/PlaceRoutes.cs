using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>The bot, servers, channels and people.</summary>
internal sealed class PlaceRoutes(World world, MessageRoutes messages)
{
    public IEnumerable<ApiRoute> All() =>
    [
        new("GET", "/gateway", _ => ApiAnswer.Ok(new JsonObject { ["url"] = GatewayUrl })),
        new("GET", "/gateway/bot", _ => ApiAnswer.Ok(new JsonObject
        {
            ["url"] = GatewayUrl,
            ["shards"] = world.Options.Shards,
            ["session_start_limit"] = world.Gateway.StartLimit(),
        })),
        new("GET", "/users/@me", _ => ApiAnswer.Ok(Self())),
        new("GET", "/users/{user}", request => ApiAnswer.Ok((world.People.GetValueOrDefault(request["user"]) ?? throw ApiError.UnknownUser()).ToJson())),
        new("GET", "/applications/@me", _ => ApiAnswer.Ok(Application())),
        new("GET", "/channels/{channel}", request => ApiAnswer.Ok(messages.FindChannel(request).ToJson())),
        new("GET", "/guilds/{guild}", request => ApiAnswer.Ok(FindGuild(request).ToJson())),
        new("GET", "/guilds/{guild}/channels", Channels),
        new("GET", "/guilds/{guild}/roles", request => ApiAnswer.Ok(new JsonArray([.. FindGuild(request).Roles.Select(role => role.ToJson())]))),
        new("GET", "/guilds/{guild}/members/{user}", Member),
        new("GET", "/guilds/{guild}/threads/active", Threads),
        new("POST", "/users/@me/channels", OpenDirectMessages),
    ];

    private string GatewayUrl => world.Url.Replace("http", "ws", StringComparison.Ordinal) + "/gateway";

    /// <summary>A server that the bot is in.</summary>
    public DiscordGuild FindGuild(ApiRequest request)
    {
        if (!world.Guilds.TryGetValue(request["guild"], out var guild) || !guild.HasBot)
            throw ApiError.UnknownGuild();
        return guild.IsOut ? throw ApiError.Outage() : guild;
    }

    private JsonObject Self()
    {
        var json = world.Bot.ToJson();
        json["mfa_enabled"] = true;
        json["locale"] = "en-US";
        json["premium_type"] = 0;
        json["email"] = null;
        json["verified"] = true;
        return json;
    }

    private JsonObject Application() => new()
    {
        ["id"] = world.Application,
        ["name"] = world.Bot.Name,
        ["icon"] = null,
        ["description"] = "",
        ["type"] = null,
        ["bot"] = world.Bot.ToJson(),
        ["bot_public"] = true,
        ["bot_require_code_grant"] = false,
        ["verify_key"] = new string('0', 64),
        ["flags"] = 1 << 23,
        ["flags_new"] = "8388608",
        ["redirect_uris"] = new JsonArray(),
        ["interactions_endpoint_url"] = null,
        ["role_connections_verification_url"] = null,
        ["owner"] = world.Bot.ToJson(),
        ["approximate_guild_count"] = world.Guilds.Count,
        ["approximate_user_install_count"] = 0,
        ["approximate_user_authorization_count"] = 0,
        ["explicit_content_filter"] = 0,
        ["team"] = null,
        ["eligible_oauth2_scopes"] = new JsonArray(),
    };

    private ApiAnswer Channels(ApiRequest request) => ApiAnswer.Ok(new JsonArray(
        [.. FindGuild(request).Channels.Where(channel => !channel.IsThread).Select(channel => channel.ToJson())]));

    private ApiAnswer Member(ApiRequest request) =>
        ApiAnswer.Ok((FindGuild(request).Members.GetValueOrDefault(request["user"])
            ?? throw (world.People.ContainsKey(request["user"]) ? ApiError.UnknownMember() : ApiError.UnknownUser())).ToJson());

    private ApiAnswer Threads(ApiRequest request) => ApiAnswer.Ok(new JsonObject
    {
        ["threads"] = new JsonArray([.. FindGuild(request).Channels
            .Where(channel => channel is { IsThread: true, IsArchived: false, IsSeen: true })
            .Select(channel => channel.ToJson())]),
        ["members"] = new JsonArray(),
        ["has_more"] = false,
    });

    private ApiAnswer OpenDirectMessages(ApiRequest request)
    {
        if (request.Body["recipient_id"]?.ToString() is not { } id)
            throw ApiError.Form("recipient_id", "BASE_TYPE_REQUIRED", "This field is required");
        if (!world.People.TryGetValue(id, out var person) || person.IsBot)
            throw new ApiError(400, 50033, "Invalid Recipient(s)");
        return ApiAnswer.Ok(world.DirectMessages(person).ToJson());
    }
}
