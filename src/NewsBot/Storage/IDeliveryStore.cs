using NewsBot.Core.Model;

namespace NewsBot.Storage;

/// <summary>The outbox: what is owed to which chat. Within a chat the oldest goes first, and nothing overtakes it.</summary>
public interface IDeliveryStore
{
    /// <summary>
    /// Takes the oldest pending delivery of each chat that may be sent to now, at most <paramref name="limit"/>, and
    /// keeps those chats from being taken again until <paramref name="now"/> + <paramref name="lease"/>.
    /// </summary>
    Task<IReadOnlyList<OwedDelivery>> ClaimAsync(
        DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>Ends all leases: a bot that starts as the only one on its database goes on where its killed forerunner was.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>Notes that one message of a delivery is out; the last one ends it as sent and frees the chat.</summary>
    Task PartSentAsync(
        DeliveryId delivery, string messageId, bool isLast, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Puts a chat's queue off until <paramref name="at"/>, and counts an attempt.</summary>
    Task TryAgainAsync(DeliveryId delivery, DateTimeOffset at, string reason, CancellationToken cancellationToken);

    /// <summary>Ends a delivery as refused for good, keeps the reason, and frees the chat for the next.</summary>
    Task RefuseAsync(DeliveryId delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Parks a chat: its deliveries end as refused with the reason, its subscriptions stay but owe nothing
    /// until <see cref="ReviveChatAsync"/>.</summary>
    Task ParkChatAsync(ChatAddress chat, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes a parked chat back: called when it speaks to the bot again. Does nothing otherwise.</summary>
    Task ReviveChatAsync(ChatAddress chat, CancellationToken cancellationToken);

    /// <summary>Gives a chat another address; subscriptions and what is owed go along.</summary>
    Task MoveChatAsync(ChatAddress from, ChatAddress to, CancellationToken cancellationToken);

    /// <summary>How many deliveries are pending, and since when the oldest waits.</summary>
    Task<(int Pending, DateTimeOffset? Oldest)> BacklogAsync(CancellationToken cancellationToken);
}
