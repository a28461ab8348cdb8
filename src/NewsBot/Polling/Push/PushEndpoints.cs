using System.Globalization;
using Microsoft.Extensions.Options;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Fetching.WebSub;
using NewsBot.Storage;

namespace NewsBot.Polling.Push;

/// <summary>
/// <c>/websub/{id}</c>, where hubs confirm (GET, W3C WebSub section 5.3) and push (POST, section 7). It has no password: who
/// knows the id may ask, and what changes anything must fit a request of ours or carry the right signature.
/// </summary>
public static partial class PushEndpoints
{
    /// <summary>Bytes of a push that are read; most feeds are smaller. A larger one cannot be judged and is ignored.</summary>
    internal const int MaxBytes = 2 * 1024 * 1024;

    private const int MaxIdLength = 64;

    /// <summary>What a hub sends slower than this holds up nobody but itself.</summary>
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Maps the address, if the operator told how the bot is reached.</summary>
    public static void MapWebSub(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<FetchingOptions>>().Value.PublicUrl.Length == 0)
            return;
        endpoints.MapGet("/websub/{id}", ConfirmAsync);
        endpoints.MapPost("/websub/{id}", ReceiveAsync);
    }

    private static async Task<IResult> ConfirmAsync(
        string id, HttpRequest request, IPushStore pushes, TimeProvider clock, ILogger<PushedUpdates> log, CancellationToken cancellationToken)
    {
        var query = request.Query;
        if (id.Length > MaxIdLength || await pushes.FindAsync(id, cancellationToken) is not { } subscription
            || query["hub.topic"].ToString() != subscription.Hub.Topic)
            return Results.NotFound();

        var now = clock.GetUtcNow();
        if (query["hub.mode"] == "denied")
        {
            var reason = query["hub.reason"] is [{ Length: > 0 } words] ? $"denied: {OneLine(words)}" : "denied";
            await pushes.ChangeAsync(id, state => PushTrust.Denied(state, reason, now), cancellationToken);
            Log.Denied(log, subscription, reason);
            return Results.Ok();
        }

        HubMode? mode = query["hub.mode"].ToString() switch { "subscribe" => HubMode.Subscribe, "unsubscribe" => HubMode.Unsubscribe, _ => null };
        if (mode is not { } asked || query["hub.challenge"] is not [{ Length: > 0 } challenge])
            return Results.NotFound();
        var lease = Seconds(query["hub.lease_seconds"]);
        if (await pushes.ChangeAsync(id, state => PushTrust.Confirmed(state, asked, lease, now), cancellationToken) is not { } confirmed)
            return Results.NotFound();
        Log.Confirmed(log, confirmed, asked, confirmed.State.LeaseEnds);
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff"; // what a stranger wrote is no page of ours
        return Results.Text(challenge, "text/plain");
    }

    private static async Task<IResult> ReceiveAsync(
        string id, HttpRequest request, IPushStore pushes, PushedUpdates updates, TimeProvider clock, ILogger<PushedUpdates> log,
        CancellationToken cancellationToken)
    {
        if (id.Length > MaxIdLength || await pushes.FindAsync(id, cancellationToken) is not { } subscription)
            return Results.NotFound();
        if (subscription.State.Stage is PushStage.Leaving or PushStage.Left)
            return Results.StatusCode(StatusCodes.Status410Gone);

        using var turn = updates.Receiving.AttemptAcquire();
        if (!turn.IsAcquired)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable); // hubs come again
        var signature = request.Headers[PushSignature.Header].FirstOrDefault();
        if (await ReadAsync(request, clock, cancellationToken) is not { } body)
        {
            Log.Ignored(log, subscription, "it is too large, or came too slowly");
        }
        else if (PushSignature.IsRight(signature, subscription.Secret, body))
        {
            await updates.TakeAsync(new PushedBody(subscription, body, request.ContentType, IsSigned: true), cancellationToken);
        }
        else if (signature is null && !HubClient.IsPrivate(subscription.Hub.Address))
        {
            // A hub that was not told the secret. Anybody on the way could have written it: it is worth a look at the feed, and no more.
            await updates.TakeAsync(new PushedBody(subscription, [], null, IsSigned: false), cancellationToken);
        }
        else
        {
            Log.Ignored(log, subscription, "its signature is missing or wrong");
        }
        return Results.Accepted(); // section 7.1: a hub is not told whether a signature was right
    }

    /// <summary>The body, or null if it cannot be had within the bounds.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        using var limit = new CancellationTokenSource(BodyTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var part = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(part, either.Token)) > 0)
            {
                if (body.Length + read > MaxBytes)
                    return null;
                body.Write(part, 0, read);
            }
            return body.ToArray();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static TimeSpan? Seconds(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            : null;

    private static string OneLine(string words)
    {
        var text = string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length <= 300 ? text : text[..300];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Subscription}: the hub confirmed {Mode}, until {Until}")]
        public static partial void Confirmed(ILogger logger, PushSubscription subscription, HubMode mode, DateTimeOffset? until);

        [LoggerMessage(2, LogLevel.Warning, "{Subscription}: the hub {Reason}; the feed is polled as before")]
        public static partial void Denied(ILogger logger, PushSubscription subscription, string reason);

        [LoggerMessage(3, LogLevel.Warning, "{Subscription}: a push was ignored: {Why}")]
        public static partial void Ignored(ILogger logger, PushSubscription subscription, string why);
    }
}
