using System.Threading.Channels;
using NewsBot.Core.Model;

namespace NewsBot.Polling;

/// <summary>Feeds that were claimed and wait for a free worker. Bounded: who claims more waits for room.</summary>
public sealed class ClaimedFeeds
{
    /// <summary>How many are claimed together: one statement for all of them.</summary>
    public const int Batch = 128;

    private readonly Channel<Feed> _feeds = Channel.CreateBounded<Feed>(Batch);

    /// <summary>Adds a feed, waiting for room if need be.</summary>
    public ValueTask AddAsync(Feed feed, CancellationToken cancellationToken) => _feeds.Writer.WriteAsync(feed, cancellationToken);

    /// <summary>The feeds in the order of claiming, until cancelled.</summary>
    public IAsyncEnumerable<Feed> TakeAllAsync(CancellationToken cancellationToken) => _feeds.Reader.ReadAllAsync(cancellationToken);
}
