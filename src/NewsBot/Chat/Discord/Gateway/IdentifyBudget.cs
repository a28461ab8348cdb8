namespace NewsBot.Chat.Discord.Gateway;

/// <summary>
/// How many sessions may be begun: so many at once every five seconds, so many a day, or Discord takes the token away
/// (https://discord.com/developers/docs/events/gateway#session-start-limit-object).
/// </summary>
internal sealed partial class IdentifyBudget(TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(5.1);
    private static readonly TimeSpan WorthTelling = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Bucket> _buckets = [];
    private int _total = 1;
    private int _remaining = 1;
    private DateTimeOffset _reset;
    private int _concurrency = 1;

    /// <summary>The shards that begin one after the other.</summary>
    private sealed class Bucket
    {
        public SemaphoreSlim Free { get; } = new(1);

        public DateTimeOffset Next { get; set; }
    }

    /// <summary>The right to begin one session; given back when it has begun, or cannot.</summary>
    internal sealed class Turn(Action spend, Action leave) : IDisposable
    {
        private bool _isOver;

        /// <summary>The session begins now.</summary>
        public void Spend() => spend();

        /// <inheritdoc/>
        public void Dispose()
        {
            if (!_isOver)
                leave();
            _isOver = true;
        }
    }

    /// <summary>Takes over what Discord allows now.</summary>
    /// <param name="total">How many in a day.</param>
    /// <param name="remaining">How many of them are left.</param>
    /// <param name="resetAfter">When the next day begins.</param>
    /// <param name="concurrency">How many at once.</param>
    public void Allow(int total, int remaining, TimeSpan resetAfter, int concurrency)
    {
        lock (_gate)
            (_total, _remaining, _reset, _concurrency) = (total, remaining, clock.GetUtcNow() + resetAfter, Math.Max(1, concurrency));
    }

    /// <summary>Waits until a shard may begin a session.</summary>
    public async Task<Turn> EnterAsync(int shard, ILogger log, CancellationToken cancellationToken)
    {
        var bucket = BucketOf(shard);
        await bucket.Free.WaitAsync(cancellationToken);
        try
        {
            while (Wait(bucket) is var wait && wait > TimeSpan.Zero)
            {
                if (wait > WorthTelling)
                    Log.Spent(log, shard, wait.TotalMinutes);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken);
            }
        }
        catch
        {
            bucket.Free.Release();
            throw;
        }
        return new Turn(() => Spend(bucket), () => bucket.Free.Release());
    }

    private Bucket BucketOf(int shard)
    {
        lock (_gate)
        {
            var number = shard % _concurrency;
            return _buckets.TryGetValue(number, out var known) ? known : _buckets[number] = new Bucket();
        }
    }

    private TimeSpan Wait(Bucket bucket)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_reset <= now)
                (_remaining, _reset) = (_total, now + Day);
            return _remaining <= 0 ? _reset - now : bucket.Next - now;
        }
    }

    private void Spend(Bucket bucket)
    {
        lock (_gate)
        {
            bucket.Next = clock.GetUtcNow() + Apart;
            _remaining = Math.Max(0, _remaining - 1);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Discord, shard {Shard}: no session may be begun for another {Minutes:0} min")]
        public static partial void Spent(ILogger logger, int shard, double minutes);
    }
}
