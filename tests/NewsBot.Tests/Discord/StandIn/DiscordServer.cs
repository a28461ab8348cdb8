using System.Collections.Concurrent;
using System.Net;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>
/// Discord on loopback, for one bot: its REST API and its gateway, both v10. It keeps servers, channels and messages, answers and
/// refuses as Discord does, and holds the bot to the documented limits.
/// <code>
/// await using var server = await DiscordServer.StartAsync(new DiscordServerOptions { Time = time });
/// var channel = server.AddGuild().AddChannel();
/// var ada = server.AddPerson("ada", channel.Guild!);
/// … the bot goes to server.Url with server.Token …
/// var ping = server.Run(ada, channel, "ping");
/// await ping.Settled;
/// Assert.Equal("pong", ping.Original!.Content);
/// Assert.Empty(server.Offences);
/// </code>
/// What people do is in DiscordServer.People.cs, what goes wrong in DiscordServer.Faults.cs.
/// </summary>
internal sealed partial class DiscordServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly World _world;
    private readonly BucketLimits _limits;
    private readonly Faults _faults = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly CommandRoutes _commands;
    private readonly MessageRoutes _messages;
    private readonly IReadOnlyList<ApiRoute> _routes;

    private DiscordServer(WebApplication server, DiscordServerOptions options)
    {
        _server = server;
        _world = new World(options);
        _limits = new BucketLimits(_world);
        var forms = new MessageForm(_world);
        _messages = new MessageRoutes(_world, forms);
        var places = new PlaceRoutes(_world, _messages);
        _commands = new CommandRoutes(_world, places);
        _routes = [.. places.All(), .. _messages.All(), .. new InteractionRoutes(_world, forms, _messages).All(), .. _commands.All()];
    }

    /// <summary>Where the API is, instead of https://discord.com/api: without the version, without a slash at its end.</summary>
    public string Url => _world.Url + "/api";

    /// <summary>The token that is valid here.</summary>
    public string Token => _world.Options.Token;

    /// <summary>The number of the application.</summary>
    public string Application => _world.Application;

    public DiscordPerson Bot => _world.Bot;

    /// <summary>The number of the bot's user, which is another than that of its application.</summary>
    public string BotId => _world.Bot.Id;

    /// <summary>All requests so far, in the order they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>What the bot should not have done, as sentences, in the order it did.</summary>
    public IReadOnlyList<string> Offences => _world.Offences;

    /// <summary>The commands that the bot registered for everywhere.</summary>
    public IReadOnlyList<JsonElement> Commands => CommandsOf(null);

    /// <summary>All that the bot said on the gateway, as lines for a judge.</summary>
    public IReadOnlyList<string> GatewayLogLines =>
    [
        .. Connections.SelectMany(connection => connection.Heard)
            .Select(said => new JsonObject { ["gw"] = said["op"]?.DeepClone(), ["d"] = said["d"]?.DeepClone() }.ToJsonString()),
    ];

    /// <summary>Starts on a free port.</summary>
    public static async Task<DiscordServer> StartAsync(DiscordServerOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        // Connections to the gateway are cut when the test is over.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var server = new DiscordServer(builder.Build(), options ?? new DiscordServerOptions());
        server._server.UseWebSockets();
        server._server.Run(server.AnswerAsync);
        await server._server.StartAsync();
        server._world.Url = server._server.Urls.First();
        return server;
    }

    /// <summary>The commands of one server; null for those of everywhere.</summary>
    public IReadOnlyList<JsonElement> CommandsOf(DiscordGuild? guild)
    {
        lock (_world.Gate)
            return [.. _commands.Of(guild).Select(command => JsonSerializer.SerializeToElement(command))];
    }

    /// <summary>What all see in a channel, the oldest first.</summary>
    public IReadOnlyList<StoredMessage> Messages(DiscordChannel channel)
    {
        lock (_world.Gate)
            return [.. channel.Messages.Where(message => !message.IsEphemeral)];
    }

    /// <summary>What somebody sees in a channel: also what is for them alone.</summary>
    public IReadOnlyList<StoredMessage> MessagesFor(DiscordPerson person, DiscordChannel channel)
    {
        lock (_world.Gate)
            return [.. channel.Messages.Where(message => message.VisibleTo is null || message.VisibleTo == person)];
    }

    /// <summary>Writes all requests, and what was said on the gateway, as JSON lines for a judge.</summary>
    public void WriteLog(string path) => File.WriteAllLines(path, Requests.Select(request => request.ToLogLine()).Concat(GatewayLogLines));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Release();
        lock (_world.Gate)
        {
            foreach (var connection in _world.Gateway.Connections)
                connection.Break();
        }

        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var arrival = _limits.Arrive();
            var path = context.Request.Path.Value ?? "";
            if (path is "/gateway" or "/gateway/" or "/resume" or "/resume/")
                await ListenAsync(context, path.TrimEnd('/'));
            else if (path.StartsWith("/attachments/", StringComparison.Ordinal))
                await DownloadAsync(context, path);
            else
                await CallAsync(context, arrival);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client went away.
        }
    }

    private async Task CallAsync(HttpContext context, long arrival)
    {
        var request = await ApiRequest.ReadAsync(context, _world.Now);
        var record = request.Record;
        _requests.Enqueue(record);
        var path = PathOf(record);
        await _faults.PassAsync(record.Method, path, context.RequestAborted);
        var fault = _faults.Take(record.Method, path);
        switch (fault)
        {
            case RequestFault.Broken:
                context.Abort();
                return;
            case RequestFault.Answered answered:
                await WriteAsync(context, record, answered.Status, answered.Body, answered.ContentType);
                return;
        }

        var route = _routes.FirstOrDefault(route => route.Method == record.Method && route.Match(path) is not null);
        request.Places = route?.Match(path) ?? [];
        RateAnswer? rate = null;
        ApiAnswer answer;
        try
        {
            Admit(request, route);
            rate = _limits.Enter(route!, ApiRoute.Major(request.Places), arrival, (fault as RequestFault.Limited)?.Limit);
            answer = rate.Scope is null ? Carry(request, route!) : TooMany(rate);
        }
        catch (ApiError refusal)
        {
            if (refusal.Code is 50035 or 50006 or 50109)
                _world.Blame($"{record.Method} {path}: {refusal.ToJson().ToJsonString()}");
            answer = new ApiAnswer(refusal.Status, refusal.ToJson());
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            // A fault of the stand-in is told to whoever reads the test's output.
            _world.Blame($"The stand-in failed: {failure}");
            answer = new ApiAnswer(500, new JsonObject { ["message"] = "500: Internal Server Error", ["code"] = 0 });
        }

        if (fault is RequestFault.AnswerLost)
        {
            context.Abort();
            return;
        }

        if (rate is not null)
        {
            foreach (var (name, value) in _limits.Headers(rate, route!))
                context.Response.Headers[name] = value;
        }

        await WriteAsync(context, record, answer.Status, answer.Body?.ToJsonString(), MediaTypeNames.Application.Json);
    }

    /// <summary>Refuses what is not the API, or not this bot.</summary>
    private void Admit(ApiRequest request, ApiRoute? route)
    {
        var record = request.Record;
        if (!AgentPattern().IsMatch(record.Headers.GetValueOrDefault("user-agent", "")))
        {
            _world.Blame($"{record.Method} {record.Path} came with the user agent \"{record.Headers.GetValueOrDefault("user-agent")}\".");
            throw new ApiError(403, 40333, "internal network error");
        }

        if (!record.Path.StartsWith("/api/v10/", StringComparison.Ordinal))
        {
            _world.Blame($"{record.Method} {record.Path} is not version 10 of the API.");
            throw new ApiError(400, 50041, "Invalid API version provided");
        }

        if (route is null)
        {
            _world.Blame($"{record.Method} {record.Path} is no route of the API.");
            var isKnown = _routes.Any(other => other.Match(PathOf(record)) is not null);
            throw isKnown ? new ApiError(405, 0, "405: Method Not Allowed") : ApiError.NotFound();
        }

        if (!route.IsOfInteraction && route.Path != "/gateway" && record.Headers.GetValueOrDefault("authorization") != $"Bot {Token}")
            throw ApiError.Unauthorized();
        if (request.Fault is { } fault)
            throw fault;
    }

    private ApiAnswer Carry(ApiRequest request, ApiRoute route)
    {
        lock (_world.Gate)
            return route.Carry(request);
    }

    private static ApiAnswer TooMany(RateAnswer rate) => new(429, new JsonObject
    {
        ["message"] = rate.Scope == "shared" ? "The resource is being rate limited." : "You are being rate limited.",
        ["retry_after"] = Math.Ceiling(rate.Wait.TotalMilliseconds) / 1000,
        ["global"] = rate.Scope == "global",
    });

    private static async Task WriteAsync(HttpContext context, RecordedRequest record, int status, string? body, string contentType)
    {
        record.Response = body is not null && contentType == MediaTypeNames.Application.Json ? JsonDocument.Parse(body).RootElement : null;
        record.Status = status;
        context.Response.StatusCode = status;
        if (body is null)
            return;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task ListenAsync(HttpContext context, string path)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new WireConnection(socket, path, _world);
        lock (_world.Gate)
            _world.Gateway.Connections.Add(connection);
        await connection.RunAsync(context.Request.Query["v"], context.Request.Query["encoding"], context.RequestAborted);
    }

    private async Task DownloadAsync(HttpContext context, string path)
    {
        StoredFile? file;
        lock (_world.Gate)
            file = _world.Files.At(path);
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("This content is no longer available.", context.RequestAborted);
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    /// <summary>The path without the version, decoded.</summary>
    private static string PathOf(RecordedRequest record) =>
        Uri.UnescapeDataString(VersionPattern().Replace(record.Path, ""));

    [GeneratedRegex("^/api(/v[0-9]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^DiscordBot \(\S+, \S+\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AgentPattern();
}
