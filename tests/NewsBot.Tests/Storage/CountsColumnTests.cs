using System.Text.Json;
using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Storage.Sqlite;

namespace NewsBot.Tests.Storage;

/// <summary>How the rhythm of a feed stands in its row.</summary>
public sealed class CountsColumnTests
{
    [Fact]
    public void A_rhythm_comes_back_as_it_was() => Gen.Double[0, 1_000_000].Select(count => Math.Round(count, 3)).Array[Rhythm.Buckets].Sample(
        counts => Read(JsonSerializer.Serialize(new Rhythm { Counts = [.. counts] }, StoreJson.Columns.Rhythm)).Counts.SequenceEqual(counts), iter: 1_000);

    [Fact]
    public void A_rhythm_is_short() =>
        Assert.True(JsonSerializer.Serialize(Rhythm.Empty, StoreJson.Columns.Rhythm).Length < 300);

    [Fact]
    public void A_rhythm_is_read_as_older_versions_wrote_it()
    {
        var counts = Enumerable.Range(0, Rhythm.Buckets).Select(bucket => bucket / 8.0).ToList();

        var rhythm = Read($$"""{"Since":"2026-03-14T12:00:00+00:00","Counts":{{JsonSerializer.Serialize(counts)}},"Newest":"2026-03-15T12:00:00+00:00"}""");

        Assert.Equal(counts, rhythm.Counts);
        Assert.Equal(new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero), rhythm.Newest);
    }

    private static Rhythm Read(string column) => JsonSerializer.Deserialize(column, StoreJson.Columns.Rhythm)!;
}
