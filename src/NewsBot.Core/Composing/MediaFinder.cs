using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsBot.Core.Composing.Cleaning;
using NewsBot.Core.Model;

namespace NewsBot.Core.Composing;

/// <summary>Finds what can be watched or heard: attached files, players in the text, and the pages of known players.</summary>
internal static partial class MediaFinder
{
    private const int MaxMedia = 10;

    /// <summary>Video and audio of the item, attached files first.</summary>
    public static IReadOnlyList<Enclosure> Find(IElement body, Uri? baseUrl, FeedItem item)
    {
        var attached = item.Enclosures.Where(e => IsPlayable(e.Type));
        var elements = body.Inside();
        var players = elements.Where(e => e.LocalName is "video" or "audio").Select(player => Player(player, baseUrl));
        var frames = elements.Where(e => e.LocalName == "iframe").Select(frame => Page(WebAddress.Resolve(baseUrl, frame.GetAttribute("src") ?? frame.GetAttribute("data-src"))));
        return [.. attached.Concat(players.Concat(frames).OfType<Enclosure>()).DistinctBy(e => e.Url.AbsoluteUri, StringComparer.Ordinal).Take(MaxMedia)];
    }

    private static bool IsPlayable(string? type) =>
        type is not null && (type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase));

    private static Enclosure? Player(IElement player, Uri? baseUrl)
    {
        var source = player.GetAttribute("src") is { Length: > 0 } own ? player : player.QuerySelector("source[src]");
        return WebAddress.Resolve(baseUrl, source?.GetAttribute("src")) is { } address
            ? new Enclosure(address, source!.GetAttribute("type") ?? player.LocalName + "/*", null)
            : null;
    }

    /// <summary>The page on which an embedded player can be watched.</summary>
    private static Enclosure? Page(Uri? frame)
    {
        if (frame is null)
            return null;
        var text = frame.AbsoluteUri;
        var page = YouTube.Match(text) is { Success: true } youTube ? "https://www.youtube.com/watch?v=" + youTube.Groups["id"].Value
            : Vimeo.Match(text) is { Success: true } vimeo ? "https://vimeo.com/" + vimeo.Groups["id"].Value
            : Bilibili.Match(text) is { Success: true } bilibili ? "https://www.bilibili.com/video/" + bilibili.Groups["id"].Value
            : Dailymotion.Match(text) is { Success: true } dailymotion ? "https://www.dailymotion.com/video/" + dailymotion.Groups["id"].Value
            : null;
        return page is null ? null : new Enclosure(new Uri(page), "text/html", null);
    }

    [GeneratedRegex(@"^https?://(www\.)?youtube(-nocookie)?\.com/(embed|v|shorts)/(?<id>[\w-]{11})", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex YouTube { get; }

    [GeneratedRegex(@"^https?://player\.vimeo\.com/video/(?<id>\d{1,12})", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex Vimeo { get; }

    [GeneratedRegex(@"^https?://player\.bilibili\.com/player\.html\?[^#]{0,200}?bvid=(?<id>BV\w{10})", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex Bilibili { get; }

    [GeneratedRegex(@"^https?://(www|geo)\.dailymotion\.com/(embed/video/|player\.html\?video=)(?<id>\w{5,12})", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex Dailymotion { get; }
}
