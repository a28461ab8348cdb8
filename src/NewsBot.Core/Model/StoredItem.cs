namespace NewsBot.Core.Model;

/// <summary>An item that was kept.</summary>
/// <param name="Id">Number in the store.</param>
/// <param name="Feed">The feed it came from.</param>
/// <param name="Post">As it was composed.</param>
/// <param name="FirstSeen">When the bot first saw it, UTC.</param>
public sealed record StoredItem(ItemId Id, FeedId Feed, Post Post, DateTimeOffset FirstSeen);

/// <summary>A post that is owed to a chat.</summary>
/// <param name="Id">Row of the outbox.</param>
/// <param name="Chat">Where it goes.</param>
/// <param name="Settings">How that chat wants it.</param>
/// <param name="Item">What is to be sent.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="PartsSent">How many of its messages are out already.</param>
public sealed record OwedDelivery(
    DeliveryId Id, ChatAddress Chat, ChatSettings Settings, StoredItem Item, int Attempts, int PartsSent);
