namespace NewsBot.Chat.Discord.Gateway;

/// <summary>
/// How many sessions may be begun: so many at once every five seconds, so many a day, or Discord takes the token away
/// (https://discord.com/developers/docs/events/gateway#session-start-limit-object).
/// </summary>
internal sealed class IdentifyBudget(TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(5.1);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, DateTimeOffset> _next = [];
    private int _remaining = 1;
    private DateTimeOffset _reset;
    private int _concurrency = 1;

    /// <summary>Takes over what Discord allows now.</summary>
    public void Allow(int remaining, TimeSpan resetAfter, int concurrency)
    {
        lock (_gate)
            (_remaining, _reset, _concurrency) = (remaining, clock.GetUtcNow() + resetAfter, Math.Max(1, concurrency));
    }

    /// <summary>Takes a place for a shard if there is one now.</summary>
    /// <returns>Zero if it may begin; else how long to wait before asking again.</returns>
    public TimeSpan Take(int shard)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_remaining <= 0 && _reset > now)
                return _reset - now;
            var bucket = shard % _concurrency;
            if (_next.TryGetValue(bucket, out var free) && free > now)
                return free - now;
            _next[bucket] = now + Apart;
            _remaining = Math.Max(0, _remaining - 1);
            return TimeSpan.Zero;
        }
    }
}
