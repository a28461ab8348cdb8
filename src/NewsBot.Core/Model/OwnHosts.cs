using System.Net;

namespace NewsBot.Core.Model;

/// <summary>The sites that are the operator's own: those that the operator names, and those that lie on the local network by
/// their name.</summary>
public sealed class OwnHosts(IEnumerable<string> named)
{
    private readonly HashSet<string> _named = new(named, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the address belongs to one of them.</summary>
    public bool Contains(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var host = HostName.Of(address);
        return _named.Contains(host) || _named.Contains($"{host}:{address.Port}") || address.IsLoopback || !host.Contains('.', StringComparison.Ordinal);
    }
}
