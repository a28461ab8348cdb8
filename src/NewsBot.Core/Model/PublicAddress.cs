using System.Net;

namespace NewsBot.Core.Model;

/// <summary>Which IP addresses are public: those that IANA's special-purpose registries (RFC 6890) keep for nothing else.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    private static readonly IPNetwork[] NotPublicV4 = Networks(
        "0.0.0.0/8",        // this host
        "10.0.0.0/8",       // private
        "100.64.0.0/10",    // carriers' NAT
        "127.0.0.0/8",      // loopback
        "169.254.0.0/16",   // link-local, and the metadata of clouds
        "172.16.0.0/12",    // private
        "192.0.0.0/24",     // IETF assignments
        "192.0.2.0/24",     // documentation
        "192.88.99.0/24",   // 6to4 relays, withdrawn
        "192.168.0.0/16",   // private
        "198.18.0.0/15",    // benchmarks, and the "fake IP" of some proxies: the operator may allow it
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",   // documentation
        "224.0.0.0/3");     // multicast, reserved, broadcast

    /// <summary>Exceptions within <see cref="GlobalUnicast"/>; what lies outside it is not public anyway.</summary>
    private static readonly IPNetwork[] NotPublicV6 = Networks(
        "2001::/23",        // IETF assignments
        "2001:db8::/32",    // documentation
        "3fff::/20");       // documentation

    /// <summary>True for a public address; an IPv6 address that carries an IPv4 address leads there, and is as public as that.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? !Array.Exists(NotPublicV4, network => network.Contains(address)) : IsV6(address, bytes);
    }

    private static bool IsV6(IPAddress address, byte[] bytes)
    {
        if (Nat64.Contains(address))
            return Is(new IPAddress(bytes.AsSpan(12)));
        if (SixToFour.Contains(address))
            return Is(new IPAddress(bytes.AsSpan(2, 4)));
        if (Teredo.Contains(address))
            return Is(new IPAddress(bytes.AsSpan(4, 4))) && Is(new IPAddress(Inverted(bytes.AsSpan(12))));
        if (!GlobalUnicast.Contains(address) || Array.Exists(NotPublicV6, network => network.Contains(address)))
            return false;
        return !IsIsatap(bytes) || Is(new IPAddress(bytes.AsSpan(12)));
    }

    /// <summary>RFC 5214 section 6.1: the interface identifier is 0000:5EFE or 0200:5EFE, then an IPv4 address.</summary>
    private static bool IsIsatap(ReadOnlySpan<byte> bytes) => bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;

    /// <summary>RFC 4380 section 4: the client's address is written with every bit inverted.</summary>
    private static byte[] Inverted(ReadOnlySpan<byte> bytes)
    {
        var inverted = bytes.ToArray();
        for (var i = 0; i < inverted.Length; i++)
            inverted[i] ^= 0xFF;
        return inverted;
    }

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
