using System.Globalization;
using AngleSharp.Dom;
using NewsBot.Core.Model;

namespace NewsBot.Core.Composing;

/// <summary>Finds the pictures of an article, best first, each in its largest sensible size.</summary>
internal static class PictureFinder
{
    private const int MaxPictures = 20;
    private const int WidestWanted = 2560;

    private static readonly string[] LazySources = ["data-src", "data-lazy-src", "data-original", "data-original-src", "data-actualsrc", "data-orig-file", "data-lazyload", "src"];
    private static readonly string[] LazySets = ["data-srcset", "data-lazy-srcset", "srcset"];

    /// <summary>
    /// Pictures in the text in reading order, then those that the feed names outside it, then posters of videos; the
    /// same picture once.
    /// </summary>
    public static IReadOnlyList<Uri> Find(IElement body, Uri? baseUrl, FeedItem item)
    {
        var elements = body.Inside();
        var inText = elements.Where(e => e.LocalName == "img" && !PictureAddress.IsDecoration(e)).Select(img => Source(img, baseUrl));
        var posters = elements.Where(e => e.LocalName == "video").Select(video => WebAddress.Resolve(baseUrl, video.GetAttribute("poster")));
        var attached = item.Enclosures.Where(e => e.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true).Select(e => e.Url);
        return [.. inText.Concat(item.Images).Concat(attached).Concat(posters)
            .OfType<Uri>()
            .Where(address => address.IsAbsoluteUri && !PictureAddress.IsDecoration(address))
            .Select(PictureAddress.Unwrap)
            .Where(address => !PictureAddress.IsDecoration(address))
            .DistinctBy(address => address.AbsoluteUri, StringComparer.OrdinalIgnoreCase)
            .Take(MaxPictures)];
    }

    /// <summary>The best address an <c>img</c> offers: its largest candidate, else where lazy loading hides it, else <c>src</c>.</summary>
    private static Uri? Source(IElement img, Uri? baseUrl)
    {
        var sets = LazySets.Select(img.GetAttribute);
        if (img.ParentElement is { LocalName: "picture" } picture)
            sets = sets.Concat(picture.Children.Where(c => c.LocalName == "source").SelectMany(source => LazySets.Select(source.GetAttribute)));
        var largest = sets.OfType<string>()
            .SelectMany(Candidates)
            .Where(candidate => candidate.Width <= WidestWanted)
            .OrderByDescending(candidate => candidate.Width)
            // Chats show JPEG and PNG everywhere, WebP not.
            .ThenBy(candidate => candidate.Url.Contains(".webp", StringComparison.OrdinalIgnoreCase))
            .Select(candidate => WebAddress.Resolve(baseUrl, candidate.Url))
            .FirstOrDefault(address => address is not null);
        return largest ?? LazySources.Select(name => WebAddress.Resolve(baseUrl, img.GetAttribute(name))).FirstOrDefault(address => address is not null);
    }

    /// <summary>The candidates of a <c>srcset</c> (HTML section 4.8.4.2.1); a density counts as that many thousand pixels.</summary>
    private static IEnumerable<(string Url, double Width)> Candidates(string set)
    {
        // Commas stand in addresses too: a candidate ends at a comma that white space follows, or at the end.
        foreach (var part in set.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.TrimEnd(',').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                continue;
            var descriptor = words.Length > 1 ? words[1] : "1x";
            if (double.TryParse(descriptor[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                yield return (words[0], descriptor[^1] == 'w' ? number : number * 1000);
        }
    }
}
