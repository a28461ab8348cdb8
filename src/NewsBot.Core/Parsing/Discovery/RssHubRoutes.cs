using System.Collections.Frozen;

namespace NewsBot.Core.Parsing.Discovery;

/// <summary>
/// Routes of RSSHub for pages of well-known sites. Only long-standing routes stand here, as RSSHub's own sources declare
/// them for its browser extension; whether an instance can serve one today, trying it shows.
/// </summary>
internal static class RssHubRoutes
{
    /// <summary>
    /// Page and route. A part of a path that begins with <c>:</c> stands for a name, with <c>#</c> for a number; both go to
    /// the end of the route, or to where it has a <c>*</c>. Further parts of the page's path are of no matter where the
    /// pattern ends with <c>/…</c>.
    /// </summary>
    private static readonly (string Page, string Route)[] Known =
    [
        ("space.bilibili.com/#/…", "/bilibili/user/video/"),
        ("weibo.com/u/#/…", "/weibo/user/"),
        ("weibo.com/#", "/weibo/user/"),
        ("m.weibo.cn/u/#", "/weibo/user/"),
        ("m.weibo.cn/profile/#", "/weibo/user/"),
        ("s.weibo.com/top/summary", "/weibo/search/hot"),
        ("zhihu.com/people/:/…", "/zhihu/people/activities/"),
        ("zhihu.com/org/:/…", "/zhihu/posts/org/"),
        ("zhihu.com/column/:", "/zhihu/zhuanlan/"),
        ("zhihu.com/question/#/…", "/zhihu/question/"),
        ("zhihu.com/topic/#/…", "/zhihu/topic/"),
        ("zhihu.com/hot", "/zhihu/hot"),
        ("zhuanlan.zhihu.com/:", "/zhihu/zhuanlan/"),
        ("douban.com/group/:", "/douban/group/"),
        ("xiaohongshu.com/user/profile/:", "/xiaohongshu/user/*/notes"),
        ("douyin.com/user/:", "/douyin/user/"),
        ("kuaishou.com/profile/:", "/kuaishou/profile/"),
        ("juejin.cn/user/#/…", "/juejin/posts/"),
        ("juejin.cn/column/#", "/juejin/column/"),
        ("juejin.cn/tag/:", "/juejin/tag/"),
        ("36kr.com/newsflashes", "/36kr/newsflashes"),
        ("36kr.com/hot-list/:", "/36kr/hot-list/"),
        ("sspai.com/u/:/…", "/sspai/author/"),
        ("acfun.cn/u/#", "/acfun/user/video/"),
        ("web.okjike.com/u/:", "/jike/user/"),
        ("m.okjike.com/users/:", "/jike/user/"),
        ("web.okjike.com/topic/:", "/jike/topic/"),
        ("m.okjike.com/topics/:", "/jike/topic/"),
        ("xiaoyuzhoufm.com/podcast/:", "/xiaoyuzhou/podcast/"),
        ("t.me/s/:", "/telegram/channel/"),
        ("t.me/:", "/telegram/channel/"),
        ("telegram.me/:", "/telegram/channel/"),
        ("x.com/:", "/twitter/user/"),
        ("twitter.com/:", "/twitter/user/"),
        ("mobile.twitter.com/:", "/twitter/user/"),
        ("instagram.com/:", "/instagram/user/"),
        ("threads.net/@:", "/threads/"),
        ("threads.com/@:", "/threads/"),
        ("pixiv.net/users/#", "/pixiv/user/"),
        ("pixiv.net/en/users/#", "/pixiv/user/"),
        ("twitch.tv/:", "/twitch/video/"),
        ("twitch.tv/:/videos", "/twitch/video/"),
        ("github.com/trending", "/github/trending/daily/any"),
    ];

    /// <summary>What stands in the place of a name on sites whose members have pages right below the root.</summary>
    private static readonly FrozenSet<string> NoNames = new[]
    {
        "about", "accounts", "addlist", "addstickers", "c", "directory", "download", "downloads", "explore", "help", "home", "i", "intent",
        "joinchat", "jobs", "login", "messages", "notifications", "p", "privacy", "proxy", "reel", "reels", "s", "search", "settings", "share",
        "signin", "signup", "stories", "tos", "write",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ILookup<string, (string[] Pattern, string Route)> ByHost = Known.ToLookup(
        row => row.Page.Split('/')[0],
        row => (row.Page.Split('/')[1..], row.Route),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The route for a page, from <c>/</c> on; null for a page that is not known.</summary>
    public static string? Find(Uri page)
    {
        if (!page.IsAbsoluteUri || page.Scheme is not ("http" or "https"))
            return null;
        var path = page.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var host = page.Host.StartsWith("www.", StringComparison.Ordinal) ? page.Host[4..] : page.Host;
        return ByHost[host].Select(row => Match(row.Pattern, row.Route, path)).FirstOrDefault(route => route is not null);
    }

    private static string? Match(string[] pattern, string route, string[] path)
    {
        var isOpen = pattern[^1] == "…";
        var length = isOpen ? pattern.Length - 1 : pattern.Length;
        if (isOpen ? path.Length < length : path.Length != length)
            return null;

        string? name = null;
        for (var i = 0; i < length; i++)
        {
            if (pattern[i][^1] is not (':' or '#'))
            {
                if (!string.Equals(pattern[i], path[i], StringComparison.Ordinal))
                    return null;
                continue;
            }
            var before = pattern[i][..^1];
            if (!path[i].StartsWith(before, StringComparison.Ordinal))
                return null;
            name = path[i][before.Length..];
            if (!(pattern[i][^1] == '#' ? IsNumber(name) : IsName(name)))
                return null;
        }
        return route.Contains('*', StringComparison.Ordinal) ? route.Replace("*", name, StringComparison.Ordinal) : route + name;
    }

    private static bool IsNumber(string text) => text.Length is > 0 and <= 32 && text.All(char.IsAsciiDigit);

    /// <summary>Percent-encoded text counts, for there are tags in Chinese.</summary>
    private static bool IsName(string text) =>
        text.Length is > 0 and <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '%' or '=') && !NoNames.Contains(text);
}
