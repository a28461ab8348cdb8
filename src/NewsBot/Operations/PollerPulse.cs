namespace NewsBot.Operations;

/// <summary>When the poller last looked for feeds that are due. Beaten by the poller, read by the readiness check.</summary>
public sealed class PollerPulse(TimeProvider clock)
{
    private long _lastBeat;

    /// <summary>When it last looked, UTC; null if it has not since the start.</summary>
    public DateTimeOffset? LastBeat =>
        Interlocked.Read(ref _lastBeat) is > 0 and var milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>Notes that it looks now.</summary>
    public void Beat() => Interlocked.Exchange(ref _lastBeat, clock.GetUtcNow().ToUnixTimeMilliseconds());
}
