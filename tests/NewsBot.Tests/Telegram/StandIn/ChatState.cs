using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>Why a chat takes nothing from the bot.</summary>
public enum ChatFate
{
    /// <summary>All is well.</summary>
    None,

    /// <summary>The user blocked the bot: 403.</summary>
    Blocked,

    /// <summary>The user's account is gone: 403.</summary>
    Deactivated,

    /// <summary>The user never pressed «Start»: 403.</summary>
    NotStarted,

    /// <summary>The bot was thrown out of the group or channel: 403.</summary>
    Kicked,

    /// <summary>The bot left, or never was a member: 403.</summary>
    NotMember,

    /// <summary>The group was deleted: 403.</summary>
    Deleted,

    /// <summary>The server does not know the chat: 400.</summary>
    NotFound,

    /// <summary>The bot is a member that may not send: 400.</summary>
    NoRights,
}

/// <summary>A topic of a forum.</summary>
/// <param name="Id">The <c>message_thread_id</c>; 1 is General, which is never named in a call.</param>
/// <param name="Name">What people see.</param>
/// <param name="IsClosed">Whether nobody may write into it.</param>
public sealed record Topic(int Id, string Name, bool IsClosed = false);

/// <summary>A chat as the server knows it. Tests set what they need; what stands in it is read by <see cref="BotApiServer.Messages(ChatState)"/>.</summary>
public sealed class ChatState
{
    internal ChatState(long id, string type, string title)
    {
        Id = id;
        Type = type;
        Title = title;
    }

    /// <summary>Positive for a person, negative for a group, -100… for supergroups and channels.</summary>
    public long Id { get; }

    /// <summary><c>private</c>, <c>group</c>, <c>supergroup</c> or <c>channel</c>.</summary>
    public string Type { get; }

    /// <summary>The title, or the person's first name.</summary>
    public string Title { get; set; }

    /// <summary>The name without the at sign, or null.</summary>
    public string? Username { get; set; }

    /// <summary>Whether the supergroup has topics.</summary>
    public bool IsForum { get; init; }

    /// <summary>What happens to all that the bot sends here.</summary>
    public ChatFate Fate { get; set; }

    /// <summary>The creator, or null for one that nobody asks about.</summary>
    public long? Owner { get; set; }

    /// <summary>Who administers it, the bot included where it does.</summary>
    public IdSet Administrators { get; } = new();

    /// <summary>Who is in it. Whoever says something is.</summary>
    public IdSet Members { get; } = new();

    /// <summary>The topics of a forum by their id, without General.</summary>
    public ConcurrentDictionary<int, Topic> Topics { get; } = new();

    /// <summary>The supergroup that this group became, or null.</summary>
    public long? MigratedTo { get; internal set; }

    /// <summary>What stands in the chat, in the order it came.</summary>
    internal List<StoredMessage> Messages { get; } = [];

    /// <summary>The last <c>message_id</c> that was given out.</summary>
    internal int LastMessageId { get; set; }

    /// <summary>Whether it is a group or a supergroup.</summary>
    internal bool IsGroup => Type is "group" or "supergroup";

    /// <summary>Closes a topic: nothing more may be sent into it.</summary>
    public void CloseTopic(int topic) => Topics[topic] = Topics[topic] with { IsClosed = true };

    /// <summary>Opens a topic again.</summary>
    public void ReopenTopic(int topic) => Topics[topic] = Topics[topic] with { IsClosed = false };

    /// <summary>Deletes a topic: it is unknown from now on.</summary>
    public void DeleteTopic(int topic) => Topics.TryRemove(topic, out _);

    /// <summary>Puts a message into the chat.</summary>
    internal StoredMessage Put(StoredMessage message)
    {
        Messages.Add(message);
        return message;
    }

    /// <summary>Puts the new version of a message in the place of the old.</summary>
    internal StoredMessage Replace(StoredMessage message)
    {
        Messages[Messages.FindIndex(old => old.Id == message.Id)] = message;
        return message;
    }

    /// <summary>The <c>Chat</c> of the Bot API.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, [Type == "private" ? "first_name" : "title"] = Title, ["type"] = Type };
        if (Username is not null)
            json["username"] = Username;
        if (IsForum)
            json["is_forum"] = true;
        return json;
    }
}

/// <summary>A set of ids that tests may change while the server reads it.</summary>
public sealed class IdSet
{
    private readonly ConcurrentDictionary<long, byte> _ids = new();

    /// <summary>Puts an id in.</summary>
    public void Add(long id) => _ids[id] = 0;

    /// <summary>Takes an id out.</summary>
    public void Remove(long id) => _ids.TryRemove(id, out _);

    /// <summary>Whether an id is in.</summary>
    public bool Contains(long id) => _ids.ContainsKey(id);

    /// <summary>The ids in order.</summary>
    public IReadOnlyList<long> ToList() => [.. _ids.Keys.Order()];
}
