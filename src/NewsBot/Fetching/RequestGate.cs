using System.Threading.RateLimiting;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>
/// Who may ask now: so many requests at once to one host, so many altogether, and a gap after each before its host is asked
/// again. A host is waited for first, so that a queue before a slow one takes no place from the others. Hosts that nobody
/// asks are forgotten by the limiter itself.
/// </summary>
/// <param name="perHost">Requests at once to one host.</param>
/// <param name="altogether">Requests at once.</param>
/// <param name="gap">How long the place of a request to a host stays taken after its end; zero for hosts of the operator's own.</param>
/// <param name="own">The operator's own hosts.</param>
/// <param name="clock">Measures the gap.</param>
internal sealed class RequestGate(int perHost, int altogether, TimeSpan gap, OwnHosts own, TimeProvider clock) : IDisposable
{
    /// <summary>Longer queues than this mean that a host cannot keep up, and waiting would only hide it.</summary>
    private const int MostWaiting = 10_000;

    private readonly PartitionedRateLimiter<string> _hosts = PartitionedRateLimiter.Create<string, string>(
        host => RateLimitPartition.GetConcurrencyLimiter(host, _ => AtOnce(perHost)));

    private readonly ConcurrencyLimiter _altogether = new(AtOnce(altogether));

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
        return place is { IsAcquired: true } ? new Turn(this, host, place, own.Contains(address) ? TimeSpan.Zero : gap) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hosts.Dispose();
        _altogether.Dispose();
    }

    /// <summary>A request that is under way.</summary>
    public sealed class Turn(RequestGate gate, RateLimitLease host, RateLimitLease place, TimeSpan gap) : IDisposable
    {
        /// <summary>Ends it: another host may be asked at once, this one after the gap.</summary>
        public void Dispose()
        {
            place.Dispose();
            if (gap == TimeSpan.Zero)
                host.Dispose();
            else
                _ = gate.RestAsync(host, gap);
        }
    }

    private async Task RestAsync(RateLimitLease host, TimeSpan pause)
    {
        await Task.Delay(pause, clock);
        host.Dispose();
    }

    private static ConcurrencyLimiterOptions AtOnce(int permits) => new()
    {
        PermitLimit = permits,
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
