namespace NewsBot.Chat.Discord;

/// <summary>Waits before another attempt: as long as Discord asks, else twice as long each time up to a minute, and by chance up to a
/// half less, so that not all bots come back at once after an outage of Discord.</summary>
internal sealed class Backoff(TimeProvider clock, Random chance)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Waits.</summary>
    /// <param name="failures">How many attempts before the last one failed too.</param>
    /// <param name="asked">How long Discord asks to wait, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WaitAsync(int failures, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var grown = First * Math.Pow(2, Math.Min(failures, 10));
        var pause = asked ?? ((grown < Longest ? grown : Longest) * (0.5 + (chance.NextDouble() / 2)));
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), clock, cancellationToken);
    }
}
