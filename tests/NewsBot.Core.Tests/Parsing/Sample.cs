using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

/// <summary>Ways to get at a parsed feed in one line.</summary>
internal static class Sample
{
    public static readonly Uri Url = new("https://news.example/feeds/main.xml");

    public static IReadOnlyList<string> All { get; } = ["rss20.xml", "rss10.xml", "atom10.xml", "atom03.xml", "feed.json", "article.md"];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static FeedDocument ParseFile(string name) => Parsed(FeedParser.Parse(Read(name), Url));

    public static FeedDocument Parse(string text) => Parsed(FeedParser.Parse(Encoding.UTF8.GetBytes(text), Url));

    /// <summary>The only item of an RSS 2.0 feed with these elements.</summary>
    public static FeedItem Item(string elements) => Assert.Single(Parse(Rss($"<item>{elements}</item>")).Items);

    /// <summary>The only entry of an Atom feed with these elements.</summary>
    public static FeedItem Entry(string elements) => Assert.Single(Parse(
        $"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title><entry>{elements}</entry></feed>").Items);

    public static string Rss(string inside, string title = "t") => $"<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\""
        + $" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>{title}</title>{inside}</channel></rss>";

    public static string Reason(string text) =>
        Assert.IsType<ParseResult.NotAFeed>(FeedParser.Parse(Encoding.UTF8.GetBytes(text), Url)).Reason;

    private static FeedDocument Parsed(ParseResult result) => Assert.IsType<ParseResult.Parsed>(result).Document;
}
