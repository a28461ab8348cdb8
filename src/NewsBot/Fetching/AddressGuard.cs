using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>
/// Decides which addresses and ports a stranger's URL may make the bot call: those that are <see cref="PublicAddress"/>, and
/// those the operator has named. The decision is pure; <see cref="GuardedHandler"/> asks it
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
        return Array.Exists(_allowed, network => network.Contains(dialled)) || PublicAddress.Is(dialled);
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

    private static readonly FrozenSet<int> PortsOfOthers = new[]
    {
        1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 88, 95, 101, 102, 103, 104, 109, 110,
        111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526, 530, 531, 532,
        540, 548, 554, 556, 563, 587, 601, 636, 873, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 3306,
        3389, 3659, 4045, 4190, 5060, 5061, 5222, 5432, 5672, 5900, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
        9042, 9092, 10080, 11211, 27017,
    }.ToFrozenSet();
}
