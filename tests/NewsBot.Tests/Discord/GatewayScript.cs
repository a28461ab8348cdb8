using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat.Discord;
using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Discord;

/// <summary>A gateway on loopback that does what a test says, and a reader of it whose clock moves only when it waits for
/// nothing else.</summary>
internal sealed class GatewayScript : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly RateLimits _limits;
    private readonly Notes _notes = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private CancellationTokenSource? _again;
    private int _taken;

    private GatewayScript(WebApplication app)
    {
        _app = app;
        _limits = new RateLimits(Clock);
        app.UseWebSockets();
        app.Map("/api/v10/gateway/bot", () => Results.Text(
            $$$"""
            {"url":"{{{Url}}}","shards":{{{Shards}}},"session_start_limit":{"total":1000,"remaining":{{{Remaining}}},"reset_after":3600000,"max_concurrency":1}}
            """,
            "application/json"));
        app.Map("/{place}", async (string place, HttpContext context) =>
        {
            var line = new Line(place, await context.WebSockets.AcceptWebSocketAsync());
            Lines.Enqueue(line);
            await line.ListenAsync(Said);
        });
    }

    public FakeTimeProvider Clock { get; } = new();

    public int Shards { get; init; } = 1;

    public int Remaining { get; init; } = 1000;

    public string Url => _app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/first";

    /// <summary>Connections, in the order in which they were made.</summary>
    public ConcurrentQueue<Line> Lines { get; } = new();

    /// <summary>All that the bot said, as lines for the judge.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>What the bot heard, in order.</summary>
    public ConcurrentQueue<GatewayEvent> Heard { get; } = new();

    public bool HasEnded => _reading.IsCompleted;

    public static async Task<GatewayScript> StartAsync(int shards = 1, int remaining = 1000)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var script = new GatewayScript(builder.Build()) { Shards = shards, Remaining = remaining };
        await script._app.StartAsync();
        script.Read();
        return script;
    }

    /// <summary>The next connection that the bot makes, greeted; the clock moves on until it is there.</summary>
    public async Task<Line> AnswerAsync(int heartbeat = 60_000)
    {
        Line? line = null;
        await UntilAsync(() => (line = Lines.ElementAtOrDefault(_taken)) is not null, "a connection");
        _taken++;
        await line!.SayAsync($$$"""{"op":10,"d":{"heartbeat_interval":{{{heartbeat}}}}}""");
        return line;
    }

    /// <summary>The next connection with a session begun on it.</summary>
    public async Task<Line> BeginAsync(string session = "s1", int heartbeat = 60_000)
    {
        var line = await AnswerAsync(heartbeat);
        await UntilAsync(() => line.Has(2), "an identify");
        await line.EventAsync(1, "READY", $$$"""{"session_id":"{{{session}}}","resume_gateway_url":"{{{Url.Replace("first", "again", StringComparison.Ordinal)}}}","user":{"id":"9"}}""");
        await UntilAsync(() => Heard.Any(told => told.Type == "READY"), "READY");
        return line;
    }

    /// <summary>Waits for something, and moves the clock while it waits.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        // Far less than a heartbeat takes, so that its answer is there in time; far more than a look takes.
        var tick = TimeSpan.FromMilliseconds(250);
        await BotUnderTest.UntilAsync(
            () =>
            {
                if (isSo())
                    return true;
                Clock.Advance(tick);
                return false;
            },
            what);
    }

    /// <summary>Stops the reader as a bot stops, and starts another with the same memory.</summary>
    public async Task RestartAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _again = new CancellationTokenSource();
        Read();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_again is not null)
            await _again.CancelAsync();
        await _reading;
        foreach (var line in Lines)
            line.Abort();
        await _app.DisposeAsync();
        _http.Dispose();
        _limits.Dispose();
        _stop.Dispose();
        _again?.Dispose();
    }

    private void Read()
    {
        var options = Options.Create(new DiscordOptions { Token = "secret-token", ApiBaseUrl = _app.Urls.First() });
        var rest = new DiscordRest(_http, options, _limits, new InvalidRequests(Clock), Clock, NullLogger<DiscordRest>.Instance);
        var gateway = new DiscordGateway(
            rest, new SessionMemory(_notes, Clock), options, new Backoff(Clock, new Random(1)), Clock, new Random(1), NullLogger<DiscordGateway>.Instance);
        var token = (_again ?? _stop).Token;
        _reading = Task.Run(async () =>
        {
            try
            {
                await foreach (var told in gateway.ReadAsync(token))
                    Heard.Enqueue(told);
            }
            catch (OperationCanceledException)
            {
                // The bot stops.
            }
        });
    }

    /// <summary>One connection, as the server sees it.</summary>
    internal sealed class Line(string place, WebSocket socket)
    {
        private readonly ConcurrentQueue<JsonElement> _said = new();

        public bool AnswersHeartbeats { get; set; } = true;

        public string Place { get; } = place;

        public WebSocketCloseStatus? ClosedWith => socket.CloseStatus;

        public bool Has(int op) => _said.Any(payload => payload.GetProperty("op").GetInt32() == op);

        public int Count(int op) => _said.Count(payload => payload.GetProperty("op").GetInt32() == op);

        public JsonElement First(int op) => _said.First(payload => payload.GetProperty("op").GetInt32() == op).GetProperty("d");

        public Task SayAsync(string payload) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(payload), WebSocketMessageType.Text, true, CancellationToken.None);

        public async Task SayInPiecesAsync(string payload)
        {
            var bytes = Encoding.UTF8.GetBytes(payload);
            for (var i = 0; i < bytes.Length; i++)
                await socket.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Text, i == bytes.Length - 1, CancellationToken.None);
        }

        public Task EventAsync(int sequence, string type, string data = "{}") =>
            SayAsync($$"""{"op":0,"s":{{sequence}},"t":"{{type}}","d":{{data}}}""");

        public Task CloseAsync(int code) => socket.CloseOutputAsync((WebSocketCloseStatus)code, "", CancellationToken.None);

        /// <summary>Breaks it, if it is not over already.</summary>
        public void Abort()
        {
            try
            {
                socket.Abort();
            }
            catch (ObjectDisposedException)
            {
                // The bot was faster.
            }
        }

        internal async Task ListenAsync(ConcurrentQueue<string> said)
        {
            var buffer = new byte[8192];
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } part)
                {
                    using var json = JsonDocument.Parse(buffer.AsMemory(0, part.Count));
                    var payload = json.RootElement.Clone();
                    said.Enqueue($$"""{"gw":{{payload.GetProperty("op")}},"d":{{payload.GetProperty("d").GetRawText()}}}""");
                    _said.Enqueue(payload);
                    if (payload.GetProperty("op").GetInt32() == 1 && AnswersHeartbeats)
                        await SayAsync("""{"op":11}""");
                }
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
            {
                // It broke.
            }
        }
    }

    private sealed class Notes : IPlatformMemory
    {
        private readonly ConcurrentDictionary<string, string> _values = new();

        public Task<string?> RecallAsync(string platform, string key, CancellationToken cancellationToken) =>
            Task.FromResult(_values.GetValueOrDefault(platform + key));

        public Task RememberAsync(string platform, string key, string value, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _values[platform + key] = value;
            return Task.CompletedTask;
        }

        public Task ForgetAsync(string platform, string key, CancellationToken cancellationToken)
        {
            _values.TryRemove(platform + key, out _);
            return Task.CompletedTask;
        }
    }
}
