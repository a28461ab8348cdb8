using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Parsing;

public sealed class FeedFormatTests
{
    [Fact]
    public void An_RSS_2_feed_is_read_with_its_modules()
    {
        var feed = Sample.ParseFile("rss20.xml");

        Assert.Equal("rss2.0", feed.Format);
        Assert.Null(feed.Repair);
        Assert.Equal("Harbour Gazette", feed.Title);
        Assert.Equal("https://gazette.example/", feed.Link?.AbsoluteUri);
        Assert.Equal("https://gazette.example/feed.xml", feed.Self?.AbsoluteUri);
        Assert.Equal("en-GB", feed.Language);
        Assert.Equal("https://news.example/logo.png", feed.Image?.AbsoluteUri);
        Assert.Equal("https://hub.example/", Assert.Single(feed.Hubs).AbsoluteUri);

        var item = feed.Items[0];
        Assert.Equal("Ferry & crane: both back at work", item.Title);
        Assert.Equal("https://news.example/2025/03/ferry", item.Link?.AbsoluteUri);
        Assert.Equal("gazette-4711", item.Id);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 7, 30, 0, TimeSpan.Zero), item.Published);
        Assert.Null(item.Updated);
        Assert.Equal("Ada Quay", item.Author);
        Assert.Equal(["Transport", "Harbour"], item.Categories);
        Assert.Equal("The ferry sails again.", item.Summary);
        Assert.Equal(
            "<p>The ferry <a href=\"https://news.example/ferry\">sails</a> again.</p>"
            + "<img src=\"https://news.example/feeds/ferry.jpg\" srcset=\"https://news.example/feeds/ferry.jpg 1x, https://news.example/feeds/ferry-large.jpg 2x\">",
            item.Content);
        Assert.Equal(["https://pictures.example/large.jpg", "https://pictures.example/medium.jpg", "https://pictures.example/small.jpg"],
            item.Images.Select(image => image.AbsoluteUri), StringComparer.Ordinal);
        Assert.Equal(new Enclosure(new Uri("https://sound.example/ferry.mp3"), "audio/mpeg", 2048), Assert.Single(item.Enclosures));
    }

    [Fact]
    public void What_RSS_leaves_out_stays_out()
    {
        var item = Sample.ParseFile("rss20.xml").Items[1];

        Assert.Equal("https://gazette.example/2025/03/tide", item.Link?.AbsoluteUri);
        Assert.Equal("Ben Pier", item.Author);
        Assert.Null(item.Published);
        Assert.Null(item.Summary);
        Assert.Null(item.Content);
        Assert.Empty(item.Images);
    }

    [Fact]
    public void A_publisher_may_say_when_to_come_again()
    {
        var hints = Sample.ParseFile("rss20.xml").Hints;

        Assert.Equal(45, hints.TtlMinutes);
        Assert.Equal(TimeSpan.FromMinutes(30), hints.UpdateInterval);
        Assert.Equal([0, 3], hints.SkipHours);
        Assert.Equal([DayOfWeek.Sunday], hints.SkipDays);
    }

    [Fact]
    public void An_RSS_1_feed_keeps_its_items_outside_the_channel()
    {
        var feed = Sample.ParseFile("rss10.xml");

        Assert.Equal("rss1.0", feed.Format);
        Assert.Equal("记事本", feed.Title);
        Assert.Equal("zh-CN", feed.Language);
        Assert.Equal("https://notebook.example/logo.png", feed.Image?.AbsoluteUri);
        var item = Assert.Single(feed.Items);
        Assert.Equal("https://notebook.example/1", item.Id);
        Assert.Equal("第一页", item.Title);
        Assert.Equal("王小明", item.Author);
        Assert.Equal(["日记"], item.Categories);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 0, 30, 0, TimeSpan.Zero), item.Published);
        Assert.Equal("<p>春天来了，<b>真的</b>。</p>", item.Content);
    }

    [Fact]
    public void An_Atom_feed_is_read_with_its_bases_and_text_types()
    {
        var feed = Sample.ParseFile("atom10.xml");

        Assert.Equal("atom1.0", feed.Format);
        Assert.Equal("Workshop — log", feed.Title);
        Assert.Equal("en", feed.Language);
        Assert.Equal("https://workshop.example/log/", feed.Link?.AbsoluteUri);
        Assert.Equal("https://workshop.example/log/feed.atom", feed.Self?.AbsoluteUri);
        Assert.Equal("https://workshop.example/logo.png", feed.Image?.AbsoluteUri);

        var entry = feed.Items[0];
        Assert.Equal("a < b", entry.Title);
        Assert.Equal("https://workshop.example/log/entries/1.html", entry.Link?.AbsoluteUri);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 8, 30, 0, TimeSpan.Zero), entry.Published);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 9, 30, 0, TimeSpan.Zero), entry.Updated);
        Assert.Equal(["Wood work"], entry.Categories);
        Assert.Equal("Wood &amp; glue: 1 &lt; 2", entry.Summary);
        Assert.Equal("<div><p>See <a href=\"https://workshop.example/log/entries/plan.html\">the plan</a>.<br></p></div>", entry.Content);
        Assert.Equal("Cleo Bench", entry.Author);
        Assert.Equal("https://workshop.example/files/1.mp4", Assert.Single(entry.Enclosures).Url.AbsoluteUri);
    }

    [Fact]
    public void The_source_of_an_aggregated_entry_is_not_the_entry()
    {
        var entry = Sample.ParseFile("atom10.xml").Items[1];

        Assert.Equal("Second", entry.Title);
        Assert.Equal("Dan Saw, Eve File", entry.Author);
        Assert.Equal(new DateTimeOffset(2025, 3, 3, 8, 30, 0, TimeSpan.Zero), entry.Published);
    }

    [Fact]
    public void Atom_of_2003_is_read_too()
    {
        var feed = Sample.ParseFile("atom03.xml");

        Assert.Equal("atom0.3", feed.Format);
        Assert.Equal("Old ways", feed.Title);
        var entry = Assert.Single(feed.Items);
        Assert.Equal(new DateTimeOffset(2004, 6, 1, 10, 0, 0, TimeSpan.Zero), entry.Published);
        Assert.Equal(new DateTimeOffset(2004, 6, 2, 10, 0, 0, TimeSpan.Zero), entry.Updated);
        Assert.Equal("<p>Hello</p>", entry.Content);
    }

    [Fact]
    public void A_JSON_feed_is_read()
    {
        var feed = Sample.ParseFile("feed.json");

        Assert.Equal("json1.1", feed.Format);
        Assert.Equal("Kitchen notes", feed.Title);
        Assert.Equal("https://kitchen.example/feed.json", feed.Self?.AbsoluteUri);
        Assert.Equal("https://hub.example/", Assert.Single(feed.Hubs).AbsoluteUri);

        var item = feed.Items[0];
        Assert.Equal("17", item.Id);
        Assert.Equal("Soup & bread", item.Title);
        Assert.Equal("https://news.example/soup", item.Link?.AbsoluteUri);
        Assert.Equal("Fay Spoon", item.Author);
        Assert.Equal(["soup", "bread"], item.Categories);
        Assert.Equal("A soup.", item.Summary);
        Assert.Equal("<p>A <a href=\"https://news.example/soup\">soup</a>.</p>", item.Content);
        Assert.Equal("https://kitchen.example/soup.jpg", Assert.Single(item.Images).AbsoluteUri);
        Assert.Equal(512, Assert.Single(item.Enclosures).Length);

        Assert.Equal("1 &lt; 2", feed.Items[1].Content);
        Assert.Equal("Gil Pan", feed.Items[1].Author);
        Assert.Equal("https://elsewhere.example/", feed.Items[1].Link?.AbsoluteUri);
    }

    [Theory]
    [InlineData("<rss version='0.91'><channel><title>x</title></channel></rss>", "rss0.91")]
    [InlineData("<rss><channel><title>x</title></channel></rss>", "rss")]
    [InlineData("<RSS VERSION='2.0'><CHANNEL><TITLE>x</TITLE></CHANNEL></RSS>", "rss2.0")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>x</title></channel></rdf:RDF>", "rss0.90")]
    [InlineData("<feed xmlns='https://www.w3.org/2005/Atom/'><title>x</title></feed>", "atom1.0")]
    [InlineData("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>x</a:title></a:feed>", "atom1.0")]
    [InlineData("<feed><title>x</title></feed>", "atom")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"x\",\"items\":[]}", "json1.0")]
    [InlineData("{\"title\":\"x\",\"items\":[]}", "json")]
    public void The_content_tells_the_format(string text, string format)
    {
        var feed = Sample.Parse(text);

        Assert.Equal(format, feed.Format);
        Assert.Equal("x", feed.Title);
        Assert.Empty(feed.Items);
    }

    [Theory]
    [InlineData("", "The answer is empty")]
    [InlineData(" \r\n\t ", "The answer is empty")]
    [InlineData("<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in<br></body></html>", "This is a web page (HTML), not a feed")]
    [InlineData("<html><body/></html>", "This is a web page (HTML), not a feed")]
    [InlineData("<opml version='2.0'><head/><body/></opml>", "This is a list of feeds (OPML), not a feed")]
    [InlineData("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "This is a sitemap, not a feed")]
    [InlineData("<note/>", "This is XML (<note>), not a feed")]
    [InlineData("{\"error\":\"no\"}", "This is JSON, but not a feed")]
    [InlineData("[1,2,3]", "This is JSON, but not a feed")]
    [InlineData("{", "This looks like JSON but cannot be read")]
    [InlineData("Service unavailable", "This is plain text, not a feed")]
    [InlineData("%PDF-1.7 …", "This is a PDF file, not a feed")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", "This is RDF, but not a feed")]
    public void What_is_no_feed_is_named(string text, string reason) => Assert.Equal(reason, Sample.Reason(text));
}
