using System.Xml;
using NewsBot.Core.Model;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>
/// Reads an XML document as a feed. RSS, RSS 1.0 and Atom are read by one walk: a title is a title in all of them, and
/// publishers mix their words freely.
/// </summary>
/// <param name="reader">Before the document.</param>
/// <param name="url">Its address.</param>
/// <param name="outline">Whether of the items only what tells which they are is wanted.</param>
internal sealed class FeedReader(XmlReader reader, Uri url, bool outline)
{
    private const int MaxLevel = 3;

    private readonly XmlCursor _cursor = new(reader);
    private readonly ChannelBuilder _channel = new();
    private readonly List<FeedItem> _items = [];
    private string? _root;
    private string? _format;

    /// <summary>Reads the feed.</summary>
    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public ParseResult Read()
    {
        ReadDocument();
        return Result(repair: null);
    }

    /// <summary>Reads as far as it can be read.</summary>
    /// <param name="why">Why the document had to be mended.</param>
    public ParseResult ReadWhatThereIs(string why)
    {
        try
        {
            ReadDocument();
        }
        catch (XmlException)
        {
            // What was read before the break is the result.
        }
        return Result(why);
    }

    private void ReadDocument()
    {
        if (!_cursor.ToRoot())
            return;
        _root = _cursor.Name;
        _format = FeedFormat.Of(_cursor);
        if (_format is not null)
            ReadChannel(_cursor.Base(url), _cursor.Language());
    }

    private ParseResult Result(string? repair)
    {
        if (_format is null)
            return new ParseResult.NotAFeed(_root is null ? "This is XML without any element, not a feed" : Foreign.DescribeRoot(_root));
        if (_items.Count == 0 && _channel.IsEmpty && _format == "rss1.0")
            return new ParseResult.NotAFeed("This is RDF, but not a feed");
        return new ParseResult.Parsed(_channel.Build(_format, _items, repair));
    }

    private void ReadChannel(Uri baseUri, string? language, int level = 0)
    {
        _channel.Language ??= language;
        var depth = _cursor.Depth;
        while (_items.Count < FeedParser.MaxItems && _cursor.NextChild(depth))
        {
            if (_cursor.Vocabulary == Vocabulary.Feed && _cursor.Name is "item" or "entry")
                _items.Add(new ItemReader(_cursor, _channel, outline).Read(baseUri));
            else if (_cursor.Vocabulary == Vocabulary.Feed && _cursor.Name is "channel" or "rss" && level < MaxLevel)
                ReadChannel(_cursor.Base(baseUri), _cursor.Language(), level + 1);
            else
                ChannelElement.Read(_cursor, _channel, baseUri);
        }
    }
}
