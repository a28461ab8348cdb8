using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Chat;

/// <summary>
/// A chat platform: the only place that knows how its messages look and travel. A new one is a folder beside this file
/// and one line of registration.
/// </summary>
public interface IChatPlatform
{
    /// <summary>Lower-case name, the <see cref="ChatAddress.Platform"/> of its chats.</summary>
    string Name { get; }

    /// <summary>A post as one or more messages within the platform's limits. Pure.</summary>
    IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription);

    /// <summary>An answer as one or more messages within the platform's limits. Pure.</summary>
    IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings);

    /// <summary>How many posts a chat can be sent one by one now without waiting for minutes. If more are owed, they go out
    /// as one list.</summary>
    int Room(ChatAddress chat);

    /// <summary>
    /// Sends one message. Whatever the platform answers comes back as a <see cref="SendResult"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="envelope">To whom, and in which connection.</param>
    /// <param name="message">One of this platform's messages.</param>
    /// <param name="cancellationToken">Gives up waiting; whether the message went out is then unknown.</param>
    Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken);

    /// <summary>Puts another message in the place of one that was sent, without a notification.</summary>
    /// <param name="chat">Where it stands.</param>
    /// <param name="messageId">As <see cref="SendResult.Sent"/> told it.</param>
    /// <param name="message">What shall stand there.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns><see cref="SendResult.Refused"/> if that message cannot become this one.</returns>
    Task<SendResult> EditAsync(ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken);

    /// <summary>What happens on the platform, as it comes in, until cancelled. Faults of the connection are mended inside.</summary>
    IAsyncEnumerable<Incoming> ListenAsync(CancellationToken cancellationToken);

    /// <summary>Asks the platform which chat a message is about and whether its sender may change that chat's
    /// subscriptions now. Answers may be a minute old.</summary>
    Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken);

    /// <summary>Answers a <see cref="HeadlineQuery"/> with headlines to choose from.</summary>
    Task OfferAsync(HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken);

    /// <summary>Answers a <see cref="FeedQuery"/> with subscriptions to choose from; for platforms on which nobody asks so,
    /// nothing.</summary>
    Task OfferAsync(FeedQuery query, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Where a message goes and what it belongs to.</summary>
/// <param name="Chat">One of the platform's chats.</param>
/// <param name="IdempotencyKey">Equal for each attempt at the same message: a platform that can, uses it to show it once.</param>
/// <param name="ReplyTo">The platform's number of the message that this one continues or answers, or null.</param>
public sealed record Envelope(ChatAddress Chat, string IdempotencyKey, string? ReplyTo = null);

/// <summary>What somebody is in the chat that a message is about.</summary>
/// <param name="Right">Whether they may change its subscriptions.</param>
/// <param name="Chat">That chat; null if there is none such.</param>
public sealed record Standing(ManageRight Right, ChatAddress? Chat)
{
    /// <summary>What the bot itself would need to post there and has not; nothing may be subscribed there until it has. Empty
    /// where the platform knows no such permissions or all are given.</summary>
    public IReadOnlyList<PostingPermission> Lacking { get; init; } = [];
}

/// <summary>Whether somebody may change the subscriptions of a chat.</summary>
public enum ManageRight
{
    /// <summary>Yes.</summary>
    Granted,

    /// <summary>No: they are no administrator there.</summary>
    NotAdministrator,

    /// <summary>No: the bot itself is no administrator there, so it could not post.</summary>
    BotNotAdministrator,

    /// <summary>No: the bot knows no such chat, or is not in it.</summary>
    NoSuchChat,
}
