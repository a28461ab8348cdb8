using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Scheduling;

public sealed partial class RhythmTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_a_feed_that_was_never_looked_at_an_item_an_hour_is_supposed() =>
        Assert.Equal(1, Rhythm.Empty.Rate(Monday));

    [Fact]
    public void An_item_counts_at_the_hour_of_its_date()
    {
        var rhythm = Looked().After(Monday, Monday.AddHours(3), [Monday.AddMinutes(70)]);
        Assert.Equal([(10, 1.0)], Counted(rhythm));
    }

    [Fact]
    public void The_weekend_is_counted_apart_and_in_utc()
    {
        var saturday = Monday.AddDays(5);
        var rhythm = Looked().After(saturday, saturday.AddHours(3), [saturday.AddMinutes(70).ToOffset(TimeSpan.FromHours(8))]);
        Assert.Equal([(24 + 10, 1.0)], Counted(rhythm));
    }

    [Fact]
    public void An_item_without_a_date_may_have_appeared_in_each_hour_since_the_last_look()
    {
        var rhythm = Looked().After(Monday.AddMinutes(30), Monday.AddMinutes(90), [null, null]);
        Assert.Equal([(9, 1.0), (10, 1.0)], Counted(rhythm));
    }

    [Fact]
    public void A_date_before_the_last_look_or_in_the_future_is_not_believed()
    {
        var rhythm = Looked().After(Monday, Monday.AddHours(1), [Monday.AddDays(-3), Monday.AddYears(1)]);
        Assert.Equal([(9, 2.0)], Counted(rhythm));
    }

    [Fact]
    public void A_look_without_new_items_changes_nothing()
    {
        var rhythm = Looked().After(Monday, Monday.AddHours(1), [null]);
        Assert.Same(rhythm, rhythm.After(Monday.AddHours(1), Monday.AddHours(2), []));
    }

    [Fact]
    public void But_the_longer_nothing_appears_the_lower_is_the_rate() =>
        Gen.Select(Arrivals, Gen.Double[0, 2000], Gen.Double[0, 2000]).Sample((arrivals, hours, more) =>
        {
            var rhythm = Looked().After(Monday, Monday.AddHours(24), arrivals);
            Assert.True(rhythm.Rate(Monday.AddHours(24 + hours + more)) <= rhythm.Rate(Monday.AddHours(24 + hours)));
        });

    [Fact]
    public void The_backlog_of_the_first_look_tells_how_often_items_appear_but_not_at_which_hour()
    {
        // Twenty items that lie an hour apart: a rate of one an hour over nineteen hours.
        var rhythm = Rhythm.Empty.After(null, Monday, [.. Enumerable.Range(0, 20).Select(hours => (DateTimeOffset?)Monday.AddHours(-hours))]);
        Assert.InRange(rhythm.Rate(Monday), 0.95, 1.05);
        Assert.Equal(rhythm.RateAt(Monday, Monday), rhythm.RateAt(Monday.AddHours(12), Monday), 0.01);
    }

    [Fact]
    public void A_backlog_of_years_tells_of_its_last_four_weeks_alone()
    {
        var rhythm = Rhythm.Empty.After(null, Monday, [.. Enumerable.Range(0, 100).Select(weeks => (DateTimeOffset?)Monday.AddDays(-7 * weeks - 1))]);
        Assert.InRange(rhythm.Rate(Monday) * 24 * 7, 0.9, 1.5);
    }

    [Fact]
    public void A_backlog_without_dates_tells_nothing() =>
        Assert.Equal(new Rhythm { Since = Monday }, Rhythm.Empty.After(null, Monday, [null, null, null]));

    [Fact]
    public void A_feed_that_has_been_silent_for_months_has_an_item_in_as_many_at_most()
    {
        var rhythm = Rhythm.Empty.After(null, Monday, [Monday.AddDays(-100)]);
        Assert.Equal(1.0 / 100 / 24, rhythm.Rate(Monday), 1e-9);
    }

    [Fact]
    public void The_rate_of_a_steady_feed_is_learnt() =>
        Gen.Select(Gen.Double[0.5, 100], Gen.Bool).Sample((perDay, dated) =>
        {
            var rhythm = Looked();
            var now = Monday;
            for (var end = Monday.AddDays(60); now < end; now += TimeSpan.FromDays(1 / perDay))
            {
                var next = now + TimeSpan.FromDays(1 / perDay);
                rhythm = rhythm.After(now, next, [dated ? next : null]);
            }
            Assert.InRange(rhythm.Rate(now) * 24, perDay * 0.9, perDay * 1.15);
        }, iter: 50);

    [Fact]
    public void The_busy_hour_of_a_feed_is_learnt_in_a_week_and_its_silent_hours_too()
    {
        var rhythm = Looked();
        for (var day = 0; day < 7; day++)
        {
            var noon = Monday.AddDays(day).AddHours(3);
            rhythm = rhythm.After(noon, noon.AddHours(1), [.. Enumerable.Repeat((DateTimeOffset?)noon.AddMinutes(30), 5)]);
        }
        var now = Monday.AddDays(7);
        Assert.InRange(rhythm.RateAt(now.AddHours(3), now), 2, 5);
        Assert.InRange(rhythm.RateAt(now.AddHours(-6), now), 0, 0.2);
    }

    [Fact]
    public void A_rate_is_above_zero_whatever_happened() =>
        Gen.Select(Rhythms, Gen.Double[0, 10_000], Gen.Int[0, 200]).Sample((rhythm, days, hours) =>
            Assert.InRange(rhythm.RateAt(Monday.AddDays(days).AddHours(hours), Monday.AddDays(days)), double.Epsilon, double.MaxValue));

    [Fact]
    public void After_its_memory_an_item_counts_for_a_third()
    {
        var rhythm = Looked().After(Monday, Monday.AddHours(1), [Monday.AddMinutes(1)]);
        var later = Monday.AddHours(1) + Rhythm.Memory;
        rhythm = rhythm.After(later.AddHours(-1), later, [later]);
        Assert.Equal(Math.Exp(-1), rhythm.Counts[9], 0.001);
    }

    [Fact]
    public void A_rhythm_comes_back_from_json_as_it_was_and_is_short() =>
        Rhythms.Sample(rhythm =>
        {
            var json = JsonSerializer.Serialize(rhythm, Json.Default.Rhythm);
            Assert.Equal(rhythm, JsonSerializer.Deserialize(json, Json.Default.Rhythm));
            Assert.InRange(json.Length, 1, 600);
        });

    [Fact]
    public void Nothing_known_may_be_stored_as_an_empty_object() =>
        Assert.Equal(Rhythm.Empty, JsonSerializer.Deserialize("{}", Json.Default.Rhythm));

    [Fact]
    public void Rhythms_are_equal_by_value_down_to_each_count()
    {
        var rhythm = Looked().After(Monday, Monday.AddHours(1), [null]);
        Assert.Equal(rhythm, rhythm with { Counts = [.. rhythm.Counts] });
        Assert.Equal(rhythm.GetHashCode(), (rhythm with { Counts = [.. rhythm.Counts] }).GetHashCode());
        Assert.NotEqual(rhythm, rhythm with { Counts = rhythm.Counts.SetItem(9, 2) });
        Assert.NotEqual(rhythm, rhythm with { Counts = rhythm.Counts.SetItem(9, 0).SetItem(10, 1) });
    }

    private static Gen<DateTimeOffset?[]> Arrivals =>
        Gen.Double[-48, 48].Select(hours => (DateTimeOffset?)Monday.AddHours(hours)).Array[0, 50];

    private static Gen<Rhythm> Rhythms =>
        Gen.Select(Arrivals, Gen.Double[0, 5000], Arrivals).Select((backlog, hours, arrivals) =>
            Rhythm.Empty.After(null, Monday, backlog).After(Monday, Monday.AddHours(hours), arrivals));

    private static Rhythm Looked() => Rhythm.Empty.After(null, Monday, []);

    private static IEnumerable<(int Bucket, double Count)> Counted(Rhythm rhythm) =>
        rhythm.Counts.Select((count, bucket) => (bucket, Math.Round(count, 2))).Where(pair => pair.Item2 > 0);

    [JsonSerializable(typeof(Rhythm))]
    private sealed partial class Json : JsonSerializerContext;
}
