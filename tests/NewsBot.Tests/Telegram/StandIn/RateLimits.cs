namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>
/// Counts what is sent and refuses what is too much. Whoever is told to wait and does not, waits anew and a second
/// longer; that is an offence.
/// </summary>
internal sealed class RateLimits(RateOptions options, TimeProvider time)
{
    /// <summary>The key of the penalty that holds for all chats.</summary>
    private const long Everywhere = 0;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Window _all = new(options.PerSecond, Second);
    private readonly Dictionary<long, Window> _groups = [];
    private readonly Dictionary<long, Bucket> _chats = [];
    private readonly Dictionary<long, Penalty> _penalties = [];
    private long _arrivals;

    /// <summary>How often a send came before the wait it was told was over.</summary>
    public int Offences { get; private set; }

    /// <summary>Stamps a request when its first byte comes.</summary>
    public long Arrive() => Interlocked.Increment(ref _arrivals);

    /// <summary>Throws 429 when messages to a chat would be too much now. An edit counts for groups alone.</summary>
    public void Check(long chat, int messages, bool isEdit, long arrival)
    {
        if (!options.IsOn || (isEdit && chat > 0))
            return;

        var now = time.GetUtcNow();
        Punish(Everywhere, now, arrival);
        Punish(chat, now, arrival);
        if (chat < 0)
            Refuse(chat, Group(chat).Wait(messages, now), now);
        if (isEdit)
            return;
        Refuse(chat, BucketOf(chat).Wait(now), now);
        Refuse(Everywhere, _all.Wait(messages, now), now);
    }

    /// <summary>Counts what was sent after <see cref="Check"/> let it pass.</summary>
    public void Add(long chat, int messages, bool isEdit)
    {
        var now = time.GetUtcNow();
        if (chat < 0)
            Group(chat).Add(messages, now);
        if (isEdit)
            return;
        BucketOf(chat).Take(messages);
        _all.Add(messages, now);
    }

    private Window Group(long chat)
    {
        if (!_groups.TryGetValue(chat, out var group))
            _groups[chat] = group = new Window(options.PerGroupMinute, Minute);
        return group;
    }

    private Bucket BucketOf(long chat)
    {
        if (!_chats.TryGetValue(chat, out var bucket))
            _chats[chat] = bucket = new Bucket(options.PerChatBurst, options.PerChatSecond, time.GetUtcNow());
        return bucket;
    }

    private void Punish(long key, DateTimeOffset now, long arrival)
    {
        if (!_penalties.TryGetValue(key, out var penalty) || penalty.Until <= now)
            return;
        if (arrival > penalty.Arrival && now >= penalty.Since + options.Grace)
        {
            Offences++;
            penalty = new Penalty(now, now + penalty.Wait + Second, penalty.Wait + Second, Interlocked.Read(ref _arrivals));
            _penalties[key] = penalty;
        }

        throw ApiError.TooManyRequests(WholeSeconds(penalty.Until - now));
    }

    private void Refuse(long key, TimeSpan wait, DateTimeOffset now)
    {
        if (wait <= TimeSpan.Zero)
            return;
        var seconds = WholeSeconds(wait);
        _penalties[key] = new Penalty(now, now.AddSeconds(seconds), TimeSpan.FromSeconds(seconds), Interlocked.Read(ref _arrivals));
        throw ApiError.TooManyRequests(seconds);
    }

    private static int WholeSeconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private sealed record Penalty(DateTimeOffset Since, DateTimeOffset Until, TimeSpan Wait, long Arrival);

    /// <summary>So many in any span of this length.</summary>
    private sealed class Window(int most, TimeSpan length)
    {
        private readonly Queue<DateTimeOffset> _sent = new();

        public TimeSpan Wait(int messages, DateTimeOffset now)
        {
            while (_sent.TryPeek(out var oldest) && oldest + length <= now)
                _sent.Dequeue();
            var tooMany = _sent.Count + messages - most;
            return tooMany <= 0 || _sent.Count == 0 ? TimeSpan.Zero : _sent.ElementAt(Math.Min(tooMany, _sent.Count) - 1) + length - now;
        }

        public void Add(int messages, DateTimeOffset now)
        {
            for (var i = 0; i < messages; i++)
                _sent.Enqueue(now);
        }
    }

    /// <summary>Fills at a rate up to a burst; a message needs one whole, an album may overdraw.</summary>
    private sealed class Bucket(int burst, double perSecond, DateTimeOffset start)
    {
        private double _left = burst;
        private DateTimeOffset _at = start;

        public TimeSpan Wait(DateTimeOffset now)
        {
            _left = Math.Min(burst, _left + ((now - _at).TotalSeconds * perSecond));
            _at = now;
            // A millionth is forgiven: the sum of fractions is not exact.
            return _left >= 1 - 1e-6 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _left) / perSecond);
        }

        public void Take(int messages) => _left -= messages;
    }
}
