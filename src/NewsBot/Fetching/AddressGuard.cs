using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace NewsBot.Fetching;

/// <summary>
/// Decides which addresses and ports a stranger's URL may make the bot call: public ones (by IANA's special-purpose
/// registries, RFC 6890), and those the operator has named. The decision is pure; <see cref="GuardedHandler"/> asks it
/// about the very address that it is about to connect to.
/// </summary>
public sealed class AddressGuard
{
    private readonly IPNetwork[] _allowed;

    private AddressGuard(IPNetwork[] allowed) => _allowed = allowed;

    /// <summary>The guard for validated options.</summary>
    /// <exception cref="FormatException">A network is not in CIDR form; <see cref="FetchingOptionsCheck"/> says so first.</exception>
    public static AddressGuard For(FetchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AddressGuard([.. options.AllowPrivateNetworks.Select(text =>
            TryParseNetwork(text, out var network) ? network : throw new FormatException($"'{text}' is not a network."))]);
    }

    /// <summary>True if the address may be called: it is public, or in a network that the operator allowed.</summary>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        // Connecting to ::ffff:10.0.0.1 is connecting to 10.0.0.1.
        var dialled = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_allowed, network => network.Contains(dialled)) || IsPublic(dialled);
    }

    /// <summary>False for ports on which something else than HTTP is at home, and which might act on what it is sent
    /// (WHATWG Fetch, "port blocking", and the common databases and queues).</summary>
    public static bool AllowsPort(int port) => port is > 0 and <= 65535 && !PortsOfOthers.Contains(port);

    /// <summary>Reads a network in CIDR form; a single address stands for itself.</summary>
    public static bool TryParseNetwork(string? text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        // IPAddress also reads "10" and "0x7f.1", which in a list of networks are slips.
        if (!IPAddress.TryParse(text, out var address) || !string.Equals(address.ToString(), text, StringComparison.OrdinalIgnoreCase))
            return false;
        network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(NotPublicV4, network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => IsPublicV6(address),
        _ => false,
    };

    private static bool IsPublicV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();

        // An IPv6 address that carries an IPv4 address leads there, so it is as public as that is.
        if (Nat64.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(12)));
        if (SixToFour.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        if (Teredo.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(4, 4))) && IsPublic(new IPAddress(Inverted(bytes.AsSpan(12))));
        if (!GlobalUnicast.Contains(address) || Array.Exists(NotPublicV6, network => network.Contains(address)))
            return false;
        return !IsIsatap(bytes) || IsPublic(new IPAddress(bytes.AsSpan(12)));
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

    private static readonly FrozenSet<int> PortsOfOthers = new[]
    {
        1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 88, 95, 101, 102, 103, 104, 109, 110,
        111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526, 530, 531, 532,
        540, 548, 554, 556, 563, 587, 601, 636, 873, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 3306,
        3389, 3659, 4045, 4190, 5060, 5061, 5222, 5432, 5672, 5900, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
        9042, 9092, 10080, 11211, 27017,
    }.ToFrozenSet();

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
