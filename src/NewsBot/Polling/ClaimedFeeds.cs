using System.Threading.Channels;
using NewsBot.Core.Model;

namespace NewsBot.Polling;

/// <summary>Feeds that were claimed and wait for a free worker. Bounded: nobody claims more than there is room for.</summary>
public sealed class ClaimedFeeds
{
    private const int Capacity = 64;

    private readonly Channel<Feed> _feeds = Channel.CreateBounded<Feed>(Capacity);

    /// <summary>How many feeds may be added; waits until it is at least one.</summary>
    public async ValueTask<int> RoomAsync(CancellationToken cancellationToken)
    {
        await _feeds.Writer.WaitToWriteAsync(cancellationToken);
        return Math.Max(1, Capacity - _feeds.Reader.Count);
    }

    /// <summary>Adds a feed, waiting for room if need be.</summary>
    public ValueTask AddAsync(Feed feed, CancellationToken cancellationToken) => _feeds.Writer.WriteAsync(feed, cancellationToken);

    /// <summary>The feeds in the order of claiming, until cancelled.</summary>
    public IAsyncEnumerable<Feed> TakeAllAsync(CancellationToken cancellationToken) => _feeds.Reader.ReadAllAsync(cancellationToken);
}
