using NewsBot.Core.Model;

namespace NewsBot.Core.Detection;

/// <summary>
/// Decides when a permanent redirect (301, 308) is believed. A captive portal, an expired domain and a slip in a server's
/// configuration send the same answer as a publisher who moves, but not for a week.
/// </summary>
public static class FeedMoves
{
    /// <summary>How long the publisher must have said so.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromDays(7);

    /// <summary>And how often: a bot that was off for the week has heard it but once.</summary>
    public const int LeastTimes = 20;

    /// <summary>The feed after a look that permanent redirects led to an address, or did not.</summary>
    /// <param name="feed">As it was known before, with the validators of this look.</param>
    /// <param name="permanent">Where they led; null if there were none.</param>
    /// <param name="now">The time of the look, UTC.</param>
    /// <returns>The feed, at its new address if that is believed; then with what its chats are told.</returns>
    public static (Feed Feed, FeedNotice? Notice) Follow(Feed feed, Uri? permanent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (permanent is null || !FeedUrl.TryFrom(permanent, out var target) || target == feed.Url || target.IsArchive)
            return (feed with { Move = null }, null);
        // The same place, only safer: nothing can be lost by believing it at once, and nobody need be told.
        if (IsUpgrade(feed.Url.Value, target.Value))
            return (MoveTo(feed, target), null);
        var move = feed.Move is { } said && said.To == target.Value
            ? said with { Times = said.Times + 1 }
            : new FeedMove(target.Value, now, 1);
        if (now - move.Since < Wait || move.Times < LeastTimes)
            return (feed with { Move = move }, null);
        return (MoveTo(feed, target), new FeedNotice(FeedNoticeKind.Moved) { Feed = target.Name, Address = WithoutLogin(target.Value) });
    }

    /// <summary>Validators mean something to the server that made them, and which that was is not known for sure after several
    /// redirects: one unconditional request settles it, and its bytes are the known ones.</summary>
    private static Feed MoveTo(Feed feed, FeedUrl target) => feed with { Url = target, Move = null, Validators = CacheValidators.None };

    private static bool IsUpgrade(Uri from, Uri to) =>
        from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttps && from.IsDefaultPort && to.IsDefaultPort
        && HostName.Of(from) == HostName.Of(to) && from.PathAndQuery == to.PathAndQuery;

    private static Uri WithoutLogin(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
