using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Core.Model;

/// <summary>
/// The address of a feed: an absolute <c>http</c>, <c>https</c> or <c>file</c> URL without a fragment. Two texts that
/// name the same resource by RFC 3986 section 6.2.2 and 6.2.3 (case of scheme and host, default port, empty path) make
/// equal values; path and query are kept as they were written.
/// </summary>
public sealed record FeedUrl
{
    private FeedUrl(Uri value) => Value = value;

    /// <summary>The address as a <see cref="Uri"/>, credentials included.</summary>
    public Uri Value { get; }

    /// <summary>True for a folder of archived articles (<c>file:</c>), which only the operator may add.</summary>
    public bool IsArchive => Value.IsFile;

    /// <summary>True for the demonstration feed that the bot serves itself, below <c>/newsroom/</c> on loopback.</summary>
    public bool IsDemonstration =>
        Value.IsLoopback && Value.Scheme == Uri.UriSchemeHttp
        && Value.AbsolutePath.StartsWith("/newsroom/", StringComparison.Ordinal);

    /// <summary>
    /// Reads what a person typed or pasted: a URL, a bare host with an optional path (<c>example.com/feed</c>), a
    /// <c>feed:</c> link; surrounding angle brackets, quotes and spaces are dropped. Anything that is not http, https
    /// or file is refused.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FeedUrl? url)
    {
        url = null;
        var trimmed = text?.Trim().Trim('<', '>', '"', '“', '”', '「', '」').Trim() ?? "";
        if (trimmed.Length is 0 or > 2048 || trimmed.Any(char.IsWhiteSpace))
            return false;
        if (trimmed.StartsWith("feed://", StringComparison.OrdinalIgnoreCase))
            trimmed = "https://" + trimmed[7..];
        else if (trimmed.StartsWith("feed:http", StringComparison.OrdinalIgnoreCase))
            trimmed = trimmed[5..];
        else if (!trimmed.Contains("://", StringComparison.Ordinal) && LooksLikeHost(trimmed))
            trimmed = "https://" + trimmed;
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri))
            return false;
        return TryFrom(uri, out url);
    }

    /// <summary>Accepts an absolute http, https or file <see cref="Uri"/>; its fragment is dropped.</summary>
    public static bool TryFrom(Uri uri, [NotNullWhen(true)] out FeedUrl? url)
    {
        ArgumentNullException.ThrowIfNull(uri);
        url = null;
        if (!uri.IsAbsoluteUri)
            return false;
        var isWeb = uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
        if (isWeb ? uri.Host.Length == 0 : !(uri.IsFile && uri.Host.Length == 0))
            return false;
        url = new FeedUrl(AsWritten(uri));
        return true;
    }

    /// <summary>The site: host name as it is looked up, with the port where it is not the usual one; empty for a folder. What a
    /// publisher asks of callers concerns all addresses that have it in common.</summary>
    public string Host => IsArchive ? "" : Value.IsDefaultPort ? HostName.Of(Value) : $"{HostName.Of(Value)}:{Value.Port}";

    /// <summary>The stored and compared form, credentials included. Never log it: <see cref="ToString"/> is for people.</summary>
    public string Key => Value.AbsoluteUri;

    /// <summary>The address as a command or a button may name it: exact, unless it holds a login, which is nobody's business. The number of
    /// a subscription would mean another feed after somebody ended one.</summary>
    public string Name => Value.UserInfo.Length == 0 ? Key : ToString();

    /// <inheritdoc/>
    public bool Equals(FeedUrl? other) => other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    /// <summary>The address for eyes and logs: credentials masked, international names and percent-encoded text readable.</summary>
    public override string ToString() =>
        Value.UserInfo.Length == 0
            ? Value.ToString()
            : new UriBuilder(Value) { UserName = "***", Password = "" }.Uri.ToString();

    /// <summary>Drops the fragment and keeps path and query byte for byte: <see cref="Uri"/> alone would turn %7e into ~,
    /// and some publishers sign their addresses.</summary>
    private static Uri AsWritten(Uri uri)
    {
        if (!uri.OriginalString.AsSpan().ContainsAny('#', '%'))
            return uri;
        var text = uri.OriginalString.Split('#')[0];
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var isPlain = text.All(c => c is > ' ' and < '\x7f' and not '\\');
        if (!uri.IsFile && isPlain && text.Contains('%', StringComparison.Ordinal)
            && Uri.TryCreate(text, exact, out var asWritten))
            return asWritten;
        return uri.Fragment.Length == 0 ? uri : new UriBuilder(uri) { Fragment = "" }.Uri;
    }

    private static bool LooksLikeHost(string text)
    {
        var host = text.Split('/', '?', '#')[0];
        var name = host.Split(':')[0];
        return name.Contains('.', StringComparison.Ordinal) && !name.StartsWith('.') && !name.EndsWith('.')
            && (host.Length == name.Length || host[(name.Length + 1)..].All(char.IsAsciiDigit));
    }
}
