namespace NewsBot.Chat.Telegram;

/// <summary>
/// The limit for all chats together: about 30 messages a second. A message takes a place when it leaves and gives it back a
/// second after its answer came: Telegram counted it somewhere between, so whatever the way there is like, no second has
/// more messages than places. Messages leave evenly. Telegram's limit is not exact: each time the bot is told to wait as a
/// whole, the second becomes longer, and with each message that is taken a little shorter again.
/// </summary>
internal sealed class SharedPace(TimeProvider clock) : IDisposable
{
    private const int Places = 30;

    /// <summary>A second, and what timers may be early.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1015);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longer = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Shorter = TimeSpan.FromMicroseconds(10);

    private readonly SemaphoreSlim _entrance = new(1);
    private readonly SemaphoreSlim _places = new(Places);
    private DateTimeOffset _next;
    private long _pausedUntil;
    private long _second = Shortest.Ticks;

    private TimeSpan Second => TimeSpan.FromTicks(Interlocked.Read(ref _second));

    /// <summary>Waits until so many messages may leave at once, at most 10.</summary>
    public async Task EnterAsync(int weight, CancellationToken cancellationToken)
    {
        await _entrance.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < weight; taken++)
                await _places.WaitAsync(cancellationToken);
            while (Wait() is { Ticks: > 0 } wait)
                await DelayAsync(wait, cancellationToken);
            var now = clock.GetUtcNow();
            _next = (_next > now - Second ? _next : now) + (Second / Places * weight);
        }
        catch
        {
            if (taken > 0)
                _places.Release(taken);
            throw;
        }
        finally
        {
            _entrance.Release();
        }
    }

    /// <summary>Waits in whole milliseconds: timers cut off the rest, and so would wake too early, again and again.</summary>
    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, cancellationToken);

    /// <summary>The answer came: the places are free a second later, at once if Telegram did not take the message.</summary>
    public void Leave(int weight, bool wasTaken) => _ = GiveBackAsync(weight, wasTaken);

    /// <summary>Nothing leaves for this long.</summary>
    public void Pause(TimeSpan pause)
    {
        Interlocked.Exchange(ref _pausedUntil, (clock.GetUtcNow() + pause).UtcTicks);
        Interlocked.Exchange(ref _second, Math.Min(Longest.Ticks, Interlocked.Read(ref _second) + Longer.Ticks));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _entrance.Dispose();
        _places.Dispose();
    }

    private TimeSpan Wait()
    {
        var now = clock.GetUtcNow();
        var paused = new DateTimeOffset(Interlocked.Read(ref _pausedUntil), TimeSpan.Zero) - now;
        return paused > _next - now ? paused : _next - now;
    }

    private async Task GiveBackAsync(int weight, bool wasTaken)
    {
        if (wasTaken)
        {
            await DelayAsync(Second, CancellationToken.None);
            Interlocked.Exchange(ref _second, Math.Max(Shortest.Ticks, Interlocked.Read(ref _second) - Shorter.Ticks));
        }
        _places.Release(weight);
    }
}
