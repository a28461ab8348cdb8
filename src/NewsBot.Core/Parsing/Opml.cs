using System.Text;
using System.Xml;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Core.Parsing.Mending;
using NewsBot.Core.Parsing.Xml;

namespace NewsBot.Core.Parsing;

/// <summary>A feed in a list of feeds.</summary>
/// <param name="Title">Name for people; the address where the list gives none.</param>
/// <param name="Url">Its address.</param>
/// <param name="Site">The site it belongs to.</param>
/// <param name="Folders">Names of the folders it lies in, the outermost first.</param>
public sealed record OpmlFeed(string Title, FeedUrl Url, Uri? Site, IReadOnlyList<string> Folders);

/// <summary>What came of reading some bytes as a list of feeds.</summary>
public abstract record OpmlResult
{
    private OpmlResult()
    {
    }

    /// <summary>It is a list.</summary>
    /// <param name="Title">What it calls itself.</param>
    /// <param name="Feeds">Its feeds in the order written, each address once.</param>
    /// <param name="Skipped">Entries whose address cannot be polled, or that came after the <see cref="Opml.MaxFeeds"/>th.</param>
    public sealed record Listed(string? Title, IReadOnlyList<OpmlFeed> Feeds, int Skipped) : OpmlResult;

    /// <summary>It is something else.</summary>
    /// <param name="Reason">One line of plain English that says what it is instead.</param>
    public sealed record NotOpml(string Reason) : OpmlResult;
}

/// <summary>Lists of feeds as readers exchange them (OPML 2.0, "subscription lists"). Attributes are found in any case, broken
/// XML is mended as that of feeds is.</summary>
public static class Opml
{
    /// <summary>Feeds that are read at most.</summary>
    public const int MaxFeeds = 10_000;

    /// <summary>Bytes that are read at most.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxFolders = 16;

    /// <summary>Reads a list. No bytes make it throw.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="hub">What <c>rsshub://</c> addresses mean; without it they are skipped.</param>
    public static OpmlResult Parse(ReadOnlyMemory<byte> bytes, RssHub? hub = null)
    {
        hub ??= RssHub.At("");
        if (bytes.Length > MaxBytes)
            return new OpmlResult.NotOpml($"The file is larger than {MaxBytes / (1024 * 1024)} MiB");
        var encoding = FeedText.Detect(bytes.Span, contentType: null, out var preamble);
        var body = bytes[preamble..];
        try
        {
            using var text = new DecodingReader(body, encoding);
            using var reader = XmlReader.Create(text, XmlFeed.Settings);
            var list = new OpmlReader(reader, hub);
            list.Read();
            return list.Result;
        }
        catch (XmlException)
        {
            return ParseMended(encoding.GetString(body.Span), hub);
        }
    }

    private static OpmlResult ParseMended(string text, RssHub hub)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new OpmlResult.NotOpml("The file is empty");
        if (XmlMender.Mend(text) is not { } mended)
            return new OpmlResult.NotOpml(Foreign.Describe(text).Replace("a feed", "a list of feeds (OPML)", StringComparison.Ordinal));
        using var reader = XmlReader.Create(new StringReader(mended.Xml), XmlFeed.Settings);
        var list = new OpmlReader(reader, hub);
        try
        {
            list.Read();
        }
        catch (XmlException)
        {
            // What was read before the break is the result.
        }
        return list.Result;
    }

    /// <summary>Writes a list that <see cref="Parse"/> and other readers read back: folders as nested outlines.</summary>
    /// <param name="title">What the list is called.</param>
    /// <param name="feeds">Its feeds; those of one folder are written together.</param>
    public static string Write(string title, IReadOnlyList<OpmlFeed> feeds)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", CleanText.From(title ?? "") ?? "");
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            WriteFolder(xml, feeds, depth: 0);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return text.ToString() + "\n";
    }

    private static void WriteFolder(XmlWriter xml, IEnumerable<OpmlFeed> feeds, int depth)
    {
        foreach (var folder in feeds.GroupBy(feed => feed.Folders.ElementAtOrDefault(depth), StringComparer.Ordinal))
        {
            if (folder.Key is null || depth == MaxFolders)
            {
                foreach (var feed in folder)
                    WriteFeed(xml, feed);
                continue;
            }
            xml.WriteStartElement("outline");
            xml.WriteAttributeString("text", CleanText.From(folder.Key) ?? "");
            WriteFolder(xml, folder, depth + 1);
            xml.WriteEndElement();
        }
    }

    private static void WriteFeed(XmlWriter xml, OpmlFeed feed)
    {
        var title = CleanText.From(feed.Title) ?? feed.Url.Key;
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", title);
        xml.WriteAttributeString("title", title);
        xml.WriteAttributeString("xmlUrl", feed.Url.Key);
        if (feed.Site is { } site)
            xml.WriteAttributeString("htmlUrl", site.AbsoluteUri);
        xml.WriteEndElement();
    }

    /// <summary>A text that is declared as what it will be saved as.</summary>
    private sealed class Utf8Writer : StringWriter
    {
        public Utf8Writer()
            : base(System.Globalization.CultureInfo.InvariantCulture)
        {
        }

        public override Encoding Encoding => Encoding.UTF8;
    }
}
