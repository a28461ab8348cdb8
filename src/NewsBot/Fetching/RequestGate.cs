using System.Threading.RateLimiting;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>
/// Who may ask now: so many requests at once to one host, so many altogether, and a gap after each before its host is asked
/// again. A host is waited for first, so that a queue before a slow one takes no place from the others. Hosts that nobody
/// asks are forgotten by the limiter itself.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    /// <summary>Longer queues than this mean that a host cannot keep up, and waiting would only hide it.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Gaps that end within so long of each other end together, the earlier ones later: thousands a second need no timer each.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    private readonly PartitionedRateLimiter<string> _hosts;
    private readonly ConcurrencyLimiter _altogether;
    private readonly TimeSpan _gap;
    private readonly OwnHosts _own;
    private readonly TimeProvider _clock;

    /// <summary>Places of hosts that rest, since when, in the order in which they do; the lock for itself.</summary>
    private readonly Queue<(long Since, RateLimitLease Host)> _resting = new();
    private readonly ITimer _rested;

    /// <summary>A gate that is open.</summary>
    /// <param name="perHost">Requests at once to one host.</param>
    /// <param name="altogether">Requests at once.</param>
    /// <param name="gap">How long the place of a request to a host stays taken after its end; zero for hosts of the operator's own.</param>
    /// <param name="own">The operator's own hosts.</param>
    /// <param name="clock">Measures the gap.</param>
    public RequestGate(int perHost, int altogether, TimeSpan gap, OwnHosts own, TimeProvider clock)
    {
        _hosts = PartitionedRateLimiter.Create<string, string>(host => RateLimitPartition.GetConcurrencyLimiter(host, _ => AtOnce(perHost)));
        _altogether = new ConcurrencyLimiter(AtOnce(altogether));
        (_gap, _own, _clock) = (gap, own, clock);
        _rested = clock.CreateTimer(static gate => ((RequestGate)gate!).EndRests(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for a turn, which ends when it is disposed. Null means that too many wait already.</summary>
    public async ValueTask<Turn?> EnterAsync(Uri address, CancellationToken ct)
    {
        var host = await _hosts.AcquireAsync(HostName.Of(address).TrimEnd('.'), 1, ct);
        var place = default(RateLimitLease);
        try
        {
            if (host.IsAcquired)
                place = await _altogether.AcquireAsync(1, ct);
        }
        finally
        {
            // Nothing was asked, so nothing needs a gap.
            if (place is not { IsAcquired: true })
                host.Dispose();
        }
        return place is { IsAcquired: true } ? new Turn(this, host, place, rests: _gap > TimeSpan.Zero && !_own.Contains(address)) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rested.Dispose();
        _hosts.Dispose();
        _altogether.Dispose();
    }

    /// <summary>A request that is under way.</summary>
    public sealed class Turn(RequestGate gate, RateLimitLease host, RateLimitLease place, bool rests) : IDisposable
    {
        /// <summary>Ends it: another host may be asked at once, this one after the gap.</summary>
        public void Dispose()
        {
            place.Dispose();
            if (rests)
                gate.Rest(host);
            else
                host.Dispose();
        }
    }

    private void Rest(RateLimitLease host)
    {
        lock (_resting)
        {
            _resting.Enqueue((_clock.GetTimestamp(), host));
            if (_resting.Count == 1)
                _rested.Change(_gap, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndRests()
    {
        lock (_resting)
        {
            // Who waits goes on elsewhere, so nothing that could come back here runs under the lock.
            while (_resting.TryPeek(out var next))
            {
                if (_gap - _clock.GetElapsedTime(next.Since) is var left && left > TimeSpan.Zero)
                {
                    _rested.Change(left > Together ? left : Together, Timeout.InfiniteTimeSpan);
                    return;
                }
                _resting.Dequeue().Host.Dispose();
            }
        }
    }

    private static ConcurrencyLimiterOptions AtOnce(int permits) => new()
    {
        PermitLimit = permits,
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
