using System.Threading.RateLimiting;

namespace NewsBot.Fetching;

/// <summary>
/// Who may ask now: so many requests at once to one host, and so many altogether. A host is waited for first, so that a
/// queue before a slow one takes no place from the others. Hosts that nobody asks are forgotten by the limiter itself.
/// </summary>
internal sealed class RequestGate(int perHost, int altogether) : IDisposable
{
    /// <summary>Longer queues than this mean that a host cannot keep up, and waiting would only hide it.</summary>
    private const int MostWaiting = 10_000;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(host => RateLimitPartition.GetConcurrencyLimiter(host, _ => AtOnce(perHost))),
        PartitionedRateLimiter.Create<string, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => AtOnce(altogether))));

    /// <summary>Waits for a turn, which ends when the lease is disposed. A lease that is not acquired means that too many wait already.</summary>
    public ValueTask<RateLimitLease> EnterAsync(string host, CancellationToken ct) => _limiter.AcquireAsync(host, 1, ct);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private static ConcurrencyLimiterOptions AtOnce(int permits) => new()
    {
        PermitLimit = permits,
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
