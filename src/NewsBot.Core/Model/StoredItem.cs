namespace NewsBot.Core.Model;

/// <summary>An item that was kept.</summary>
/// <param name="Id">Number in the store.</param>
/// <param name="Feed">The feed it came from.</param>
/// <param name="Post">As it was composed.</param>
/// <param name="FirstSeen">When the bot first saw it, UTC.</param>
public sealed record StoredItem(ItemId Id, FeedId Feed, Post Post, DateTimeOffset FirstSeen)
{
    /// <summary>If this is no news but a word of the bot about the feed: what it says. The post has the feed's name alone then.</summary>
    public FeedNotice? Notice { get; init; }
}

/// <summary>A post that is owed to a chat, or the edit of one that it has.</summary>
/// <param name="Id">Row of the outbox.</param>
/// <param name="Chat">Where it goes.</param>
/// <param name="Settings">How that chat wants it.</param>
/// <param name="Subscription">How it wants those of this feed.</param>
/// <param name="Item">What is to be sent.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Messages">The platform's numbers of its messages that are out already, in order.</param>
public sealed record OwedDelivery(
    DeliveryId Id,
    ChatAddress Chat,
    ChatSettings Settings,
    SubscriptionSettings Subscription,
    StoredItem Item,
    int Attempts,
    IReadOnlyList<string> Messages)
{
    /// <summary>True if the item changed after it was sent: <see cref="Messages"/> are to be edited.</summary>
    public bool IsEdit { get; init; }

    /// <summary>How many new posts the chat is owed in all, this one among them.</summary>
    public int Waiting { get; init; } = 1;
}

/// <summary>A post that a chat has got.</summary>
/// <param name="Item">What was sent.</param>
/// <param name="Found">When the bot found the item and owed it to the chat, UTC.</param>
/// <param name="Sent">When its last message was out, UTC.</param>
public sealed record SentItem(StoredItem Item, DateTimeOffset Found, DateTimeOffset? Sent);
