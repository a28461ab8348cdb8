using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>All commands of the bot. Help, command menus and slash commands of every platform are made from this table.</summary>
public static class CommandTable
{
    private static readonly ArgumentSpec OneFeed =
        new("feed", ArgumentKind.Feed, IsRequired: false, IsMany: false, "Number in /list, address or name", "/list 里的编号、地址或名称")
        {
            ChineseName = "源",
        };

    /// <summary>The commands in the order in which menus list them; help has those of a topic together.</summary>
    public static IReadOnlyList<CommandSpec> All { get; } =
    [
        new(CommandName.Start, CommandTopic.Bot, "Greet and say how to begin", "打个招呼，告诉你怎么开始")
        {
            ChineseName = "开始",
            IsDiscreet = true,
        },
        new(CommandName.Sub, CommandTopic.Subscriptions, "Subscribe to a feed or to a site's feed", "订阅一个源，给出网站地址也行")
        {
            ChineseName = "订阅",
            Subscribes = true,
            Arguments = [new("url", ArgumentKind.Url, IsRequired: true, IsMany: true, "Address of a feed or a site", "源或网站的地址") { ChineseName = "网址" }],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Unsub, CommandTopic.Subscriptions, "End a subscription", "退订一个源")
        {
            ChineseName = "退订",
            Arguments = [OneFeed with { IsRequired = true }],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Move, CommandTopic.Subscriptions, "Read a subscription from another address", "让一个订阅改从别的地址读取")
        {
            ChineseName = "换址",
            Subscribes = true,
            Arguments =
            [
                OneFeed with { IsRequired = true },
                new("url", ArgumentKind.Url, IsRequired: true, IsMany: false, "Its new address", "新地址") { ChineseName = "网址" },
            ],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Refresh, CommandTopic.Subscriptions, "Look at a feed now, out of turn", "现在就去读一次某个源")
        {
            ChineseName = "刷新",
            IsDiscreet = true,
            Arguments = [OneFeed],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.List, CommandTopic.Subscriptions, "Show the subscriptions and how they fare", "列出订阅及其状况")
        {
            ChineseName = "列表",
            IsDiscreet = true,
            Arguments = [new("page", ArgumentKind.Number, IsRequired: false, IsMany: false, "Which page", "第几页") { ChineseName = "页码", Least = 1 }],
            MayNameChat = true,
        },
        new(CommandName.Latest, CommandTopic.Reading, "Show the newest headlines", "看最新的头条")
        {
            ChineseName = "最新",
            Arguments =
            [
                new("n", ArgumentKind.Number, IsRequired: false, IsMany: false, "How many, 1 to 20", "几条，1 到 20")
                {
                    ChineseName = "条数",
                    Least = 1,
                    Most = 20,
                },
                OneFeed with { English = "Of one feed only", Chinese = "只看某个源" },
            ],
            MayNameChat = true,
        },
        new(CommandName.Search, CommandTopic.Reading, "Search headlines and texts", "搜索标题和正文")
        {
            ChineseName = "搜索",
            Arguments = [new("words", ArgumentKind.Words, IsRequired: true, IsMany: false, "What to look for", "要找的词") { ChineseName = "关键词" }],
        },
        new(CommandName.Preview, CommandTopic.Reading, "Show what a feed would push, without subscribing", "先看看一个源会推送什么，不订阅")
        {
            ChineseName = "预览",
            Arguments = [new("url", ArgumentKind.Url, IsRequired: true, IsMany: false, "Address of a feed or a site", "源或网站的地址") { ChineseName = "网址" }],
        },
        new(CommandName.Why, CommandTopic.Reading, "Tell why a message came: which feed, found and sent when", "这条消息怎么来的：哪个源，何时发现和送出")
        {
            ChineseName = "来源",
            IsDiscreet = true,
            Arguments = [OneFeed],
        },
        new(CommandName.Set, CommandTopic.Subscriptions, "Settings of this chat, or of one subscription", "本聊天或某个订阅的设置")
        {
            ChineseName = "设置",
            IsDiscreet = true,
            Arguments = [OneFeed],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Mute, CommandTopic.Subscriptions, "Let a feed's messages come without a sound", "让某个源的消息静音送达")
        {
            ChineseName = "静音",
            IsDiscreet = true,
            Arguments = [OneFeed],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Unmute, CommandTopic.Subscriptions, "Let a feed's messages come with a sound again", "让某个源的消息重新响铃")
        {
            ChineseName = "取消静音",
            IsDiscreet = true,
            Arguments = [OneFeed],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Import, CommandTopic.Subscriptions, "Subscribe to all feeds of an OPML file", "导入 OPML 文件里的全部订阅")
        {
            ChineseName = "导入",
            IsDiscreet = true,
            Subscribes = true,
            Arguments = [new("file", ArgumentKind.File, IsRequired: false, IsMany: false, "An OPML file", "OPML 文件") { ChineseName = "文件" }],
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Export, CommandTopic.Subscriptions, "Get the subscriptions as an OPML file", "把订阅导出为 OPML 文件")
        {
            ChineseName = "导出",
            IsDiscreet = true,
            // The addresses in the file hold their logins.
            ChangesSubscriptions = true,
            MayNameChat = true,
        },
        new(CommandName.Lang, CommandTopic.Bot, "Choose the language of the bot: en or zh", "选择机器人的语言：zh 或 en")
        {
            ChineseName = "语言",
            IsDiscreet = true,
            Arguments =
            [
                new("language", ArgumentKind.Text, IsRequired: true, IsMany: false, "en or zh", "zh 或 en")
                {
                    ChineseName = "语言",
                    // Whoever looks for their language reads its name in that language.
                    Values = [new("en", "English", "English"), new("zh", "中文", "中文")],
                },
            ],
            ChangesSubscriptions = true,
        },
        new(CommandName.Help, CommandTopic.Bot, "Show this help", "显示帮助")
        {
            ChineseName = "帮助",
            IsDiscreet = true,
        },
    ];

    /// <summary>What a platform's command menu lists.</summary>
    /// <param name="language">The language of the summaries.</param>
    /// <param name="mayManage">Whether for those who may manage the chat; others are shown what they may use.</param>
    public static IReadOnlyList<MenuEntry> Menu(ChatLanguage language, bool mayManage) =>
        [.. All.Where(spec => mayManage || !spec.ChangesSubscriptions).Select(spec => new MenuEntry(spec.Name, spec.Summary(language)))];

    /// <summary>The command with this name, any case, or null.</summary>
    public static CommandSpec? Find(string name) =>
        All.FirstOrDefault(spec => string.Equals(spec.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The names of the commands, without the slash.</summary>
public static class CommandName
{
    /// <summary>Greeting.</summary>
    public const string Start = "start";

    /// <summary>Subscribe.</summary>
    public const string Sub = "sub";

    /// <summary>Unsubscribe.</summary>
    public const string Unsub = "unsub";

    /// <summary>Subscription from elsewhere.</summary>
    public const string Move = "move";

    /// <summary>A look out of turn.</summary>
    public const string Refresh = "refresh";

    /// <summary>Subscriptions.</summary>
    public const string List = "list";

    /// <summary>Newest headlines.</summary>
    public const string Latest = "latest";

    /// <summary>Search.</summary>
    public const string Search = "search";

    /// <summary>Look before subscribing.</summary>
    public const string Preview = "preview";

    /// <summary>Where a message came from.</summary>
    public const string Why = "why";

    /// <summary>Settings.</summary>
    public const string Set = "set";

    /// <summary>Sound off.</summary>
    public const string Mute = "mute";

    /// <summary>Sound on.</summary>
    public const string Unmute = "unmute";

    /// <summary>Subscriptions from a file.</summary>
    public const string Import = "import";

    /// <summary>Subscriptions into a file.</summary>
    public const string Export = "export";

    /// <summary>Language of the bot.</summary>
    public const string Lang = "lang";

    /// <summary>Help.</summary>
    public const string Help = "help";
}

/// <summary>A command as people see it.</summary>
/// <param name="Name">Lower case, without the slash; fits every platform: 1 to 32 of a-z, 0-9 and _.</param>
/// <param name="Topic">What it has to do with.</param>
/// <param name="English">What it does, in English, at most 100 characters.</param>
/// <param name="Chinese">What it does, in Chinese, at most 100 characters.</param>
public sealed record CommandSpec(string Name, CommandTopic Topic, string English, string Chinese)
{
    /// <summary>What it takes, in order.</summary>
    public IReadOnlyList<ArgumentSpec> Arguments { get; init; } = [];

    /// <summary>What it is called in Chinese where a platform knows names in several languages: 1 to 32 letters.</summary>
    public string ChineseName { get; init; } = "";

    /// <summary>True if only those who may manage the chat may use it.</summary>
    public bool ChangesSubscriptions { get; init; }

    /// <summary>True if it may add subscriptions: only where the bot itself may post.</summary>
    public bool Subscribes { get; init; }

    /// <summary>True if the answer concerns only the person who asks: shown to nobody else where the platform can do that.</summary>
    public bool IsDiscreet { get; init; }

    /// <summary>True if its first word may name another chat that it is about, for example <c>/list @channel</c>.</summary>
    public bool MayNameChat { get; init; }

    /// <summary>What of it is typed: all but files.</summary>
    public IEnumerable<ArgumentSpec> Typed => Arguments.Where(argument => argument.Kind != ArgumentKind.File);

    /// <summary>How it is typed, for example <c>/latest [n] [feed]</c>.</summary>
    public string Usage => string.Join(' ', Typed.Select(argument => argument.Usage).Prepend("/" + Name));

    /// <summary>What it does.</summary>
    public string Summary(ChatLanguage language) => language == ChatLanguage.Chinese ? Chinese : English;
}

/// <summary>What a command has to do with, in the order of help.</summary>
public enum CommandTopic
{
    /// <summary>What the feeds say.</summary>
    Reading,

    /// <summary>Which feeds the chat reads, and how.</summary>
    Subscriptions,

    /// <summary>The bot itself.</summary>
    Bot,
}

/// <summary>A line of a command menu.</summary>
/// <param name="Name">The command, without the slash.</param>
/// <param name="Summary">What it does, at most 100 characters.</param>
public sealed record MenuEntry(string Name, string Summary);

/// <summary>Something a command takes.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="IsRequired">Whether the command needs it.</param>
/// <param name="IsMany">Whether several may be given.</param>
/// <param name="English">What it is, in English.</param>
/// <param name="Chinese">What it is, in Chinese.</param>
public sealed record ArgumentSpec(string Name, ArgumentKind Kind, bool IsRequired, bool IsMany, string English, string Chinese)
{
    /// <summary>What it is called in Chinese where a platform knows names in several languages: 1 to 32 letters.</summary>
    public string ChineseName { get; init; } = "";

    /// <summary>All that it may be; empty if it may be anything of its kind.</summary>
    public IReadOnlyList<ArgumentValue> Values { get; init; } = [];

    /// <summary>The least number it may be, or null.</summary>
    public int? Least { get; init; }

    /// <summary>The greatest number it may be, or null.</summary>
    public int? Most { get; init; }

    /// <summary>How it is shown: <c>url…</c> where it is needed, <c>[n]</c> where it is not.</summary>
    public string Usage => (IsRequired ? Name : $"[{Name}]") + (IsMany ? "…" : "");
}

/// <summary>One of the things an argument may be.</summary>
/// <param name="Value">As typed.</param>
/// <param name="English">What it is, in English, at most 100 characters.</param>
/// <param name="Chinese">What it is, in Chinese, at most 100 characters.</param>
public sealed record ArgumentValue(string Value, string English, string Chinese);

/// <summary>What an argument may be.</summary>
public enum ArgumentKind
{
    /// <summary>Any words to the end of the line.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>An address.</summary>
    Url,

    /// <summary>One of the chat's feeds.</summary>
    Feed,

    /// <summary>Words to search headlines for: a platform may offer headlines while they are typed.</summary>
    Words,

    /// <summary>A file that comes with the command; never typed.</summary>
    File,
}
