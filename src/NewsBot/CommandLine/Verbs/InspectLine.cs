using System.Text.Json;
using System.Text.Json.Serialization;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;

namespace NewsBot.CommandLine.Verbs;

/// <summary>A parsed feed as <c>inspect</c> writes it. The order of the properties is the order on the line.</summary>
internal sealed record InspectLine(
    string Id, string? Error, double Ms, string Format, string? FeedTitle, string? FeedLink, string? FeedLanguage, int? FeedTtl,
    IReadOnlyList<string> FeedHub, string? FeedImage, int Entries, InspectLine.FirstEntry? First, InspectLine.LastEntry? Last)
{
    /// <summary>What came of <paramref name="document"/>.</summary>
    public static InspectLine Of(string id, TimeSpan parsing, FeedDocument document) => new(
        id, Error: null, Milliseconds(parsing), document.Format, document.Title, Text(document.Link), document.Language,
        document.Hints.TtlMinutes, [.. document.Hubs.Select(hub => Text(hub)!)], Text(document.Image), document.Items.Count,
        document.Items.Count == 0 ? null : Entry(document.Items[0]),
        document.Items.Count == 0 ? null : new LastEntry(document.Items[^1].Title, Text(document.Items[^1].Link)));

    /// <summary>Milliseconds with three decimals.</summary>
    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static FirstEntry Entry(FeedItem item)
    {
        var images = Images(item);
        return new FirstEntry(
            item.Title, Text(item.Link), item.Id, JsonLines.Time(item.Published), JsonLines.Time(item.Updated), item.Author,
            item.Categories, images.Count == 0 ? null : images[0], images, item.Summary, item.Content,
            [.. item.Enclosures.Select(file => new Attached(Text(file.Url)!, file.Type, file.Length))]);
    }

    /// <summary>The pictures that the feed names, then those of the text.</summary>
    private static List<string> Images(FeedItem item)
    {
        var anywhere = item.Link ?? new Uri("about:blank");
        var inText = ItemPictures.InHtml($"{item.Content}{item.Summary}", anywhere);
        return [.. item.Images.Concat(inText).Distinct().Select(image => Text(image)!)];
    }

    private static string? Text(Uri? url) => url is null ? null : url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString;

    /// <summary>The first entry of the document.</summary>
    internal sealed record FirstEntry(
        string? Title, string? Link, string? Id, string? PublishedUtc, string? UpdatedUtc, string? Author, IReadOnlyList<string> Categories,
        string? Image, IReadOnlyList<string> Images, string? Summary, string? Content, IReadOnlyList<Attached> Enclosures);

    /// <summary>The last entry of the document.</summary>
    internal sealed record LastEntry(string? Title, string? Link);

    /// <summary>An enclosure.</summary>
    internal sealed record Attached(string Url, string? Type, long? Length);
}

/// <summary>What could not be inspected, and why.</summary>
internal sealed record InspectFailure(string Id, string Error, double? Ms);

/// <summary>A line of a manifest.</summary>
/// <param name="Id">Comes back on the line of the answer.</param>
/// <param name="File">Relative to the manifest.</param>
/// <param name="Url">The document's own address, base of its relative links.</param>
/// <param name="HttpHeaders">What the server said; only Content-Type matters.</param>
internal sealed record ManifestLine(string? Id, string? File, string? Url, IReadOnlyDictionary<string, JsonElement>? HttpHeaders)
{
    /// <summary>The Content-Type header, or null.</summary>
    [JsonIgnore]
    public string? ContentType => HttpHeaders?
        .Where(header => string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString() : null)
        .FirstOrDefault();
}
