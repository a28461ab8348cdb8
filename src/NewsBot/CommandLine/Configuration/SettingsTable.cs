using System.Globalization;
using NewsBot.Core.Model;
using NewsBot.Fetching;

namespace NewsBot.CommandLine.Configuration;

/// <summary>
/// Every setting there is, with what it may be. It repeats the ranges of the options classes on purpose: a table can say
/// which value is wrong and what is allowed without reflection, and so survives trimming. A test holds this table, the
/// options classes, config/newsbot.json and its schema together. What takes knowledge of a folder, or more than one
/// setting, is judged by <see cref="SettingsContradictions"/>.
/// </summary>
public static class SettingsTable
{
    private static readonly string[] DurationForms = [@"h\:mm\:ss", @"hh\:mm\:ss", @"d\.hh\:mm\:ss"];

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The settings, in the order of config/newsbot.json.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Text("Web:Urls", "one or more addresses separated by semicolons, for example http://127.0.0.1:8080",
            text => !string.IsNullOrWhiteSpace(text), (s, text) => s.Web.Urls = text),
        Text("Web:Password", "text on one line", IsLine, (s, text) => s.Web.Password = text)
            with { IsSecret = true },

        Text("Telegram:Token", "the token that BotFather gave you, for example 123456789:AAE…", IsTokenOrEmpty, (s, text) => s.Telegram.Token = text)
            with { IsSecret = true },
        Text("Telegram:ApiBaseUrl", "the address of a Bot API server without a path, for example http://127.0.0.1:8081",
            text => text.Length == 0 || IsServer(text), (s, text) => s.Telegram.ApiBaseUrl = text.TrimEnd('/')),
        Text("Telegram:WebhookUrl", "an https address with a path, for example https://news.example.com/telegram",
            text => text.Length == 0 || IsWebhook(text), (s, text) => s.Telegram.WebhookUrl = text),

        Text("Discord:Token", "the token that the developer portal gave you, for example MTIz…", IsWordOrEmpty, (s, text) => s.Discord.Token = text)
            with { IsSecret = true },
        Text("Discord:ApiBaseUrl", "the address of an API server, for example http://127.0.0.1:8082/api",
            text => text.Length == 0 || IsApi(text), (s, text) => s.Discord.ApiBaseUrl = text.TrimEnd('/')),

        Choice("Storage:Provider", ["sqlite"], (s, word) => s.Storage.Provider = word),
        Text("Storage:ConnectionString", "a file name or a connection string",
            text => !string.IsNullOrWhiteSpace(text), (s, text) => s.Storage.ConnectionString = text),

        Text("Fetching:UserAgent", "text on one line", IsLine, (s, text) => s.Fetching.UserAgent = text),
        Text("Fetching:Contact", "a URL or a mail address", IsLine, (s, text) => s.Fetching.Contact = text),
        Whole("Fetching:TimeoutSeconds", 1, 300, (s, number) => s.Fetching.TimeoutSeconds = (int)number),
        Whole("Fetching:MaxBytes", 64 * 1024, 256L * 1024 * 1024, (s, number) => s.Fetching.MaxBytes = number),
        Whole("Fetching:MaxConcurrency", 1, 256, (s, number) => s.Fetching.MaxConcurrency = (int)number),
        Whole("Fetching:PerHostConcurrency", 1, 16, (s, number) => s.Fetching.PerHostConcurrency = (int)number),
        List("Fetching:AllowPrivateNetworks", "a network in CIDR form, for example 192.168.1.0/24",
            IsLine, (s, text) => s.Fetching.AllowPrivateNetworks.Add(text)),
        Text("Fetching:Proxy", "the address of a proxy with its port, for example http://proxy.example:3128 or socks5://name:password@127.0.0.1:1080",
            text => text != FeedRule.NoProxy && FeedRule.IsProxy(text), (s, text) => s.Fetching.Proxy = text)
            with { IsSecret = true },
        List("Fetching:OwnHosts", "a host name, with a port if you like, for example rsshub.example.org or nas.example.org:1200",
            text => HostEntry.TryParse(text, out _), (s, text) => s.Fetching.OwnHosts.Add(text)),
        Text("Fetching:RssHubUrl", "the address of an RSSHub instance, for example https://rsshub.app, or empty for none",
            text => text.Length == 0 || IsApi(text), (s, text) => s.Fetching.RssHubUrl = text),
        Text("Fetching:PublicUrl", "an https address without a path, for example https://news.example.com",
            text => text.Length == 0 || IsPublic(text), (s, text) => s.Fetching.PublicUrl = text.TrimEnd('/')),

        Duration("Polling:MinInterval", (s, time) => s.Polling.MinInterval = time),
        Duration("Polling:DefaultInterval", (s, time) => s.Polling.DefaultInterval = time),
        Duration("Polling:MaxInterval", (s, time) => s.Polling.MaxInterval = time),

        Choice("Access:Mode", ["allowlist", "open"], (s, word) => s.Access.Mode = word),
        List("Access:Admins", "a person as platform:id, for example telegram:123456789",
            IsAddress, (s, text) => s.Access.Admins.Add(text)),
        List("Access:AllowedChats", "a chat as platform:address, for example telegram:-100123456789",
            IsAddress, (s, text) => s.Access.AllowedChats.Add(text)),
        Whole("Access:MaxSubscriptionsPerChat", 1, 10_000, (s, number) => s.Access.MaxSubscriptionsPerChat = (int)number),

        Whole("Retention:ArticleDays", 1, 36_500, (s, number) => s.Retention.ArticleDays = (int)number),
        Whole("Retention:SeenDays", 30, 36_500, (s, number) => s.Retention.SeenDays = (int)number),
    ];

    /// <summary>The setting with this key, any case, or null.</summary>
    public static Setting? Find(string key) =>
        All.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase));

    private static Setting Text(string key, string allowed, Func<string, bool> isAllowed, Action<Settings, string> put) =>
        new(key, allowed, (settings, text) =>
        {
            if (!isAllowed(text))
                return false;
            put(settings, text);
            return true;
        });

    private static Setting List(string key, string allowed, Func<string, bool> isAllowed, Action<Settings, string> add) =>
        Text(key, allowed, isAllowed, add) with { IsList = true };

    private static Setting Choice(string key, string[] words, Action<Settings, string> put) =>
        Text(key, string.Join(" or ", words), text => words.Contains(text, StringComparer.Ordinal), put);

    private static Setting Whole(string key, long min, long max, Action<Settings, long> put) =>
        new(key, $"a whole number from {min} to {max}", (settings, text) =>
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
                return false;
            put(settings, number);
            return true;
        });

    /// <summary>A bare number is refused: <see cref="TimeSpan"/> would read 15 as fifteen days.</summary>
    private static Setting Duration(string key, Action<Settings, TimeSpan> put) =>
        new(key, "a time as hh:mm:ss or d.hh:mm:ss from 00:00:01 to 7.00:00:00", (settings, text) =>
        {
            if (!TimeSpan.TryParseExact(text, DurationForms, CultureInfo.InvariantCulture, out var time) || time < Shortest || time > Longest)
                return false;
            put(settings, time);
            return true;
        });

    /// <summary>The number of the bot, a colon, a secret.</summary>
    private static bool IsTokenOrEmpty(string text)
    {
        var parts = text.Split(':');
        return text.Length == 0
            || (parts is [{ Length: > 0 and <= 18 } number, { Length: > 0 } secret] && number.All(char.IsAsciiDigit)
                && secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
    }

    private static bool IsServer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" };

    /// <summary>Secrets go there; plain http is for servers on the same machine.</summary>
    private static bool IsPublic(string text) => IsServer(text) && new Uri(text) is var address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);

    private static bool IsApi(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", UserInfo: "", Fragment: "" };

    /// <summary>What a header can carry: the token stands in one.</summary>
    private static bool IsWordOrEmpty(string text) => text.All(c => c is > ' ' and < '\x7f');

    /// <summary>Telegram delivers over https alone; plain http is for servers on the same machine.</summary>
    private static bool IsWebhook(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { AbsolutePath.Length: > 1, Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsLine(string text) => !text.Any(char.IsControl);

    private static bool IsAddress(string text) => ChatAddress.TryParse(text, out _);
}

/// <summary>A setting.</summary>
/// <param name="Key"><c>Section:Name</c>.</param>
/// <param name="Allowed">What it may be, to follow the words "must be"; of a list, what each of its entries may be.</param>
/// <param name="TryPut">Takes a value (of a list, one entry) over into the settings; false if it is not allowed.</param>
public sealed record Setting(string Key, string Allowed, Func<Settings, string, bool> TryPut)
{
    /// <summary>True if it takes any number of entries.</summary>
    public bool IsList { get; init; }

    /// <summary>True if its value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The part of the key before the colon.</summary>
    public string Section => Key.Split(':')[0];
}
