using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Html;
using NewsBot.Core.Parsing.Mending;

namespace NewsBot.Core.Parsing;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org), read leniently: wrong types are absent values, the rest is read.</summary>
internal static class JsonFeed
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>Reads the body of a document, after any byte order mark.</summary>
    public static ParseResult Parse(ReadOnlyMemory<byte> body, Encoding encoding, Uri url)
    {
        var utf8 = encoding.CodePage == Encoding.UTF8.CodePage ? body : Encoding.UTF8.GetBytes(encoding.GetString(body.Span));
        try
        {
            return Read(utf8, url, repair: null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ReadMended(encoding.GetString(body.Span), url);
        }
    }

    private static ParseResult ReadMended(string text, Uri url)
    {
        try
        {
            return Read(Encoding.UTF8.GetBytes(JsonMender.Mend(text)), url, "the JSON is broken or cut off");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ParseResult.NotAFeed("This looks like JSON but cannot be read");
        }
    }

    private static ParseResult Read(ReadOnlyMemory<byte> utf8, Uri url, string? repair)
    {
        using var json = JsonDocument.Parse(utf8, Lenient);
        var root = json.RootElement;
        var version = Text(root, "version");
        var isNamed = version?.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase) == true;
        if (root.ValueKind != JsonValueKind.Object || (!isNamed && !HasArray(root, "items")))
            return new ParseResult.NotAFeed("This is JSON, but not a feed");

        var authors = Authors(root);
        return new ParseResult.Parsed(new FeedDocument
        {
            Format = "json" + Version(version),
            Title = PlainText.From(Text(root, "title"), TextKind.Plain),
            Description = Text(root, "description"),
            Link = Address(root, "home_page_url", url),
            Self = Address(root, "feed_url", url),
            Language = Text(root, "language"),
            Image = Address(root, "icon", url) ?? Address(root, "favicon", url),
            Hubs = [.. Objects(root, "hubs").Select(hub => Address(hub, "url", url)).OfType<Uri>()],
            Items = [.. Objects(root, "items").Take(FeedParser.MaxItems).Select(item => Item(item, authors, url))],
            Repair = repair,
        });
    }

    private static string Version(string? url)
    {
        var number = url?.TrimEnd('/').Split('/')[^1];
        return number switch
        {
            "1" or "1.0" => "1.0",
            "1.1" => "1.1",
            _ => "",
        };
    }

    private static FeedItem Item(JsonElement item, string? feedAuthors, Uri url)
    {
        var html = Text(item, "content_html");
        var plain = Text(item, "content_text");
        var published = Time(item, "date_published");
        var updated = Time(item, "date_modified");
        var files = Objects(item, "attachments").Select(file => File(file, url)).OfType<Enclosure>().ToList();
        IEnumerable<Uri?> images =
        [
            Address(item, "image", url),
            Address(item, "banner_image", url),
            .. files.Where(file => file.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true).Select(file => file.Url),
        ];
        return new FeedItem
        {
            Id = Text(item, "id"),
            Title = PlainText.From(Text(item, "title"), TextKind.Plain),
            Link = Address(item, "url", url) ?? Address(item, "external_url", url),
            Published = published ?? updated,
            Updated = updated,
            Author = Authors(item) ?? feedAuthors,
            Categories = Strings(item, "tags"),
            Summary = Text(item, "summary"),
            Content = html is null ? (plain is null ? null : CharacterReference.Encode(plain)) : HtmlLinks.Absolute(html, url),
            Images = [.. images.OfType<Uri>().Distinct()],
            Enclosures = files,
            Language = Text(item, "language"),
        };
    }

    private static Enclosure? File(JsonElement file, Uri url) => Address(file, "url", url) is { } address
        ? new Enclosure(address, Text(file, "mime_type"), Number(file, "size_in_bytes"))
        : null;

    private static string? Authors(JsonElement owner)
    {
        var all = Objects(owner, "authors");
        // 1.0 had one author; some write 1.1 and keep it.
        if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty("author", out var single))
            all = all.Append(single);
        var names = all.Select(author => author.ValueKind == JsonValueKind.Object ? Text(author, "name") ?? Text(author, "url") : Value(author))
            .OfType<string>().Distinct(StringComparer.Ordinal).Take(50);
        var joined = string.Join(", ", names);
        return joined.Length == 0 ? null : joined;
    }

    private static DateTimeOffset? Time(JsonElement owner, string name) => FeedDate.TryParse(Text(owner, name), out var time) ? time : null;

    private static Uri? Address(JsonElement owner, string name, Uri url) => WebAddress.Resolve(Text(owner, name), url);

    private static long? Number(JsonElement owner, string name) =>
        long.TryParse(Text(owner, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<string> Strings(JsonElement owner, string name) =>
        [.. Elements(owner, name).Select(Value).OfType<string>().Distinct(StringComparer.Ordinal).Take(200)];

    private static IEnumerable<JsonElement> Objects(JsonElement owner, string name) =>
        Elements(owner, name).Where(element => element.ValueKind is JsonValueKind.Object or JsonValueKind.String);

    private static JsonElement.ArrayEnumerator Elements(JsonElement owner, string name) =>
        HasArray(owner, name) ? owner.GetProperty(name).EnumerateArray() : default;

    private static bool HasArray(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object
        && owner.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array;

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? Value(value) : null;

    /// <summary>A string; a number as it is written, for ids must be strings but are not always.</summary>
    private static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => CleanText.From(value.GetString()!),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
