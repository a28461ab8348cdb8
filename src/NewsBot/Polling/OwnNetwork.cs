using NewsBot.Core.Model;

namespace NewsBot.Polling;

/// <summary>
/// Tells a feed's trouble from the bot's own. When several sites in a row cannot even be found or reached, and nobody answered
/// meanwhile, the fault is here: then no feed is blamed, and one at a time is tried until somebody answers.
/// </summary>
public sealed class OwnNetwork
{
    private const int SitesInARow = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FeedId> _unreached = new(StringComparer.Ordinal);

    /// <summary>True while it seems to be down.</summary>
    public bool IsDown
    {
        get
        {
            lock (_lock)
                return _unreached.Count >= SitesInARow;
        }
    }

    /// <summary>Whether a trouble may be the network's: nothing was heard of the site at all.</summary>
    public static bool IsSuspect(FetchTrouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble.Kind is TroubleKind.HostNotFound or TroubleKind.Unreachable;
    }

    /// <summary>Notes that somebody answered, whatever it was.</summary>
    public void Reached()
    {
        lock (_lock)
            _unreached.Clear();
    }

    /// <summary>Notes that a feed's site could not be reached.</summary>
    /// <returns>The feeds that were blamed before it was clear that the network is down; null if the feed is to be blamed.</returns>
    public IReadOnlyList<FeedId>? Unreached(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        lock (_lock)
        {
            if (_unreached.Count >= SitesInARow)
                return [];
            var before = _unreached.Where(each => each.Key != feed.Url.Host).Select(each => each.Value).ToList();
            _unreached[feed.Url.Host] = feed.Id;
            return _unreached.Count >= SitesInARow ? before : null;
        }
    }
}
