namespace NewsBot.Benchmarks.Simulation;

/// <summary>What a policy costs and how soon it finds what appears.</summary>
/// <param name="Requests">A day, over all feeds.</param>
/// <param name="Mean">Minutes from publication to detection, over items.</param>
/// <param name="Late">The 95th percentile of that.</param>
/// <param name="MeanOfFeeds">The mean over feeds of the mean of each feed.</param>
/// <param name="Groups">Requests a day and mean minutes over items, by group.</param>
internal sealed record Outcome(double Requests, double Mean, double Late, double MeanOfFeeds, IReadOnlyDictionary<string, (double Requests, double Mean)> Groups)
{
    /// <summary>Runs a policy over feeds, each apart, on a simulated clock: every look and every item, none left out.</summary>
    /// <param name="policy">How.</param>
    /// <param name="feeds">Over what.</param>
    /// <param name="from">When it begins; what is older is in the document at the first look.</param>
    public static Outcome Of(Policy policy, IReadOnlyList<Timeline> feeds, DateTimeOffset from)
    {
        var results = new (int Requests, double[] Delays)[feeds.Count];
        Parallel.For(0, feeds.Count, i => results[i] = Watch(policy, feeds[i].Arrivals, feeds[i].Begin > from ? feeds[i].Begin : from, new Random(i)));
        var delays = results.SelectMany(result => result.Delays).ToArray();
        Array.Sort(delays);
        var days = Timeline.Measured.TotalDays;
        return new Outcome(
            results.Sum(result => result.Requests) / days,
            delays.Average(),
            delays[(int)(delays.Length * 0.95)],
            results.Where(result => result.Delays.Length > 0).Average(result => result.Delays.Average()),
            feeds.Zip(results).GroupBy(pair => pair.First.Group, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => (group.Sum(pair => pair.Second.Requests) / days, group.SelectMany(pair => pair.Second.Delays).DefaultIfEmpty().Average()),
                StringComparer.Ordinal));
    }

    private static (int Requests, double[] Delays) Watch(Policy policy, DateTimeOffset[] arrivals, DateTimeOffset from, Random random)
    {
        var watcher = policy.Watch(random);
        var requests = 0;
        var delays = new List<double>();
        var seen = 0;
        DateTimeOffset? last = null;
        // Past the end until what appeared before it is found; a year is a bound that nothing reaches.
        for (var now = from.AddHours(random.NextDouble()); now < Timeline.End || (seen < arrivals.Length && now < Timeline.End.AddYears(1));)
        {
            var before = seen;
            while (seen < arrivals.Length && arrivals[seen] <= now)
                seen++;
            var fresh = arrivals.AsSpan(before, seen - before);
            foreach (var at in fresh)
            {
                if (at >= Timeline.Start && last is not null)
                    delays.Add((now - at).TotalMinutes);
            }
            if (now >= Timeline.Start && now < Timeline.End)
                requests++;
            var next = watcher(last, now, last is null ? fresh[Math.Max(0, fresh.Length - Document)..] : fresh);
            (last, now) = (now, next);
        }
        return (requests, [.. delays]);
    }

    /// <summary>As many items as a feed commonly lists.</summary>
    private const int Document = 20;
}
