using System.Text.Json;
using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Places;

/// <summary>
/// The servers, channels and permissions that the bot knows: told by the gateway as they change, and asked for where the
/// gateway has not told them yet.
/// </summary>
internal sealed class DiscordWorld(DiscordRest rest)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KnownGuild> _guilds = [];
    private readonly Dictionary<string, string> _guildOfChannel = [];
    private string _me = "";

    /// <summary>What the bot knows of a server.</summary>
    private sealed class KnownGuild
    {
        public Guild? Guild { get; set; }

        public Dictionary<string, Channel> Channels { get; } = [];

        /// <summary>Null until it was told.</summary>
        public IReadOnlyList<string>? MyRoles { get; set; }

        public bool IsUnavailable { get; set; }
    }

    /// <summary>The bot's own number; empty until it is known.</summary>
    public string Me
    {
        get
        {
            lock (_gate)
                return _me;
        }
    }

    /// <summary>Learns who the bot is.</summary>
    public void Introduce(string? me)
    {
        lock (_gate)
            _me = me ?? _me;
    }

    /// <summary>Whether a server is out of order, not gone
    /// (https://discord.com/developers/docs/events/gateway-events#guild-delete).</summary>
    public bool IsUnavailable(string? guild)
    {
        lock (_gate)
            return guild is not null && _guilds.TryGetValue(guild, out var known) && known.IsUnavailable;
    }

    /// <summary>The server that a chat is in; null if that was not told yet.</summary>
    public string? GuildOf(ChatAddress chat)
    {
        lock (_gate)
            return _guildOfChannel.GetValueOrDefault(chat.Target()) ?? _guildOfChannel.GetValueOrDefault(chat.Address);
    }

    /// <summary>A channel or thread that was told already, or null.</summary>
    public Channel? Known(string channel)
    {
        lock (_gate)
            return _guildOfChannel.TryGetValue(channel, out var guild) ? _guilds[guild].Channels[channel] : null;
    }

    /// <summary>The channels and threads of a server that the bot knows.</summary>
    public IReadOnlyList<Channel> Channels(string guild)
    {
        lock (_gate)
            return _guilds.TryGetValue(guild, out var known) ? [.. known.Channels.Values] : [];
    }

    /// <summary>Takes over what an event tells of servers and channels; other events say nothing here.</summary>
    /// <returns>The server that changed, or null.</returns>
    public string? Apply(GatewayEvent told)
    {
        var data = told.Data;
        lock (_gate)
        {
            switch (told.Type)
            {
                case "READY":
                    _me = data.Get("user")?.Text("id") ?? _me;
                    // What happened since the session before was not told.
                    foreach (var known in _guilds.Values)
                        known.IsUnavailable = false;
                    return null;
                case "GUILD_CREATE" when data.Text("id") is { } id:
                    var created = Entry(id);
                    created.IsUnavailable = data.Is("unavailable");
                    if (created.IsUnavailable)
                        return id;
                    created.Guild = Guild.Read(data);
                    foreach (var channel in created.Channels.Keys.ToList())
                        Forget(id, channel);
                    foreach (var channel in data.Items("channels").Concat(data.Items("threads")).Select(json => Channel.Read(json, id)).OfType<Channel>())
                        Learn(channel with { Guild = id });
                    created.MyRoles = RolesOfMe(data.Items("members")) ?? created.MyRoles;
                    return id;
                case "GUILD_UPDATE" when data.Text("id") is { } id && Guild.Read(data) is { } changed:
                    Entry(id).Guild = changed;
                    return id;
                case "GUILD_DELETE" when data.Text("id") is { } id:
                    if (data.Get("unavailable") is not null)
                    {
                        Entry(id).IsUnavailable = true;
                        return id;
                    }
                    foreach (var channel in Entry(id).Channels.Keys.ToList())
                        Forget(id, channel);
                    _guilds.Remove(id);
                    return id;
                case "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" when data.Text("guild_id") is { } id && data.Get("role") is { } role:
                    ChangeRoles(id, roles => roles[role.Text("id") ?? ""] = Permissions.Read(role, "permissions") ?? Permission.None);
                    return id;
                case "GUILD_ROLE_DELETE" when data.Text("guild_id") is { } id:
                    ChangeRoles(id, roles => roles.Remove(data.Text("role_id") ?? ""));
                    return id;
                case "GUILD_MEMBER_UPDATE" when data.Text("guild_id") is { } id:
                    if (RolesOfMe([data]) is { } mine)
                        Entry(id).MyRoles = mine;
                    return id;
                case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE"
                    when Channel.Read(data) is { Guild: { } id } channel:
                    Learn(channel);
                    return id;
                case "CHANNEL_DELETE" or "THREAD_DELETE" when data.Text("guild_id") is { } id:
                    Forget(id, data.Text("id") ?? "");
                    return id;
                default:
                    return null;
            }
        }
    }

    /// <summary>A channel or thread, as known or as Discord says now; the fault if it cannot be had.</summary>
    public async Task<RestAnswer<Channel>> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Known(id) is { } known)
            return new RestAnswer<Channel>(known, null);
        var answer = await rest.GetChannelAsync(id, cancellationToken);
        if (!answer.IsGood)
            return new RestAnswer<Channel>(null, answer.Fault);
        var channel = Channel.Read(answer.Value) ?? new Channel(id, ChannelKind.Text);
        lock (_gate)
        {
            if (channel.Guild is not null)
                Learn(channel);
        }
        return new RestAnswer<Channel>(channel, null);
    }

    /// <summary>What a member may do in a channel; null if the bot cannot find out.</summary>
    /// <param name="channel">A channel or thread of a server.</param>
    /// <param name="member">Who.</param>
    /// <param name="roles">Their roles, where they are known; null to ask.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<Permission?> PermissionsAsync(
        Channel channel, string member, IReadOnlyCollection<string>? roles, CancellationToken cancellationToken)
    {
        if (channel.Guild is not { } id || member.Length == 0)
            return null;
        // A thread has no overwrites: those of its channel hold.
        if (channel.IsThread)
        {
            if (channel.Parent is not { } parent || await FindAsync(parent, cancellationToken) is not { Value: { } of })
                return null;
            channel = of;
        }
        return await GuildAsync(id, cancellationToken) is { } guild && (roles ?? await RolesAsync(id, member, cancellationToken)) is { } theirs
            ? Permissions.Of(guild, channel, member, theirs)
            : null;
    }

    private async Task<Guild?> GuildAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_guilds.TryGetValue(id, out var known) && known.Guild is { } guild)
                return guild;
        }
        var answer = await rest.GetGuildAsync(id, cancellationToken);
        if (!answer.IsGood || Guild.Read(answer.Value) is not { } asked)
            return null;
        lock (_gate)
            return Entry(id).Guild ??= asked;
    }

    private async Task<IReadOnlyList<string>?> RolesAsync(string guild, string member, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (member == _me && _guilds.TryGetValue(guild, out var known) && known.MyRoles is { } mine)
                return mine;
        }
        var answer = await rest.GetMemberAsync(guild, member, cancellationToken);
        if (!answer.IsGood)
            return null;
        IReadOnlyList<string> roles = [.. answer.Value.Texts("roles")];
        lock (_gate)
        {
            if (member == _me)
                Entry(guild).MyRoles = roles;
        }
        return roles;
    }

    private IReadOnlyList<string>? RolesOfMe(IEnumerable<JsonElement> members) => members
        .Where(member => member.Get("user")?.Text("id") == _me)
        .Select(member => (IReadOnlyList<string>)[.. member.Texts("roles")])
        .FirstOrDefault();

    private void ChangeRoles(string id, Action<Dictionary<string, Permission>> change)
    {
        // A server that was never told as a whole is asked for when it matters.
        if (!_guilds.TryGetValue(id, out var known) || known.Guild is not { } guild)
            return;
        var roles = new Dictionary<string, Permission>(guild.Roles, StringComparer.Ordinal);
        change(roles);
        known.Guild = guild with { Roles = roles };
    }

    private void Learn(Channel channel)
    {
        Entry(channel.Guild!).Channels[channel.Id] = channel;
        _guildOfChannel[channel.Id] = channel.Guild!;
    }

    private void Forget(string guild, string channel)
    {
        Entry(guild).Channels.Remove(channel);
        _guildOfChannel.Remove(channel);
    }

    private KnownGuild Entry(string id) => _guilds.TryGetValue(id, out var known) ? known : _guilds[id] = new KnownGuild();
}
