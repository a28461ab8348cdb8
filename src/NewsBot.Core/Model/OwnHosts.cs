using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace NewsBot.Core.Model;

/// <summary>
/// Hosts that are the operator's own, or that the bot may call freely, such as an RSSHub of one's own: no gap between
/// requests, and what one of their feeds says of waiting concerns that feed alone. Those on the list are, and those that
/// can only be local: an IP address that is not public, a name without a dot or below a domain that is kept for local use.
/// </summary>
public sealed class OwnHosts
{
    private static readonly string[] LocalDomains = [".local", ".lan", ".internal", ".localhost", ".home.arpa"];

    private readonly FrozenSet<string> _listed;

    /// <summary>Takes a list of host names, each with a port if only that port is meant; what is neither is passed over.</summary>
    public OwnHosts(IEnumerable<string> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        _listed = listed.Select(Read).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True for <c>host</c> and <c>host:port</c>, an IPv6 address in brackets.</summary>
    public static bool IsHost(string text) => Read(text) is not null;

    /// <summary>True if the host of the address is the operator's own.</summary>
    public bool Contains(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var host = HostName.Of(address).TrimEnd('.');
        return IsLocal(host) || _listed.Contains(host) || _listed.Contains(WithPort(host, address.Port));
    }

    private static bool IsLocal(string host) => IPAddress.TryParse(host, out var literal)
        ? !PublicAddress.Is(literal)
        : !host.Contains('.', StringComparison.Ordinal) || Array.Exists(LocalDomains, domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    private static string? Read(string? text)
    {
        if (text is null || !Uri.TryCreate("http://" + text, UriKind.Absolute, out var uri)
            || uri is not { PathAndQuery: "/", UserInfo: "", Fragment: "" } || text.AsSpan().ContainsAny("/\\?#"))
            return null;
        var host = HostName.Of(uri).TrimEnd('.');
        var hasPort = text.LastIndexOf(':') > text.LastIndexOf(']');
        return hasPort ? WithPort(host, uri.Port) : host;
    }

    private static string WithPort(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host} {port}");
}
