using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What is done to a server. The bot is told of each on the gateway.</summary>
internal sealed partial class DiscordGuild
{
    private const int GuildsIntent = Gateway.GuildsIntent;

    /// <summary>Adds a channel: <see cref="DiscordChannel.Text"/>, <see cref="DiscordChannel.Forum"/>, …</summary>
    public DiscordChannel AddChannel(int type = DiscordChannel.Text, string? name = null, DiscordChannel? category = null)
    {
        lock (_world.Gate)
        {
            var channel = new DiscordChannel(_world, _world.NextId(), type, name ?? $"channel-{Channels.Count + 1}")
            {
                Guild = this,
                Parent = category,
                Position = Channels.Count,
                Opened = _world.Now,
            };
            Keep(channel);
            Tell("CHANNEL_CREATE", channel.ToJson());
            return channel;
        }
    }

    public DiscordRole AddRole(string name, ulong permissions = 0, bool isMentionable = false)
    {
        lock (_world.Gate)
        {
            var role = new DiscordRole(_world.NextId(), this, name, permissions) { IsMentionable = isMentionable };
            Roles.Add(role);
            TellRole("GUILD_ROLE_CREATE", role);
            return role;
        }
    }

    /// <summary>Somebody comes in, or gets other roles. A bot hears it of itself alone: it has no GUILD_MEMBERS intent.</summary>
    public void AddMember(DiscordPerson person, params DiscordRole[] roles)
    {
        lock (_world.Gate)
        {
            var member = Members[person.Id] = new DiscordMember(person, _world.Now);
            member.Roles.AddRange(roles);
            if (person != _world.Bot)
                return;
            var json = member.ToJson();
            json["guild_id"] = Id;
            Tell("GUILD_MEMBER_UPDATE", json);
        }
    }

    /// <summary>An outage: the server cannot be reached.</summary>
    public void GoOut()
    {
        lock (_world.Gate)
        {
            Tell("GUILD_DELETE", new JsonObject { ["id"] = Id, ["unavailable"] = true });
            IsOut = true;
        }
    }

    /// <summary>The outage is over.</summary>
    public void ComeBack()
    {
        lock (_world.Gate)
        {
            IsOut = false;
            Tell("GUILD_CREATE", ToEvent(_world.Bot));
        }
    }

    /// <summary>Somebody throws the bot out.</summary>
    public void RemoveBot()
    {
        lock (_world.Gate)
        {
            Tell("GUILD_DELETE", new JsonObject { ["id"] = Id });
            HasBot = false;
            Members.Remove(_world.Bot.Id);
        }
    }

    /// <summary>Somebody invites the bot again.</summary>
    public void InviteBot()
    {
        lock (_world.Gate)
        {
            HasBot = true;
            var member = Members[_world.Bot.Id] = new DiscordMember(_world.Bot, _world.Now);
            member.Roles.Add(BotRole);
            Tell("GUILD_CREATE", ToEvent(_world.Bot));
        }
    }

    internal void Keep(DiscordChannel channel)
    {
        Channels.Add(channel);
        _world.Channels[channel.Id] = channel;
    }

    internal void Change(DiscordRole role, Action<DiscordRole> change)
    {
        lock (_world.Gate)
        {
            change(role);
            TellRole("GUILD_ROLE_UPDATE", role);
        }
    }

    internal void Remove(DiscordRole role)
    {
        lock (_world.Gate)
        {
            Roles.Remove(role);
            foreach (var member in Members.Values)
                member.Roles.Remove(role);
            Tell("GUILD_ROLE_DELETE", new JsonObject { ["guild_id"] = Id, ["role_id"] = role.Id });
        }
    }

    /// <summary>Tells the bot, unless it is not there or the server is out.</summary>
    internal void Tell(string type, JsonObject data, int intent = GuildsIntent)
    {
        if (HasBot && !IsOut)
            _world.Gateway.Tell(type, data, this, intent);
    }

    private void TellRole(string type, DiscordRole role) => Tell(type, new JsonObject { ["guild_id"] = Id, ["role"] = role.ToJson() });
}
