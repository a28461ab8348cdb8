using System.Globalization;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Fetching.Newsroom;

/// <summary>
/// A publisher to try the bot with, on the machine itself: every ten seconds it has news. What it says at a moment is a
/// function of that moment, so it keeps nothing and every copy of it agrees. It is reached at any loopback address of the
/// bot, below <see cref="Root"/>; the fetcher answers such requests itself (<see cref="NewsroomHandler"/>), and
/// browsers get the same from <see cref="NewsroomEndpoints"/>.
/// </summary>
public sealed class DemoNewsroom(NewsroomContent content)
{
    /// <summary>Every address of the newsroom starts with this path.</summary>
    public const string Root = "/newsroom/";

    /// <summary>The path of its feed.</summary>
    public const string FeedPath = Root + "feed.xml";

    /// <summary>The feed holds this many of the newest items.</summary>
    private const int ItemsInFeed = 12;

    private static readonly TimeSpan BetweenStories = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer of the newsroom may be taken as current.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromSeconds(5);

    /// <summary>True for addresses that the newsroom answers: http, a loopback host, below <see cref="Root"/>.</summary>
    public static bool Owns(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FeedUrl.TryFrom(url, out var feed) && feed.IsDemonstration;
    }

    /// <summary>What a GET of <paramref name="url"/> is answered at the moment <paramref name="now"/>; null if there is no such thing.</summary>
    public NewsroomAnswer? At(DateTimeOffset now, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (content.Stories.Count == 0 || !url.AbsolutePath.StartsWith(Root, StringComparison.Ordinal))
            return null;
        var site = new Uri(url, "/");
        return url.AbsolutePath[Root.Length..].Split('/') switch
        {
            ["feed.xml"] => FeedAt(now, site),
            [""] => Page(now, NewsroomPages.Front(content.Title, Newest(now), site)),
            ["stories", var number] => StoryOf(number, now) is { } item ? Page(now, NewsroomPages.Story(content.Title, item, site)) : null,
            ["pictures", var name] => content.Pictures.TryGetValue(name, out var picture) ? new NewsroomAnswer("image/svg+xml", picture, ETagOf(picture.Length)) : null,
            _ => null,
        };
    }

    /// <summary>The feed at a moment: RSS 2.0 with the newest items; its ETag is the number of the newest.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="baseUrl">Scheme, host and port under which the reader knows us.</param>
    public NewsroomAnswer FeedAt(DateTimeOffset now, Uri baseUrl) =>
        new("application/rss+xml; charset=utf-8", NewsroomFeed.Write(content.Title, Newest(now), baseUrl), ETagOf(NumberAt(now)));

    private IEnumerable<NewsroomItem> Newest(DateTimeOffset now)
    {
        var newest = NumberAt(now);
        for (var number = newest; number > Math.Max(0, newest - ItemsInFeed); number--)
            yield return Item(number);
    }

    private NewsroomItem? StoryOf(string text, DateTimeOffset now) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= NumberAt(now)
            ? Item(number)
            : null;

    private NewsroomItem Item(long number) => new(
        number,
        DateTimeOffset.UnixEpoch + (BetweenStories * number),
        content.Stories[(int)(number % content.Stories.Count)]);

    private static NewsroomAnswer Page(DateTimeOffset now, string html) =>
        new("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html), ETagOf(NumberAt(now)));

    private static long NumberAt(DateTimeOffset now) => (now - DateTimeOffset.UnixEpoch).Ticks / BetweenStories.Ticks;

    private static string ETagOf(long number) => string.Create(CultureInfo.InvariantCulture, $"\"{number}\"");
}

/// <summary>What the newsroom answers.</summary>
/// <param name="ContentType">Media type with charset.</param>
/// <param name="Bytes">The document.</param>
/// <param name="ETag">With its quotes.</param>
public sealed record NewsroomAnswer(string ContentType, byte[] Bytes, string ETag);

/// <summary>A story with its number and moment.</summary>
internal sealed record NewsroomItem(long Number, DateTimeOffset Published, NewsroomStory Story)
{
    public Uri Link(Uri site) => new(site, string.Create(CultureInfo.InvariantCulture, $"{DemoNewsroom.Root}stories/{Number}"));

    public Uri? Picture(Uri site) => Story.Picture is { } name ? new(site, $"{DemoNewsroom.Root}pictures/{Uri.EscapeDataString(name)}") : null;
}
