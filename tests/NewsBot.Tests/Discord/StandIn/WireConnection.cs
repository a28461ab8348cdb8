using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>One connection of a bot to the gateway.</summary>
internal sealed class WireConnection(WebSocket socket, string path, World world)
{
    private const int MostBytes = 4096;
    private const int MostPayloads = 120;

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>();
    private readonly List<JsonObject> _heard = [];
    private readonly Queue<DateTimeOffset> _payloads = new();
    private bool _breaksAtNextEvent;
    private int _beats;
    private int _beatsAsked;
    private readonly DateTimeOffset _began = world.Now;
    private DateTimeOffset? _lastBeat;

    /// <summary><c>/gateway</c> or <c>/resume</c>.</summary>
    public string Path { get; } = path;

    public WireSession? Session { get; set; }

    public bool IsAcknowledged { get; set; } = true;

    public bool IsOpen { get; private set; } = true;

    /// <summary>With which code the server closed it, or null.</summary>
    public int? ClosedWith { get; private set; }

    /// <summary>With which code the bot closed it, or null.</summary>
    public int? LeftWith { get; private set; }

    /// <summary>All that the bot said on it.</summary>
    public IReadOnlyList<JsonObject> Heard
    {
        get
        {
            lock (world.Gate)
                return [.. _heard];
        }
    }

    /// <summary>Greets and listens until it is over.</summary>
    public async Task RunAsync(string? version, string? encoding, CancellationToken cancellationToken)
    {
        var sending = SendAllAsync(cancellationToken);
        lock (world.Gate)
        {
            if (version != "10" || encoding != "json")
            {
                world.Blame("A connection to the gateway asks for another version than 10, or another encoding than json.");
                world.Gateway.Close(this, 4012);
            }
            else
            {
                Send(10, new JsonObject { ["heartbeat_interval"] = (long)world.Options.HeartbeatInterval.TotalMilliseconds, ["_trace"] = new JsonArray() });
            }
        }

        await using var watch = world.Options.Time.CreateTimer(
            _ => _ = MissAsync(_beats, cancellationToken), null, world.Options.HeartbeatInterval * 1.5, world.Options.HeartbeatInterval * 1.5);
        try
        {
            while (await ReceiveAsync(cancellationToken) is { } payload)
            {
                lock (world.Gate)
                    Hear(payload);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It broke.
        }
        finally
        {
            lock (world.Gate)
            {
                LeftWith = (int?)socket.CloseStatus;
                if (IsOpen)
                    world.Gateway.Leave(this, LeftWith is 1000 or 1001);
                IsOpen = false;
            }

            _outgoing.Writer.TryComplete();
            await sending;
        }
    }

    public void Send(int op, JsonNode? data = null) => _outgoing.Writer.TryWrite(new Outgoing(
        new JsonObject { ["t"] = null, ["s"] = null, ["op"] = op, ["d"] = data }.ToJsonString()));

    public void SendEvent(string payload)
    {
        _outgoing.Writer.TryWrite(new Outgoing(payload, IsBroken: _breaksAtNextEvent));
        if (!_breaksAtNextEvent)
            return;
        world.Gateway.Leave(this, isEnd: false);
        IsOpen = false;
    }

    /// <summary>Asks the bot for a heartbeat at once.</summary>
    public void AskForBeat()
    {
        _beatsAsked++;
        Send(1);
    }

    public void Close(int code)
    {
        (IsOpen, ClosedWith) = (false, code);
        _outgoing.Writer.TryWrite(new Outgoing("", code));
    }

    /// <summary>The line goes dead.</summary>
    public void Break()
    {
        world.Gateway.Leave(this, isEnd: false);
        IsOpen = false;
        _outgoing.Writer.TryWrite(new Outgoing("", IsBroken: true));
    }

    /// <summary>The line goes dead in the middle of the next event.</summary>
    public void BreakAtNextEvent() => _breaksAtNextEvent = true;

    /// <summary>Counts a heartbeat; what is wrong with it, or null.</summary>
    public string? NoteBeat(DateTimeOffset now)
    {
        var last = _lastBeat;
        var wasAcknowledged = IsAcknowledged;
        _beats++;
        (_lastBeat, IsAcknowledged) = (now, false);
        if (_beatsAsked > 0)
        {
            _beatsAsked--;
            return null;
        }

        if (!wasAcknowledged)
            return "A heartbeat came though the one before was not acknowledged.";
        return now - last < world.Options.HeartbeatInterval * 0.8 ? $"Two heartbeats came within {(now - last)?.TotalSeconds:0.#} s." : null;
    }

    private void Hear(JsonObject payload)
    {
        if (!IsOpen)
            return;
        var now = world.Now;
        _heard.Add(payload);
        _payloads.Enqueue(now);
        while (_payloads.Peek() + Minute <= now)
            _payloads.Dequeue();
        if (_payloads.Count > MostPayloads)
            Refuse(4008, $"more than {MostPayloads} payloads in a minute");
        else if (payload["op"]?.GetValueKind() is not JsonValueKind.Number)
            Refuse(4002, "a payload that cannot be read");
        else
            world.Gateway.Hear(this, payload["op"]!.GetValue<int>(), payload["d"]);
    }

    private void Refuse(int code, string why)
    {
        world.Blame($"On the gateway: {why} ({code}).");
        world.Gateway.Close(this, code);
    }

    /// <summary>Closes the connection unless a heartbeat that is overdue comes after all.</summary>
    private async Task MissAsync(int beats, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        for (var start = clock.GetTimestamp(); IsOverdue(beats) && clock.GetElapsedTime(start) < world.Options.HeartbeatGrace;)
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None);
        }

        lock (world.Gate)
        {
            if (IsOverdue(beats))
                Refuse(4009, "no heartbeat in time");
        }
    }

    private bool IsOverdue(int beats)
    {
        lock (world.Gate)
            return IsOpen && _beats == beats && (_lastBeat ?? _began) + (world.Options.HeartbeatInterval * 1.5) <= world.Now;
    }

    /// <summary>The next payload; one without op where it cannot be read; null when the bot hung up.</summary>
    private async Task<JsonObject?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBytes + 1];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (length > MostBytes)
                return [];
            if (!part.EndOfMessage)
                continue;
            try
            {
                return JsonNode.Parse(buffer.AsSpan(0, length)) as JsonObject ?? [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var outgoing in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                var bytes = Encoding.UTF8.GetBytes(outgoing.Payload);
                if (outgoing.IsBroken)
                {
                    await socket.SendAsync(bytes.AsMemory(0, bytes.Length / 2), WebSocketMessageType.Text, endOfMessage: false, cancellationToken);
                    socket.Abort();
                    return;
                }

                if (outgoing.CloseCode is { } code)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, cancellationToken);
                    return;
                }

                await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It broke.
        }
    }

    private sealed record Outgoing(string Payload, int? CloseCode = null, bool IsBroken = false);
}
