namespace NewsBot.Core.Tests.Parsing;

public sealed class RepairTests
{
    private static readonly string Whole = Sample.Rss(
        "<item><title>One</title><link>https://a.example/1</link><description>first</description></item>"
        + "<item><title>Two</title><link>https://a.example/2</link><description>second</description></item>");

    [Theory]
    [InlineData("<title>One</title>", "<title>One &hellip; &eacute;</title>", "One … é")]
    [InlineData("<title>One</title>", "<title>Q & A</title>", "Q & A")]
    [InlineData("<title>One</title>", "<title>AT&T</title>", "AT&T")]
    [InlineData("<title>One</title>", "<title>O\u0008n\0e</title>", "One")]
    [InlineData("<title>One</title>", "<title>1 < 2</title>", "1 < 2")]
    [InlineData("<title>One</title>", "<title>One<b></title>", "One")]
    [InlineData("<title>One</title>", "<title>One", "One")]
    [InlineData("<title>One</title>", "<title>One</Title>", "One")]
    [InlineData("<title>One</title>", "<title>One</title></p>", "One")]
    [InlineData("<title>One</title>", "<title class=x>One</title>", "One")]
    [InlineData("<title>One</title>", "<title a='1' a='2'>One</title>", "One")]
    [InlineData("<title>One</title>", "<!-- a -- b --><title>One</title>", "One")]
    [InlineData("<title>One</title>", "<geo:lat>1</geo:lat><title>One</title>", "One")]
    [InlineData("<title>One</title>", "<title><![CDATA[One]]></title><x>]]></x>", "One")]
    public void A_broken_item_is_read(string sound, string broken, string title)
    {
        var feed = Sample.Parse(Whole.Replace(sound, broken, StringComparison.Ordinal));

        Assert.NotNull(feed.Repair);
        Assert.Equal([title, "Two"], feed.Items.Select(item => item.Title), StringComparer.Ordinal);
        Assert.Equal(["https://a.example/1", "https://a.example/2"], feed.Items.Select(item => item.Link?.AbsoluteUri), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("\r\n \t")]
    [InlineData("<br />\n<b>Warning</b>: something in <b>/x.php</b> on line <b>3</b><br />\n")]
    [InlineData("Notice: undefined index\n")]
    [InlineData("<?xml version='1.1' encoding='utf-8'?>")]
    [InlineData("\uFEFF\uFEFF")]
    public void What_stands_in_front_of_the_feed_is_dropped(string before) =>
        Assert.Equal(2, Sample.Parse(before + Whole).Items.Count);

    [Theory]
    [InlineData("<script>track()</script>")]
    [InlineData("<!-- served in 3 ms -->\n\0")]
    [InlineData("<rss><channel><title>again</title></channel></rss>")]
    [InlineData("& that is it")]
    public void What_follows_the_feed_is_dropped(string after) => Assert.Equal(2, Sample.Parse(Whole + after).Items.Count);

    [Fact]
    public void Known_prefixes_need_no_declaration()
    {
        var feed = Sample.Parse("<rss version='2.0'><channel><item><dc:creator>Ann</dc:creator><media:thumbnail url='https://p.example/a.jpg'/></item></channel></rss>");

        var item = Assert.Single(feed.Items);
        Assert.Equal("Ann", item.Author);
        Assert.Equal("https://p.example/a.jpg", Assert.Single(item.Images).AbsoluteUri);
        Assert.Equal("a namespace prefix is not declared", feed.Repair);
    }

    [Fact]
    public void An_item_ends_where_the_next_begins()
    {
        var feed = Sample.Parse(Whole.Replace("</item>", "", StringComparison.Ordinal));

        Assert.Equal(["One", "Two"], feed.Items.Select(item => item.Title), StringComparer.Ordinal);
    }

    [Fact]
    public void A_download_that_broke_off_gives_what_had_come()
    {
        for (var length = Whole.IndexOf("first", StringComparison.Ordinal); length < Whole.Length - 20; length++)
        {
            var feed = Sample.Parse(Whole[..length]);
            Assert.Equal("One", feed.Items[0].Title);
            Assert.NotNull(feed.Repair);
        }
    }

    [Fact]
    public void A_CDATA_section_that_is_not_closed_swallows_nothing()
    {
        var feed = Sample.Parse(Whole
            .Replace("<title>One", "<title>Q & A", StringComparison.Ordinal)
            .Replace("<description>first", "<description><![CDATA[first", StringComparison.Ordinal)
            .Replace("second", "<![CDATA[second]]>", StringComparison.Ordinal));

        Assert.Equal(["first", "second"], feed.Items.Select(item => item.Summary), StringComparer.Ordinal);
    }

    [Fact]
    public void Short_entities_of_its_own_are_expanded() => Assert.Equal(
        "Harbour news", Sample.Parse("<!DOCTYPE rss [<!ENTITY place \"Harbour\">]>" + Sample.Rss("", "&place; news")).Title);

    [Theory]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"title\":\"a\nb\"},]}", 1)]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\"},{\"id\":\"2\",\"ti", 1)]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"title\":\"\\ud83d\"}]}", 1)]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\"}]} trailing", 1)]
    public void Broken_JSON_is_read_as_far_as_it_goes(string text, int items)
    {
        var feed = Sample.Parse(text);

        Assert.Equal(items, feed.Items.Count);
        Assert.Equal("1", feed.Items[0].Id);
    }

    [Fact]
    public void Names_in_capitals_are_understood()
    {
        var feed = Sample.Parse(Whole.ToUpperInvariant());

        Assert.Equal(["ONE", "TWO"], feed.Items.Select(item => item.Title), StringComparer.Ordinal);
        Assert.NotNull(feed.Repair);
    }

    [Fact]
    public void A_sound_feed_says_nothing_of_repair() => Assert.Null(Sample.Parse(Whole).Repair);
}
