using System.Globalization;
using System.Net.Http.Headers;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>
/// Keeps requests within the limits that Discord tells with its answers
/// (https://discord.com/developers/docs/topics/rate-limits). Requests of one bucket go one at a time, so what the last answer
/// said still holds for the next; which bucket a route belongs to is learnt from its first answer, and whoever waits then goes
/// over to it. All together are at most 50 a second, each from its leaving to a second after its answer: Discord counted it
/// somewhere between.
/// </summary>
internal sealed class RateLimits(TimeProvider clock) : IDisposable
{
    private const int MostASecond = 50;
    private const int MostBuckets = 10_000;
    private const int MostWaiting = 100;

    /// <summary>A second, and what timers and the way there may be early.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1050);

    /// <summary>A longer wait is spent in the outbox, where it holds no place that other chats need.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>While all places are taken by requests under way, the next look at them.</summary>
    private static readonly TimeSpan AnswerLook = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _bucketOfRoute = [];
    private readonly Dictionary<string, Bucket> _buckets = [];
    private readonly Queue<DateTimeOffset> _answered = new(MostASecond);
    private int _underWay;
    private DateTimeOffset _pausedUntil;

    private sealed class Bucket : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Waiting { get; set; }

        public int Remaining { get; set; } = 1;

        public DateTimeOffset Reset { get; set; }

        public void Dispose() => Turn.Dispose();
    }

    /// <summary>The right to send one request; given back when its answer is there.</summary>
    internal sealed class Turn : IDisposable
    {
        private readonly Action? _leave;

        internal Turn(TimeSpan wait) => Wait = wait;

        internal Turn(Action leave) => _leave = leave;

        /// <summary>Null if it is this request's turn; else how long it would have to wait, which is too long to do here.</summary>
        public TimeSpan? Wait { get; }

        /// <inheritdoc/>
        public void Dispose() => _leave?.Invoke();
    }

    /// <summary>Waits for a request's turn.</summary>
    public async Task<Turn> EnterAsync(Route route, CancellationToken cancellationToken)
    {
        while (Join(route) is { } bucket)
        {
            if (await EnterAsync(bucket, route, cancellationToken) is { } turn)
                return turn;
        }
        return new Turn(LongestWait);
    }

    /// <summary>Null if the route turned out to belong to another bucket meanwhile, which happens once a route.</summary>
    private async Task<Turn?> EnterAsync(Bucket bucket, Route route, CancellationToken cancellationToken)
    {
        var isEntered = false;
        var isKept = false;
        try
        {
            await bucket.Turn.WaitAsync(cancellationToken);
            isEntered = true;
            while (Wait(bucket, route) is { } wait)
            {
                if (wait > LongestWait)
                    return new Turn(wait);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken);
                else if (isKept = TryLeave(bucket, route))
                    return new Turn(() => Return(bucket, route));
            }
            return null;
        }
        finally
        {
            if (!isKept)
                Leave(bucket, isEntered);
        }
    }

    /// <summary>Takes over what an answer tells of the limits.</summary>
    public void Learn(Route route, HttpResponseHeaders headers)
    {
        if (Value(headers, "X-RateLimit-Bucket") is not { } hash)
            return;
        lock (_gate)
        {
            _bucketOfRoute[route.Name] = hash;
            var bucket = Find(Key(route));
            if (int.TryParse(Value(headers, "X-RateLimit-Remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining))
                bucket.Remaining = remaining;
            if (double.TryParse(Value(headers, "X-RateLimit-Reset-After"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
                bucket.Reset = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));
        }
    }

    /// <summary>Nothing of the route's bucket, or nothing at all, leaves for this long.</summary>
    public void Pause(Route route, TimeSpan time, bool isGlobal)
    {
        lock (_gate)
        {
            var until = clock.GetUtcNow() + time;
            if (isGlobal)
            {
                _pausedUntil = until;
                return;
            }
            var bucket = Find(Key(route));
            (bucket.Remaining, bucket.Reset) = (0, until);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
            bucket.Dispose();
    }

    /// <summary>Null if too many wait already.</summary>
    private Bucket? Join(Route route)
    {
        lock (_gate)
        {
            var bucket = Find(Key(route));
            if (bucket.Waiting >= MostWaiting)
                return null;
            bucket.Waiting++;
            return bucket;
        }
    }

    private void Leave(Bucket bucket, bool isEntered)
    {
        if (isEntered)
            bucket.Turn.Release();
        lock (_gate)
            bucket.Waiting--;
    }

    /// <summary>How long the request has to wait; null if its bucket is another one now.</summary>
    private TimeSpan? Wait(Bucket bucket, Route route)
    {
        lock (_gate)
        {
            if (Find(Key(route)) != bucket)
                return null;
            var now = clock.GetUtcNow();
            var free = bucket.Remaining <= 0 ? bucket.Reset : now;
            if (!route.IsInteraction && _pausedUntil > free)
                free = _pausedUntil;
            if (!route.IsInteraction && IsFull(now) && (_answered.TryPeek(out var first) ? first + Second : now + AnswerLook) is var place && place > free)
                free = place;
            return free > now ? free - now : TimeSpan.Zero;
        }
    }

    /// <summary>Counts the request as one that leaves, if nothing came between.</summary>
    private bool TryLeave(Bucket bucket, Route route)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (!route.IsInteraction && IsFull(now))
                return false;
            if (!route.IsInteraction)
                _underWay++;
            bucket.Remaining = Math.Max(0, bucket.Reset <= now ? bucket.Remaining : bucket.Remaining - 1);
            return true;
        }
    }

    /// <summary>The answer is there.</summary>
    private void Return(Bucket bucket, Route route)
    {
        lock (_gate)
        {
            if (!route.IsInteraction)
            {
                _underWay--;
                _answered.Enqueue(clock.GetUtcNow());
            }
        }
        Leave(bucket, isEntered: true);
    }

    private bool IsFull(DateTimeOffset now)
    {
        while (_answered.TryPeek(out var first) && first + Second <= now)
            _answered.Dequeue();
        return _underWay + _answered.Count >= MostASecond;
    }

    private Bucket Find(string key)
    {
        if (_buckets.TryGetValue(key, out var known))
            return known;
        if (_buckets.Count >= MostBuckets)
            ForgetIdle();
        return _buckets[key] = new Bucket();
    }

    private void ForgetIdle()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, bucket) in _buckets.Where(each => each.Value.Waiting == 0 && each.Value.Reset <= now).ToList())
        {
            _buckets.Remove(key);
            bucket.Dispose();
        }
    }

    private string Key(Route route) => $"{_bucketOfRoute.GetValueOrDefault(route.Name, route.Name)} {route.Major}";

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
