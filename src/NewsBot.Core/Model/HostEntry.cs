using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Core.Model;

/// <summary>A host as an operator writes it: a name or an IP address, an IPv6 one in brackets, with a port if only that is meant.</summary>
/// <param name="Host">In ASCII, without a dot at the end.</param>
/// <param name="Port">The port, or null for all.</param>
public sealed record HostEntry(string Host, int? Port)
{
    private static readonly SearchValues<char> NoPartOfHosts = SearchValues.Create("/\\?#@ ");

    /// <summary>Reads <c>host</c> or <c>host:port</c>; nothing else may stand beside it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HostEntry? entry)
    {
        entry = null;
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAny(NoPartOfHosts) || text.EndsWith(':')
            || !Uri.TryCreate("http://" + text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return false;
        entry = new HostEntry(HostName.Of(uri).TrimEnd('.'), text.LastIndexOf(':') > text.LastIndexOf(']') ? uri.Port : null);
        return entry.Host.Length > 0;
    }

    /// <summary>True if an address is on this host.</summary>
    public bool Matches(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return (Port is null || Port == address.Port)
            && string.Equals(HostName.Of(address).TrimEnd('.'), Host, StringComparison.OrdinalIgnoreCase);
    }
}
