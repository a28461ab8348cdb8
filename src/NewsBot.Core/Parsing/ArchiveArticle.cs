using System.Globalization;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing;

/// <summary>
/// The format of archived articles, one a file:
/// <code>
/// &lt;!--EPOCH_MILLISECONDS--&gt;
/// [TITLE](URL)
/// ------
///
/// BODY HTML
/// </code>
/// Also read: files without the first line, with a line <c>日期：RFC 822 date</c> below the rule, with <c>NaN</c> for the time.
/// </summary>
public static class ArchiveArticle
{
    /// <summary>Stands between the articles of a folder that is read as one document (RFC 7464).</summary>
    public const char Separator = '\u001E';

    private const string Rule = "------";
    private const string DateLabel = "日期：";

    /// <summary>Reads an article; null if the text is none. The id is the address, or title and time where there is none.</summary>
    public static FeedItem? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        var time = TakeTime(ref rest);
        if (!TryReadHeading(TakeLine(ref rest), out var title, out var address) || !TakeLine(ref rest).TrimEnd().SequenceEqual(Rule))
            return null;
        if (rest.StartsWith(DateLabel))
        {
            var written = TakeLine(ref rest)[DateLabel.Length..];
            time ??= FeedDate.TryParse(written.ToString(), out var dated) ? dated : null;
        }
        if (rest.StartsWith("\n") || rest.StartsWith("\r\n"))
            TakeLine(ref rest);
        if (rest.EndsWith("\n"))
            rest = rest[..^1];

        var link = Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
        return new FeedItem
        {
            Id = link is null ? TitleAndTime(title, time) : address,
            Title = CleanText.From(title),
            Link = link,
            Published = time,
            Content = rest.Length == 0 ? null : rest.ToString(),
        };
    }

    /// <summary>
    /// Writes an article. Reading what was written and writing it again gives the same text. What the format cannot hold
    /// (authors, labels, pictures outside the text) is left out.
    /// </summary>
    public static string Format(FeedItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var text = new StringBuilder();
        if (item.Published is { } time)
            text.Append(CultureInfo.InvariantCulture, $"<!--{time.ToUnixTimeMilliseconds()}-->\n");
        text.Append('[').Append(WrittenTitle(item.Title ?? "")).Append("](").Append(WrittenAddress(item)).Append(")\n");
        text.Append(Rule).Append("\n\n");
        return text.Append((item.Content ?? item.Summary ?? "").Replace(Separator, ' ')).Append('\n').ToString();
    }

    /// <summary>False if it takes no more than the first characters of a document to see that it is no article.</summary>
    internal static bool MayBeHeader(string opening) => opening[0] == '[' || opening.StartsWith("<!--", StringComparison.Ordinal);

    /// <summary>True if a document begins like an article.</summary>
    internal static bool IsHeader(string opening)
    {
        var rest = opening.AsSpan();
        TakeTime(ref rest);
        var heading = TakeLine(ref rest);
        // The opening may end inside a long address.
        if (rest.Length == 0)
            return heading.StartsWith("[") && heading.Contains("](http", StringComparison.Ordinal);
        return TryReadHeading(heading, out _, out _) && TakeLine(ref rest).TrimEnd().SequenceEqual(Rule);
    }

    /// <summary>Reads articles that are joined by <see cref="Separator"/>; pieces that are none are passed over.</summary>
    internal static ParseResult ParseFolder(string text)
    {
        var items = text.Split(Separator).Take(FeedParser.MaxItems).Select(Parse).OfType<FeedItem>().ToList();
        return items.Count == 0
            ? new ParseResult.NotAFeed("This is plain text, not a feed")
            : new ParseResult.Parsed(new FeedDocument { Format = "archive", Items = items });
    }

    private static DateTimeOffset? TakeTime(ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("<!--"))
            return null;
        var comment = TakeLine(ref rest).TrimEnd();
        return comment.Length > 7 && comment.EndsWith("-->")
            && long.TryParse(comment[4..^3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is > -62_135_596_800_000 and < 253_402_300_800_000
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
    }

    /// <summary>The title may hold brackets itself: the last <c>](</c> parts it from the address.</summary>
    private static bool TryReadHeading(ReadOnlySpan<char> line, out string title, out string address)
    {
        (title, address) = ("", "");
        var heading = line.TrimEnd();
        var split = heading.LastIndexOf("](", StringComparison.Ordinal);
        // An address may hold the mark too, if somebody else wrote it.
        if (split >= 0 && !heading[split..].SequenceEqual("]()") && heading.LastIndexOf("](http", StringComparison.Ordinal) is var web and >= 0)
            split = web;
        if (split < 0 || !heading.StartsWith("[") || !heading.EndsWith(")"))
            return false;
        // The first archiver wrote what RSS held: entities are escaped once more.
        title = CharacterReference.Decode(heading[1..split].Trim().ToString());
        address = heading[(split + 2)..^1].Trim().ToString();
        return true;
    }

    private static ReadOnlySpan<char> TakeLine(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }

    private static string TitleAndTime(string title, DateTimeOffset? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{title} {known.ToUnixTimeMilliseconds()}") : title;

    private static string WrittenTitle(string title)
    {
        var line = string.Join(' ', title.Split(['\r', '\n', Separator], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // Reading decodes entities: where that would change the title, they are escaped.
        return CharacterReference.Decode(line) == line ? line : line.Replace("&", "&amp;", StringComparison.Ordinal);
    }

    /// <summary>The address as the item writes it, if its id is that; the bytes of archived files then stay the same.</summary>
    private static string WrittenAddress(FeedItem item)
    {
        if (item.Link is null)
            return "";
        var written = Uri.TryCreate(item.Id, UriKind.Absolute, out var id) && id == item.Link && !item.Id.Any(char.IsWhiteSpace)
            ? item.Id
            : item.Link.AbsoluteUri;
        return written.Replace("](", "%5D(", StringComparison.Ordinal);
    }
}
