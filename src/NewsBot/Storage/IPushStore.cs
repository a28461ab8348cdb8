using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Storage;

/// <summary>Subscriptions at hubs (WebSub): who tells the bot what is new, and how far it is trusted.</summary>
public interface IPushStore
{
    /// <summary>The subscription with this id, whatever its stage; null if it is unknown or forgotten.</summary>
    Task<PushSubscription?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>A feed's subscription that is wanted or active, or null; there is one at most.</summary>
    Task<PushSubscription?> OfFeedAsync(FeedId feed, CancellationToken cancellationToken);

    /// <summary>All subscriptions that are active.</summary>
    Task<IReadOnlyList<PushSubscription>> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>Feeds that name a hub and have subscribers, but no subscription there yet.</summary>
    Task<IReadOnlyList<Feed>> WithoutAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Adds a subscription; does nothing if its feed has got one meanwhile.</summary>
    Task AddAsync(PushSubscription subscription, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the subscriptions whose reason is gone: the feed names another hub or none, nobody reads it, it has ended, or the
    /// bot is to be reached elsewhere than at <paramref name="publicUrl"/>. What ended long ago is forgotten.
    /// </summary>
    Task LeaveAsync(string publicUrl, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Subscriptions about which a hub is to be asked, longest due first.</summary>
    Task<IReadOnlyList<PushSubscription>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Changes the state of a subscription in one transaction: nobody else changes it between reading and writing.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="change">The new state; null leaves it as it is.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <returns>As it is now; null if it is unknown or was left as it was.</returns>
    Task<PushSubscription?> ChangeAsync(string id, Func<PushState, PushState?> change, CancellationToken cancellationToken);

    /// <summary>Makes a feed due now, or <paramref name="least"/> after it was last read if that is later. One that fails is left
    /// alone: its publisher may have asked for the pause.</summary>
    Task LookSoonAsync(FeedId feed, TimeSpan least, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Looks that were put off because a hub tells come when they would have come without it, where the hub cannot be
    /// relied on any more; with <paramref name="all"/> everywhere: pushes may have come while the bot was off.</summary>
    Task ResumeAsync(bool all, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A subscription at a hub.</summary>
/// <param name="Id">The end of the address under which the hub reaches the bot. Unguessable: who knows it may confirm and push.</param>
/// <param name="Feed">What it is about.</param>
/// <param name="Hub">Whom it is with, and under which name the feed is known there.</param>
/// <param name="PublicUrl">Where the bot is reached, without a slash at the end.</param>
/// <param name="Secret">What signs pushes; a hub that can only be asked over plain http is not told it.</param>
/// <param name="State">How it stands.</param>
public sealed record PushSubscription(string Id, Feed Feed, FeedHub Hub, string PublicUrl, string Secret, PushState State)
{
    /// <summary>Where the hub reaches the bot.</summary>
    public Uri Callback => new($"{PublicUrl}/websub/{Id}");

    /// <summary>For logs: neither id nor secret.</summary>
    public override string ToString() => $"{Feed.Url} at {Hub.Address.Host}";
}
