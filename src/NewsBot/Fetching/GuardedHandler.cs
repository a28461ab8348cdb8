using System.Net;
using System.Net.Sockets;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>Looks up the addresses of a host name.</summary>
/// <exception cref="SocketException">The name does not resolve.</exception>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken ct);

/// <summary>
/// The way to the network for every address that came from a stranger. The name is resolved here, addresses that
/// <see cref="AddressGuard"/> refuses are dropped, and the socket connects to the very address that was looked at: a name
/// that resolves differently the next moment (DNS rebinding) gains nothing. TLS, with the name as written, is laid on top
/// by the handler.
/// </summary>
internal sealed class GuardedHandler(AddressGuard guard, ResolveHost resolve, TimeProvider clock)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>An address that swallows packets must leave time for the next, usually IPv4 after IPv6.</summary>
    private static readonly TimeSpan TimePerAddress = TimeSpan.FromSeconds(3);

    private const int MostAddresses = 6;

    /// <summary>A handler that calls the address itself, under the guard.</summary>
    public SocketsHttpHandler Create(int connectionsPerHost) =>
        Create(connectionsPerHost, proxy: null, ConnectAsync);

    /// <summary>A handler that calls a proxy, and can call nothing else.</summary>
    public static SocketsHttpHandler Create(int connectionsPerHost, ProxyServer proxy) =>
        Create(connectionsPerHost, proxy, (endpoint, ct) => ConnectAsync(endpoint, proxy, ct));

    /// <summary>It never follows, never decodes, keeps no cookies, and asks neither environment nor system for a proxy.</summary>
    private static SocketsHttpHandler Create(int connectionsPerHost, IWebProxy? proxy, Func<DnsEndPoint, CancellationToken, Task<Stream>> connect) => new()
    {
        ConnectCallback = (context, ct) => new ValueTask<Stream>(connect(context.DnsEndPoint, ct)),
        ConnectTimeout = ConnectTimeout,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseProxy = proxy is not null,
        Proxy = proxy,
        UseCookies = false,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = connectionsPerHost,
        MaxResponseHeadersLength = 32, // KiB
        MaxResponseDrainSize = 64 * 1024,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a change in DNS is noticed
        // Validators are bytes to us: Latin-1 maps each byte to one character and back.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    };

    private async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken ct)
    {
        if (!AddressGuard.AllowsPort(target.Port))
            throw AddressRefusedException.OfPort(target.Port);

        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, ct);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var allowed = addresses.Where(guard.Allows).ToList();
        if (allowed.Count == 0)
            throw new AddressRefusedException($"{addresses[0]} is not a public address; the operator can allow it in Fetching:AllowPrivateNetworks");

        return await ConnectToFirstAsync(allowed is [var only] ? [only] : [.. Alternating(allowed).Take(MostAddresses)], target.Port, ct);
    }

    private static async Task<Stream> ConnectAsync(DnsEndPoint endpoint, ProxyServer proxy, CancellationToken ct)
    {
        if (endpoint.Port != proxy.Address.Port || !string.Equals(endpoint.Host, HostName.Of(proxy.Address), StringComparison.OrdinalIgnoreCase))
            throw new AddressRefusedException($"{endpoint.Host} is not the proxy");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> ConnectToFirstAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            var isLast = i == addresses.Count - 1;
            using var limit = isLast ? null : new CancellationTokenSource(TimePerAddress, clock);
            using var either = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), either?.Token ?? ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException && !isLast && !ct.IsCancellationRequested)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>The families take turns (RFC 8305 section 4), each in the resolver's order.</summary>
    private static IEnumerable<IPAddress> Alternating(IEnumerable<IPAddress> addresses) =>
        addresses.GroupBy(address => address.AddressFamily)
            .SelectMany(family => family.Select((address, turn) => (address, turn)))
            .OrderBy(entry => entry.turn)
            .Select(entry => entry.address);
}

/// <summary>Thrown inside the handler, where only exceptions can leave; <see cref="FetchTroubles"/> makes it a value again.</summary>
internal sealed class AddressRefusedException(string reason) : Exception(reason)
{
    /// <summary>For <see cref="AddressGuard.AllowsPort"/>.</summary>
    public static AddressRefusedException OfPort(int port) => new($"port {port} belongs to another protocol than HTTP");
}
