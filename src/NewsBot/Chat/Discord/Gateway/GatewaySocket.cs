using System.Net.WebSockets;
using System.Text.Json;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>A connection to the gateway, as payloads in and out
/// (https://discord.com/developers/docs/events/gateway-events#payload-structure).</summary>
internal sealed class GatewaySocket(TimeProvider clock) : IDisposable
{
    /// <summary>Not 1000 or 1001, with which Discord would end the session.</summary>
    private const WebSocketCloseStatus KeepSession = (WebSocketCloseStatus)4000;

    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Closing may never be answered.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Connects.</summary>
    public Task ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(url) { Query = "v=10&encoding=json" };
        if (address.Path.Length == 0)
            address.Path = "/";
        return _socket.ConnectAsync(address.Uri, cancellationToken);
    }

    /// <summary>The next payload; null when Discord closed the connection.</summary>
    public async Task<GatewayPayload?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (whole.Length + part.Count > MostBytes)
                throw new IOException("a payload is too long");
            whole.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            using var json = JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length));
            var root = json.RootElement;
            return new GatewayPayload(
                root.Number("op") ?? -1, root.Text("t"), root.Number("s"), root.Get("d") is { } data ? data.Clone() : default);
        }
    }

    /// <summary>With which code Discord closed; null if it gave none.</summary>
    public int? CloseCode => _socket.CloseStatus is { } status ? (int)status : null;

    /// <summary>Sends a payload, one after the other.</summary>
    public async Task SendAsync(byte[] payload, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(payload, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Hangs up in a way that keeps the session. Where receiving was cancelled the connection is broken already, and that
    /// keeps it too.</summary>
    public async Task HangUpAsync()
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var timeout = new CancellationTokenSource(CloseTimeout, clock);
        try
        {
            await _socket.CloseOutputAsync(KeepSession, null, timeout.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // It is broken already.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}

/// <summary>What travels over the gateway.</summary>
/// <param name="Op">What it is (<see cref="GatewayOp"/>).</param>
/// <param name="Type">Of an event, its name.</param>
/// <param name="Sequence">Of an event, its number.</param>
/// <param name="Data">What it tells.</param>
internal sealed record GatewayPayload(int Op, string? Type, long? Sequence, JsonElement Data);

/// <summary>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes.</summary>
internal static class GatewayOp
{
    public const int Dispatch = 0;
    public const int Heartbeat = 1;
    public const int Reconnect = 7;
    public const int InvalidSession = 9;
    public const int Hello = 10;
    public const int HeartbeatAck = 11;
}
