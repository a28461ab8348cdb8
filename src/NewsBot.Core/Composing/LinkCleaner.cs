using System.Text.RegularExpressions;
using NewsBot.Core.Composing.Cleaning;

namespace NewsBot.Core.Composing;

/// <summary>Makes an address fit to be shown and shared: without trackers, redirectors and slips of the publisher.</summary>
public static partial class LinkCleaner
{
    private const int MaxRedirectors = 4;

    /// <summary>Redirectors that carry their target in the query: host, path prefix, parameter.</summary>
    private static readonly (string Host, string Path, string Parameter)[] Redirectors =
    [
        ("l.facebook.com", "/l.php", "u"), ("lm.facebook.com", "/l.php", "u"), ("l.instagram.com", "/", "u"), ("l.messenger.com", "/l.php", "u"),
        ("google.com", "/url", "q"), ("google.com", "/url", "url"), ("youtube.com", "/redirect", "q"), ("redirect.viglink.com", "/", "u"),
        ("go.redirectingat.com", "/", "url"), ("go.skimresources.com", "/", "url"), ("out.reddit.com", "/", "url"), ("t.umblr.com", "/redirect", "z"),
        ("link.zhihu.com", "/", "target"), ("link.juejin.cn", "/", "target"), ("jianshu.com", "/go-wild", "url"), ("weibo.cn", "/sinaurl", "u"),
        ("c.pc.qq.com", "/middlem.html", "pfurl"), ("gate.sc", "/", "url"), ("exit.sc", "/", "url"), ("steamcommunity.com", "/linkfilter", "url"),
        ("slack-redir.net", "/link", "url"), ("safelinks.protection.outlook.com", "/", "url"), ("away.vk.com", "/away.php", "to"), ("vk.com", "/away.php", "to"),
        ("click.linksynergy.com", "/", "murl"), ("awin1.com", "/cread.php", "ued"), ("mail.francemm.com", "/owa/redir.aspx", "URL"), ("disq.us", "/url", "url"),
    ];

    /// <summary>Publishers that have answered on https alone for years; their feeds still say http here and there.</summary>
    private static readonly string[] SecureHosts =
    [
        "bbc.com", "bbc.co.uk", "rfi.fr", "france24.com", "voachinese.com", "voanews.com", "dw.com", "nytimes.com", "rfa.org",
        "chinadigitaltimes.net", "theguardian.com", "reuters.com", "washingtonpost.com", "github.com", "youtube.com", "wikipedia.org",
        "medium.com", "reddit.com", "zhihu.com", "weibo.com", "weixin.qq.com", "blogspot.com", "wordpress.com",
    ];

    /// <summary>
    /// The address without tracking parameters, redirectors that carry their target openly, doubled slashes in the path and
    /// fragments that only track; <c>https</c> where the publisher is known to have it. What is not understood
    /// stays.
    /// </summary>
    public static Uri Clean(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!WebAddress.IsWeb(address))
            return address;
        for (var i = 0; i < MaxRedirectors && Target(address) is { } target; i++)
            address = target;

        var path = CleanPath(address.AbsolutePath);
        var query = TrackingParameters.Without(address);
        var fragment = TrackingParameters.IsTrackingFragment(address.Fragment) ? "" : address.Fragment;
        var scheme = address.Scheme == Uri.UriSchemeHttp && address.IsDefaultPort && Array.Exists(SecureHosts, host => WebAddress.IsWithin(address.Host, host))
            ? Uri.UriSchemeHttps
            : address.Scheme;
        var authority = address.UserInfo.Length == 0 ? address.Authority : address.UserInfo + "@" + address.Authority;
        return Uri.TryCreate(scheme + "://" + authority + path + query + fragment, UriKind.Absolute, out var clean) ? clean : address;
    }

    private static Uri? Target(Uri address)
    {
        foreach (var (host, path, parameter) in Redirectors)
        {
            if (WebAddress.IsWithin(address.Host, host) && address.AbsolutePath.StartsWith(path, StringComparison.OrdinalIgnoreCase)
                && Web(WebAddress.Query(address, parameter)) is { } target)
            {
                return target;
            }
        }
        var text = address.AbsoluteUri;
        // The reading forms of two publishers whose feeds carry addresses that readers cannot use.
        return ReutersFeed.Match(text) is { Success: true } reuters ? Web("http://www.reuters.com/article/" + reuters.Groups["slug"].Value)
            : DeutscheWelleApi.Match(text) is { Success: true } dw ? Web("https://www.dw.com/a-" + dw.Groups["id"].Value)
            : AmpCache.Match(text) is { Success: true } amp ? Web("https://" + amp.Groups["page"].Value)
            : null;
    }

    private static Uri? Web(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && WebAddress.IsWeb(uri) ? uri : null;

    /// <summary>One slash where there are several, but not in a path that holds another address.</summary>
    private static string CleanPath(string path) =>
        path.Contains(":/", StringComparison.Ordinal) || path.Contains("%3A/", StringComparison.OrdinalIgnoreCase) ? path : Slashes.Replace(path, "/");

    [GeneratedRegex("/{2,}", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex Slashes { get; }

    [GeneratedRegex(@"^https?://feeds\.reuters\.com/~r/[^?#]{1,80}/~3/[^/?#]+/(?<slug>[^/?#]+-id[A-Z0-9]+)$", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex ReutersFeed { get; }

    [GeneratedRegex(@"^https?://api\.dw\.com/api/detail/article/(?<id>\d{4,12})$", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex DeutscheWelleApi { get; }

    [GeneratedRegex(@"^https?://(www\.google\.[a-z.]{2,6}/amp/s/|[a-z0-9-]+\.cdn\.ampproject\.org/[cv]/s/)(?<page>.+)$", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex AmpCache { get; }
}
