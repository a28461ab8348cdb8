using NewsBot.Core.Model;

namespace NewsBot.Storage;

/// <summary>Items that people ask for.</summary>
public interface IItemStore
{
    /// <summary>The newest items of the feeds a chat subscribes to, or of one of them, newest first.</summary>
    Task<IReadOnlyList<StoredItem>> LatestAsync(
        ChatAddress chat, FeedId? feed, int limit, CancellationToken cancellationToken);

    /// <summary>The newest items of a feed, whoever subscribes to it, newest first.</summary>
    Task<IReadOnlyList<StoredItem>> NewestAsync(FeedId feed, int limit, CancellationToken cancellationToken);

    /// <summary>Items in the feeds of a chat whose title or text has all of the words, best match first, then newest.
    /// Chinese words of two characters and more are found wherever they stand; other words are found whole or by
    /// their beginning.</summary>
    Task<IReadOnlyList<StoredItem>> SearchAsync(
        ChatAddress chat, string words, int limit, CancellationToken cancellationToken);
}
