namespace NewsBot.Fetching.Pictures;

/// <summary>
/// Addresses whose picture could not be had a short while ago, and why: a story that goes to a thousand chats shall not ask
/// for a broken picture a thousand times. Beyond its size the memory starts afresh.
/// </summary>
internal sealed class FailedPictures(TimeProvider clock)
{
    /// <summary>How long a failure is believed.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private const int Most = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Reason, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Why this address failed of late, or null.</summary>
    public string? Find(Uri address)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(address.AbsoluteUri, out var failure))
                return null;
            if (failure.Until > clock.GetUtcNow())
                return failure.Reason;
            _known.Remove(address.AbsoluteUri);
            return null;
        }
    }

    /// <summary>Keeps a failure for <see cref="Remembered"/>.</summary>
    public void Remember(Uri address, string reason)
    {
        lock (_lock)
        {
            if (_known.Count >= Most)
                _known.Clear();
            _known[address.AbsoluteUri] = (reason, clock.GetUtcNow() + Remembered);
        }
    }
}
