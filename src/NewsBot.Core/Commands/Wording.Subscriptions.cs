using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <content>Subscribing, the list, and what a message came from.</content>
public sealed partial class Wording
{
    /// <summary>Subscribed, and this is the newest headline. <paramref name="other"/> is the chat that will get the items, if it
    /// is not this one.</summary>
    public string Subscribed(string feed, int known, string? other)
    {
        var (here, there) = other is null ? ("here", "这里") : ("to " + other, " " + other);
        return known == 0
            ? In($"Subscribed to {feed}. It has no items yet; new ones will come {here}.", $"已订阅 {feed}。它还没有内容，有了新的就送到{there}。")
            : In($"Subscribed to {feed}. New items will come {here}; this is its newest so far:", $"已订阅 {feed}。有新内容就送到{there}，目前最新的一条是：");
    }

    /// <summary>Subscribed before; <paramref name="end"/> is the command that ends it.</summary>
    public string AlreadySubscribed(string feed, int number, string end) => In(
        $"You already subscribe to {feed} (number {number}). To end it: {end}",
        $"已经订阅过 {feed} 了（编号 {number}）。要退订：{end}");

    /// <summary>Too many subscriptions.</summary>
    public string TooMany(int most) => In(
        $"This chat has {most} subscriptions, the most its operator allows. End one with /unsub first.",
        $"本聊天已有 {most} 个订阅，达到上限。请先用 /unsub 退订一个。");

    /// <summary>More addresses at once than are taken.</summary>
    public string OnlyFirst(int taken, int rest) => In(
        $"I took the first {taken} addresses. Send me the other {rest} again, or all of them as a file with /import.",
        $"我只处理了前 {taken} 个地址。其余 {rest} 个请再发一次，或用 /import 发文件。");

    /// <summary>Several feeds were found on a page.</summary>
    public string Several(string site) => In($"{site} has several feeds. Which one?", $"{site} 有好几个源，要哪一个？");

    /// <summary>A folder that the operator did not add.</summary>
    public string ArchiveUnknown => In(
        "Folders on the bot's own machine can only be added by its operator: newsbot import FOLDER. After that you can subscribe to them here.",
        "机器人所在机器上的文件夹只能由管理者添加：newsbot import 文件夹。之后就能在这里订阅。");

    /// <summary>A subscription ended.</summary>
    public string Unsubscribed(string feed) => In($"Unsubscribed from {feed}.", $"已退订 {feed}。");

    /// <summary>Label of the button that takes an ended subscription up again.</summary>
    public string SubscribeAgain => In("Subscribe again", "重新订阅");

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

    /// <summary>A command about a feed that was not named.</summary>
    public string WhichFeed(string command, string platform) => IsDiscord(platform) ? In(
        $"Which feed? Choose one, or name it in the option «feed» of {command}.",
        $"哪个源？请选一个，或在 {command} 的“源”选项里写明。") : In(
        $"Which feed? Choose one, write {command} with its number in /list, or answer one of its messages with {command}.",
        $"哪个源？请选一个，或在 {command} 后面写 /list 里的编号，也可以直接用 {command} 回复它的某条消息。");

    /// <summary>A message that brought several feeds.</summary>
    public string WhichOfThese => In("That message has news of several feeds. Which one?", "那条消息里有好几个源的新闻，要哪一个？");

    /// <summary>A message of a feed that the chat does not read any more.</summary>
    public string SubscriptionEnded => In(
        "You don't subscribe to the feed of that message any more. Send /list for the feeds you have.",
        "那条消息的源已经退订了。发送 /list 查看现有订阅。");

    /// <summary>No subscription at all.</summary>
    public string NoSubscriptions => In(
        "You have no subscriptions yet. Send me the address of a feed or site, for example /sub https://example.com.",
        "还没有订阅。把源或网站的地址发给我，比如 /sub https://example.com 。");

    /// <summary>Label of the button that asks for the address of a feed and subscribes to it.</summary>
    public string AddFeed => In("Add a feed", "添加订阅");

    /// <summary>Name of a menu of the chat's feeds.</summary>
    public string ChooseFeed => In("Which feed?", "哪个源？");

    /// <summary>Name of a menu of a site's feeds.</summary>
    public string ChooseFeedOf(string site) => In($"Which feed of {site}?", $"{site} 的哪个源？");

    /// <summary>Above the list of a chat that does not let the bot post.</summary>
    public string Paused(string reason) => In(
        $"Paused: {reason} — posts wait and come as soon as I may.",
        $"已暂停：{reason}——新闻先留着，一能发就送来。");

    /// <summary>Head of the list of subscriptions.</summary>
    public string ListTitle(int count, int page, int pages)
    {
        var subscriptions = count == 1 ? In("1 subscription", "1 个订阅") : In($"{count} subscriptions", $"{count} 个订阅");
        return pages == 1
            ? In($"{subscriptions}:", $"{subscriptions}：")
            : In($"{subscriptions}, page {page} of {pages}:", $"{subscriptions}，第 {page} 页，共 {pages} 页：");
    }

    /// <summary>How a feed fares, after its name in the list.</summary>
    public string Health(FeedHealth health, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(health);
        if (health.Ended)
            return In("ended by its publisher", "源已永久关闭");
        if (health.Trouble is { } trouble)
            return In($"failing: {Cause(trouble)}; next try {Next(health, now)}", $"出错：{Cause(trouble)}；{Next(health, now)}再试");
        if (health.LastSuccess is not { } last)
            return In("not read yet", "还没读过");
        return In($"read {Ago(last, now)}, next {Next(health, now)}", $"{Ago(last, now)}读过，{Next(health, now)}再读");
    }

    /// <summary>After the name of a feed whose messages come without a sound.</summary>
    public string Silent => In("🔕 silent", "🔕 静音");

    /// <summary>Label of the button to the page before.</summary>
    public string PageBefore => In("◀ Previous", "◀ 上一页");

    /// <summary>Label of the button to the page after.</summary>
    public string PageAfter => In("Next ▶", "下一页 ▶");

    /// <summary>Label of the button that mutes a feed.</summary>
    public string Mute => In("🔕 Mute", "🔕 静音");

    /// <summary>Label of the button that gives a feed its sound back.</summary>
    public string Unmute => In("🔔 Sound on", "🔔 响铃");

    /// <summary>The messages of a feed come without a sound.</summary>
    public string Muted(string feed) => In($"Messages of {feed} come without a sound now.", $"{feed} 的消息以后静音送达。");

    /// <summary>The messages of a feed come with a sound.</summary>
    public string Unmuted(string feed) => In($"Messages of {feed} come with a sound again.", $"{feed} 的消息以后照常响铃。");

    /// <summary>The feed and its number, as the reason why a message came.</summary>
    public string Because(string feed, int number) => In(
        $"This came because you subscribe to {feed} (number {number}).",
        $"收到这条是因为订阅了 {feed}（编号 {number}）。");

    /// <summary>A message that came from a feed which ended since.</summary>
    public string BecauseOfEnded(string source) => In(
        $"This came because you subscribed to {source} then. You don't any more, so nothing more comes from it.",
        $"收到这条是因为当时订阅了 {source}。现在已经退订，不会再有了。");

    /// <summary>An answered message that is none of the bot's news.</summary>
    public string NotMyNews(string platform) => IsDiscord(platform) ? In(
        "That message is not one of the news I brought here, or it is too old for me to remember. Name a feed instead: /why 1.",
        "那不是我送到这里的新闻，或者时间太久我记不得了。也可以写明哪个源：/why 1。") : In(
        "That message is not one of the news I brought, or it is too old for me to remember. Answer a news message with /why, or name a feed: /why 1.",
        "那不是我送来的新闻，或者时间太久我记不得了。请用 /why 回复一条新闻，或者写明哪个源：/why 1。");

    /// <summary>When an item was published, found and sent.</summary>
    public string Times(DateTimeOffset? published, DateTimeOffset found, DateTimeOffset? sent)
    {
        var parts = new List<string>();
        if (published is { } date)
            parts.Add(In($"published {Time(date)}", $"{Time(date)} 发布"));
        parts.Add(In($"found {Time(found)}", $"{Time(found)} 发现"));
        if (sent is { } gone)
            parts.Add(In($"sent {Time(gone)}", $"{Time(gone)} 送出"));
        return string.Join(In(", ", "，"), parts);
    }

    /// <summary>Since when a feed is subscribed to.</summary>
    public string Since(string feed, int number, DateTimeOffset since) => In(
        $"You have subscribed to {feed} (number {number}) since {Time(since)}.",
        $"{Time(since)} 起订阅了 {feed}（编号 {number}）。");

    /// <summary>Before the headline of a feed's newest item.</summary>
    public string ItsNewest => In("Its newest item:", "它最新的一条：");

    /// <summary>How to import. On Discord a file comes as an option of the command.</summary>
    public string ImportHow(string platform) => IsDiscord(platform) ? In(
        "Send /import again with an OPML file attached to it, in the option «file» (most feed readers export one).",
        "请再发一次 /import，并在“文件”选项里附上 OPML 文件（多数阅读器都能导出）。") : In(
        "Send me an OPML file (most feed readers export one), with /import as its caption or with none.",
        "把 OPML 文件发给我（多数阅读器都能导出），附言写 /import 或不写都行。");

    /// <summary>How to import where no file can be sent.</summary>
    public string ImportOnMachine(string command) => In(
        $"Files can't be sent to me here. On my machine the operator imports one with: {command}",
        $"这里不能给我发文件。请管理者在我所在的机器上运行：{command}");

    /// <summary>A file that is empty or was too large to take.</summary>
    public string FileTooLarge(string name) => In(
        $"{name} is empty, or too large for me to take. Split it, or have the operator run: newsbot import {name}",
        $"{name} 是空的，或者太大，我收不下。请拆成几个，或请管理者运行：newsbot import {name}");

    /// <summary>A file that is no list of feeds.</summary>
    public string NotOpml(string name, string reason) => In(
        $"{name} is no list of feeds (OPML). {reason}. Export one from your feed reader and send me that.",
        $"{name} 不是订阅列表（OPML）。（{reason}）请从阅读器导出一个再发给我。");

    /// <summary>A list without feeds.</summary>
    public string NothingToImport(string name) => In(
        $"{name} lists no feeds that I could read. Each needs an address that begins with http:// or https://.",
        $"{name} 里没有我能读的源。每个源都要有 http:// 或 https:// 开头的地址。");

    /// <summary>What came of a file.</summary>
    /// <param name="added">Subscriptions that are new.</param>
    /// <param name="known">Those that were there.</param>
    /// <param name="refused">Those above <paramref name="most"/>.</param>
    /// <param name="unreadable">Entries without an address that can be polled.</param>
    /// <param name="most">Subscriptions that a chat may have.</param>
    public string Imported(int added, int known, int refused, int unreadable, int most)
    {
        var parts = new List<string> { In($"{added} new", $"新增 {added} 个") };
        if (known > 0)
            parts.Add(In($"{known} already there", $"原有 {known} 个"));
        if (refused > 0)
            parts.Add(In($"{refused} over the limit of {most}", $"超出上限 {most} 的 {refused} 个"));
        if (unreadable > 0)
            parts.Add(In($"{unreadable} unreadable", $"无法读取 {unreadable} 个"));
        return In($"Imported: {string.Join(", ", parts)}.", $"导入完成：{string.Join("，", parts)}。");
    }

    /// <summary>What happens after an import.</summary>
    public string ImportedNext => In(
        "What these feeds hold already counts as seen; new items will come here.",
        "这些源里已有的内容算作看过，有新的就送来。");

    /// <summary>With the file of subscriptions.</summary>
    public string Exported(int count) => count == 1
        ? In("Your subscription as an OPML file. Any feed reader can take it, and so can I with /import.", "你的 1 个订阅，OPML 文件。任何阅读器都能导入，我也可以：/import。")
        : In(
            $"Your {count} subscriptions as an OPML file. Any feed reader can take it, and so can I with /import.",
            $"你的 {count} 个订阅，OPML 文件。任何阅读器都能导入，我也可以：/import。");

    /// <summary>Before the file's text, where files cannot be handed over.</summary>
    public string CopyIntoFile(string name) => In($"Copy this into a file {name}:", $"把下面的内容存成文件 {name}：");

    /// <summary>Where files cannot be handed over and the text would be too long.</summary>
    public string ExportOnMachine(string command) => In(
        $"It is too long to show here. On my machine the operator gets it with: {command}",
        $"内容太长，这里显示不下。请管理者在我所在的机器上运行：{command}");

    private string Ago(DateTimeOffset time, DateTimeOffset now) => now - time < TimeSpan.FromMinutes(1)
        ? In("just now", "刚刚")
        : In($"{Span(now - time)} ago", $"{Span(now - time)}前");

    private string Next(FeedHealth health, DateTimeOffset now) => health.NextPoll - now < TimeSpan.FromMinutes(1)
        ? In("in a moment", "马上")
        : In($"in {Span(health.NextPoll - now)}", $"{Span(health.NextPoll - now)}后");
}
