using System.Globalization;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>Which tags and attributes Telegram's HTML has, and what they become.</summary>
internal static class HtmlTags
{
    private static readonly Dictionary<string, string[]> Attributes = new(StringComparer.Ordinal)
    {
        ["b"] = [],
        ["strong"] = [],
        ["i"] = [],
        ["em"] = [],
        ["u"] = [],
        ["ins"] = [],
        ["s"] = [],
        ["strike"] = [],
        ["del"] = [],
        ["code"] = ["class"],
        ["pre"] = [],
        ["a"] = ["href"],
        ["blockquote"] = ["expandable"],
        ["tg-spoiler"] = [],
        ["span"] = ["class"],
        ["tg-emoji"] = ["emoji-id"],
        ["tg-time"] = ["unix", "format"],
    };

    /// <summary>The supported tags.</summary>
    public static IReadOnlyCollection<string> Names => Attributes.Keys;

    /// <summary>Whether a tag has an attribute.</summary>
    public static bool Knows(string tag, string attribute) =>
        Attributes[tag].Contains(attribute, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a tag becomes, or null when its attributes make no sense.</summary>
    public static (string Type, string? Argument)? EntityType(string tag, IReadOnlyDictionary<string, string?> attributes, string? parent) => tag switch
    {
        "b" or "strong" => ("bold", null),
        "i" or "em" => ("italic", null),
        "u" or "ins" => ("underline", null),
        "s" or "strike" or "del" => ("strikethrough", null),
        "pre" => ("pre", null),
        "a" => ("text_link", attributes.GetValueOrDefault("href") ?? ""),
        "code" => Code(attributes, parent),
        "blockquote" => (attributes.ContainsKey("expandable") ? "expandable_blockquote" : "blockquote", null),
        "tg-spoiler" => ("spoiler", null),
        "span" => attributes.GetValueOrDefault("class") == "tg-spoiler" ? ("spoiler", null) : null,
        "tg-emoji" => IsNumber(attributes.GetValueOrDefault("emoji-id")) ? ("custom_emoji", attributes["emoji-id"]) : null,
        "tg-time" => IsNumber(attributes.GetValueOrDefault("unix")) ? ("date_time", attributes["unix"]) : null,
        _ => null,
    };

    /// <summary>What is wrong with a tag that became nothing.</summary>
    public static string WhyNot(string tag) => tag switch
    {
        "span" => "Tag \"span\" must have class \"tg-spoiler\"",
        "tg-emoji" => "Invalid custom emoji identifier specified",
        "code" => "Attribute \"class\" of the tag \"code\" must be \"language-…\" and inside of \"pre\"",
        _ => $"Invalid attributes of the tag \"{tag}\"",
    };

    /// <summary>The address that a link leads to, or null for one the server drops.</summary>
    public static string? Link(string href)
    {
        var address = href.Trim();
        if (!address.Contains("://", StringComparison.Ordinal) && !address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && address.Contains('.', StringComparison.Ordinal))
            address = "http://" + address;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "tg" or "ton" or "tonsite" or "ftp" or "mailto" or "tel"
            ? address
            : null;
    }

    /// <summary>The language is for code inside of pre alone; a class elsewhere is refused, for it says nothing.</summary>
    private static (string Type, string? Argument)? Code(IReadOnlyDictionary<string, string?> attributes, string? parent)
    {
        if (!attributes.TryGetValue("class", out var style))
            return ("code", null);
        return parent == "pre" && style is not null && style.StartsWith("language-", StringComparison.Ordinal) ? ("code", style["language-".Length..]) : null;
    }

    private static bool IsNumber(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
