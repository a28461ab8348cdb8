using System.Text;
using System.Xml;
using NewsBot.Core.Parsing.Mending;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>
/// XML bytes to a feed, in two steps: the strict reader on the bytes, which nearly all feeds pass; if it objects, the text
/// made well-formed (<see cref="XmlMender"/>) and read again.
/// </summary>
internal static class XmlFeed
{
    /// <summary>How strangers' XML is read.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        // Ignored, not refused: RSS 0.91 carries a DOCTYPE. Nothing in it is fetched or expanded.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads the body of a document, after any byte order mark.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="encoding">How they are to be decoded.</param>
    /// <param name="url">The address of the document.</param>
    /// <param name="outline">Whether of the items only what tells which they are is wanted.</param>
    public static ParseResult Parse(ReadOnlyMemory<byte> body, Encoding encoding, Uri url, bool outline)
    {
        var result = ParseStrictly(body, encoding, url, outline);
        if (result is ParseResult.Parsed)
            return result;
        var text = encoding.GetString(body.Span);
        // Sound XML of another kind may still have a feed in it, behind the error messages of a script.
        return result is null || XmlMender.HoldsFeed(text) ? ParseMended(text, url, outline) : result;
    }

    /// <summary>The result; null if the XML is not well-formed.</summary>
    private static ParseResult? ParseStrictly(ReadOnlyMemory<byte> body, Encoding encoding, Uri url, bool outline)
    {
        try
        {
            using var text = new DecodingReader(body, encoding);
            using var reader = XmlReader.Create(text, Settings);
            return new FeedReader(reader, url, outline).Read();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ParseResult ParseMended(string text, Uri url, bool outline)
    {
        if (XmlMender.Mend(text) is not { } mended)
            return new ParseResult.NotAFeed(Foreign.Describe(text));
        using var reader = XmlReader.Create(new StringReader(mended.Xml), Settings);
        return new FeedReader(reader, url, outline).ReadWhatThereIs(mended.Why);
    }
}
