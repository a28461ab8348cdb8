using System.Text;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>What people do: they come, write, press and leave.</summary>
public sealed partial class BotApiServer
{
    /// <summary>Ids of supergroups and channels are below this.</summary>
    private const long Supergroups = -1_000_000_000_000;

    /// <summary>Someone new, who has pressed «Start» once. Their chat is <see cref="Chat(long)"/> of their id.</summary>
    public Person AddUser(long id, string? language = "en", string name = "Ada", string? username = null)
    {
        lock (_world.Gate)
        {
            var person = _world.People[id] = new Person(id, name, language, username);
            _world.Chats[id] = new ChatState(id, "private", name) { Username = username };
            return person;
        }
    }

    /// <summary>A group (or a supergroup, when the id is one) with the bot in it.</summary>
    public ChatState AddGroup(long id, string title = "Group") => AddChat(new ChatState(id, id < Supergroups ? "supergroup" : "group", title));

    /// <summary>A supergroup with topics besides General, named for their ids, and the bot in it.</summary>
    public ChatState AddForum(long id, params int[] topics)
    {
        var forum = AddChat(new ChatState(id, "supergroup", "Forum") { IsForum = true });
        foreach (var topic in topics)
            forum.Topics[topic] = new Topic(topic, $"Topic {topic}");
        return forum;
    }

    /// <summary>A channel. A bot is in a channel as an administrator or not at all.</summary>
    public ChatState AddChannel(long id, string? username = null, string title = "Channel", bool botIsAdministrator = true)
    {
        var channel = AddChat(new ChatState(id, "channel", title) { Username = username });
        if (botIsAdministrator)
            channel.Administrators.Add(Bot.Id);
        return channel;
    }

    /// <summary>The chat with an id, or someone's private chat. Throws when there is none.</summary>
    public ChatState Chat(long id)
    {
        lock (_world.Gate)
            return _world.Chats[id];
    }

    /// <summary>What stands in a chat now, oldest first.</summary>
    public IReadOnlyList<StoredMessage> Messages(ChatState chat)
    {
        lock (_world.Gate)
            return [.. chat.Messages];
    }

    /// <summary>What stands in a chat now, oldest first.</summary>
    public IReadOnlyList<StoredMessage> Messages(long chat) => Messages(Chat(chat));

    /// <summary>Someone writes to the bot in private.</summary>
    public StoredMessage Say(Person person, string text, StoredMessage? replyTo = null) => Say(Chat(person.Id), person, text, replyTo: replyTo);

    /// <summary>Someone writes into a chat; the bot hears of it when it may.</summary>
    /// <param name="chat">Where; in a channel nobody is named as the author.</param>
    /// <param name="person">Who; null in a channel, or for an anonymous administrator.</param>
    /// <param name="text">What. Commands, mentions, links and hashtags are found in it.</param>
    /// <param name="thread">The topic, or null for General.</param>
    /// <param name="replyTo">The message it replies to.</param>
    /// <param name="anonymously">As an administrator who shows the group instead of themselves.</param>
    public StoredMessage Say(ChatState chat, Person? person, string text, int? thread = null, StoredMessage? replyTo = null, bool anonymously = false)
    {
        lock (_world.Gate)
            return Hear(Draft(chat, person, thread, replyTo, anonymously) with { Content = new FormattedText(text, []).Settle() });
    }

    /// <summary>Someone sends a file, with a caption or without.</summary>
    public StoredMessage SayWithFile(ChatState chat, Person? person, string fileName, byte[] bytes, string caption = "", int? thread = null, StoredMessage? replyTo = null)
    {
        lock (_world.Gate)
        {
            return Hear(Draft(chat, person, thread, replyTo, anonymously: false) with
            {
                Content = new FormattedText(caption, []).Settle(),
                Media = _world.Media.Keep("document", fileName, "application/octet-stream", bytes),
            });
        }
    }

    /// <summary>Someone sends a small text as a file, such as an OPML list.</summary>
    public StoredMessage SayWithFile(ChatState chat, Person? person, string fileName, string content, string caption = "") =>
        SayWithFile(chat, person, fileName, Encoding.UTF8.GetBytes(content), caption);

    /// <summary>Someone changes what they wrote.</summary>
    public StoredMessage Rewrite(StoredMessage message, string text)
    {
        lock (_world.Gate)
        {
            var changed = message.Chat.Replace(message with { Content = new FormattedText(text, []).Settle(), Edited = _world.Now, Edits = message.Edits + 1 });
            if (BotHears(changed))
                _world.Updates.Add(message.Chat.Type == "channel" ? "edited_channel_post" : "edited_message", changed.ToJson());
            return changed;
        }
    }

    /// <summary>Someone presses the button with this text. Throws when there is none that the bot hears of.</summary>
    public Question Press(StoredMessage message, string button, Person person) =>
        Press(message, Index(message, pressed => pressed.Text == button, button), person);

    /// <summary>Someone presses a button, counted from 0 in reading order.</summary>
    public Question Press(StoredMessage message, int button, Person person)
    {
        lock (_world.Gate)
        {
            var now = message.Chat.Messages.Find(other => other.Id == message.Id) ?? message;
            var data = now.Keyboard?.Buttons.ElementAtOrDefault(button)?.Data
                ?? throw new InvalidOperationException($"Message {message.Id} has no button {button} that the bot hears of.");
            var question = Ask();
            _world.Updates.Add("callback_query", new JsonObject
            {
                ["id"] = question.Id,
                ["from"] = person.ToJson(),
                ["message"] = now.ToJson(),
                ["chat_instance"] = $"-{question.Id}",
                ["data"] = data,
            });
            return question;
        }
    }

    /// <summary>Someone writes the bot's name and a query into the field of any chat.</summary>
    public Question Query(Person person, string query, string offset = "")
    {
        lock (_world.Gate)
        {
            var question = Ask();
            _world.Updates.Add("inline_query", new JsonObject
            {
                ["id"] = question.Id,
                ["from"] = person.ToJson(),
                ["query"] = query,
                ["offset"] = offset,
                ["chat_type"] = "sender",
            });
            return question;
        }
    }

    /// <summary>The bot is added, promoted, thrown out or (in private) blocked: member, administrator, left or kicked.</summary>
    public void ChangeBot(ChatState chat, Person by, string status)
    {
        lock (_world.Gate)
        {
            var old = chat.Fate switch
            {
                ChatFate.Blocked or ChatFate.Kicked => "kicked",
                ChatFate.NotMember => "left",
                _ => ChatMethods.Status(chat, Bot.Id) == "administrator" ? "administrator" : "member",
            };
            chat.Fate = status switch
            {
                "kicked" => chat.Type == "private" ? ChatFate.Blocked : ChatFate.Kicked,
                "left" => ChatFate.NotMember,
                _ => ChatFate.None,
            };
            if (status == "administrator")
                chat.Administrators.Add(Bot.Id);
            else
                chat.Administrators.Remove(Bot.Id);
            _world.Updates.Add("my_chat_member", new JsonObject
            {
                ["chat"] = chat.ToJson(),
                ["from"] = by.ToJson(),
                ["date"] = _world.Now.ToUnixTimeSeconds(),
                ["old_chat_member"] = ChatMethods.Member(chat, Bot, old),
                ["new_chat_member"] = ChatMethods.Member(chat, Bot, status),
            });
        }
    }

    /// <summary>A group becomes a supergroup. Sends to the old id are refused and told the new one; the bot hears of it in both.</summary>
    public ChatState Migrate(ChatState group, long newId)
    {
        var supergroup = AddChat(new ChatState(newId, "supergroup", group.Title));
        lock (_world.Gate)
        {
            foreach (var id in group.Administrators.ToList())
                supergroup.Administrators.Add(id);
            foreach (var id in group.Members.ToList())
                supergroup.Members.Add(id);
            supergroup.Owner = group.Owner;
            group.MigratedTo = newId;
            Service(group, "migrate_to_chat_id", newId);
            Service(supergroup, "migrate_from_chat_id", group.Id);
            return supergroup;
        }
    }

    private void Service(ChatState chat, string field, long id)
    {
        var message = chat.Put(Draft(chat, Person.GroupAnonymousBot, thread: null, replyTo: null, anonymously: true)).ToJson();
        message[field] = id;
        _world.Updates.Add("message", message);
    }

    private ChatState AddChat(ChatState chat)
    {
        lock (_world.Gate)
            return _world.Chats[chat.Id] = chat;
    }

    private Question Ask()
    {
        var question = new Question(_world.NextId(), _world.Now);
        return _world.Questions[question.Id] = question;
    }

    private StoredMessage Draft(ChatState chat, Person? person, int? thread, StoredMessage? replyTo, bool anonymously)
    {
        if (person is { IsBot: false })
            chat.Members.Add(person.Id);
        var isChannel = chat.Type == "channel";
        return new StoredMessage
        {
            Id = ++chat.LastMessageId,
            Chat = chat,
            Date = _world.Now,
            From = isChannel ? null : anonymously ? Person.GroupAnonymousBot : person,
            SenderChat = isChannel || anonymously ? chat : null,
            Thread = thread,
            ReplyTo = replyTo?.Id,
        };
    }

    private StoredMessage Hear(StoredMessage message)
    {
        message.Chat.Put(message);
        if (BotHears(message))
            _world.Updates.Add(message.Chat.Type == "channel" ? "channel_post" : "message", message.ToJson());
        return message;
    }

    /// <summary>In groups the bot hears only what is meant for it, unless it is an administrator or its privacy mode is off.</summary>
    private bool BotHears(StoredMessage message)
    {
        var chat = message.Chat;
        if (chat.Fate is ChatFate.Kicked or ChatFate.NotMember or ChatFate.Deleted or ChatFate.NotFound)
            return false;
        if (chat.Type == "channel")
            return chat.Administrators.Contains(Bot.Id);
        if (!chat.IsGroup || !_world.Options.PrivacyMode || chat.Administrators.Contains(Bot.Id))
            return true;
        return message.Entities.Any(entity => IsForBot(entity.Type, message.Content.Part(entity)))
            || chat.Messages.Exists(replied => replied.Id == message.ReplyTo && replied.IsByBot);
    }

    private bool IsForBot(string type, string part)
    {
        var name = part.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? part[(at + 1)..] : null;
        return type switch
        {
            "bot_command" => name is null || string.Equals(name, Bot.Username, StringComparison.OrdinalIgnoreCase),
            "mention" => string.Equals(name, Bot.Username, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private int Index(StoredMessage message, Func<Button, bool> isIt, string button)
    {
        lock (_world.Gate)
        {
            var now = message.Chat.Messages.Find(other => other.Id == message.Id) ?? message;
            var index = now.Keyboard?.Buttons.ToList().FindIndex(pressed => isIt(pressed)) ?? -1;
            return index >= 0 ? index : throw new InvalidOperationException($"Message {message.Id} has no button «{button}».");
        }
    }
}
