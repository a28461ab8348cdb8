using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>All commands of the bot. Help, command menus and slash commands of every platform are made from this table.</summary>
public static class CommandTable
{
    /// <summary>The commands in the order in which help lists them.</summary>
    public static IReadOnlyList<CommandSpec> All { get; } =
    [
        new(CommandName.Start, "Greet and say how to begin", "打个招呼，告诉你怎么开始"),
        new(CommandName.Sub, "Subscribe to a feed or to a site's feed", "订阅一个源，给出网站地址也行")
        {
            Arguments = [new("url", ArgumentKind.Url, IsRequired: true, IsMany: true, "Address of a feed or a site", "源或网站的地址")],
            ChangesSubscriptions = true,
        },
        new(CommandName.Unsub, "End a subscription", "退订一个源")
        {
            Arguments = [new("feed", ArgumentKind.Feed, IsRequired: true, IsMany: false, "Number in /list, address or name", "/list 里的编号、地址或名称")],
            ChangesSubscriptions = true,
        },
        new(CommandName.List, "Show the subscriptions and how they fare", "列出订阅及其状况"),
        new(CommandName.Latest, "Show the newest headlines", "看最新的头条")
        {
            Arguments =
            [
                new("n", ArgumentKind.Number, IsRequired: false, IsMany: false, "How many, 1 to 20", "几条，1 到 20"),
                new("feed", ArgumentKind.Feed, IsRequired: false, IsMany: false, "Of one feed only", "只看某个源"),
            ],
        },
        new(CommandName.Search, "Search headlines and texts", "搜索标题和正文")
        {
            Arguments = [new("words", ArgumentKind.Text, IsRequired: true, IsMany: false, "What to look for", "要找的词")],
        },
        new(CommandName.Preview, "Show what a feed would push, without subscribing", "先看看一个源会推送什么，不订阅")
        {
            Arguments = [new("url", ArgumentKind.Url, IsRequired: true, IsMany: false, "Address of a feed or a site", "源或网站的地址")],
        },
        new(CommandName.Lang, "Choose the language of the bot: en or zh", "选择机器人的语言：zh 或 en")
        {
            Arguments = [new("language", ArgumentKind.Text, IsRequired: true, IsMany: false, "en or zh", "zh 或 en")],
        },
        new(CommandName.Help, "Show this help", "显示帮助"),
    ];

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

    /// <summary>Subscriptions.</summary>
    public const string List = "list";

    /// <summary>Newest headlines.</summary>
    public const string Latest = "latest";

    /// <summary>Search.</summary>
    public const string Search = "search";

    /// <summary>Look before subscribing.</summary>
    public const string Preview = "preview";

    /// <summary>Language of the bot.</summary>
    public const string Lang = "lang";

    /// <summary>Help.</summary>
    public const string Help = "help";
}

/// <summary>A command as people see it.</summary>
/// <param name="Name">Lower case, without the slash; fits every platform: 1 to 32 of a-z, 0-9 and _.</param>
/// <param name="English">What it does, in English, at most 100 characters.</param>
/// <param name="Chinese">What it does, in Chinese, at most 100 characters.</param>
public sealed record CommandSpec(string Name, string English, string Chinese)
{
    /// <summary>What it takes, in order.</summary>
    public IReadOnlyList<ArgumentSpec> Arguments { get; init; } = [];

    /// <summary>True if only those who may manage the chat may use it.</summary>
    public bool ChangesSubscriptions { get; init; }

    /// <summary>How it is typed, for example <c>/latest [n] [feed]</c>.</summary>
    public string Usage => string.Join(' ', Arguments.Select(argument => argument.Usage).Prepend("/" + Name));

    /// <summary>What it does.</summary>
    public string Summary(ChatLanguage language) => language == ChatLanguage.Chinese ? Chinese : English;
}

/// <summary>Something a command takes.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="IsRequired">Whether the command needs it.</param>
/// <param name="IsMany">Whether several may be given.</param>
/// <param name="English">What it is, in English.</param>
/// <param name="Chinese">What it is, in Chinese.</param>
public sealed record ArgumentSpec(string Name, ArgumentKind Kind, bool IsRequired, bool IsMany, string English, string Chinese)
{
    /// <summary>How it is shown: <c>url…</c> where it is needed, <c>[n]</c> where it is not.</summary>
    public string Usage => (IsRequired ? Name : $"[{Name}]") + (IsMany ? "…" : "");
}

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
}
