using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Xml;

namespace NewsBot.Core.Parsing;

/// <summary>
/// Bytes to <see cref="FeedDocument"/>: RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed and archived articles.
/// The content tells the format, never a header or a file name.
/// </summary>
public static class FeedParser
{
    /// <summary>Bytes that are read at most; a larger document is refused.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Items that are kept at most; the rest of the document is not looked at.</summary>
    public const int MaxItems = 50_000;

    private const int OpeningBytes = 1024;
    private const int FrontBytes = 64;

    // So many that a character which the cut went through is not the first.
    private const int FrontCharacters = 8;

    /// <summary>
    /// Reads a feed. Time and memory grow in proportion to the bytes; nothing outside them is looked at, and no bytes make
    /// it throw.
    /// </summary>
    /// <param name="bytes">The document as it was received, decompressed.</param>
    /// <param name="url">Its own address, the base of relative links.</param>
    /// <param name="contentType">The Content-Type header as received; only its charset is used.</param>
    public static ParseResult Parse(ReadOnlyMemory<byte> bytes, Uri url, string? contentType = null) => Parse(bytes, url, contentType, outline: false);

    /// <summary>
    /// Reads what a feed says of itself, and of its items as much as tells which they are and when they appeared: id, link and times
    /// are there, whatever else is missing. Else as <see cref="Parse(ReadOnlyMemory{byte}, Uri, string?)"/>, in less time and about half the memory.
    /// </summary>
    /// <param name="bytes">The document as it was received, decompressed.</param>
    /// <param name="url">Its own address, the base of relative links.</param>
    /// <param name="contentType">The Content-Type header as received; only its charset is used.</param>
    public static ParseResult Outline(ReadOnlyMemory<byte> bytes, Uri url, string? contentType = null) => Parse(bytes, url, contentType, outline: true);

    private static ParseResult Parse(ReadOnlyMemory<byte> bytes, Uri url, string? contentType, bool outline)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (bytes.Length > MaxBytes)
            return new ParseResult.NotAFeed($"The answer is larger than {MaxBytes / (1024 * 1024)} MiB");

        var encoding = FeedText.Detect(bytes.Span, contentType, out var preamble);
        var body = bytes[preamble..];
        var opening = Opening(body.Span, encoding);
        if (opening.Length == 0)
            return new ParseResult.NotAFeed("The answer is empty");
        if (ArchiveArticle.IsHeader(opening))
            return ArchiveArticle.ParseFolder(encoding.GetString(body.Span));
        if (opening[0] is '{' or '[')
            return JsonFeed.Parse(body, encoding, url);
        return XmlFeed.Parse(body, encoding, url, outline);
    }

    /// <summary>The first characters that are not white space.</summary>
    private static string Opening(ReadOnlySpan<byte> body, Encoding encoding)
    {
        // Nearly always a tag stands at the very front, and nothing more must be known.
        var front = encoding.GetString(body[..Math.Min(body.Length, FrontBytes)]).TrimStart(Blank);
        if (front.Length >= FrontCharacters && !ArchiveArticle.MayBeHeader(front))
            return front;
        var text = encoding.GetString(body[..Math.Min(body.Length, OpeningBytes)]).TrimStart(Blank).ToString();
        // White space alone at the front: a feed may still follow, an empty answer may not.
        return text.Length == 0 && body.Length > OpeningBytes ? encoding.GetString(body).TrimStart(Blank) : text;
    }

    private static readonly char[] Blank = [' ', '\t', '\r', '\n', '\f', '\v', '\0', '\u00A0', '\u200B', '\uFEFF'];
}
