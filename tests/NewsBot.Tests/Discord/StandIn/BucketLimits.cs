using System.Globalization;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>
/// Counts requests and refuses what is too much (https://discord.com/developers/docs/topics/rate-limits). Whoever was told to wait
/// and does not commits an offence; what was under way when it was told does not.
/// </summary>
internal sealed class BucketLimits(World world)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = [];
    private readonly Queue<DateTimeOffset> _all = new();
    private readonly Pause _everywhere = new();
    private long _arrivals;

    private DiscordRates Rates => world.Options.Rates;

    /// <summary>Stamps a request when its first byte comes.</summary>
    public long Arrive() => Interlocked.Increment(ref _arrivals);

    /// <summary>Lets a request pass and counts it, or says how long it has to wait.</summary>
    /// <param name="route">Its route.</param>
    /// <param name="major">See <see cref="ApiRoute.Major"/>.</param>
    /// <param name="arrival">Its stamp.</param>
    /// <param name="planned">The refusal that a test wants; null for none.</param>
    public RateAnswer Enter(ApiRoute route, string major, long arrival, PlannedLimit? planned)
    {
        lock (_gate)
        {
            var now = world.Now;
            var bucket = Find($"{route.Bucket} {major}");
            if (!route.IsOfInteraction && _everywhere.Holds(now))
                return Refuse(route, bucket, _everywhere, "global", arrival, now);
            if (bucket.Pause.Holds(now))
                return Refuse(route, bucket, bucket.Pause, bucket.Scope, arrival, now);
            if (planned is not null)
            {
                var pause = planned.Scope == "global" ? _everywhere : bucket.Pause;
                pause.Begin(now, now + planned.RetryAfter);
                bucket.Scope = planned.Scope;
                return Refuse(route, bucket, pause, planned.Scope, arrival, now);
            }

            if (!Rates.IsOn)
                return new RateAnswer(route.Bucket, null, TimeSpan.Zero, bucket, null);
            if (!route.IsOfInteraction && CountAll(now) is { } freed)
            {
                _everywhere.Begin(now, freed);
                return Refuse(route, bucket, _everywhere, "global", arrival, now);
            }

            if (route.IsLimited && !Count(bucket, now))
            {
                bucket.Scope = "user";
                bucket.Pause.Begin(now, bucket.Reset, bucket.Pause.ToldAt);
                return Refuse(route, bucket, bucket.Pause, "user", arrival, now);
            }

            return new RateAnswer(route.Bucket, null, TimeSpan.Zero, bucket, null);
        }
    }

    /// <summary>The headers of an answer; from now on the bot knows what they say.</summary>
    public IEnumerable<(string Name, string Value)> Headers(RateAnswer answer, ApiRoute route)
    {
        lock (_gate)
        {
            var now = world.Now;
            var bucket = answer.Bucket;
            var headers = new List<(string, string)>();
            var arrivals = Interlocked.Read(ref _arrivals);
            if (answer.Scope is { } scope)
            {
                answer.Pause!.ToldAt ??= arrivals;
                headers.Add(("Retry-After", Math.Ceiling(answer.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
                headers.Add(("X-RateLimit-Scope", scope));
                if (scope == "global")
                {
                    headers.Add(("X-RateLimit-Global", "true"));
                    return headers;
                }
            }

            if (!route.IsLimited || !Rates.IsOn)
                return headers;
            if (bucket.Left == 0 && bucket.Reset > now)
                bucket.Pause.ToldAt ??= arrivals;
            var reset = answer.Scope is null ? bucket.Reset : now + answer.Wait;
            headers.Add(("X-RateLimit-Limit", Text(Rates.PerRoute)));
            headers.Add(("X-RateLimit-Remaining", Text(answer.Scope is null ? bucket.Left : 0)));
            headers.Add(("X-RateLimit-Reset", Text(reset.ToUnixTimeMilliseconds() / 1000.0)));
            headers.Add(("X-RateLimit-Reset-After", Text(Math.Max(0, (reset - now).TotalSeconds))));
            headers.Add(("X-RateLimit-Bucket", answer.Name));
            return headers;
        }
    }

    private RateAnswer Refuse(ApiRoute route, Bucket bucket, Pause pause, string scope, long arrival, DateTimeOffset now)
    {
        if (pause.ToldAt is { } told && arrival > told && now >= pause.Since + Rates.Grace)
            world.Blame($"{route.Method} {route.Path} came {(pause.Until - now).TotalSeconds:0.###} s before the limit ({scope}) let it.");
        return new RateAnswer(route.Bucket, scope, pause.Until - now, bucket, pause);
    }

    /// <summary>Counts a request to all; when there is room again, if there is none.</summary>
    private DateTimeOffset? CountAll(DateTimeOffset now)
    {
        while (_all.TryPeek(out var oldest) && oldest + Second <= now)
            _all.Dequeue();
        if (_all.Count >= Rates.PerSecond)
            return _all.Peek() + Second;
        _all.Enqueue(now);
        return null;
    }

    private bool Count(Bucket bucket, DateTimeOffset now)
    {
        if (bucket.Reset <= now)
        {
            (bucket.Left, bucket.Reset) = (Rates.PerRoute, now + Rates.Window);
            bucket.Pause.ToldAt = null;
        }

        if (bucket.Left == 0)
            return false;
        bucket.Left--;
        return true;
    }

    private Bucket Find(string key) => _buckets.TryGetValue(key, out var known) ? known : _buckets[key] = new Bucket();

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    internal sealed class Bucket
    {
        public int Left { get; set; }

        public DateTimeOffset Reset { get; set; }

        public Pause Pause { get; } = new();

        public string Scope { get; set; } = "user";
    }

    /// <summary>A time in which nothing passes.</summary>
    internal sealed class Pause
    {
        public DateTimeOffset Since { get; private set; }

        public DateTimeOffset Until { get; private set; }

        /// <summary>The last request that came before the bot was told; null while it was not.</summary>
        public long? ToldAt { get; set; }

        public bool Holds(DateTimeOffset now) => now < Until;

        public void Begin(DateTimeOffset now, DateTimeOffset until, long? toldAt = null) => (Since, Until, ToldAt) = (now, until, toldAt);
    }
}

/// <summary>What the limits say to a request.</summary>
/// <param name="Name">Of the limit.</param>
/// <param name="Scope">Null if it passes; else whose limit it is: user, global or shared.</param>
/// <param name="Wait">How long.</param>
/// <param name="Bucket">Its count.</param>
/// <param name="Pause">What holds it up.</param>
internal sealed record RateAnswer(string Name, string? Scope, TimeSpan Wait, BucketLimits.Bucket Bucket, BucketLimits.Pause? Pause);

/// <summary>A refusal for too many requests that a test wants.</summary>
internal sealed record PlannedLimit(string Scope, TimeSpan RetryAfter);
