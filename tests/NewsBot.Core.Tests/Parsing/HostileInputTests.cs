using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using NewsBot.Core.Parsing;
using NewsBot.Fuzz;

namespace NewsBot.Core.Tests.Parsing;

public sealed class HostileInputTests
{
    [Fact]
    public void Entities_that_multiply_expand_to_nothing()
    {
        var declarations = new StringBuilder("<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++)
            declarations.Append(CultureInfo.InvariantCulture, $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");

        var feed = Sample.Parse($"<!DOCTYPE rss [{declarations}]>" + Sample.Rss("<item><title>&a29;</title></item>"));

        Assert.Equal("&a29;", Assert.Single(feed.Items).Title);
    }

    [Fact]
    public void Many_uses_of_one_entity_are_bounded()
    {
        var value = new string('x', 250);
        var uses = string.Concat(Enumerable.Repeat("&big;", 20_000));

        var feed = Sample.Parse($"<!DOCTYPE rss [<!ENTITY big \"{value}\">]>" + Sample.Rss($"<item><description>{uses}</description></item>"));

        Assert.InRange(Assert.Single(feed.Items).Summary!.Length, 1, 200_000);
    }

    [Fact]
    public void Nothing_outside_the_document_is_read()
    {
        var feed = Sample.Parse("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + Sample.Rss("<item><title>[&x;]</title></item>"));

        Assert.Equal("[&x;]", Assert.Single(feed.Items).Title);
    }

    [Theory]
    [InlineData("<x>", "</x>")]
    [InlineData("<media:group>", "</media:group>")]
    [InlineData("<channel>", "</channel>")]
    [InlineData("<item>", "</item>")]
    [InlineData("<x>", "")]
    [InlineData("", "</x>")]
    public void Depth_costs_nothing(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));

        var feed = Sample.Parse(Sample.Rss($"<item><title>a</title></item>{deep}<item><title>b</title>{deep}</item>"));

        Assert.Equal("a", feed.Items[0].Title);
    }

    [Fact]
    public void Deep_markup_in_a_text_is_flattened()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 50_000)) + "core" + string.Concat(Enumerable.Repeat("</div>", 50_000));

        var item = Sample.Item($"<description>{deep}</description>");

        Assert.Contains("core", item.Summary, StringComparison.Ordinal);
        Assert.True(item.Summary!.Length < 10_000);
    }

    [Fact]
    public void A_million_items_are_cut_at_the_limit()
    {
        var feed = Sample.Parse(Sample.Rss(string.Concat(Enumerable.Repeat("<item/>", 1_000_000))));

        Assert.Equal(FeedParser.MaxItems, feed.Items.Count);
    }

    [Theory]
    [InlineData("<title a='", 3_000_000, "'>t</title>")]
    [InlineData("<title>", 3_000_000, "</title>")]
    [InlineData("<link>https://a.example/", 3_000_000, "</link>")]
    [InlineData("<category>", 3_000_000, "</category>")]
    public void Huge_values_are_borne(string before, int length, string after) =>
        Assert.Single(Sample.Parse(Sample.Rss($"<item>{before}{new string('a', length)}{after}</item>")).Items);

    [Theory]
    [InlineData("<a b=\"")]
    [InlineData("<a b='\"")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("<?")]
    [InlineData("<!a>")]
    [InlineData("<!DOCTYPE a [>")]
    [InlineData("<![CDATA[</item>")]
    [InlineData("a='b' ")]
    [InlineData("x:y='z' ")]
    [InlineData("<p:x>")]
    [InlineData("</item><item ")]
    [InlineData("<!DOCTYPE [")]
    [InlineData("&")]
    [InlineData("&#")]
    [InlineData("&amp")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("]]>")]
    [InlineData("<item><title>")]
    [InlineData("<a ")]
    [InlineData("<script>")]
    [InlineData("<a xmlns:b='c' ")]
    [InlineData("\"")]
    [InlineData("[")]
    [InlineData("\u001e")]
    [InlineData("<img srcset='a, ")]
    public void Repeated_fragments_cost_time_in_proportion_only(string fragment)
    {
        // Quadratic work on a megabyte takes a minute; the limit is far above what linear work takes on a slow machine.
        var many = string.Concat(Enumerable.Repeat(fragment, 1_000_000 / fragment.Length));
        var started = Stopwatch.GetTimestamp();

        _ = FeedParser.Parse(Encoding.UTF8.GetBytes(many), Sample.Url);
        _ = FeedParser.Parse(Encoding.UTF8.GetBytes(Sample.Rss($"<item><description>{many}</description></item>")), Sample.Url);
        _ = FeedParser.Parse(Encoding.UTF8.GetBytes(Sample.Rss($"<item><description><![CDATA[{many}]]></description></item>")), Sample.Url);
        _ = FeedLinks.Discover(Encoding.UTF8.GetBytes(many), Sample.Url, null);
        _ = ItemPictures.InHtml(many, Sample.Url);
        _ = Opml.Parse(Encoding.UTF8.GetBytes(many));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_document_over_the_limit_is_refused() => Assert.Equal(
        "The answer is larger than 64 MiB",
        Assert.IsType<ParseResult.NotAFeed>(FeedParser.Parse(new byte[FeedParser.MaxBytes + 1], Sample.Url)).Reason);

    [Fact]
    public void No_text_holds_controls_or_halves_of_characters()
    {
        var item = Sample.Item("<title>a&#1;b&#xD83D;c</title><description>d&#0;e\u0007f</description>");

        Assert.Equal("ab\uFFFDc", item.Title);
        Assert.Equal("def", item.Summary);
    }

    [Fact]
    public void Quotes_of_windows_1252_that_were_taken_for_Latin_1_are_quotes() =>
        Assert.Equal("“a” – b", Sample.Item("<title>\u0093a\u0094 \u0096 b\u0081</title>").Title);

    [Fact]
    public void A_host_that_no_name_could_be_looked_up_for_stops_nothing() =>
        Assert.Single(NewsBot.Core.Detection.ItemIdentity.Identify(Sample.Parse(Sample.Rss("<item><title>a</title><link>https://a\u202eb.example/1</link></item>"))));

    [Fact]
    public void A_line_of_many_brackets_costs_no_time()
    {
        var started = Stopwatch.GetTimestamp();
        var item = Sample.Item($"<title>a</title><description>[link] {string.Concat(Enumerable.Repeat("[", 250))}</description>");

        NewsBot.Core.Composing.PostComposer.Compose(item, new NewsBot.Core.Composing.PostSource("s", Sample.Url, null));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 400].Sample(bytes => FeedParser.Parse(bytes, Sample.Url) is not null, iter: 5_000, seed: Seed, threads: 1);

    [Fact]
    public void No_mutation_of_a_sample_throws()
    {
        var mutator = new FeedMutator([.. Sample.All.Select(Sample.Read)], seed: 7);
        for (var number = 0; number < 5_000; number++)
        {
            var fault = Record.Exception(() => FeedTarget.Run(mutator.Input(number)));
            Assert.True(fault is null, $"input {number}: {fault}");
        }
    }

    private const string Seed = "0000KQt5VwN4";
}
