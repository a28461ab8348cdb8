using System.Collections.Frozen;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>What an operator has sent with the requests for some feeds: those that want a key, a login or a way around.</summary>
/// <param name="Url">Which feeds: a host (<c>a.example</c>, <c>a.example:8443</c>), or an address and all that lies below it.</param>
public sealed record FeedRule(string Url)
{
    /// <summary>The word for <see cref="Proxy"/> that means: none, even if there is one for all.</summary>
    public const string NoProxy = "none";

    private const int LongestText = 4096;

    /// <summary>What the fetcher itself decides; cookies and the User-Agent have settings of their own.</summary>
    private static readonly FrozenSet<string> HeadersOfOurs = new[]
    {
        "Accept-Encoding", "Connection", "Content-Length", "Cookie", "Expect", "Host", "If-Modified-Since", "If-None-Match", "Keep-Alive",
        "Proxy-Authorization", "Proxy-Connection", "Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers, in place of the fetcher's own of the same name. Secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The Cookie header. Secret.</summary>
    public string Cookies { get; init; } = "";

    /// <summary>The User-Agent header. Empty: the usual one.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>A proxy, <see cref="NoProxy"/>, or empty for <see cref="FetchingOptions.Proxy"/>. Secret.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>True for what <see cref="Url"/> may be.</summary>
    public static bool IsUrl(string text) => HostEntry.TryParse(text, out _) || Address(text) is not null;

    /// <summary>True for the name of a header that a rule may set (RFC 9110 section 5.1).</summary>
    public static bool IsHeaderName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
            && !HeadersOfOurs.Contains(text);
    }

    /// <summary>True for what a header can carry.</summary>
    public static bool IsHeaderValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestText && text.All(c => c is >= ' ' and <= '~');
    }

    /// <summary>True for what <see cref="Proxy"/> may be.</summary>
    public static bool IsProxy(string text) => text is "" or NoProxy || ProxyServer.TryParse(text, out _);

    /// <summary>True if it is a rule for this address.</summary>
    public bool IsFor(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (HostEntry.TryParse(Url, out var host))
            return host.Matches(address);
        if (Address(Url) is not { } root || !RedirectTrail.HaveSameOrigin(root, address))
            return false;
        var (above, path) = (root.PathAndQuery, address.PathAndQuery);
        return path.StartsWith(above, StringComparison.Ordinal)
            && (path.Length == above.Length || above.EndsWith('/') || path[above.Length] is '/' or '?' or '&');
    }

    private static Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Fragment: "", Host.Length: > 0 } ? uri : null;
}

/// <summary>The rules, in the operator's order: the first that is for an address holds.</summary>
public sealed class FeedRules(IEnumerable<FeedRule> rules)
{
    /// <summary>No rules.</summary>
    public static FeedRules None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<FeedRule> All { get; } = [.. rules];

    /// <summary>The rule for a feed or a page, or null.</summary>
    public FeedRule? For(Uri address) => All.FirstOrDefault(rule => rule.IsFor(address));
}
