using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsBot.Core.Composing.Cleaning;

namespace NewsBot.Core.Composing;

/// <summary>What the address and the element of a picture tell about it.</summary>
internal static partial class PictureAddress
{
    private const int SmallestSide = 60;

    private static readonly Dictionary<string, string> ProxyParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["images.weserv.nl"] = "url",
        ["wsrv.nl"] = "url",
        ["imageproxy.pimg.tw"] = "url",
        ["external-content.duckduckgo.com"] = "u",
        ["proxy.duckduckgo.com"] = "u",
    };

    /// <summary>The picture behind image proxies and resizers.</summary>
    public static Uri Unwrap(Uri address)
    {
        for (var i = 0; i < 4 && Inner(address) is { } inner && WebAddress.Resolve(null, inner) is { } unwrapped; i++)
            address = unwrapped;
        return address;
    }

    private static string? Inner(Uri address)
    {
        string? inner = null;
        if (ProxyParameters.TryGetValue(address.Host, out var parameter))
            inner = WebAddress.Query(address, parameter);
        else if (address.AbsolutePath.EndsWith("/_next/image", StringComparison.Ordinal))
            inner = WebAddress.Query(address, "url");
        else if (Photon.Fits(address.Host))
            inner = address.AbsolutePath[1..];
        else if (WrappedInPath.Match(address.AbsoluteUri) is { Success: true } match)
            inner = match.Groups["inner"].Value is var value && SchemeAndHost.Fits(value) ? value : Uri.UnescapeDataString(value);
        if (string.IsNullOrEmpty(inner))
            return null;
        inner = inner.StartsWith("ssl:", StringComparison.Ordinal) ? inner[4..] : inner;
        // Proxies fold the slashes of the scheme ("https:/host/…"), or leave the scheme out.
        return SchemeAndHost.Match(inner) is { Success: true } scheme
            ? scheme.Groups["scheme"].Value + "://" + inner[scheme.Length..]
            : "https://" + inner.TrimStart('/');
    }

    /// <summary>True for small pictures that stand for a character.</summary>
    public static bool IsEmoji(IElement img) =>
        img.ClassList.Contains("emoji") || img.ClassList.Contains("wp-smiley") || img.ClassList.Contains("twemoji")
        || img.GetAttribute("src") is { } src && EmojiAddress.Fits(src);

    /// <summary>True for pictures that show nothing of the story: pixels, icons, avatars, buttons, site cards.</summary>
    public static bool IsDecoration(IElement img)
    {
        var width = Side(img.GetAttribute("width"));
        var height = Side(img.GetAttribute("height"));
        if (width is < SmallestSide || height is < SmallestSide)
            return true;
        return IsEmoji(img) || img.ClassList.Any(name => DecorationClass.Fits(name)) || img.GetAttribute("alt") is "logo" or "Logo" or "icon";
    }

    /// <summary>True for addresses of counters, buttons, logos and site cards.</summary>
    public static bool IsDecoration(Uri address) =>
        DecorationHost.Fits(address.Host) || DecorationPath.Fits(address.AbsolutePath) || EmojiAddress.Fits(address.AbsoluteUri);

    private static int? Side(string? attribute)
    {
        var digits = (attribute ?? "").Trim();
        if (digits.EndsWith("px", StringComparison.OrdinalIgnoreCase))
            digits = digits[..^2];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var side) ? side : null;
    }

    [GeneratedRegex(@"^i\d\.wp\.com$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex Photon { get; }

    [GeneratedRegex(@"(/(image/fetch|fetch|unsafe|cdn-cgi/image)/|^https?://cdn\.wp-modula\.[^/]+/)([^?#]{0,300}?/)?(?<inner>https?(:|%3A).+)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex WrappedInPath { get; }

    [GeneratedRegex("^(?<scheme>https?):/+", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex SchemeAndHost { get; }

    [GeneratedRegex(@"(//s\.w\.org/images/core/emoji|/emoji/|twemoji|img\.t\.sinajs\.cn/.*expression|face\.t\.sinajs\.cn|/smil(ies|eys?)/|/emoticons?/)", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex EmojiAddress { get; }

    [GeneratedRegex("^(avatar|gravatar|icon|logo|emoji|pixel|tracking|tracker|smiley|spacer|author-(photo|image|avatar)|profile-(photo|pic|image)|share-icon|wp-smiley)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex DecorationClass { get; }

    [GeneratedRegex(@"(^|\.)(feedburner\.com|quantserve\.com|amazon-adsystem\.com|doubleclick\.net|scorecardresearch\.com|stats\.wordpress\.com|pixel\.wp\.com|statcounter\.com|google-analytics\.com|googleadservices\.com|gravatar\.com|feeds\.wordpress\.com|feedsportal\.com|pheedo\.com|vgwort\.de|ivwbox\.de|ioam\.de|counter\.[^/]+|pixel\.[^/]+|cpx\.[^/]+|hits\.[^/]+|moatads\.com|blogger\.googleusercontent\.com/tracker|piwik\.[^/]+|matomo\.[^/]+|mf\.feeds\.reuters\.com|feeds\.feedblitz\.com)$|^cpx\.|^pixel\.|^counter\.|^stats\.|^ir-[a-z]{2}\.amazon", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex DecorationHost { get; }

    [GeneratedRegex(@"(/~(ff|r|4)/|/(icons?|logos?|clear|sprite|loading|placeholder|avatars?|favicon|badge|button|feed-icon|rss|default[-_]?(image|thumb(nail)?|avatar))[-_.]?\d{0,4}(x\d{1,4})?\.(gif|png|jpe?g|svg|webp|ico|php)|(^|[/_.-])(spacer|blank|pixel|1x1|1px|transparent|tracker|tracking|beacon)\.(gif|png|jpe?g|svg|webp|php)|/og_twcards/|_FB\.(png|jpg)$|grey_line|1px_white_line|icon-zoom|[-_/]site[-_]?(card|logo)|/share[-_](facebook|twitter|weibo|icon)|\.ico$|/b\.gif$|/wp-content/plugins/|/wp-includes/)", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex DecorationPath { get; }
}
