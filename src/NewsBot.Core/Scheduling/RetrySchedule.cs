namespace NewsBot.Core.Scheduling;

/// <summary>When a message that could not be sent is tried again: exponential backoff with full jitter.</summary>
public static class RetrySchedule
{
    /// <summary>Attempts after which a message is refused for good: with pauses of up to an hour, about three days.</summary>
    public const int MostAttempts = 80;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The pause before the next attempt.</summary>
    /// <param name="attempts">Attempts so far, this one included.</param>
    /// <param name="asked">What the platform asked for; obeyed to the second.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Pause(int attempts, TimeSpan? asked, double chance)
    {
        if (asked is { } wish)
            return wish < TimeSpan.Zero ? TimeSpan.Zero : wish;
        var pause = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        if (pause > Longest)
            pause = Longest;
        return pause * (0.5 + (chance / 2));
    }
}
