using NewsBot.Core.Model;

namespace NewsBot.Chat;

/// <summary>Something that happened on a platform.</summary>
/// <param name="Chat">Where, and so where the answer goes.</param>
/// <param name="Id">The platform's number of the event, the same if it is told again: the answer's idempotency key is made
/// from it.</param>
public abstract record Incoming(ChatAddress Chat, string Id);

/// <summary>Something said to the bot, or a button pressed.</summary>
/// <param name="Chat">Where.</param>
/// <param name="Id">The platform's number of it.</param>
/// <param name="Text">The words, trimmed, without the bot's own name; of a button, its command.</param>
public sealed record IncomingMessage(ChatAddress Chat, string Id, string Text) : Incoming(Chat, Id)
{
    /// <summary>The language the person's client is set to, as a BCP 47 tag; null if unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The person, as the address of their private chat; null if the platform hides them.</summary>
    public ChatAddress? Sender { get; init; }

    /// <summary>Another chat that the command is about, as the person named it; null for <see cref="Incoming.Chat"/>.</summary>
    public string? About { get; init; }

    /// <summary>The platform's number of the message that this one answers, or null.</summary>
    public string? RepliesTo { get; init; }

    /// <summary>The platform's handle of the message whose button was pressed, or null: a panel in answer takes its place.</summary>
    public string? Pressed { get; init; }

    /// <summary>The platform's handle of what an answer should refer to, or null where that would only be noise.</summary>
    public string? AnswerTo { get; init; }

    /// <summary>The community that the chat belongs to, as an address that the operator may allow as a whole; null if there is
    /// none.</summary>
    public ChatAddress? Community { get; init; }

    /// <summary>What can be done where the command was given.</summary>
    public ChatFeatures Features { get; init; }

    /// <summary>A file that came with it, or null.</summary>
    public ReceivedFile? File { get; init; }
}

/// <summary>A file that somebody sent.</summary>
/// <param name="Name">As the person's device named it.</param>
/// <param name="Content">The bytes; empty if it was too large to take.</param>
public sealed record ReceivedFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a chat can do beyond words.</summary>
[Flags]
public enum ChatFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Files come and go.</summary>
    Files = 1,

    /// <summary>Its people have roles that a message can call.</summary>
    Roles = 2,

    /// <summary>Its messages can be passed on to those who follow it.</summary>
    Publishing = 4,
}

/// <summary>Somebody looks for something while typing.</summary>
/// <param name="Chat">The chat whose subscriptions are searched.</param>
/// <param name="Id">The platform's number of the query.</param>
/// <param name="Words">What was typed so far; empty at first.</param>
public abstract record Query(ChatAddress Chat, string Id, string Words) : Incoming(Chat, Id)
{
    /// <summary>The person, as the address of their private chat; null if <see cref="Incoming.Chat"/> is that.</summary>
    public ChatAddress? Sender { get; init; }

    /// <summary>As <see cref="IncomingMessage.Community"/>.</summary>
    public ChatAddress? Community { get; init; }
}

/// <summary>Somebody looks for a headline.</summary>
/// <param name="Chat">The chat whose subscriptions are searched.</param>
/// <param name="Id">The platform's number of the query.</param>
/// <param name="Words">What was typed so far; empty for the newest.</param>
public sealed record HeadlineQuery(ChatAddress Chat, string Id, string Words) : Query(Chat, Id, Words);

/// <summary>Somebody looks for one of the chat's feeds, to name it in a command.</summary>
/// <param name="Chat">The chat whose subscriptions are meant.</param>
/// <param name="Id">The platform's number of the query.</param>
/// <param name="Words">What was typed so far; empty for all.</param>
public sealed record FeedQuery(ChatAddress Chat, string Id, string Words) : Query(Chat, Id, Words);

/// <summary>A chat that did not let the bot post lets it now.</summary>
/// <param name="Chat">Which one.</param>
/// <param name="Id">The platform's number of the event.</param>
public sealed record ChatOpened(ChatAddress Chat, string Id) : Incoming(Chat, Id);

/// <summary>The bot was shut out of a chat.</summary>
/// <param name="Chat">Which one; without a thread, all of them.</param>
/// <param name="Id">The platform's number of the event.</param>
/// <param name="Reason">One line for the operator.</param>
public sealed record ChatLost(ChatAddress Chat, string Id, string Reason) : Incoming(Chat, Id);

/// <summary>A chat lives on under another address.</summary>
/// <param name="Chat">The old address.</param>
/// <param name="Id">The platform's number of the event.</param>
/// <param name="To">The new address.</param>
public sealed record ChatRenamed(ChatAddress Chat, string Id, ChatAddress To) : Incoming(Chat, Id);
