namespace NewsBot.Core.Parsing.Discovery;

/// <summary>Sites whose feeds follow from the address of a page, though the page may not name them.</summary>
internal static class KnownSites
{
    /// <summary>The feeds of a page; none for a site that is not known.</summary>
    public static IReadOnlyList<FeedLink> Feeds(Uri page)
    {
        if (!page.IsAbsoluteUri || page.Scheme is not ("http" or "https"))
            return [];
        var path = page.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var host = page.Host.StartsWith("www.", StringComparison.Ordinal) ? page.Host[4..] : page.Host;
        return host switch
        {
            "youtube.com" or "m.youtube.com" => YouTube(page, path),
            "github.com" => GitHub(path),
            "gitlab.com" when path.Length >= 2 => [Link($"https://gitlab.com/{path[0]}/{path[1]}/-/releases.atom", "Releases"), Link($"https://gitlab.com/{path[0]}/{path[1]}/-/tags?format=atom", "Tags")],
            "reddit.com" or "old.reddit.com" when path is ["r" or "u" or "user", _, ..] => [Link($"https://www.reddit.com/{path[0]}/{path[1]}/.rss")],
            "medium.com" when path.Length > 0 => [Link($"https://medium.com/feed/{path[0]}")],
            "bsky.app" when path is ["profile", _, ..] => [Link($"https://bsky.app/profile/{path[1]}/rss")],
            "stackoverflow.com" when path is ["questions", "tagged", _, ..] => [Link($"https://stackoverflow.com/feeds/tag/{path[2]}")],
            "pypi.org" when path is ["project", _, ..] => [Link($"https://pypi.org/rss/project/{path[1]}/releases.xml", "Releases")],
            "news.ycombinator.com" => [Link("https://news.ycombinator.com/rss")],
            "vimeo.com" when path.Length == 1 => [Link($"https://vimeo.com/{path[0]}/videos/rss")],
            "douban.com" when path is ["people", _, ..] => [Link($"https://www.douban.com/feed/people/{path[1]}/interests")],
            _ when host.EndsWith(".medium.com", StringComparison.Ordinal) || host.EndsWith(".substack.com", StringComparison.Ordinal) => [Link($"https://{host}/feed")],
            _ when host.EndsWith(".blogspot.com", StringComparison.Ordinal) => [Link($"https://{host}/feeds/posts/default")],
            _ when host.EndsWith(".tumblr.com", StringComparison.Ordinal) => [Link($"https://{host}/rss")],
            _ when host.EndsWith(".wordpress.com", StringComparison.Ordinal) => [Link($"https://{host}/feed/")],
            // Mastodon and its kin on any host: a profile is /@name.
            _ when path is [['@', _, ..] name] && !name.Contains('.', StringComparison.Ordinal) => [new FeedLink(new Uri(page, $"/{name}.rss"), Title: null)],
            _ => [],
        };
    }

    /// <summary>True for the pages of YouTube.</summary>
    public static bool IsYouTube(Uri page) =>
        page.Host is "youtube.com" || page.Host.EndsWith(".youtube.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The videos of a channel, by its id (<c>UC…</c>).</summary>
    public static FeedLink YouTubeChannel(string id) =>
        Link("https://www.youtube.com/feeds/videos.xml?channel_id=" + Uri.EscapeDataString(id));

    private static FeedLink Link(string address, string? title = null) => new(new Uri(address), title);

    private static FeedLink[] YouTube(Uri page, string[] path)
    {
        if (path is ["channel", _, ..])
            return [YouTubeChannel(path[1])];
        if (path is ["playlist"] && Query(page, "list") is { } list)
            return [Link("https://www.youtube.com/feeds/videos.xml?playlist_id=" + Uri.EscapeDataString(list))];
        return path is ["user", _, ..] ? [Link("https://www.youtube.com/feeds/videos.xml?user=" + path[1])] : [];
    }

    private static FeedLink[] GitHub(string[] path) => path switch
    {
        ["topics" or "features" or "about" or "settings" or "explore" or "marketplace", ..] => [],
        [var owner] => [Link($"https://github.com/{owner}.atom")],
        [var owner, var project, ..] =>
        [
            Link($"https://github.com/{owner}/{project}/releases.atom", "Releases"),
            Link($"https://github.com/{owner}/{project}/tags.atom", "Tags"),
            Link($"https://github.com/{owner}/{project}/commits.atom", "Commits"),
        ],
        _ => [],
    };

    private static string? Query(Uri page, string name)
    {
        foreach (var part in page.Query.TrimStart('?').Split('&'))
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal))
                return Uri.UnescapeDataString(part[(name.Length + 1)..]);
        }
        return null;
    }
}
