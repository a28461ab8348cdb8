using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Reads the elements that speak about the feed as a whole.</summary>
internal static class ChannelElement
{
    private const int MaxHubs = 8;

    /// <summary>Reads the element the cursor stands on.</summary>
    public static void Read(XmlCursor cursor, ChannelBuilder channel, Uri baseUri)
    {
        switch (cursor.Vocabulary)
        {
            case Vocabulary.Feed: ReadOwn(cursor, channel, baseUri); break;
            case Vocabulary.DublinCore: ReadDublinCore(cursor, channel); break;
            case Vocabulary.Syndication: ReadSyndication(cursor, channel); break;
            case Vocabulary.Podcasting: ReadPodcasting(cursor, channel, baseUri); break;
            case Vocabulary.Other when cursor.Name is "icon" or "logo":
                channel.Icon ??= WebAddress.Resolve(cursor.Text(), cursor.Base(baseUri));
                break;
        }
    }

    private static void ReadOwn(XmlCursor cursor, ChannelBuilder channel, Uri baseUri)
    {
        switch (cursor.Name)
        {
            case "title": channel.Title ??= TextConstruct.Title(cursor, baseUri); break;
            case "link": ReadLink(cursor, channel, baseUri); break;
            case "description" or "subtitle" or "tagline": channel.Description ??= TextConstruct.Html(cursor, baseUri); break;
            case "language": channel.Language = cursor.Text() ?? channel.Language; break;
            case "image": ReadImage(cursor, channel, baseUri); break;
            case "logo": channel.Image ??= WebAddress.Resolve(cursor.Text(), cursor.Base(baseUri)); break;
            case "icon": channel.Icon ??= WebAddress.Resolve(cursor.Text(), cursor.Base(baseUri)); break;
            case "author": Person.ReadInto(cursor, channel.Authors); break;
            case "ttl": channel.Hints = PublishedHints.Ttl(channel.Hints, cursor.Text()); break;
            case "skipHours" or "skiphours": channel.Hints = PublishedHints.SkipHours(channel.Hints, cursor); break;
            case "skipDays" or "skipdays": channel.Hints = PublishedHints.SkipDays(channel.Hints, cursor); break;
        }
    }

    private static void ReadLink(XmlCursor cursor, ChannelBuilder channel, Uri baseUri)
    {
        var inner = cursor.Base(baseUri);
        if (cursor.Attribute("href") is not { } href)
        {
            channel.Link.Take(WebAddress.Resolve(cursor.Text(), inner), RankedLink.Text);
            return;
        }
        if (WebAddress.Resolve(href, inner) is not { } address)
            return;
        switch (LinkRelation.Of(cursor.Attribute("rel")))
        {
            case "alternate": channel.Link.Take(address, RankedLink.Of(cursor.Attribute("type"))); break;
            case "self": channel.Self ??= address; break;
            case "hub" when channel.Hubs.Count < MaxHubs: channel.Hubs.Add(address); break;
        }
    }

    private static void ReadImage(XmlCursor cursor, ChannelBuilder channel, Uri baseUri)
    {
        var inner = cursor.Base(baseUri);
        var reference = cursor.AnyAttribute("resource") ?? cursor.AnyAttribute("href");
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (cursor.Name == "url")
                channel.Image ??= WebAddress.Resolve(cursor.Text(), cursor.Base(inner));
        }
        channel.Icon ??= WebAddress.Resolve(reference, inner);
    }

    private static void ReadDublinCore(XmlCursor cursor, ChannelBuilder channel)
    {
        switch (cursor.Name)
        {
            case "title": channel.Title ??= PlainText.From(cursor.Text(), TextKind.Unknown); break;
            case "description": channel.Description ??= cursor.Text(); break;
            case "language": channel.Language ??= cursor.Text(); break;
        }
    }

    private static void ReadSyndication(XmlCursor cursor, ChannelBuilder channel)
    {
        switch (cursor.Name)
        {
            case "updatePeriod": channel.Hints = PublishedHints.Period(channel.Hints, cursor.Text()); break;
            case "updateFrequency": channel.Hints = PublishedHints.Frequency(channel.Hints, cursor.Text()); break;
        }
    }

    private static void ReadPodcasting(XmlCursor cursor, ChannelBuilder channel, Uri baseUri)
    {
        switch (cursor.Name)
        {
            case "image": channel.Icon = WebAddress.Resolve(cursor.Attribute("href") ?? cursor.Text(), cursor.Base(baseUri)) ?? channel.Icon; break;
            case "subtitle" or "summary": channel.Description ??= cursor.Text(); break;
        }
    }
}
