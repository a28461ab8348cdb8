using System.Collections.Immutable;

namespace NewsBot.Core.Model;

/// <summary>
/// When items of a feed appear, as far as it is known: counts by hour of the day, apart for weekdays and weekends (UTC), in which
/// what is <see cref="Memory"/> old counts for 1/e. Nothing in it changes while nothing appears, so it is written only with new items.
/// </summary>
public sealed record Rhythm
{
    /// <summary>Hours of a weekday, then those of a day of the weekend.</summary>
    public const int Buckets = 48;

    /// <summary>
    /// Three weeks: in the simulation (NewsBot.Benchmarks schedule) two to four do as well. Shorter, and a quiet week is taken for the end;
    /// longer, and a feed that has changed is not believed.
    /// </summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromDays(21);

    /// <summary>As far back as the dates of a document tell anything of today.</summary>
    public static TimeSpan LongestBacklog { get; } = TimeSpan.FromDays(28);

    /// <summary>After so long without an item a feed is held to have stopped, until it shows another.</summary>
    public static TimeSpan LongSilence { get; } = TimeSpan.FromDays(30);

    /// <summary>So many items in as many hours are supposed before anything is known: one an hour, soon outweighed.</summary>
    private const double Supposed = 0.5;

    /// <summary>An hour of the day is supposed to be like the others until it has had its own item or lacked it.</summary>
    private const double SupposedOfHour = 1;

    private static readonly ImmutableArray<double> Nothing = [.. new double[Buckets]];

    /// <summary>Of a feed that was never looked at.</summary>
    public static Rhythm Empty { get; } = new();

    /// <summary>From when on its items are counted; null before the first look.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When an item last appeared, as far as that is known; the <see cref="Counts"/> have faded up to this moment.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Items by hour, <see cref="Buckets"/> of them.</summary>
    public ImmutableArray<double> Counts
    {
        get;
        init => field = !value.IsDefault && value.Length == Buckets ? value : Nothing;
    } = Nothing;

    /// <summary>What is known after a look.</summary>
    /// <param name="lastLook">The good look before this one; null at the first.</param>
    /// <param name="now">The time of this look.</param>
    /// <param name="arrivals">
    /// Dates of publication of the items that this look is the first to see, null where there is none. A date counts at its hour
    /// if it lies between the looks; any other item appeared at some time between them. At the first look they are the
    /// backlog: how many there are in their span tells how often something appears, but not at which hour, for nothing vouches for their clock.
    /// </param>
    public Rhythm After(DateTimeOffset? lastLook, DateTimeOffset now, IReadOnlyList<DateTimeOffset?> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        if (lastLook is not { } last || Since is null)
            return Backlog(now, arrivals);
        if (arrivals.Count == 0)
            return this;
        var counts = Counts.Select(count => count * Faded(Newest ?? now, now)).ToArray();
        var undated = 0;
        foreach (var date in arrivals)
        {
            if (date is { } at && at > last && at <= now)
                counts[Bucket(at)] += Faded(at, now);
            else
                undated++;
        }
        Spread(counts, undated, last, now);
        return this with { Newest = now, Counts = Rounded(counts) };
    }

    /// <summary>Items an hour, taken over day and week; never zero.</summary>
    /// <param name="now">The time.</param>
    public double Rate(DateTimeOffset now)
    {
        var rate = ((Sum(Counts) * Faded(Newest ?? now, now)) + Supposed) / (Hours(now) + Supposed);
        // Memory fades too slowly to tell a feed that rests from one that is dead.
        var silent = Silent(now);
        return silent > LongSilence ? Math.Min(rate, 1 / silent.TotalHours) : rate;
    }

    /// <summary>For how long nothing has appeared.</summary>
    /// <param name="now">The time.</param>
    public TimeSpan Silent(DateTimeOffset now) => now - (Newest ?? Since ?? now);

    /// <summary>Items an hour that are to be expected at a moment of the day and week; never zero.</summary>
    /// <param name="moment">Any moment; the rate holds to the <see cref="EndOfHour"/>.</param>
    /// <param name="now">The time: what is known by now is what counts.</param>
    public double RateAt(DateTimeOffset moment, DateTimeOffset now)
    {
        var bucket = Bucket(moment);
        return ((Counts[bucket] * Faded(Newest ?? now, now)) + SupposedOfHour) / ((Hours(now) * Share(bucket)) + (SupposedOfHour / Rate(now)));
    }

    /// <summary>The first full hour after a moment, UTC.</summary>
    internal static DateTimeOffset EndOfHour(DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <inheritdoc/>
    public bool Equals(Rhythm? other) =>
        other is not null && Since == other.Since && Newest == other.Newest && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Since, Newest, Sum(Counts));

    private static Rhythm Backlog(DateTimeOffset now, IReadOnlyList<DateTimeOffset?> dates)
    {
        var past = dates.OfType<DateTimeOffset>().Where(date => date <= now).Order().ToArray();
        if (past.Length == 0)
            return new Rhythm { Since = now };
        // A document lists so many items, however often they appear: the oldest begins the span, and does not count in it.
        var since = past[0] < now - LongestBacklog ? now - LongestBacklog : past[0];
        var newest = past[^1];
        var items = past.Where(date => date > since).Sum(date => Faded(date, newest));
        return new Rhythm { Since = since, Newest = newest, Counts = Rounded(Enumerable.Range(0, Buckets).Select(bucket => items * Share(bucket))) };
    }

    /// <summary>Adds items that appeared at unknown times within a span: to each of its hours alike.</summary>
    private static void Spread(double[] counts, int items, DateTimeOffset from, DateTimeOffset to)
    {
        if (items == 0)
            return;
        if (to - from > LongestBacklog)
            from = to - LongestBacklog;
        if (to <= from)
        {
            counts[Bucket(to)] += items;
            return;
        }
        for (DateTimeOffset at = from, next; at < to; at = next)
        {
            next = EndOfHour(at) < to ? EndOfHour(at) : to;
            counts[Bucket(at)] += items * ((next - at) / (to - from)) * Faded(at, to);
        }
    }

    /// <summary>Hours watched, those long ago counting less, as the counts do.</summary>
    private double Hours(DateTimeOffset now) => Memory.TotalHours * (1 - Faded(Since ?? now, now));

    /// <summary>What remains of something after a time.</summary>
    private static double Faded(DateTimeOffset from, DateTimeOffset now) => now <= from ? 1 : Math.Exp(-((now - from) / Memory));

    private static int Bucket(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return utc.Hour + (utc.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 24 : 0);
    }

    /// <summary>The part of a week that a bucket is.</summary>
    private static double Share(int bucket) => (bucket < 24 ? 5.0 : 2.0) / (7 * 24);

    private static double Sum(ImmutableArray<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    /// <summary>Exact enough, and short when stored.</summary>
    private static ImmutableArray<double> Rounded(IEnumerable<double> counts) => [.. counts.Select(count => Math.Round(count, 3))];
}
