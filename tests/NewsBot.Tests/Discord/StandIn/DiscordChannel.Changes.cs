using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What is done to a channel. The bot is told of each on the gateway.</summary>
internal sealed partial class DiscordChannel
{
    /// <summary>Somebody opens a thread, or a post in a forum.</summary>
    public DiscordChannel AddThread(string name, DiscordPerson? opener = null)
    {
        lock (_world.Gate)
            return Open(name, PublicThread, opener ?? Guild!.Owner, _world.NextId());
    }

    /// <summary>Adds a tag to a forum; its number.</summary>
    public string AddTag(string name, bool isModerated = false)
    {
        lock (_world.Gate)
        {
            var tag = new DiscordTag(_world.NextId(), name, isModerated);
            Tags.Add(tag);
            TellChange();
            return tag.Id;
        }
    }

    /// <summary>Whether each post of the forum must have a tag.</summary>
    public void RequireTag(bool isRequired = true) => Change(() => RequiresTag = isRequired);

    public void Rename(string name) => Change(() => Name = name);

    /// <summary>Closes a thread; who writes there opens it again, unless it is locked.</summary>
    public void Archive(bool isLocked = false) => Change(() => (IsArchived, IsLocked) = (true, isLocked));

    public void Allow(DiscordRole role, ulong permissions) => Overwrite(role.Id, isMember: false, permissions, 0);

    public void Allow(DiscordPerson person, ulong permissions) => Overwrite(person.Id, isMember: true, permissions, 0);

    public void Deny(DiscordRole role, ulong permissions) => Overwrite(role.Id, isMember: false, 0, permissions);

    public void Deny(DiscordPerson person, ulong permissions) => Overwrite(person.Id, isMember: true, 0, permissions);

    /// <summary>Takes back all that was allowed and denied here.</summary>
    public void ClearOverwrites() => Change(Overwrites.Clear);

    public void Delete()
    {
        lock (_world.Gate)
        {
            foreach (var thread in Guild!.Channels.Where(channel => channel.IsThread && channel.Parent == this).ToList())
                thread.Remove();
            Remove();
        }
    }

    /// <summary>Opens a thread. The caller holds the gate.</summary>
    internal DiscordChannel Open(string name, int type, DiscordPerson opener, string id, IReadOnlyList<string>? tags = null)
    {
        var thread = new DiscordChannel(_world, id, type, name)
        {
            Guild = Guild,
            Parent = this,
            Opener = opener,
            Opened = _world.Now,
            AppliedTags = tags ?? [],
        };
        Guild!.Keep(thread);
        var json = thread.ToJson();
        json["newly_created"] = true;
        if (thread.IsSeen)
            Guild.Tell("THREAD_CREATE", json);
        return thread;
    }

    /// <summary>Whether the bot is told of it: of all channels, but only of threads that it can see.</summary>
    internal bool IsSeen => !IsThread || (DiscordPermission.Of(_world.Bot, this) & DiscordPermission.ViewChannel) != 0;

    /// <summary>Opens an archived thread again. The caller holds the gate.</summary>
    internal void Wake()
    {
        if (!IsArchived)
            return;
        IsArchived = false;
        TellChange();
    }

    private void Remove()
    {
        Guild!.Channels.Remove(this);
        _world.Channels.Remove(Id);
        var json = IsThread ? new JsonObject { ["id"] = Id, ["guild_id"] = Guild.Id, ["parent_id"] = Parent!.Id, ["type"] = Type } : ToJson();
        if (IsSeen)
            Guild.Tell(IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE", json);
    }

    private void Overwrite(string id, bool isMember, ulong allow, ulong deny) => Change(() =>
    {
        var old = Overwrites.GetValueOrDefault(id) ?? new DiscordOverwrite(isMember, 0, 0);
        Overwrites[id] = new DiscordOverwrite(isMember, (old.Allow & ~deny) | allow, (old.Deny & ~allow) | deny);
    });

    private void Change(Action change)
    {
        lock (_world.Gate)
        {
            change();
            TellChange();
        }
    }

    private void TellChange()
    {
        if (IsSeen)
            Guild!.Tell(IsThread ? "THREAD_UPDATE" : "CHANNEL_UPDATE", ToJson());
    }
}
