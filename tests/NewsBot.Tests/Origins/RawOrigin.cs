using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsBot.Tests.Origins;

/// <summary>
/// A server for what no proper server sends: after the request's header has come, the script writes bytes as it likes.
/// It also counts connections, and so serves as a canary where nobody may come.
/// </summary>
public sealed class RawOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _connections;

    private RawOrigin(IPAddress address, int port, Func<Stream, CancellationToken, Task> script)
    {
        _listener = new TcpListener(address, port);
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    /// <summary>The port on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made to it.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Starts on 127.0.0.1 with a script for each connection.</summary>
    public static RawOrigin Start(Func<Stream, CancellationToken, Task> script) => new(IPAddress.Loopback, 0, script);

    /// <summary>Starts on 127.0.0.1 and always sends this text, then closes.</summary>
    public static RawOrigin Start(string answer) => Start(async (stream, ct) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), ct));

    /// <summary>Starts on any address of this machine, where nobody is expected.</summary>
    public static RawOrigin Canary(IPAddress address, int port = 0) => new(address, port, (_, _) => Task.CompletedTask);

    /// <summary>The address of a path.</summary>
    public Uri Url(string path) => new($"http://127.0.0.1:{Port}{path}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> script)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client, script));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> script)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await ReadHeaderAsync(stream, _end.Token);
                await script(stream, _end.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has had enough.
            }
        }
    }

    private static async Task ReadHeaderAsync(Stream stream, CancellationToken ct)
    {
        var last = 0;
        var one = new byte[1];
        while (last != 0x0D0A0D0A && await stream.ReadAsync(one, ct) == 1)
            last = (last << 8) | one[0];
    }
}
