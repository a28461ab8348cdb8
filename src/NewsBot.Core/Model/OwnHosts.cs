using System.Net;

namespace NewsBot.Core.Model;

/// <summary>
/// Hosts that are the operator's own, or that the bot may call freely, such as an RSSHub of one's own: no gap between
/// requests, and what one of their feeds says of waiting concerns that feed alone. Those on the list are, and those that
/// can only be local.
/// </summary>
public sealed class OwnHosts
{
    private static readonly string[] LocalDomains = [".local", ".lan", ".internal", ".localhost", ".home.arpa"];

    private readonly HostEntry[] _listed;

    /// <summary>Takes a list of <see cref="HostEntry"/> as text; what is none is passed over.</summary>
    public OwnHosts(IEnumerable<string> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        _listed = [.. listed.Select(text => HostEntry.TryParse(text, out var entry) ? entry : null).OfType<HostEntry>()];
    }

    /// <summary>True for an address whose host is an IP address that is not public, a name without a dot, a name below a domain
    /// that is kept for local use, or one that ends in a number, which no public name does.</summary>
    public static bool IsLocal(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var host = HostName.Of(address).TrimEnd('.');
        return IPAddress.TryParse(host, out var literal)
            ? !PublicAddress.Is(literal)
            : !host.Contains('.', StringComparison.Ordinal)
                || host[(host.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit)
                || Array.Exists(LocalDomains, domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True if the host of the address is on the list.</summary>
    public bool IsListed(Uri address) => Array.Exists(_listed, entry => entry.Matches(address));

    /// <summary>True if the host of the address is the operator's own.</summary>
    public bool Contains(Uri address) => IsLocal(address) || IsListed(address);
}
