using System.Globalization;

namespace NewsBot.Benchmarks.Simulation;

/// <summary>When the items of one feed appear.</summary>
/// <param name="Name">For people.</param>
/// <param name="Group">Feeds of a kind are reported together.</param>
/// <param name="Begin">From when on its items are known.</param>
/// <param name="Arrivals">Oldest first.</param>
internal sealed record Timeline(string Name, string Group, DateTimeOffset Begin, DateTimeOffset[] Arrivals)
{
    /// <summary>The days that are measured.</summary>
    public static TimeSpan Measured { get; } = TimeSpan.FromDays(21);

    /// <summary>The days before, in which a policy may learn.</summary>
    public static TimeSpan WarmUp { get; } = TimeSpan.FromDays(28);

    /// <summary>A Monday. Every feed is moved to this calendar by whole weeks, so that weekday and hour stay.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The end of what is measured.</summary>
    public static DateTimeOffset End => Start + Measured;

    /// <summary>Real outlets: of each the three weeks with the most items, and what is known of the four weeks before.</summary>
    /// <param name="path">Lines of <c>outlet,epoch_ms</c> under a heading.</param>
    public static IReadOnlyList<Timeline> Read(string path) =>
    [
        .. from line in File.ReadLines(path).Skip(1)
           let comma = line.LastIndexOf(',')
           group DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(line.AsSpan(comma + 1), CultureInfo.InvariantCulture)) by line[..comma] into outlet
           let moved = Moved([.. outlet.Order()])
           select new Timeline(outlet.Key, "outlets", moved[0], moved),
    ];

    /// <summary>Feeds with the daily and weekly profile and the bursts of real ones, at rates from 200 items a day to one a month.</summary>
    public static IEnumerable<Timeline> Drawn(IReadOnlyList<Timeline> patterns, int count, Random random)
    {
        var likenesses = patterns.Select(pattern => new Likeness(pattern.Arrivals)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var likeness = likenesses[random.Next(likenesses.Length)];
            var rate = Math.Exp(Math.Log(1.0 / 30) + (random.NextDouble() * (Math.Log(200) - Math.Log(1.0 / 30))));
            var group = rate >= 10 ? "10 a day and more" : rate >= 1 ? "1 to 10 a day" : "fewer than 1 a day";
            yield return new Timeline($"f{i}", group, Start - WarmUp, likeness.Draw(rate, random.Next(24), random));
        }
    }

    private static DateTimeOffset[] Moved(DateTimeOffset[] arrivals)
    {
        var first = arrivals[0].Date.AddDays(-((int)arrivals[0].DayOfWeek + 6) % 7);
        var best = Enumerable.Range(0, 1 + (int)((arrivals[^1].Date - first).TotalDays / 7))
            .Select(week => new DateTimeOffset(first.AddDays(7 * week), TimeSpan.Zero))
            .MaxBy(start => arrivals.Count(at => at >= start && at < start + Measured));
        return [.. arrivals.Where(at => at >= best - WarmUp && at < best + Measured).Select(at => Start + (at - best))];
    }

    /// <summary>What is taken from a real feed: how much happens in each hour of weekday and weekend, and how many items come at once.</summary>
    private sealed class Likeness
    {
        private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

        private readonly double[] _profile = new double[48];
        private readonly int[] _bursts;

        public Likeness(DateTimeOffset[] arrivals)
        {
            foreach (var at in arrivals)
                _profile[Bucket(at)]++;
            for (var i = 0; i < _profile.Length; i++)
                _profile[i] = (_profile[i] + 0.5) / (i < 24 ? 5 : 2);
            var mean = ((_profile.Take(24).Sum() * 5) + (_profile.Skip(24).Sum() * 2)) / (7 * 24);
            for (var i = 0; i < _profile.Length; i++)
                _profile[i] /= mean;

            var bursts = new List<int> { 1 };
            for (var i = 1; i < arrivals.Length; i++)
            {
                if (arrivals[i] - arrivals[i - 1] < Together)
                    bursts[^1]++;
                else
                    bursts.Add(1);
            }
            _bursts = [.. bursts];
        }

        /// <summary>Another feed of the kind.</summary>
        /// <param name="rate">Items a day.</param>
        /// <param name="zone">Hours by which its day is shifted.</param>
        /// <param name="random">Chance.</param>
        public DateTimeOffset[] Draw(double rate, int zone, Random random)
        {
            // Who publishes once a week does not publish ten at once.
            var bursty = Math.Min(1, rate / 5);
            var events = rate / 24 / ((bursty * _bursts.Average()) + 1 - bursty);
            var arrivals = new List<DateTimeOffset>();
            for (var hour = Start - WarmUp; hour < End; hour = hour.AddHours(1))
            {
                for (var left = Poisson(events * _profile[Bucket(hour.AddHours(zone))], random); left > 0; left--)
                {
                    var at = hour.AddHours(random.NextDouble());
                    var items = random.NextDouble() < bursty ? _bursts[random.Next(_bursts.Length)] : 1;
                    arrivals.AddRange(Enumerable.Repeat(at, items));
                }
            }
            return [.. arrivals.Order()];
        }

        private static int Bucket(DateTimeOffset at) => at.Hour + (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 24 : 0);

        private static int Poisson(double mean, Random random)
        {
            var limit = Math.Exp(-mean);
            var count = 0;
            for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
                count++;
            return count;
        }
    }
}
