using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>
/// Telegram's Bot API on loopback, for one bot: it keeps chats and messages, answers and refuses as the real server
/// does, and holds the bot to the documented limits and rates.
/// <code>
/// await using var server = await BotApiServer.StartAsync(new BotApiOptions { Time = time });
/// var ada = server.AddUser(1001, "en");
/// server.Say(server.Chat(ada), ada, "/start");
/// … the bot polls server.Url with server.Token …
/// Assert.Equal("Welcome", server.Messages(ada.Id).Last().Text);
/// </code>
/// What people do is scripted in BotApiServer.People.cs.
/// </summary>
public sealed partial class BotApiServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly World _world;
    private readonly WebhookSender _webhook;
    private readonly UpdateMethods _updates;
    private readonly Dictionary<string, Func<BotApiRequest, JsonNode?>> _methods;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly List<Planned> _failures = [];

    private BotApiServer(WebApplication server, BotApiOptions options)
    {
        _server = server;
        _world = new World(options);
        _webhook = new WebhookSender(_world.Updates, options);
        _updates = new UpdateMethods(_world, _webhook);
        _methods = new SendMethods(_world).All()
            .Concat(new EditMethods(_world).All())
            .Concat(new ChatMethods(_world).All())
            .Concat(new BotMethods(_world).All())
            .Concat(new AnswerMethods(_world).All())
            .Concat(_updates.All())
            .ToDictionary(method => method.Name, method => method.Call, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Where the bot is to go instead of api.telegram.org, without a slash at its end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The token that is valid here.</summary>
    public string Token => _world.Options.Token;

    /// <summary>The bot.</summary>
    public Person Bot => _world.Bot;

    /// <summary>What the server finds at addresses, and the files it keeps.</summary>
    public MediaTable Media => _world.Media;

    /// <summary>All calls so far, in the order they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>How often the bot sent again before the wait it was told was over.</summary>
    public int Offences
    {
        get
        {
            lock (_world.Gate)
                return _world.Rates.Offences;
        }
    }

    /// <summary>How many updates the bot has not confirmed.</summary>
    public int PendingUpdates => _world.Updates.Count;

    /// <summary>Whether a getUpdates waits for news now.</summary>
    public bool IsPolled => _world.Updates.IsPolled;

    /// <summary>Starts on a free port.</summary>
    public static async Task<BotApiServer> StartAsync(BotApiOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        // Polls that wait are cut when the test is over.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var server = new BotApiServer(builder.Build(), options ?? new BotApiOptions());
        server._server.Run(server.AnswerAsync);
        await server._server.StartAsync();
        server.Url = server._server.Urls.First();
        server._webhook.Start();
        return server;
    }

    /// <summary>Lets the next calls fail that fit.</summary>
    /// <param name="failure">How.</param>
    /// <param name="method">Of this method, in any case; null for any but getUpdates.</param>
    /// <param name="chat">To this chat; null for any.</param>
    /// <param name="times">How many of them.</param>
    public void FailNext(Failure failure, string? method = null, long? chat = null, int times = 1)
    {
        lock (_failures)
            _failures.AddRange(Enumerable.Repeat(new Planned(failure, method, chat), times));
    }

    /// <summary>Writes all calls as JSON lines for a judge: method, params, content_type, files and t (milliseconds).</summary>
    public void WriteLog(string path) => File.WriteAllLines(path, Requests.Select(request => request.ToLogLine()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _webhook.DisposeAsync();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var arrival = _world.Rates.Arrive();
            var path = PathPattern().Match(context.Request.Path.Value ?? "");
            if (!path.Success)
                await WriteAsync(context, new ApiError(404, "Not Found"));
            else if (path.Groups["token"].Value != Token)
                await WriteAsync(context, new ApiError(401, "Unauthorized"));
            else if (path.Groups["file"].Success)
                await DownloadAsync(context, path.Groups["rest"].Value);
            else
                await CallAsync(context, path.Groups["rest"].Value, arrival);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client went away.
        }
    }

    private async Task CallAsync(HttpContext context, string method, long arrival)
    {
        RecordedRequest? record = null;
        try
        {
            var request = await BotApiRequest.ReadAsync(context, method, arrival);
            record = request.Record = new RecordedRequest(
                method, request.Parameters, request.ContentType, [.. request.Files.Keys], _world.Now.ToUnixTimeMilliseconds());
            _requests.Enqueue(record);

            var failure = TakeFailure(request);
            if (failure is { IsCarriedOut: false })
            {
                record.Status = failure.Status;
                await failure.WriteAsync(context);
                return;
            }

            var result = await ResultAsync(request, context.RequestAborted);
            record.Status = 200;
            if (failure is { IsDropped: true })
            {
                await failure.WriteAsync(context);
                return;
            }

            if (failure is not null)
                await Task.Delay(failure.Delay, _world.Options.Time, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(ApiAnswer.Result(result), context.RequestAborted);
        }
        catch (ApiError refusal)
        {
            if (record is not null)
                (record.Status, record.Refusal) = (refusal.Code, refusal.Message);
            await WriteAsync(context, refusal);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // A fault of the stand-in is told to whoever reads the test's output.
            await WriteAsync(context, new ApiError(500, $"Internal Server Error: the stand-in failed: {fault}"));
        }
    }

    private async Task<string> ResultAsync(BotApiRequest request, CancellationToken ct)
    {
        if (string.Equals(request.Method, "getUpdates", StringComparison.OrdinalIgnoreCase))
            return await _updates.GetUpdatesAsync(request, ct);
        if (!_methods.TryGetValue(request.Method, out var call))
            throw new ApiError(404, "Not Found: method not found");
        lock (_world.Gate)
            return call(request)?.ToJsonString() ?? "null";
    }

    private Failure? TakeFailure(BotApiRequest request)
    {
        lock (_failures)
        {
            var index = _failures.FindIndex(planned =>
                (planned.Method is { } method ? string.Equals(method, request.Method, StringComparison.OrdinalIgnoreCase) : !request.Record!.Is("getUpdates"))
                && (planned.Chat is null || planned.Chat == request.Integer("chat_id")));
            if (index < 0)
                return null;
            var failure = _failures[index].Failure;
            _failures.RemoveAt(index);
            return failure;
        }
    }

    private async Task DownloadAsync(HttpContext context, string path)
    {
        if (_world.Media.At(path) is not { } file)
        {
            await WriteAsync(context, new ApiError(404, "Not Found"));
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, ApiError refusal)
    {
        context.Response.StatusCode = refusal.Code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(ApiAnswer.Refusal(refusal.Code, refusal.Message, refusal.Parameters), context.RequestAborted);
    }

    [GeneratedRegex("^/(?<file>file/)?bot(?<token>[0-9]+:[A-Za-z0-9_-]+)/(?<rest>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PathPattern();

    private sealed record Planned(Failure Failure, string? Method, long? Chat);
}
