using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat.Discord;
using NewsBot.Chat.Discord.Rest;

namespace NewsBot.Tests.Discord;

/// <summary>A server on loopback that answers requests as it was told, one after the other, and a client of it whose clock stands
/// still.</summary>
internal sealed class RestScript : IAsyncDisposable
{
    public const string Token = "secret-token";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    private readonly HttpClient _http = new();
    private readonly RateLimits _limits;

    private RestScript(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
        _limits = new RateLimits(Clock);
    }

    public FakeTimeProvider Clock { get; } = new();

    public DiscordRest Rest { get; private set; } = null!;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = new();

    public static async Task<RestScript> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var script = new RestScript(builder.Build());
        await script._app.StartAsync();
        var options = Options.Create(new DiscordOptions { Token = Token, ApiBaseUrl = script._app.Urls.First() + "/api" });
        script.Rest = new DiscordRest(
            script._http, options, script._limits, new InvalidRequests(script.Clock), script.Clock, NullLogger<DiscordRest>.Instance);
        return script;
    }

    /// <summary>Lets the next request have this answer. What nobody told is answered with <c>{"id":"1"}</c>.</summary>
    public RestScript Next(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            await context.Response.WriteAsync(body);
        });
        return this;
    }

    /// <summary>Breaks the connection at the next request.</summary>
    public RestScript NextBreaks()
    {
        _answers.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Moves the clock on until the work is done.</summary>
    /// <returns>What it returned, and how long that took by the clock.</returns>
    public async Task<(T Answer, TimeSpan Took)> RunAsync<T>(Task<T> work)
    {
        var start = Clock.GetUtcNow();
        for (var step = 0; step < 100_000 && !work.IsCompleted; step++)
        {
            var seen = Requests.Count;
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken));
            // A request under way takes no time by the clock.
            if (seen == Requests.Count && Requests.All(request => request.IsAnswered))
                Clock.Advance(TimeSpan.FromMilliseconds(10));
        }
        return (await work, Clock.GetUtcNow() - start);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _limits.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        string? json = null;
        var files = new List<string>();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            json = form["payload_json"];
            files.AddRange(form.Files.Select(file => $"{file.Name}={file.FileName}:{file.ContentType}:{file.Length}"));
        }
        else if (request.ContentLength > 0)
        {
            json = await new StreamReader(request.Body).ReadToEndAsync();
        }
        var seen = new Seen(request.Method, request.Path, json, files, request.Headers.Authorization.ToString());
        Requests.Enqueue(seen);
        try
        {
            if (_answers.TryDequeue(out var answer))
                await answer(context);
            else
                await context.Response.WriteAsync("""{"id":"1"}""");
        }
        finally
        {
            seen.IsAnswered = true;
        }
    }

    /// <summary>A request as it came in.</summary>
    internal sealed record Seen(string Method, string Path, string? Json, IReadOnlyList<string> Files, string Authorization)
    {
        public bool IsAnswered { get; set; }

        /// <summary>As the judge reads it.</summary>
        public string ToLogLine() =>
            $$"""{"method":"{{Method}}","path":"{{Path}}","json":{{Json ?? "null"}},"files":{{JsonSerializer.Serialize(Files)}}}""";
    }
}
