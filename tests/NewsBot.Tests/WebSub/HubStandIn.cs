using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.WebSub;

/// <summary>How a hub behaves; as it stands, well.</summary>
internal sealed record HubManners
{
    /// <summary>What it answers to a request; with another than 202 it does nothing else.</summary>
    public HttpStatusCode Answer { get; init; } = HttpStatusCode.Accepted;

    /// <summary>Where it redirects requests with 307, or null.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>Why it denies subscriptions, or null.</summary>
    public string? Denies { get; init; }

    /// <summary>What it says was asked for when it makes sure, or null for what was.</summary>
    public string? ConfirmsTopic { get; init; }

    /// <summary>Whether it makes sure before it answers the request, or after.</summary>
    public bool ConfirmsFirst { get; init; } = true;

    /// <summary>The lease it gives, in seconds.</summary>
    public int LeaseSeconds { get; init; } = 10 * 86_400;

    /// <summary>How it signs.</summary>
    public string Signs { get; init; } = "sha256";

    /// <summary>Whether its signatures are wrong.</summary>
    public bool SignsWrongly { get; init; }

    /// <summary>How many pushes it sends before it falls silent; none by itself tells.</summary>
    public int PushesLeft { get; init; } = int.MaxValue;
}

/// <summary>
/// A hub on loopback: a real server that keeps subscriptions, makes sure of them and pushes with a signature (W3C WebSub section 6
/// to 8). It also plays the reverse proxy: the public address of the bot leads to <see cref="Bot"/>.
/// </summary>
internal sealed class HubStandIn : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _client = new();
    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new();
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _asked = new();
    private readonly ConcurrentQueue<HttpStatusCode> _confirmations = new();
    private int _pushed;

    private HubStandIn(WebApplication server) => _server = server;

    public HubManners Manners { get; set; } = new();

    /// <summary>Where the bot really listens.</summary>
    public Uri? Bot { get; set; }

    public Uri Url => new(_server.Urls.First() + "/hub");

    /// <summary>The requests so far, as forms.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Asked => [.. _asked];

    /// <summary>What the bot answered when the hub made sure, in order.</summary>
    public IReadOnlyList<HttpStatusCode> Confirmations => [.. _confirmations];

    /// <summary>Who is told, by callback.</summary>
    public IReadOnlyList<Subscriber> Subscribers => [.. _subscribers.Values];

    public static async Task<HubStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = new HubStandIn(builder.Build());
        hub._server.MapPost("/hub", hub.TakeAsync);
        hub._server.MapPost("/moved", (HttpContext http) => hub.TakeAsync(http, "moved"));
        await hub._server.StartAsync();
        return hub;
    }

    /// <summary>Tells all who subscribe to a topic; returns what they answered.</summary>
    public async Task<IReadOnlyList<HttpStatusCode>> PushAsync(string body, string contentType = "application/rss+xml")
    {
        var answers = new List<HttpStatusCode>();
        foreach (var subscriber in Subscribers)
        {
            if (Interlocked.Increment(ref _pushed) > Manners.PushesLeft)
                continue;
            var signature = subscriber.Secret is null ? null : Sign(subscriber.Secret, body);
            answers.Add(await SendAsync(subscriber.Callback, body, signature, contentType));
        }
        return answers;
    }

    /// <summary>Posts to a callback, whatever the hub's manners.</summary>
    public async Task<HttpStatusCode> SendAsync(string callback, string body, string? signature, string contentType = "application/rss+xml")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Proxied(callback)) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (signature is not null)
            request.Headers.Add("X-Hub-Signature", signature);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Asks a callback whether it wants this; returns what it answered.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string callback, string mode, string topic, string? challenge = "challenge", string? reason = null)
    {
        var query = new Dictionary<string, string?>
        {
            ["hub.mode"] = mode,
            ["hub.topic"] = topic,
            ["hub.challenge"] = challenge,
            ["hub.reason"] = reason,
            ["hub.lease_seconds"] = mode == "subscribe" ? Manners.LeaseSeconds.ToString(CultureInfo.InvariantCulture) : null,
        };
        using var answer = await _client.GetAsync(new Uri(QueryHelpers.AddQueryString(Proxied(callback).AbsoluteUri, query.Where(pair => pair.Value is not null))));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public string Sign(string secret, string body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        var bytes = Encoding.UTF8.GetBytes(Manners.SignsWrongly ? body + " " : body);
#pragma warning disable CA5350 // Many hubs sign so.
        var hash = Manners.Signs switch
        {
            "sha1" => HMACSHA1.HashData(key, bytes),
            "sha256" => HMACSHA256.HashData(key, bytes),
            "sha384" => HMACSHA384.HashData(key, bytes),
            _ => HMACSHA512.HashData(key, bytes),
        };
#pragma warning restore CA5350
        return $"{Manners.Signs}={Convert.ToHexStringLower(hash)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private Task TakeAsync(HttpContext http) => TakeAsync(http, null);

    private async Task TakeAsync(HttpContext http, string? path)
    {
        var form = (await http.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (path is null)
            _asked.Enqueue(form);
        if (path is null && Manners.RedirectTo is { } target)
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = target;
            return;
        }
        http.Response.StatusCode = (int)Manners.Answer;
        if (Manners.Answer != HttpStatusCode.Accepted)
        {
            http.Response.ContentType = "text/plain";
            await http.Response.WriteAsync("Not now.");
            return;
        }
        if (!Manners.ConfirmsFirst)
            await http.Response.CompleteAsync();
        await ConfirmAsync(form);
    }

    private async Task ConfirmAsync(Dictionary<string, string> form)
    {
        var (mode, callback, topic) = (form["hub.mode"], form["hub.callback"], form["hub.topic"]);
        if (Manners.Denies is { } reason)
        {
            _confirmations.Enqueue((await AskAsync(callback, "denied", topic, challenge: null, reason)).Status);
            return;
        }
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var (status, echo) = await AskAsync(callback, mode, Manners.ConfirmsTopic ?? topic, challenge);
        _confirmations.Enqueue(status);
        if (status != HttpStatusCode.OK || echo != challenge)
            return;
        if (mode == "subscribe")
            _subscribers[callback] = new Subscriber(callback, topic, form.GetValueOrDefault("hub.secret"));
        else
            _subscribers.TryRemove(callback, out _);
    }

    private Uri Proxied(string callback) => new(Bot!, new Uri(callback).PathAndQuery);
}

/// <summary>Whom a hub tells.</summary>
internal sealed record Subscriber(string Callback, string Topic, string? Secret);
