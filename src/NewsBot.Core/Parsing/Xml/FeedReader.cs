using System.Xml;
using NewsBot.Core.Model;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>
/// Reads an XML document as a feed. RSS, RSS 1.0 and Atom are read by one walk: a title is a title in all of them, and
/// publishers mix their words freely.
/// </summary>
internal sealed class FeedReader(XmlReader reader, Uri url)
{
    private const int MaxLevel = 3;

    private readonly XmlCursor _cursor = new(reader);
    private readonly ChannelBuilder _channel = new();
    private readonly List<FeedItem> _items = [];
    private string? _format;

    /// <summary>Reads to the end of the document.</summary>
    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public ParseResult Read()
    {
        if (!_cursor.ToRoot())
            return new ParseResult.NotAFeed("This is XML without any element, not a feed");
        _format = FeedFormat.Of(_cursor);
        if (_format is null)
            return new ParseResult.NotAFeed(Foreign.DescribeRoot(_cursor.Name));
        ReadChannel(_cursor.Base(url), _cursor.Language());
        return Result(repair: null);
    }

    /// <summary>Reads as far as it can be read.</summary>
    /// <param name="why">Why the document had to be mended.</param>
    public ParseResult ReadWhatThereIs(string why)
    {
        try
        {
            return Read() is ParseResult.Parsed { Document: var document } ? new ParseResult.Parsed(document with { Repair = why }) : Result(why);
        }
        catch (XmlException)
        {
            return Result(why);
        }
    }

    private ParseResult Result(string? repair)
    {
        if (_format is null)
            return new ParseResult.NotAFeed(Foreign.DescribeRoot(_cursor.Name));
        if (_items.Count == 0 && _channel.IsEmpty && _format.StartsWith("rss1", StringComparison.Ordinal))
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
                _items.Add(new ItemReader(_cursor, _channel).Read(baseUri));
            else if (_cursor.Vocabulary == Vocabulary.Feed && _cursor.Name is "channel" or "rss" && level < MaxLevel)
                ReadChannel(_cursor.Base(baseUri), _cursor.Language(), level + 1);
            else
                ChannelElement.Read(_cursor, _channel, baseUri);
        }
    }
}
