using NewsBot.Core.Model;

namespace NewsBot.Storage;

/// <summary>The outbox: what is owed to which chat. Within a chat the oldest goes first, and nothing overtakes it.</summary>
public interface IDeliveryStore
{
    /// <summary>
    /// Takes the oldest pending delivery of each chat that may be sent to now, at most <paramref name="limit"/>, and
    /// keeps those chats from being taken again until <paramref name="now"/> + <paramref name="lease"/>. What is pending is
    /// a post that was not sent, or the edit of one that changed since.
    /// </summary>
    Task<IReadOnlyList<OwedDelivery>> ClaimAsync(
        DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>Ends all leases: a bot that starts as the only one on its database goes on where its killed forerunner was. Chats
    /// that are shut are tried at once.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>The posts that wait behind a taken one in the same chat, oldest first; edits are left out.</summary>
    Task<IReadOnlyList<OwedDelivery>> BehindAsync(DeliveryId taken, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that one message of a delivery is out; the last one ends it as sent and frees the chat from
    /// <paramref name="free"/> on.</summary>
    Task PartSentAsync(
        DeliveryId delivery, string messageId, bool isLast, DateTimeOffset now, DateTimeOffset free, CancellationToken cancellationToken);

    /// <summary>Ends several deliveries of one chat as sent together, in the messages given, and frees the chat from
    /// <paramref name="free"/> on. They are never edited.</summary>
    Task SentTogetherAsync(
        IReadOnlyList<DeliveryId> deliveries, IReadOnlyList<string> messageIds, DateTimeOffset now, DateTimeOffset free,
        CancellationToken cancellationToken);

    /// <summary>Ends an edit, done or not to be done, and frees the chat from <paramref name="free"/> on; the delivery counts
    /// as sent again.</summary>
    /// <param name="delivery">Which one.</param>
    /// <param name="reason">Why it could not be edited, or null if it was.</param>
    /// <param name="free">When the chat may be sent to again.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task EditedAsync(DeliveryId delivery, string? reason, DateTimeOffset free, CancellationToken cancellationToken);

    /// <summary>What a chat was sent in the message with this number: one post, or the several of a list; none if the
    /// message is not one of the bot's news.</summary>
    Task<IReadOnlyList<SentItem>> InMessageAsync(ChatAddress chat, string messageId, CancellationToken cancellationToken);

    /// <summary>Puts a chat's queue off until <paramref name="at"/>, and counts an attempt.</summary>
    Task TryAgainAsync(DeliveryId delivery, DateTimeOffset at, string reason, CancellationToken cancellationToken);

    /// <summary>Ends a delivery as refused for good, keeps the reason, and frees the chat for the next.</summary>
    Task RefuseAsync(DeliveryId delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Puts a chat off that does not let the bot post: this thread alone waits until <paramref name="until"/>, and what
    /// it is owed, with what comes, stays owed. It is open again when something goes out there, or by
    /// <see cref="ReviveChatAsync"/>.</summary>
    /// <returns>True if it was open before.</returns>
    Task<bool> ShutChatAsync(ChatAddress chat, string reason, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Why a chat is shut; null if it is open.</summary>
    Task<string?> ShutReasonAsync(ChatAddress chat, CancellationToken cancellationToken);

    /// <summary>Parks a chat: its deliveries end as refused with the reason, its subscriptions stay but owe nothing until
    /// <see cref="ReviveChatAsync"/>. An address with a thread is that thread alone, one without is the chat with all its
    /// threads.</summary>
    Task ParkChatAsync(ChatAddress chat, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes a chat back with all its threads where they are parked or shut: called when it speaks to the bot again, or
    /// lets it post. Those that wait for another reason go on waiting.</summary>
    Task ReviveChatAsync(ChatAddress chat, CancellationToken cancellationToken);

    /// <summary>Gives a chat another address; subscriptions and what is owed go along.</summary>
    Task MoveChatAsync(ChatAddress from, ChatAddress to, CancellationToken cancellationToken);

    /// <summary>How many deliveries are pending, and since when the oldest waits.</summary>
    Task<(int Pending, DateTimeOffset? Oldest)> BacklogAsync(CancellationToken cancellationToken);
}
