using System.Globalization;
using System.Text;
using System.Xml;

namespace NewsBot.Fetching.Newsroom;

/// <summary>Writes the newsroom's feed: RSS 2.0 with the extensions that publishers use, and the clutter that they add.</summary>
internal static class NewsroomFeed
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Media = "http://search.yahoo.com/mrss/";
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(string title, IEnumerable<NewsroomItem> items, Uri site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "content", null, Content);
            xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
            xml.WriteAttributeString("xmlns", "media", null, Media);
            xml.WriteAttributeString("xmlns", "atom", null, Atom);
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", title);
            xml.WriteElementString("link", new Uri(site, DemoNewsroom.Root).AbsoluteUri);
            xml.WriteElementString("description", title);
            xml.WriteStartElement("link", Atom);
            xml.WriteAttributeString("rel", "self");
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteAttributeString("href", new Uri(site, DemoNewsroom.FeedPath).AbsoluteUri);
            xml.WriteEndElement();
            foreach (var item in items)
                WriteItem(xml, title, item, site);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void WriteItem(XmlWriter xml, string newsroom, NewsroomItem item, Uri site)
    {
        var story = item.Story;
        xml.WriteStartElement("item");
        xml.WriteElementString("title", story.Title);
        xml.WriteElementString("link", item.Link(site).AbsoluteUri);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(string.Create(CultureInfo.InvariantCulture, $"newsroom-{item.Number}"));
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", item.Published.ToString("r", CultureInfo.InvariantCulture));
        xml.WriteElementString("language", DublinCore, story.Language);
        if (story.Author is { } author)
            xml.WriteElementString("creator", DublinCore, author);
        if (story.Category is { } category)
            xml.WriteElementString("category", category);
        if (story.Paragraphs.Count > 0)
            xml.WriteElementString("description", story.Paragraphs[0]);
        if (item.Picture(site) is { } picture)
            WritePicture(xml, picture, story.Caption);
        xml.WriteElementString("encoded", Content, NewsroomPages.Cluttered(newsroom, item, site));
        xml.WriteEndElement();
    }

    private static void WritePicture(XmlWriter xml, Uri picture, string? caption)
    {
        xml.WriteStartElement("content", Media);
        xml.WriteAttributeString("url", picture.AbsoluteUri);
        xml.WriteAttributeString("medium", "image");
        xml.WriteAttributeString("type", "image/svg+xml");
        if (caption is not null)
            xml.WriteElementString("description", Media, caption);
        xml.WriteEndElement();
    }
}
