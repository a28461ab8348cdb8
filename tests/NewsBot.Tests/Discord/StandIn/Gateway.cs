using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>
/// The gateway v10 (https://discord.com/developers/docs/events/gateway): begins sessions and goes on with them, and tells them what
/// happens. Whoever calls it holds the gate of the world.
/// </summary>
internal sealed class Gateway(World world)
{
    public const int GuildsIntent = 1 << 0;
    public const int GuildMessagesIntent = 1 << 9;
    public const int DirectMessagesIntent = 1 << 12;

    private const int AllIntents = (1 << 26) - 1;
    private const int PrivilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);

    private static readonly string[] Properties = ["os", "browser", "device"];
    private static readonly TimeSpan IdentifyGap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly List<DateTimeOffset> _begun = [];
    private readonly List<WireSession> _sessions = [];
    private DateTimeOffset? _lastBegun;

    /// <summary>All connections so far.</summary>
    public List<WireConnection> Connections { get; } = [];

    public bool WithholdsAcks { get; set; }

    /// <summary>How many of the next identifies are called invalid.</summary>
    public int RefusedIdentifies { get; set; }

    /// <summary>How often a session may still be begun, and when there are all again.</summary>
    public JsonObject StartLimit()
    {
        ForgetStarts();
        return new JsonObject
        {
            ["total"] = world.Options.SessionStarts,
            ["remaining"] = Math.Max(0, world.Options.SessionStarts - _begun.Count),
            ["reset_after"] = _begun.Count == 0 ? 0 : (long)(_begun[0] + Day - world.Now).TotalMilliseconds,
            ["max_concurrency"] = 1,
        };
    }

    /// <summary>Tells all sessions that listen for it.</summary>
    /// <param name="type">The name of the event.</param>
    /// <param name="data">What it tells.</param>
    /// <param name="guild">In which server it happened; null for direct messages.</param>
    /// <param name="intent">The intent that it belongs to; 0 for none.</param>
    public void Tell(string type, JsonObject data, DiscordGuild? guild, int intent)
    {
        foreach (var session in _sessions.Where(session => session.Covers(guild) && (session.Intents & intent) == intent))
            session.Tell(type, data.DeepClone().AsObject());
    }

    /// <summary>Hears what a bot says.</summary>
    public void Hear(WireConnection from, int op, JsonNode? data)
    {
        switch (op)
        {
            case 1:
                HearBeat(from, data);
                break;
            case 2 when from.Session is null:
                Identify(from, data as JsonObject ?? []);
                break;
            case 6 when from.Session is null:
                Resume(from, data as JsonObject ?? []);
                break;
            case 2 or 6:
                Refuse(from, 4005, "a second identify or resume on one connection");
                break;
            case 3 or 4 or 8 or 31 or 43 when from.Session is null:
                Refuse(from, 4003, $"op {op} before an identify");
                break;
            case 3 or 4 or 8 or 31 or 43:
                break;
            default:
                Refuse(from, 4001, $"op {op}, which there is not");
                break;
        }
    }

    /// <summary>A connection is over.</summary>
    /// <param name="connection">Which.</param>
    /// <param name="isEnd">Whether the bot said that it will not come back to its session.</param>
    public void Leave(WireConnection connection, bool isEnd)
    {
        if (connection.Session is not { } session || session.Connection != connection)
            return;
        (session.Connection, session.LeftAt) = (null, world.Now);
        if (isEnd)
            _sessions.Remove(session);
    }

    /// <summary>Closes a connection.</summary>
    public void Close(WireConnection connection, int code)
    {
        Leave(connection, isEnd: code is 1000 or 1001 or 4004 or 4007 or 4009);
        connection.Close(code);
    }

    /// <summary>Calls the session of a connection invalid.</summary>
    public void Invalidate(WireConnection connection, bool isResumable)
    {
        if (connection.Session is { } session && !isResumable)
            _sessions.Remove(session);
        connection.Send(9, isResumable);
    }

    private void HearBeat(WireConnection from, JsonNode? data)
    {
        var heard = data?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? data.GetValue<long>() : (long?)null;
        if (from.Session is { } session && heard > session.Sequence)
            world.Blame($"A heartbeat tells of event {heard}, which was never sent.");
        if (heard is null && data is not null)
            world.Blame("A heartbeat tells of no event's number.");
        if (from.NoteBeat(world.Now) is { } fault)
            world.Blame(fault);
        if (WithholdsAcks)
            return;
        from.Send(11);
        from.IsAcknowledged = true;
    }

    private void Identify(WireConnection from, JsonObject data)
    {
        ForgetStarts();
        var intents = data["intents"]?.GetValue<long>();
        var shard = (data["shard"] as JsonArray)?.Select(part => part!.GetValue<int>()).ToArray() ?? [0, 1];
        var properties = data["properties"] as JsonObject;
        if (data["token"]?.ToString() != world.Options.Token)
            Refuse(from, 4004, "an identify with a wrong token");
        else if (intents is null || properties is null || Properties.Any(name => properties[name] is null))
            Refuse(from, 4002, "an identify without intents or properties");
        else if (intents is < 0 or > AllIntents)
            Refuse(from, 4013, $"intents {intents}");
        else if ((intents & PrivilegedIntents) != 0)
            Refuse(from, 4014, $"intents {intents}, which nobody approved");
        else if (shard is not [var number, var count] || number < 0 || number >= count)
            Refuse(from, 4010, "a shard that there is not");
        else if (_begun.Count >= world.Options.SessionStarts)
            Refuse(from, 4004, "more sessions begun than are allowed in a day; Discord takes the token away");
        else
            Begin(from, (int)intents, number, count);
    }

    private void Begin(WireConnection from, int intents, int number, int count)
    {
        _begun.Add(world.Now);
        if (RefusedIdentifies > 0)
        {
            RefusedIdentifies--;
            from.Send(9, false);
            return;
        }

        if (_lastBegun + IdentifyGap > world.Now)
        {
            world.Blame("Two identifies within 5 seconds.");
            from.Send(9, false);
            return;
        }

        _lastBegun = world.Now;
        // Whoever begins anew leaves the session that it had.
        _sessions.RemoveAll(session => session.Connection is null && session.Number == number);
        var begun = new WireSession(world.NextId(), intents, number, count) { Connection = from };
        _sessions.Add(begun);
        from.Session = begun;
        var guilds = world.Guilds.Values.Where(guild => guild.HasBot && begun.Covers(guild)).ToList();
        begun.Tell("READY", new JsonObject
        {
            ["v"] = 10,
            ["user_settings"] = new JsonObject(),
            ["user"] = Self(),
            ["session_type"] = "normal",
            ["session_id"] = begun.Id,
            ["resume_gateway_url"] = world.Url.Replace("http", "ws", StringComparison.Ordinal) + "/resume",
            ["relationships"] = new JsonArray(),
            ["private_channels"] = new JsonArray(),
            ["presences"] = new JsonArray(),
            ["guilds"] = new JsonArray([.. guilds.Select(guild => new JsonObject { ["id"] = guild.Id, ["unavailable"] = true })]),
            ["guild_join_requests"] = new JsonArray(),
            ["geo_ordered_rtc_regions"] = new JsonArray(),
            ["auth"] = new JsonObject(),
            ["shard"] = new JsonArray(number, count),
            ["application"] = new JsonObject { ["id"] = world.Application, ["flags"] = 1 << 23 },
        });
        foreach (var guild in guilds.Where(guild => !guild.IsOut && (intents & GuildsIntent) != 0))
            begun.Tell("GUILD_CREATE", guild.ToEvent(world.Bot));
    }

    private void Resume(WireConnection from, JsonObject data)
    {
        var session = _sessions.Find(session => session.Id == data["session_id"]?.ToString());
        var sequence = data["seq"]?.GetValue<long>() ?? -1;
        if (data["token"]?.ToString() != world.Options.Token)
        {
            Refuse(from, 4004, "a resume with a wrong token");
        }
        else if (session is null || session.LeftAt + world.Options.SessionLife < world.Now)
        {
            from.Send(9, false);
        }
        else if (sequence < 0 || sequence > session.Sequence)
        {
            _sessions.Remove(session);
            Refuse(from, 4007, $"a resume from event {sequence}, which was never sent");
        }
        else
        {
            if (session.Connection is { } old)
                old.Break();
            (session.Connection, session.LeftAt, from.Session) = (from, null, session);
            session.Replay(sequence);
            session.Tell("RESUMED", new JsonObject { ["_trace"] = new JsonArray() });
        }
    }

    private JsonObject Self()
    {
        var user = world.Bot.ToJson();
        user["verified"] = true;
        user["mfa_enabled"] = true;
        user["email"] = null;
        return user;
    }

    private void Refuse(WireConnection from, int code, string why)
    {
        world.Blame($"On the gateway: {why} ({code}).");
        Close(from, code);
    }

    private void ForgetStarts() => _begun.RemoveAll(begun => begun + Day <= world.Now);
}

/// <summary>What a bot heard, through one or more connections.</summary>
internal sealed class WireSession(string id, int intents, int number, int count)
{
    private readonly List<string> _told = [];

    public string Id { get; } = id;

    public int Intents { get; } = intents;

    /// <summary>Which of the bot's connections it is, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>Null while the bot is away.</summary>
    public WireConnection? Connection { get; set; }

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>The number of the last event.</summary>
    public long Sequence => _told.Count;

    /// <summary>Whether it hears of a server; direct messages go to the first.</summary>
    public bool Covers(DiscordGuild? guild) =>
        guild is null ? Number == 0 : (int)((ulong.Parse(guild.Id, System.Globalization.CultureInfo.InvariantCulture) >> 22) % (ulong)count) == Number;

    public void Tell(string type, JsonObject data)
    {
        var payload = new JsonObject { ["t"] = type, ["s"] = Sequence + 1, ["op"] = 0, ["d"] = data }.ToJsonString();
        _told.Add(payload);
        Connection?.SendEvent(payload);
    }

    /// <summary>Tells again what came after an event.</summary>
    public void Replay(long sequence)
    {
        foreach (var payload in _told.Skip((int)sequence))
            Connection!.SendEvent(payload);
    }
}
