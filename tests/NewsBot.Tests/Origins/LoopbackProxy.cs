using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsBot.Tests.Origins;

/// <summary>
/// A proxy on loopback that speaks HTTP (CONNECT, and plain requests in absolute form) and SOCKS5 (RFC 1928, 1929) on the same
/// port, and takes every name for this machine. It remembers what it was asked to reach, and who said to be asking.
/// </summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _reached = new();
    private readonly ConcurrentQueue<string> _logins = new();
    private readonly string? _login;
    private readonly Task _accepting;

    private LoopbackProxy(string? login)
    {
        _login = login;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was asked for, as <c>host:port</c>, in order.</summary>
    public IReadOnlyList<string> Reached => [.. _reached];

    /// <summary>The logins that were given, as <c>name:password</c>.</summary>
    public IReadOnlyList<string> Logins => [.. _logins];

    /// <summary>Starts it; with a login (<c>name:password</c>) nobody gets through without.</summary>
    public static LoopbackProxy Start(string? login = null) => new(login);

    /// <summary>Its address for <c>http</c> or <c>socks5</c>, with a login if there is one to give.</summary>
    public string Address(string scheme, string? login = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{scheme}://{(login is null ? "" : login + "@")}127.0.0.1:{Port}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var first = await ByteAsync(stream);
                await (first == 5 ? SocksAsync(stream) : HttpAsync(stream, (char)first));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has had enough.
            }
        }
    }

    private async Task HttpAsync(NetworkStream client, char first)
    {
        var head = first.ToString();
        while (true)
        {
            while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                head += (char)await ByteAsync(client);
            var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var login = lines.FirstOrDefault(line => line.StartsWith("Proxy-Authorization: Basic ", StringComparison.OrdinalIgnoreCase))?.Split(' ')[2];
            if (login is not null)
                _logins.Enqueue(Encoding.UTF8.GetString(Convert.FromBase64String(login)));
            if (_login is null || _logins.LastOrDefault() == _login)
            {
                await PassOnAsync(client, lines);
                return;
            }
            await client.WriteAsync("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _end.Token);
            head = "";
        }
    }

    private async Task PassOnAsync(NetworkStream client, string[] lines)
    {
        var request = lines[0].Split(' ');
        if (request[0] == "CONNECT")
        {
            var (host, port) = (request[1][..request[1].LastIndexOf(':')], request[1][(request[1].LastIndexOf(':') + 1)..]);
            using var tunnel = await ReachAsync(host, int.Parse(port, CultureInfo.InvariantCulture));
            await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _end.Token);
            await JoinAsync(client, tunnel.GetStream());
            return;
        }
        var url = new Uri(request[1]);
        using var target = await ReachAsync(url.Host, url.Port);
        var own = lines.Skip(1).Where(line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase));
        var head = string.Join("\r\n", own.Prepend($"{request[0]} {url.PathAndQuery} HTTP/1.1").Append("Connection: close")) + "\r\n\r\n";
        await target.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head), _end.Token);
        await target.GetStream().CopyToAsync(client, _end.Token);
    }

    private async Task SocksAsync(NetworkStream client)
    {
        var methods = await BytesAsync(client, await ByteAsync(client));
        var method = (byte)(_login is null ? 0 : 2);
        await client.WriteAsync(new byte[] { 5, methods.Contains(method) ? method : (byte)0xFF }, _end.Token);
        if (_login is not null)
        {
            await ByteAsync(client);
            var name = Encoding.UTF8.GetString(await BytesAsync(client, await ByteAsync(client)));
            var password = Encoding.UTF8.GetString(await BytesAsync(client, await ByteAsync(client)));
            _logins.Enqueue($"{name}:{password}");
            await client.WriteAsync(new byte[] { 1, (byte)(_logins.Last() == _login ? 0 : 1) }, _end.Token);
        }
        var ask = await BytesAsync(client, 4);
        var host = ask[3] switch
        {
            1 => new IPAddress(await BytesAsync(client, 4)).ToString(),
            4 => new IPAddress(await BytesAsync(client, 16)).ToString(),
            _ => Encoding.ASCII.GetString(await BytesAsync(client, await ByteAsync(client))),
        };
        var port = await BytesAsync(client, 2);
        using var target = await ReachAsync(host, (port[0] << 8) | port[1]);
        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, _end.Token);
        await JoinAsync(client, target.GetStream());
    }

    private async Task<TcpClient> ReachAsync(string host, int port)
    {
        _reached.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"));
        var target = new TcpClient();
        await target.ConnectAsync(IPAddress.Loopback, port, _end.Token);
        return target;
    }

    private Task<Task> JoinAsync(NetworkStream client, NetworkStream target) =>
        Task.WhenAny(client.CopyToAsync(target, _end.Token), target.CopyToAsync(client, _end.Token));

    private async Task<byte> ByteAsync(NetworkStream stream) => (await BytesAsync(stream, 1))[0];

    private async Task<byte[]> BytesAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}
