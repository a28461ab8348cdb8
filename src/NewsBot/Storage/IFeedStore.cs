using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Storage;

/// <summary>Feeds, and what one look at a feed changes.</summary>
public interface IFeedStore
{
    /// <summary>The feed with this address, or null.</summary>
    Task<Feed?> FindAsync(FeedUrl url, CancellationToken cancellationToken);

    /// <summary>Adds a feed that was never looked at, due at once; if the address is known, returns what is there.</summary>
    Task<Feed> AddAsync(FeedUrl url, string title, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>All feeds, by title.</summary>
    Task<IReadOnlyList<Feed>> AllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="limit"/> feeds that are due, longest due first, until <paramref name="now"/> +
    /// <paramref name="lease"/>: nobody else gets them before they are saved or the lease is over, and a crash only delays them.
    /// Feeds that ended are not due; neither are those without subscribers, unless <paramref name="evenUnsubscribed"/>, nor those of
    /// a site that asked to be left alone. Of one site at most <see cref="MostOfOneSite"/> are out at a time, so that a site with
    /// many feeds keeps nobody else waiting.
    /// </summary>
    Task<IReadOnlyList<Feed>> ClaimDueAsync(
        DateTimeOffset now, TimeSpan lease, int limit, bool evenUnsubscribed, CancellationToken cancellationToken);

    /// <summary>How many feeds of one site are claimed at a time: one that is asked, and the next.</summary>
    const int MostOfOneSite = 2;

    /// <summary>
    /// Ends all leases: a bot that starts as the only one on its database frees what its killed forerunner held. What became due
    /// while it was off is spread over the time given if it is much, longest due first: a start is no reason to ask everybody at once.
    /// </summary>
    Task ReleaseAsync(DateTimeOffset now, TimeSpan spread, CancellationToken cancellationToken);

    /// <summary>Takes back one failure of each of these feeds: it was not theirs. They are due at once.</summary>
    Task ForgiveAsync(IReadOnlyCollection<FeedId> feeds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lets a feed be looked at next, out of turn.</summary>
    Task MakeDueAsync(FeedId feed, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Which of these keys are known in this feed, and as which item.</summary>
    Task<IReadOnlyDictionary<ItemKey, KnownItem>> KnownAsync(
        FeedId feed, IReadOnlyCollection<ItemKey> keys, CancellationToken cancellationToken);

    /// <summary>How many items of a feed were new, or were published, since then.</summary>
    Task<int> CountSinceAsync(FeedId feed, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// Does all of <paramref name="intent"/> or nothing: the feed's state, its new items with their keys and search text,
    /// a delivery for each subscribed chat and announced item, changed items, learnt keys. An item whose first key is
    /// known by now is left out: the key decides, not the look that came before. What is routine is written with what is written
    /// or read next: everybody sees it, and a kill before that costs no more than another such look.
    /// </summary>
    /// <returns>The items that were really new, in the order of the intent, with their numbers.</returns>
    Task<IReadOnlyList<SavedItem>> SaveAsync(UpdateIntent intent, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A new item that was stored.</summary>
public sealed record SavedItem(ItemId Id, NewItem Item);
