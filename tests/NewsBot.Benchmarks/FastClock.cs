using System.Diagnostics;

namespace NewsBot.Benchmarks;

/// <summary>A clock that runs so many times faster than the real one, timers too: minutes of limits are measured in seconds.</summary>
/// <param name="factor">1 is real time.</param>
internal sealed class FastClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _started = Stopwatch.GetTimestamp();

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override DateTimeOffset GetUtcNow() => _start + (Stopwatch.GetElapsedTime(_started) * factor);

    public override long GetTimestamp() => _started + (long)((Stopwatch.GetTimestamp() - _started) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), Real);

    /// <summary>In whole milliseconds, upwards: timers cut off the rest, and a fraction of ours is much of theirs.</summary>
    private TimeSpan Real(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling((time / factor).TotalMilliseconds));

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> real) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(real(dueTime), real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
