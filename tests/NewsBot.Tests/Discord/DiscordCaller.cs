using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NewsBot.Tests.Discord.StandIn;

namespace NewsBot.Tests.Discord;

/// <summary>A stand-in for Discord with one server, channel and person, and a plain caller of it.</summary>
internal sealed class DiscordCaller : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private DiscordCaller(DiscordServer server)
    {
        Server = server;
        Guild = server.AddGuild();
        Channel = Guild.AddChannel();
        Ada = server.AddPerson("ada", Guild);
    }

    public DiscordServer Server { get; }

    public DiscordGuild Guild { get; }

    public DiscordChannel Channel { get; }

    public DiscordPerson Ada { get; }

    public string MessagesPath => $"/channels/{Channel.Id}/messages";

    public string CommandsPath => $"/applications/{Server.Application}/commands";

    /// <summary>The headers that the next requests have.</summary>
    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public static async Task<DiscordCaller> StartAsync(DiscordServerOptions? options = null)
    {
        var caller = new DiscordCaller(await DiscordServer.StartAsync(options ?? new DiscordServerOptions { Rates = DiscordRates.None }));
        caller.Headers.Authorization = new AuthenticationHeaderValue("Bot", caller.Server.Token);
        caller.Headers.TryAddWithoutValidation("User-Agent", "DiscordBot (https://example.org, 1.0)");
        return caller;
    }

    public Task<Answer> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => CallAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, object body) => CallAsync(HttpMethod.Patch, path, body);

    public Task<Answer> PutAsync(string path, object body) => CallAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => CallAsync(HttpMethod.Delete, path);

    public Task<Answer> CallAsync(HttpMethod method, string path, object? body = null) => SendAsync(
        method, path, body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));

    /// <summary>A body with files beside it.</summary>
    public Task<Answer> UploadAsync(string path, object body, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), "payload_json" } };
        foreach (var (place, file) in files.Index())
            form.Add(new ByteArrayContent(file.Bytes), $"files[{place}]", file.Name);
        return SendAsync(HttpMethod.Post, path, form);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var address = path.StartsWith("http", StringComparison.Ordinal) ? path : $"{Server.Url}/v10{path}";
        using var request = new HttpRequestMessage(method, address) { Content = content };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new Answer((int)response.StatusCode, isJson ? JsonDocument.Parse(text).RootElement : default, text, response.Headers);
    }

    /// <summary>Registers commands for everywhere.</summary>
    public async Task RegisterAsync(params object[] commands) => Assert.Equal(200, (await PutAsync(CommandsPath, commands)).Status);

    /// <summary>The first answer to an interaction.</summary>
    public Task<Answer> RespondAsync(DiscordInteraction interaction, int type, object? data = null) =>
        PostAsync($"/interactions/{interaction.Id}/{interaction.Token}/callback", new { type, data });

    /// <summary>The path of what may be done with an interaction after that.</summary>
    public string Webhook(DiscordInteraction interaction, string rest = "") => $"/webhooks/{Server.Application}/{interaction.Token}{rest}";

    /// <summary>A connection to the gateway, greeted.</summary>
    public async Task<GatewayCaller> ConnectAsync(string place = "gateway", string query = "v=10&encoding=json")
    {
        var gateway = new GatewayCaller();
        await gateway.ConnectAsync(new Uri($"{Server.Url.Replace("http", "ws", StringComparison.Ordinal)[..^"/api".Length]}/{place}?{query}"));
        return gateway;
    }

    /// <summary>A connection to the gateway with a session and all that it is told at first.</summary>
    public async Task<GatewayCaller> ListenAsync(long intents = 1)
    {
        var gateway = await ConnectAsync();
        await gateway.NextAsync(10);
        await gateway.IdentifyAsync(Server.Token, intents);
        await gateway.EventAsync("READY");
        if ((intents & 1) != 0)
            await gateway.EventAsync("GUILD_CREATE");
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>What was answered.</summary>
    internal sealed record Answer(int Status, JsonElement Json, string Text, HttpResponseHeaders Headers)
    {
        /// <summary>Discord's code of a refusal.</summary>
        public int Code => Json.GetProperty("code").GetInt32();

        public string Id => Json.GetProperty("id").GetString()!;

        /// <summary>The code of the first fault at a place of the form: <c>embeds.0.title</c>.</summary>
        public string Fault(string path)
        {
            var at = Json.GetProperty("errors");
            foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
                at = at.GetProperty(name);
            return at.GetProperty("_errors")[0].GetProperty("code").GetString()!;
        }

        public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;

        public double Number(string name) => double.Parse(Header(name)!, CultureInfo.InvariantCulture);
    }
}

/// <summary>A plain caller of the gateway, which does only what it is told.</summary>
internal sealed class GatewayCaller : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public int? CloseCode => (int?)_socket.CloseStatus;

    public Task ConnectAsync(Uri address) => _socket.ConnectAsync(address, TestContext.Current.CancellationToken);

    public Task SayAsync(int op, object? d) => SayAsync(JsonSerializer.Serialize(new { op, d }));

    public Task SayAsync(string payload) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(payload), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public Task IdentifyAsync(string token, long intents = 1, int[]? shard = null) => SayAsync(
        2, new { token, intents, properties = new { os = "linux", browser = "test", device = "test" }, shard = shard ?? [0, 1] });

    public Task ResumeAsync(string token, string session, long seq) => SayAsync(6, new { token, session_id = session, seq });

    /// <summary>The next payload; null when the server closed the connection.</summary>
    public async Task<JsonElement?> HearAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonDocument.Parse(whole.ToArray()).RootElement;
        }
    }

    /// <summary>The next payload, which has to be of this op.</summary>
    public async Task<JsonElement> NextAsync(int op)
    {
        var payload = Assert.NotNull(await HearAsync());
        Assert.Equal(op, payload.GetProperty("op").GetInt32());
        return payload;
    }

    /// <summary>What the next event tells, which has to be this one.</summary>
    public async Task<JsonElement> EventAsync(string type)
    {
        var payload = await NextAsync(0);
        Assert.Equal(type, payload.GetProperty("t").GetString());
        return payload.GetProperty("d");
    }

    /// <summary>With which code the server closes next.</summary>
    public async Task<int?> ClosedAsync()
    {
        while (await HearAsync() is not null)
        {
            // What was said before.
        }

        return CloseCode;
    }

    public Task HangUpAsync(int code) => _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, TestContext.Current.CancellationToken);

    public void Dispose() => _socket.Dispose();
}
