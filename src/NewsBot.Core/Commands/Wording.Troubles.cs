using System.Globalization;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Core.Commands;

/// <content>Why an address cannot be had.</content>
public sealed partial class Wording
{
    /// <summary>Not an address.</summary>
    public string NotAnAddress(string said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return said.StartsWith(RssHub.Scheme, StringComparison.OrdinalIgnoreCase) ? RssHubIsOff : NoAddress(said);
    }

    private string RssHubIsOff => In(
        "I have no RSSHub to read rsshub:// addresses with. Whoever runs me must set Fetching:RssHubUrl to the address of an instance, for example https://rsshub.app.",
        "我没有可用的 RSSHub，读不了 rsshub:// 地址。请管理者把 Fetching:RssHubUrl 设为一个 RSSHub 实例的地址，例如 https://rsshub.app 。");

    private string NoAddress(string said) => In(
        $"«{said}» is not an address I can read. It should look like https://example.com/feed.xml, or just example.com.",
        $"“{said}”不是我能读的地址。应该像 https://example.com/feed.xml ，或者只写 example.com 。");

    /// <summary>Why an address could not be read, and the way out.</summary>
    public string Trouble(string address, FetchTrouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble.Kind switch
        {
            TroubleKind.HostNotFound => In(
                $"There is no site at {address}: its name does not resolve. Check the spelling.",
                $"找不到 {address}：域名无法解析。请检查拼写。"),
            TroubleKind.Unreachable => In(
                $"I have no way to {address} just now ({trouble.Detail}). Try again later; if other sites fail too, my own network is down.",
                $"现在连不到 {address}（{trouble.Detail}）。请稍后再试；如果别的网站也不行，就是我自己的网络断了。"),
            TroubleKind.NoConnection => In(
                $"{address} takes no connection just now ({trouble.Detail}). Try again later, or check the address.",
                $"{address} 目前连不上（{trouble.Detail}）。请稍后再试，或检查地址。"),
            TroubleKind.NotSecure => In(
                $"{address} has no valid certificate ({trouble.Detail}). If you trust the site, tell its owner; I don't read it unverified.",
                $"{address} 的安全证书无效（{trouble.Detail}）。请告知网站管理者；未经验证我不会读取。"),
            TroubleKind.TimedOut => In(
                $"{address} did not answer in time. Try again later.",
                $"{address} 没有及时响应。请稍后再试。"),
            TroubleKind.TooLarge => In(
                $"What {address} sends is too big ({trouble.Detail}). Look for a shorter feed of that site.",
                $"{address} 的内容太大（{trouble.Detail}）。请找这个网站更小的源。"),
            TroubleKind.NotAllowed => In(
                $"I may not call {address}: {trouble.Detail}.",
                $"我不能访问 {address}：只允许公网地址和常用端口。管理者可以在 Fetching:AllowPrivateNetworks 里放行。"),
            TroubleKind.TooManyRedirects => In(
                $"{address} only leads from page to page ({trouble.Detail}). Open it in a browser and send me the address where you end up.",
                $"{address} 一直在跳转（{trouble.Detail}）。请用浏览器打开，把最后的地址发给我。"),
            TroubleKind.NotFound => In(
                $"{address} does not exist (404). Open the site in a browser and look for its feed, or send me the site's front page.",
                $"{address} 不存在（404）。请在网站上找找订阅源，或者把首页地址发给我。"),
            TroubleKind.Gone => In(
                $"{address} is gone for good (410). Look for another feed of that site.",
                $"{address} 已永久关闭（410）。请找这个网站的其他源。"),
            TroubleKind.Forbidden => In(
                $"{address} does not let me in ({trouble.Status}). If it needs a login, put it into the address: https://name:password@…",
                $"{address} 拒绝访问（{trouble.Status}）。如果需要登录，请写在地址里：https://用户名:密码@…"),
            TroubleKind.SlowDown => In(
                $"{address} says that I come too often ({trouble.Status}). Try again {Wait(trouble.RetryAfter)}.",
                $"{address} 说我来得太勤（{trouble.Status}）。请{Wait(trouble.RetryAfter)}再试。"),
            TroubleKind.ServerError => In(
                $"{address} has a problem of its own ({trouble.Status}). Try again later.",
                $"{address} 的服务器出错（{trouble.Status}）。请稍后再试。"),
            TroubleKind.NotAFeed => In(
                $"I found no feed at {address}. {trouble.Detail}. Look for an RSS or Atom link on the site and send me that.",
                $"在 {address} 没有找到订阅源。（{trouble.Detail}）请在网站上找 RSS 或 Atom 链接发给我。"),
            TroubleKind.Unreadable => In(
                $"{address} cannot be read ({trouble.Detail}).",
                $"{address} 无法读取（{trouble.Detail}）。"),
            _ => In(
                $"{address} gave an answer I can't use ({trouble.Detail}). Check the address in a browser.",
                $"{address} 的回应无法使用（{trouble.Detail}）。请用浏览器检查地址。"),
        };
    }

    /// <summary>What is wrong, in a few words to stand within a sentence or a list.</summary>
    public string Cause(FetchTrouble? trouble) => trouble?.Kind switch
    {
        null => In("it was never read", "还没读过"),
        TroubleKind.HostNotFound => In("its site's name does not resolve", "域名无法解析"),
        TroubleKind.NoConnection => In("its site takes no connection", "网站连不上"),
        TroubleKind.Unreachable => In("there is no way to its site", "网络不通"),
        TroubleKind.NotSecure => In("its site's certificate is not valid", "网站证书无效"),
        TroubleKind.TimedOut => In("no complete answer in time", "没有及时响应"),
        TroubleKind.TooLarge => In("it is too big", "内容太大"),
        TroubleKind.NotAllowed => In("its address is not allowed", "地址不允许访问"),
        TroubleKind.TooManyRedirects => In("it only leads from page to page", "一直在跳转"),
        TroubleKind.NotFound => In("it is not there (404)", "找不到（404）"),
        TroubleKind.Gone => In("it is gone for good (410)", "已永久关闭（410）"),
        TroubleKind.Forbidden => In($"its site lets nobody in ({trouble.Status})", $"网站拒绝访问（{trouble.Status}）"),
        TroubleKind.SlowDown => In($"its site wants to be asked less often ({trouble.Status})", $"网站要求少来几次（{trouble.Status}）"),
        TroubleKind.ServerError => In($"its site has a problem ({trouble.Status})", $"网站出错（{trouble.Status}）"),
        TroubleKind.NotAFeed => In("what is there is no feed", "那里不是订阅源"),
        TroubleKind.Unreadable => In("it cannot be read", "无法读取"),
        _ => In($"its site's answer makes no sense ({Replies.Cut(trouble.Detail, 60)})", $"网站的回应无法使用（{Replies.Cut(trouble.Detail, 60)}）"),
    };

    private string Wait(TimeSpan? pause) => pause is { } wait
        ? In(
            string.Create(CultureInfo.InvariantCulture, $"in {Math.Ceiling(wait.TotalMinutes):0} min"),
            string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes):0} 分钟后"))
        : In("later", "稍后");
}
