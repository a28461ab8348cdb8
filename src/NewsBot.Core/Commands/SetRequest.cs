using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>What somebody asks of <c>/set</c>: to see settings or to change one.</summary>
public abstract record SetRequest
{
    /// <summary>More roles than these are nobody's wish.</summary>
    private const int MostRoles = 20;

    private SetRequest()
    {
    }

    /// <summary>Show the chat's settings and a page of its feeds, from 1.</summary>
    public sealed record ShowChat(int Page) : SetRequest;

    /// <summary>Change how the chat wants its messages.</summary>
    public sealed record ChangeChat(Func<ChatSettings, ChatSettings> Change) : SetRequest;

    /// <summary>Show the settings of a subscription.</summary>
    /// <param name="Feed">Which feed, as the person called it.</param>
    public sealed record ShowFeed(string Feed) : SetRequest;

    /// <summary>Change how the messages of a subscription are wanted.</summary>
    /// <param name="Feed">Which feed, as the person called it; empty for that of the message answered.</param>
    /// <param name="Change">What to change.</param>
    /// <param name="Words">The words that ask for it, without the feed.</param>
    public sealed record ChangeFeed(string Feed, Func<SubscriptionSettings, SubscriptionSettings> Change, string Words) : SetRequest;

    /// <summary>End a subscription.</summary>
    /// <param name="Feed">Which feed, as the person called it.</param>
    public sealed record EndFeed(string Feed) : SetRequest;

    /// <summary>A setting that cannot have this value.</summary>
    public sealed record Unclear : SetRequest;

    /// <summary>Understands the words after the command. A feed's name may have spaces, so what is wanted is looked for at
    /// the end: <c>BBC World Service sound off</c>. Never fails.</summary>
    public static SetRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => new ShowChat(1),
            [var one, var page] when Is(one, "page") && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                new ShowChat(number),
            [var option] when IsOfChat(option) => new Unclear(),
            [var option, var value] when IsOfChat(option) => ChatChange(option, value) is { } change ? new ChangeChat(change) : new Unclear(),
            [.. var feed, var option, var value] when IsOfFeed(option) => FeedChange(option, value) is { } change
                ? new ChangeFeed(string.Join(' ', feed), change, $"{option} {value}")
                : new Unclear(),
            _ when RolesOf(words) is { } roles => roles,
            [.. { Length: > 0 } feed, var last] when Is(last, "unsubscribe") => new EndFeed(string.Join(' ', feed)),
            _ => new ShowFeed(string.Join(' ', words)),
        };
    }

    private static bool IsOfChat(string option) => Is(option, "language") || Is(option, "length") || Is(option, "layout");

    private static bool IsOfFeed(string option) => Is(option, "sound") || Is(option, "edits") || Is(option, "publish");

    private static Func<ChatSettings, ChatSettings>? ChatChange(string option, string value)
    {
        if (Is(option, "language"))
            return LanguageName.Find(value) is { } language ? settings => settings with { Language = language } : null;
        if (Is(option, "length"))
            return Named<MessageLength>(value) is { } length ? settings => settings with { Length = length } : null;
        return Named<MessageLayout>(value) is { } layout ? settings => settings with { Layout = layout } : null;
    }

    private static Func<SubscriptionSettings, SubscriptionSettings>? FeedChange(string option, string value)
    {
        if (OnOrOff(value) is not { } isOn)
            return null;
        if (Is(option, "sound"))
            return settings => settings with { IsSilent = !isOn };
        return Is(option, "edits")
            ? settings => settings with { IgnoresChanges = !isOn }
            : settings => settings with { IsPublished = isOn };
    }

    /// <summary>The roles that a feed's messages call: <c>FEED roles 12 &lt;@&amp;34&gt;</c>. Without any, or with «none»: nobody.
    /// The word alone is the name of a feed.</summary>
    private static SetRequest? RolesOf(string[] words)
    {
        var at = Array.FindLastIndex(words, word => Is(word, "roles"));
        if (at < 0)
            return null;
        var said = words[(at + 1)..];
        if (said is [] && at == 0)
            return null;
        string?[] ids = said is [var none] && Is(none, "none") ? [] : [.. said.Select(RoleOf).Distinct(StringComparer.Ordinal)];
        if (ids.Any(id => id is null))
            return null;
        if (ids.Length > MostRoles)
            return new Unclear();
        var roles = ids.Length == 0 ? null : string.Join(' ', ids);
        return new ChangeFeed(string.Join(' ', words[..at]), settings => settings with { Roles = roles }, $"roles {roles ?? "none"}");
    }

    /// <summary>The number of a role, as typed or as a mention has it; null if it is none.</summary>
    private static string? RoleOf(string word)
    {
        var id = word.StartsWith("<@&", StringComparison.Ordinal) && word.EndsWith('>') ? word[3..^1] : word;
        return id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit) ? id : null;
    }

    private static bool? OnOrOff(string value) => value.ToLowerInvariant() switch
    {
        "on" or "开" => true,
        "off" or "关" => false,
        _ => null,
    };

    private static T? Named<T>(string value)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(each => Is(value, each.ToString())).Select(each => (T?)each).FirstOrDefault();

    private static bool Is(string word, string name) => string.Equals(word, name, StringComparison.OrdinalIgnoreCase);
}
