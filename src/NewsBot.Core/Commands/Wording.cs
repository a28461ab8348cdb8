using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>Every sentence the bot says, in both its languages side by side. Errors say what happened and what to do.</summary>
/// <param name="language">The language of the chat.</param>
public sealed partial class Wording(ChatLanguage language)
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

    /// <summary>Label of the button that ends one of several subscriptions.</summary>
    public string UnsubscribeFrom(string feed) => In($"Unsubscribe from {feed}", $"退订 {feed}");

    /// <summary>Label of the button that shows headlines.</summary>
    public string ShowLatest => In("Latest headlines", "最新头条");

    /// <summary>Label of the button that lists the subscriptions.</summary>
    public string ShowList => In("Subscriptions", "订阅列表");

    /// <summary>Label of the button for help.</summary>
    public string ShowHelp => In("All commands", "全部命令");

    /// <summary>Label of the button that subscribes after a preview.</summary>
    public string Subscribe => In("Subscribe", "订阅");

    /// <summary>The first line of help.</summary>
    public string HelpTitle => In("What I understand:", "我懂这些命令：");

    /// <summary>The last line of help: how to name a feed. On Discord the bot reads no messages, but its own have a menu.</summary>
    public string HelpEnd(string platform) => IsDiscord(platform) ? In(
        "Call a feed by its number in /list, its name or its address; I offer yours while you type. Right-click one of my messages → Apps"
        + " to ask why it came.",
        "指定某个源时，用 /list 里的编号、名称或地址，输入时会列出你的订阅。想知道某条消息怎么来的，右键点它 → APP。") : In(
        "An address alone subscribes to it. Call a feed by its number in /list, its name or its address; or just answer one"
        + " of its messages with /why, /mute, /unmute, /set or /unsub.",
        "只发一个地址就是订阅。指定某个源时，用 /list 里的编号、名称或地址；或者直接回复它的某条消息："
        + "/why、/mute、/unmute、/set、/unsub。");

    /// <summary>Head of the commands of a topic in help.</summary>
    public string Topic(CommandTopic topic) => topic switch
    {
        CommandTopic.Reading => In("Reading", "阅读"),
        CommandTopic.Subscriptions => In("Subscriptions", "订阅"),
        _ => In("The bot", "机器人"),
    };

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

    /// <summary>The person may not change subscriptions here. On Discord the right has a name of its own.</summary>
    public string NotAllowed(string platform) => IsDiscord(platform) ? In(
        "Only those who may manage this channel (permission Manage Channels) may change what I bring here. Ask one of them, or talk to me"
        + " in private.",
        "只有能管理本频道的人（需要“管理频道”权限）可以更改这里的订阅。请联系他们，或者私下和我聊。") : In(
        "Only administrators of this chat may manage its subscriptions. Ask one of them, or talk to me in private.",
        "只有本聊天的管理员可以管理订阅。请联系管理员，或者私下和我聊。");

    /// <summary>The person may not change the subscriptions of another chat.</summary>
    public string NotAdministratorOf(string chat, string platform) => IsDiscord(platform) ? In(
        $"Only those who may manage {chat} (permission Manage Channels) may change what I bring there, and you may not. Ask one of them to"
        + " send me this.",
        $"只有能管理 {chat} 的人（需要“管理频道”权限）可以更改那里的订阅，而你不能。请让他们把这条命令发给我。") : In(
        $"Only administrators of {chat} may manage its subscriptions, and you are not one. Ask one of them to send me this.",
        $"只有 {chat} 的管理员可以管理它的订阅，而你不是。请让管理员把这条命令发给我。");

    /// <summary>The bot cannot post in another chat.</summary>
    public string BotNotAdministratorOf(string chat) => In(
        $"I can't post in {chat} yet. Make me an administrator of {chat} with the right to post messages, then send this again.",
        $"我还不能在 {chat} 发消息。请把我设为 {chat} 的管理员，并给我发消息的权限，然后再发一次。");

    /// <summary>The bot cannot post here.</summary>
    public string BotNotAdministrator => In(
        "I can't post here yet. Make me an administrator with the right to post messages, then send this again.",
        "我还不能在这里发消息。请把我设为管理员，并给我发消息的权限，然后再发一次。");

    /// <summary>A chat that the bot does not know.</summary>
    public string NoSuchChat(string chat, string platform) => IsDiscord(platform) ? In(
        $"I know no channel {chat}, or I can't see it. Check the name, let my role view that channel, then send this again.",
        $"我找不到 {chat}，或者看不到它。请检查名称，让我的身份组能查看那个频道，然后再发一次。") : In(
        $"I know no chat {chat}. Check the name, make me an administrator there with the right to post, then send this again.",
        $"我找不到 {chat}。请检查名称，把我设为那里的管理员并给我发消息的权限，然后再发一次。");

    /// <summary>The bot may not post, and so nothing may be subscribed; each permission goes by the name that Discord's own
    /// settings give it.</summary>
    /// <param name="lacking">What it would need; at least one.</param>
    /// <param name="other">The chat as the person named it; null for the one spoken in.</param>
    public string Lacking(IReadOnlyList<PostingPermission> lacking, string? other)
    {
        ArgumentNullException.ThrowIfNull(lacking);
        var names = lacking.Select(Name).ToList();
        var (there, where) = other is null ? ("in this channel", "本频道") : ("in " + other, $" {other} ");
        var english = names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        return In(
            $"I can't post {there} yet: my role lacks {english}. Open the channel's settings → Permissions → my role and allow "
            + $"{(names.Count == 1 ? "it" : "them")}, then send this again.",
            $"我还不能在{where}发消息：我的身份组缺少{string.Join("、", names)}权限。请打开频道设置 → 权限 → 我的身份组，允许这些权限，然后再发一次。");
    }

    /// <summary>The chat is not on the operator's list, where chats stand without their threads.</summary>
    public string Private(ChatAddress chat)
    {
        ArgumentNullException.ThrowIfNull(chat);
        var entry = chat with { Thread = "" };
        return In(
            $"This bot is private. Its operator can let you in by adding {entry} to Access:AllowedChats.",
            $"这个机器人不对外开放。请让它的管理者把 {entry} 加进 Access:AllowedChats。");
    }

    /// <summary>The bot itself failed.</summary>
    public string Broken => In(
        "Something went wrong on my side; it is in my log. Please try again in a moment.",
        "我这边出了点问题，已记进日志。请稍后再试。");

    /// <summary>Button that leads somebody without headlines to a private chat with the bot.</summary>
    public string InlineEmpty => In("Nothing found. Subscribe to feeds first ›", "没有找到。先去订阅 ›");

    /// <summary>Nothing to show as newest headlines.</summary>
    public string NothingYet => In("No headlines yet.", "还没有头条。");

    /// <summary>Head of headlines.</summary>
    public string LatestTitle(int count) => count == 1 && language == ChatLanguage.English
        ? "The newest headline:"
        : In($"The newest {count} headlines:", $"最新 {count} 条：");

    /// <summary>Head of several posts that are sent as one list, because so many came at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="unsent">How many more came with them and are not sent.</param>
    public string Folded(int count, int unsent = 0) => unsent > 0
        ? In($"{count} new headlines; {unsent} more came at once and are not listed, /latest shows them:", $"{count} 条新头条（另有 {unsent} 条同时到达，未列出，可用 /latest 查看）：")
        : count == 1 && language == ChatLanguage.English
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

    private static bool IsDiscord(string platform) => platform == "discord";

    private string Name(PostingPermission permission) => permission switch
    {
        PostingPermission.ViewChannel => In("View Channel", "查看频道"),
        PostingPermission.SendMessages => In("Send Messages", "发送消息"),
        PostingPermission.SendInThreads => In("Send Messages in Threads", "在子区内发送消息"),
        PostingPermission.CreatePosts => In("Create Posts", "创建帖子"),
        PostingPermission.EmbedLinks => In("Embed Links", "嵌入链接"),
        _ => In("Attach Files", "附加文件"),
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long something is, in its greatest unit: <c>5 min</c>, <c>3 h</c>, <c>2 d</c>.</summary>
    private string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => In("1 min", "1 分钟"),
        { TotalHours: < 1 } => In(string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"), string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} 分钟")),
        { TotalDays: < 1 } => In(string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h"), string.Create(CultureInfo.InvariantCulture, $"{span.Hours} 小时")),
        _ => In(string.Create(CultureInfo.InvariantCulture, $"{span.Days} d"), string.Create(CultureInfo.InvariantCulture, $"{span.Days} 天")),
    };

    private string In(string english, string chinese) => language == ChatLanguage.Chinese ? chinese : english;
}
