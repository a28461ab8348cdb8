using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Origins;

/// <summary>
/// A publisher on loopback: a real server with scripted replies for each path, which remembers what it was asked.
/// <code>
/// await using var origin = await FeedOrigin.StartAsync();
/// origin.Serve("/feed", Reply.Feed("one", "two").With("ETag", "\"1\""), Reply.NotModified);
/// … the bot polls origin.Url("/feed") twice …
/// Assert.Equal("\"1\"", origin.Asked("/feed")[1].Header("If-None-Match"));
/// </code>
/// A path that was not scripted answers 404.
/// </summary>
public sealed class FeedOrigin : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _asked = new();
    private int _underWay;
    private int _mostUnderWay;

    private FeedOrigin(WebApplication server, bool isSecure, TimeProvider clock)
    {
        _server = server;
        _clock = clock;
        Scheme = isSecure ? "https" : "http";
    }

    private string Scheme { get; }

    /// <summary>The port on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>The most requests that were under way at the same moment.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>Starts a server on a free port; with <paramref name="isSecure"/> over TLS, with a certificate that nobody trusts.</summary>
    /// <param name="isSecure">Whether it speaks TLS.</param>
    /// <param name="clock">By which requests are dated; the system's if not given.</param>
    public static async Task<FeedOrigin> StartAsync(bool isSecure = false, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Header texts are compared byte by byte.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (isSecure)
                    listen.UseHttps(SelfSigned());
            });
        });
        // Endless replies are cut when the test is over.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var origin = new FeedOrigin(builder.Build(), isSecure, clock ?? TimeProvider.System);
        origin._server.Run(origin.AnswerAsync);
        await origin._server.StartAsync();
        origin.Port = new Uri(origin._server.Urls.First()).Port;
        return origin;
    }

    /// <summary>The address of a path, on 127.0.0.1 or on a name that the test's resolver leads there.</summary>
    public Uri Url(string path, string host = "127.0.0.1") => new($"{Scheme}://{host}:{Port}{path}");

    /// <summary>Scripts the replies of a path, in order; the last is repeated. Scripting it anew starts afresh.</summary>
    public void Serve(string path, params Reply[] replies) => _scripts[path] = new Script(replies);

    /// <summary>Scripts a path by a function of the request.</summary>
    public void Serve(string path, Func<Asked, Reply> reply) => _scripts[path] = new Script(reply);

    /// <summary>Everything that was asked so far, in order.</summary>
    public IReadOnlyList<Asked> Asked() => [.. _asked];

    /// <summary>What was asked of one path so far, in order.</summary>
    public IReadOnlyList<Asked> Asked(string path) => [.. _asked.Where(asked => asked.Path == path)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var underWay = Interlocked.Increment(ref _underWay);
        InterlockedMax(ref _mostUnderWay, underWay);
        try
        {
            var asked = Read(context) with { At = _clock.GetUtcNow() };
            _asked.Enqueue(asked);
            var reply = _scripts.TryGetValue(asked.Path, out var script) ? script.Next(asked) : Reply.NotFound;
            await reply.WriteAsync(context);
        }
        catch (OperationCanceledException)
        {
            // The client went away, as many tests want it to.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static Asked Read(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()!;
        return new Asked(
            raw.Method,
            raw.RawTarget,
            raw.RawTarget.Split('?')[0],
            [.. raw.Headers.SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value ?? "")))]);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class Script(Func<Asked, Reply> reply)
    {
        private int _next = -1;

        public Script(Reply[] replies)
            : this(_ => replies[^1]) => Replies = replies;

        private Reply[] Replies { get; } = [];

        public Reply Next(Asked asked)
        {
            var turn = Interlocked.Increment(ref _next);
            return turn < Replies.Length ? Replies[turn] : reply(asked);
        }
    }
}

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">For example <c>GET</c>.</param>
/// <param name="Target">Path and query, byte for byte.</param>
/// <param name="Path">The part of the target before the question mark.</param>
/// <param name="Headers">All headers in order, one entry a value, each byte a character (Latin-1).</param>
public sealed record Asked(string Method, string Target, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) =>
        Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
}
