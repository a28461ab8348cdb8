using NewsBot.Core.Model;

namespace NewsBot.Storage;

/// <summary>Who reads what, and how they want it.</summary>
public interface ISubscriptionStore
{
    /// <summary>Subscribes a chat to a feed from <paramref name="now"/> on; nothing already stored is owed to it.</summary>
    /// <returns>False if it was subscribed already.</returns>
    Task<bool> AddAsync(ChatAddress chat, FeedId feed, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a subscription; what was owed for it and not yet sent is dropped.</summary>
    /// <returns>False if there was none.</returns>
    Task<bool> RemoveAsync(ChatAddress chat, FeedId feed, CancellationToken cancellationToken);

    /// <summary>Lets a subscription read another feed from <paramref name="now"/> on, with its settings; what is owed for the old
    /// one is still owed. If the chat subscribes to the other already, the old subscription ends.</summary>
    Task MoveAsync(ChatAddress chat, FeedId from, FeedId to, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A chat's subscriptions in the order of subscribing, numbered from 1.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(ChatAddress chat, CancellationToken cancellationToken);

    /// <summary>Keeps how a chat wants the messages of a subscription; does nothing if there is none.</summary>
    Task SaveSettingsAsync(ChatAddress chat, FeedId feed, SubscriptionSettings settings, CancellationToken cancellationToken);

    /// <summary>How a chat wants its messages; the defaults if it never said.</summary>
    Task<ChatSettings> SettingsAsync(ChatAddress chat, CancellationToken cancellationToken);

    /// <summary>Keeps how a chat wants its messages.</summary>
    Task SaveSettingsAsync(ChatAddress chat, ChatSettings settings, CancellationToken cancellationToken);

    /// <summary>Whether any chat subscribes to a feed; nobody polls it otherwise.</summary>
    Task<bool> HasSubscribersAsync(FeedId feed, CancellationToken cancellationToken);
}
