using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>Every sentence the bot says, in both its languages side by side. Errors say what happened and what to do.</summary>
/// <param name="language">The language of the chat.</param>
public sealed class Wording(ChatLanguage language)
{
    /// <summary>The language these sentences are in.</summary>
    public ChatLanguage Language => language;

    /// <summary>The greeting of <c>/start</c>.</summary>
    public string Welcome => In(
        "Hello! I bring you the news you choose, each story once, as soon as it appears.\n"
        + "Send me the address of a feed or of a site you read, for example /sub https://example.com.\n"
        + "To see what it looks like, watch the demonstration: an invented newspaper with a new story every ten seconds.",
        "你好！我把你选的新闻一条条送来：一有新闻就到，每条只送一次。\n"
        + "把你常读的网站或订阅源的地址发给我就行，比如 /sub https://example.com 。\n"
        + "想先看看效果？点下面的演示：一份虚构的报纸，每十秒一条新闻。");

    /// <summary>Label of the button that subscribes to the demonstration.</summary>
    public string WatchDemonstration => In("▶ Watch the demonstration", "▶ 看演示");

    /// <summary>Label of the button that ends the demonstration or any other subscription.</summary>
    public string Unsubscribe => In("Unsubscribe", "退订");

    /// <summary>Label of the button that shows headlines.</summary>
    public string ShowLatest => In("Latest headlines", "最新头条");

    /// <summary>Label of the button for help.</summary>
    public string ShowHelp => In("All commands", "全部命令");

    /// <summary>Label of the button that subscribes after a preview.</summary>
    public string Subscribe => In("Subscribe", "订阅");

    /// <summary>The first line of help.</summary>
    public string HelpTitle => In("What I understand:", "我懂这些命令：");

    /// <summary>The last line of help.</summary>
    public string HelpEnd => In(
        "An address alone subscribes to it. Feeds are called by their number in /list, their name or their address.",
        "只发一个地址就是订阅。指定某个源时，可以用 /list 里的编号、名称或地址。");

    /// <summary>A command that does not exist.</summary>
    public string UnknownCommand(string name, string? nearest) => nearest is null
        ? In($"I don't know /{name}. Send /help for what I understand.", $"没有 /{name} 这个命令。发送 /help 看看我懂什么。")
        : In($"I don't know /{name}. Did you mean /{nearest}?", $"没有 /{name} 这个命令。是不是想用 /{nearest}？");

    /// <summary>Talk that is no command.</summary>
    public string NotACommand => In(
        "I only understand commands and addresses of feeds. Send /help for what I can do, or an address to subscribe to.",
        "我只懂命令和订阅源地址。发送 /help 看看我会什么，或者发一个地址来订阅。");

    /// <summary>A command without what it needs.</summary>
    public string Missing(CommandSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return In($"Please write it so: {spec.Usage}", $"请这样写：{spec.Usage}");
    }

    /// <summary>The person may not change subscriptions here.</summary>
    public string NotAllowed => In(
        "Only administrators of this chat may change its subscriptions. Ask one of them, or talk to me in private.",
        "只有本群管理员可以更改订阅。请联系管理员，或者私下和我聊。");

    /// <summary>The chat is not on the operator's list.</summary>
    public string Private(ChatAddress chat) => In(
        $"This bot is private. Its operator can let you in by adding {chat} to Access:AllowedChats.",
        $"这个机器人不对外开放。请让它的管理者把 {chat} 加进 Access:AllowedChats。");

    /// <summary>The bot itself failed.</summary>
    public string Broken => In(
        "Something went wrong on my side; it is in my log. Please try again in a moment.",
        "我这边出了点问题，已记进日志。请稍后再试。");

    /// <summary>Subscribed, and this is the newest headline.</summary>
    public string Subscribed(string feed, int known) => known == 0
        ? In($"Subscribed to {feed}. It has no items yet; new ones will come here.", $"已订阅 {feed}。它还没有内容，有了新的就送来。")
        : In($"Subscribed to {feed}. New items will come here; this is its newest so far:", $"已订阅 {feed}。有新内容就送来，目前最新的一条是：");

    /// <summary>Subscribed before.</summary>
    public string AlreadySubscribed(string feed, int number) => In(
        $"You already subscribe to {feed} (number {number}). To end it: /unsub {number}",
        $"已经订阅过 {feed} 了（编号 {number}）。要退订：/unsub {number}");

    /// <summary>Too many subscriptions.</summary>
    public string TooMany(int most) => In(
        $"This chat has {most} subscriptions, the most its operator allows. End one with /unsub first.",
        $"本聊天已有 {most} 个订阅，达到上限。请先用 /unsub 退订一个。");

    /// <summary>Several feeds were found on a page.</summary>
    public string Several(string site) => In($"{site} has several feeds. Which one?", $"{site} 有好几个源，要哪一个？");

    /// <summary>A folder that the operator did not add.</summary>
    public string ArchiveUnknown => In(
        "Folders on the bot's own machine can only be added by its operator: newsbot import FOLDER. After that you can subscribe to them here.",
        "机器人所在机器上的文件夹只能由管理者添加：newsbot import 文件夹。之后就能在这里订阅。");

    /// <summary>A subscription ended.</summary>
    public string Unsubscribed(string feed) => In($"Unsubscribed from {feed}.", $"已退订 {feed}。");

    /// <summary>No such subscription.</summary>
    public string NoSuchFeed(string said) => In(
        $"You don't subscribe to «{said}». Send /list for your feeds and their numbers.",
        $"没有订阅“{said}”。发送 /list 查看订阅和编号。");

    /// <summary>The name fits several subscriptions.</summary>
    public string Ambiguous(string said, IEnumerable<int> numbers)
    {
        var list = string.Join(", ", numbers);
        return In($"«{said}» fits several feeds: numbers {list}. Please use the number.", $"“{said}”对应好几个订阅：编号 {list}。请用编号。");
    }

    /// <summary>No subscription at all.</summary>
    public string NoSubscriptions => In(
        "You have no subscriptions yet. Send me the address of a feed or site, for example /sub https://example.com.",
        "还没有订阅。把源或网站的地址发给我，比如 /sub https://example.com 。");

    /// <summary>Head of the list of subscriptions.</summary>
    public string ListTitle(int count) => count == 1 && language == ChatLanguage.English
        ? "1 subscription:"
        : In($"{count} subscriptions:", $"{count} 个订阅：");

    /// <summary>How a feed fares, after its name in the list.</summary>
    public string Health(FeedHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        if (health.Ended)
            return In("ended by its publisher", "源已永久关闭");
        if (health.Trouble is { } trouble)
            return In($"failing: {trouble}; next try {Time(health.NextPoll)}", $"出错：{trouble}；下次尝试 {Time(health.NextPoll)}");
        if (health.LastSuccess is not { } last)
            return In("not read yet", "还没读过");
        return In($"read {Time(last)}, next {Time(health.NextPoll)}", $"{Time(last)} 读过，下次 {Time(health.NextPoll)}");
    }

    /// <summary>Nothing to show as newest headlines.</summary>
    public string NothingYet => In("No headlines yet.", "还没有头条。");

    /// <summary>Head of headlines.</summary>
    public string LatestTitle(int count) => count == 1 && language == ChatLanguage.English
        ? "The newest headline:"
        : In($"The newest {count} headlines:", $"最新 {count} 条：");

    /// <summary>Head of several posts that are sent as one list, because so many came at once.</summary>
    public string Folded(int count) => count == 1 && language == ChatLanguage.English
        ? "1 new headline:"
        : In($"{count} new headlines:", $"{count} 条新头条：");

    /// <summary>A number of headlines out of range.</summary>
    public string BadCount(int most) => In($"I can show 1 to {most} headlines. For example: /latest 5", $"可以看 1 到 {most} 条。比如：/latest 5");

    /// <summary>Head of what a search found.</summary>
    public string Found(string words, int count) => count == 1 && language == ChatLanguage.English
        ? $"1 item with «{words}»:"
        : In($"{count} items with «{words}», best first:", $"“{words}”找到 {count} 条，最相关的在前：");

    /// <summary>A search without a find.</summary>
    public string NothingFound(string words) => In(
        $"Nothing with «{words}» in the feeds you subscribe to. Try fewer or other words.",
        $"在你的订阅里没有找到“{words}”。换个词或少用几个词试试。");

    /// <summary>Head of a preview.</summary>
    public string PreviewTitle(string feed, int count) => count == 0
        ? In($"{feed} is a feed, but it has no items now.", $"{feed} 是订阅源，但目前没有内容。")
        : In($"{feed} would push messages like these:", $"{feed} 会推送这样的消息：");

    /// <summary>The language was chosen.</summary>
    public string LanguageChosen => In("I speak English here now.", "好的，以后在这里说中文。");

    /// <summary>A language that the bot does not speak.</summary>
    public string LanguageUnknown => In("I speak en (English) and zh (中文). For example: /lang en", "我会说 zh（中文）和 en（English）。比如：/lang zh");

    /// <summary>Not an address.</summary>
    public string NotAnAddress(string said) => In(
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

    private string Wait(TimeSpan? pause) => pause is { } wait
        ? In(
            string.Create(CultureInfo.InvariantCulture, $"in {Math.Ceiling(wait.TotalMinutes):0} min"),
            string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes):0} 分钟后"))
        : In("later", "稍后");

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private string In(string english, string chinese) => language == ChatLanguage.Chinese ? chinese : english;
}
