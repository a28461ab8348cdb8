using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Benchmarks.Simulation;

/// <summary>A way to choose the next look at a feed.</summary>
/// <param name="Name">For people.</param>
/// <param name="Watch">Begins to watch one feed, with its own chance.</param>
internal sealed record Policy(string Name, Func<Random, Policy.Watcher> Watch)
{
    /// <summary>The policy at work on one feed.</summary>
    /// <param name="last">The look before; null at the first.</param>
    /// <param name="now">This look.</param>
    /// <param name="arrivals">When the items appeared that are new at this look.</param>
    /// <returns>The next look.</returns>
    public delegate DateTimeOffset Watcher(DateTimeOffset? last, DateTimeOffset now, ReadOnlySpan<DateTimeOffset> arrivals);

    private static readonly FeedUrl Url = FeedUrl.TryParse("https://feed.example/", out var url) ? url : throw new InvalidOperationException();

    /// <summary>Ours, the very code, on a feed for one chat whose publisher gives no hints.</summary>
    public static Policy Ours(string name, PollingOptions options) => new(name, random =>
    {
        var rhythm = Rhythm.Empty;
        return (last, now, arrivals) =>
        {
            rhythm = rhythm.After(last, now, arrivals.IsEmpty ? [] : Array.ConvertAll<DateTimeOffset, DateTimeOffset?>(arrivals.ToArray(), at => at));
            return FeedSchedule.AfterSuccess(Url, new PublisherHints(), null, rhythm, 1, options, now, random.NextDouble()).At;
        };
    });

    /// <summary>The same interval for every feed.</summary>
    public static Policy Fixed(string name, TimeSpan interval) => new(name, _ => (_, now, _) => now + interval);

    /// <summary>The interval of each feed is a week divided by its items of the last week, within bounds; it is looked at when the clock next ticks after that.</summary>
    public static Policy Linear(string name, TimeSpan tick, TimeSpan shortest, TimeSpan longest) => new(name, _ =>
    {
        var week = new Queue<DateTimeOffset>();
        return (_, now, arrivals) =>
        {
            foreach (var at in arrivals)
                week.Enqueue(at);
            while (week.TryPeek(out var oldest) && oldest <= now.AddDays(-7))
                week.Dequeue();
            var interval = week.Count == 0 ? longest : TimeSpan.FromDays(7) / week.Count;
            interval = interval < shortest ? shortest : interval > longest ? longest : interval;
            return now + (tick * Math.Ceiling(interval / tick));
        };
    });
}
