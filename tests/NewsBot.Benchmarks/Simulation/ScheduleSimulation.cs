using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Scheduling;

namespace NewsBot.Benchmarks.Simulation;

/// <summary>
/// Three weeks on a simulated clock of nine real outlets and 2,000 feeds drawn after them, watched by our schedule and by those of
/// others: what each costs in requests, and how long items wait to be found. Network and machine take no time in it.
/// </summary>
internal static class ScheduleSimulation
{
    private const int DrawnFeeds = 2000;
    private const int Seed = 20;

    /// <summary>Prints the tables.</summary>
    /// <param name="arrivals">Lines of <c>outlet,epoch_ms</c> under a heading.</param>
    public static int Run(string arrivals)
    {
        var started = Stopwatch.GetTimestamp();
        var outlets = Timeline.Read(arrivals);
        Timeline[] feeds = [.. outlets, .. Timeline.Drawn(outlets, DrawnFeeds, new Random(Seed))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outlets.Count} outlets ({outlets.Sum(InWindow)} items in three weeks) and {DrawnFeeds} feeds drawn after them ({feeds.Skip(outlets.Count).Sum(InWindow)} items)"));

        Policy[] rivals =
        [
            Policy.Fixed("Miniflux, round_robin (60 min)", TimeSpan.FromMinutes(60)),
            Policy.Linear("Miniflux, entry_frequency (60 min ticks)", TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24)),
            Policy.Linear("Miniflux, entry_frequency (5 min ticks)", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24)),
            Policy.Fixed("FreshRSS (1 h, cron every 20 min)", TimeSpan.FromMinutes(60)),
            Policy.Fixed("RSS-to-Telegram-Bot (10 min)", TimeSpan.FromMinutes(10)),
            Policy.Fixed("fixed interval (15 min)", TimeSpan.FromMinutes(15)),
        ];

        var learnt = Timeline.Start - Timeline.WarmUp;
        var ours = Policy.Ours("NewsBot, as it comes", new PollingOptions());
        Heading("as they come, after four weeks to learn");
        var outcomes = rivals.Prepend(ours).Select(policy => (policy.Name, Outcome: Outcome.Of(policy, feeds, learnt))).ToArray();
        foreach (var (name, outcome) in outcomes)
            Print(name, outcome);

        Heading("NewsBot from the first look on");
        Print("NewsBot, backlog of 20 items", Outcome.Of(ours, feeds, Timeline.Start));

        var equal = outcomes[0].Outcome;
        var interval = TimeSpan.FromDays(feeds.Length / equal.Requests);
        var same = Outcome.Of(Policy.Fixed("", interval), feeds, learnt);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\nas it comes, beside a fixed interval with as many requests ({interval.TotalMinutes:0.0} min): mean delay {equal.Mean / same.Mean:P0}, 95th percentile {equal.Late / same.Late:P0}, mean over feeds {equal.MeanOfFeeds / same.MeanOfFeeds:P0}"));
        Compare("the outlets alone: Miniflux, round_robin (60 min)", Outcome.Of(rivals[0], outlets, learnt), outlets, learnt, Outcome.Of(ours, outlets, learnt));
        foreach (var rival in rivals.Where(rival => rival.Name.Contains("Miniflux", StringComparison.Ordinal) || rival.Name.Contains("RSS-to", StringComparison.Ordinal)))
            Compare(rival.Name, outcomes.Single(outcome => outcome.Name == rival.Name).Outcome, feeds, learnt, equal);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        return 0;
    }

    /// <summary>Ours with the interval that makes as many requests, then with the one that makes items wait as long.</summary>
    private static void Compare(string name, Outcome rival, IReadOnlyList<Timeline> feeds, DateTimeOffset from, Outcome asItComes)
    {
        var requests = Tuned(feeds, from, asItComes, ours => ours.Requests / rival.Requests);
        var delay = Tuned(feeds, from, asItComes, ours => rival.Mean / ours.Mean);
        Heading($"NewsBot with as many requests as {name}, then with its mean delay");
        Print(name, rival);
        Print($"NewsBot, {requests.Interval.TotalMinutes:0.0} min", requests.Outcome);
        Print($"NewsBot, {delay.Interval.TotalMinutes:0.0} min", delay.Outcome);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  at equal requests the mean delay is {requests.Outcome.Mean / rival.Mean:P0}; at equal mean delay requests are {delay.Outcome.Requests / rival.Requests:P0}"));
    }

    /// <summary>The default interval at which a ratio is one, sought from where the common one leads. The longest keeps its proportion to it, and nothing is too short.</summary>
    private static (TimeSpan Interval, Outcome Outcome) Tuned(
        IReadOnlyList<Timeline> feeds, DateTimeOffset from, Outcome asItComes, Func<Outcome, double> tooOften)
    {
        var common = new PollingOptions();
        var interval = common.DefaultInterval * tooOften(asItComes);
        for (var round = 0; ; round++)
        {
            var options = new PollingOptions
            {
                MinInterval = TimeSpan.FromSeconds(1),
                DefaultInterval = interval,
                MaxInterval = common.MaxInterval * (interval / common.DefaultInterval),
            };
            var outcome = Outcome.Of(Policy.Ours("", options), feeds, from);
            var ratio = tooOften(outcome);
            if (round == 5 || Math.Abs(ratio - 1) < 0.005)
                return (interval, outcome);
            interval *= ratio;
        }
    }

    private static int InWindow(Timeline feed) => feed.Arrivals.Count(at => at >= Timeline.Start);

    private static void Heading(string title) =>
        Console.WriteLine($"\n{title}\n  {"",-42} {"requests/day",12} {"mean min",9} {"95 % min",9} {"of feeds",9}   by group: requests/day, mean min");

    private static void Print(string name, Outcome outcome)
    {
        Console.Write(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-42} {outcome.Requests,12:0} {outcome.Mean,9:0.0} {outcome.Late,9:0.0} {outcome.MeanOfFeeds,9:0.0}  "));
        foreach (var (group, (requests, mean)) in outcome.Groups.OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.Write(string.Create(CultureInfo.InvariantCulture, $" | {group}: {requests:0}, {mean:0.0}"));
        Console.WriteLine();
    }
}
