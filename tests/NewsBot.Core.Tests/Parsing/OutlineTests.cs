using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Fuzz;

namespace NewsBot.Core.Tests.Parsing;

/// <summary>An outline leaves out what items say, and nothing else.</summary>
public sealed class OutlineTests
{
    public static TheoryData<string> Samples => [.. Sample.All];

    [Fact]
    public void It_has_no_texts_and_no_pictures()
    {
        var item = Assert.Single(Outlined(Sample.Rss(
            """
            <item><guid>1</guid><link>https://news.example/1</link><pubDate>Sat, 14 Mar 2026 12:00:00 GMT</pubDate>
            <title>a</title><description>b</description><content:encoded>c</content:encoded><media:thumbnail url="https://news.example/1.jpg"/></item>
            """)).Items);

        Assert.Equal(
            new FeedItem { Id = "1", Link = new Uri("https://news.example/1"), Published = new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero) },
            item with { Categories = new FeedItem().Categories, Images = new FeedItem().Images, Enclosures = new FeedItem().Enclosures });
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void It_tells_the_same_of_a_feed_as_the_whole(string sample) => AssertSame(Sample.Read(sample));

    [Fact]
    public void It_tells_the_same_of_any_feed_however_broken()
    {
        var mutator = new FeedMutator([.. Sample.All.Select(Sample.Read)], seed: 11);
        for (var number = 0; number < 5_000; number++)
            AssertSame(mutator.Input(number));
    }

    private static void AssertSame(byte[] bytes)
    {
        var (outline, whole) = (FeedParser.Outline(bytes, Sample.Url), FeedParser.Parse(bytes, Sample.Url));
        if (whole is not ParseResult.Parsed { Document: var all })
        {
            Assert.Equal(whole, outline);
            return;
        }
        var rough = Assert.IsType<ParseResult.Parsed>(outline).Document;
        Assert.Equal(all.Items.Select(Which), rough.Items.Select(Which));
        Assert.Equal(
            (all.Title, all.Link, all.Self, all.Language, all.Hints.TtlMinutes, all.Hints.UpdateInterval, all.Repair, all.Format),
            (rough.Title, rough.Link, rough.Self, rough.Language, rough.Hints.TtlMinutes, rough.Hints.UpdateInterval, rough.Repair, rough.Format));
        Assert.Equal(all.Hubs, rough.Hubs);
    }

    private static (string?, Uri?, DateTimeOffset?, DateTimeOffset?) Which(FeedItem item) => (item.Id, item.Link, item.Published, item.Updated);

    private static FeedDocument Outlined(string text) =>
        Assert.IsType<ParseResult.Parsed>(FeedParser.Outline(System.Text.Encoding.UTF8.GetBytes(text), Sample.Url)).Document;
}
