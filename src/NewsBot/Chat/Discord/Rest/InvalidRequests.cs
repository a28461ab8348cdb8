namespace NewsBot.Chat.Discord.Rest;

/// <summary>
/// Stops before Discord bans the machine for ten minutes, which it does after 10,000 refused requests in ten minutes
/// (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
/// </summary>
internal sealed class InvalidRequests(TimeProvider clock)
{
    private const int Most = 5_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _refused = new();
    private DiscordFault? _stop;
    private DateTimeOffset _stoppedUntil;

    /// <summary>What to answer instead of asking Discord; null if it may be asked.</summary>
    public DiscordFault? Stopped
    {
        get
        {
            lock (_gate)
            {
                var now = clock.GetUtcNow();
                while (_refused.TryPeek(out var first) && first + Window <= now)
                    _refused.Dequeue();
                if (_stop is { } stop && _stoppedUntil > now)
                    return stop with { RetryAfter = _stoppedUntil - now };
                return _refused.Count < Most
                    ? null
                    : new DiscordFault(FaultKind.Retry, "Discord refused too much of late.") { RetryAfter = _refused.Peek() + Window - now };
            }
        }
    }

    /// <summary>Counts one that was refused.</summary>
    /// <returns>How many were, in the last ten minutes.</returns>
    public int Count()
    {
        lock (_gate)
        {
            if (_refused.Count == Most)
                _refused.Dequeue();
            _refused.Enqueue(clock.GetUtcNow());
            return _refused.Count;
        }
    }

    /// <summary>Nothing is asked for this long: the token is wrong, or the machine is banned.</summary>
    public void Stop(DiscordFault fault, TimeSpan time)
    {
        lock (_gate)
            (_stop, _stoppedUntil) = (fault, clock.GetUtcNow() + time);
    }
}
