using System.Net;
using System.Threading.RateLimiting;

namespace NewsBot.Chat.Web;

/// <summary>Counts attempts at the password, right ones too, and slows down whoever guesses.</summary>
internal sealed class LoginAttempts : IDisposable
{
    /// <summary>Attempts a minute from one address.</summary>
    public const int PerAddress = 10;

    /// <summary>Attempts a minute in all: guessing from many addresses is no faster.</summary>
    public const int InAll = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => PerMinute(address, PerAddress)),
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(_ => PerMinute(IPAddress.Any, InAll)));

    /// <summary>True if one more attempt is allowed now; else <paramref name="wait"/> tells when.</summary>
    public bool TryOne(IPAddress? from, out TimeSpan wait)
    {
        using var lease = _limiter.AttemptAcquire(from ?? IPAddress.None);
        if (!lease.TryGetMetadata(MetadataName.RetryAfter, out wait))
            wait = Window;
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private static RateLimitPartition<IPAddress> PerMinute(IPAddress key, int attempts) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = Window });
}
