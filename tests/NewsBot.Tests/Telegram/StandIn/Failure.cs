using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>What goes wrong with a call, as the network and the real server have it.</summary>
public sealed record Failure
{
    private Failure()
    {
    }

    /// <summary>The connection ends before the call is carried out.</summary>
    public static Failure Dropped { get; } = new() { IsDropped = true };

    /// <summary>The call is carried out, but its answer is lost: the connection ends.</summary>
    public static Failure AnswerLost { get; } = new() { IsDropped = true, IsCarriedOut = true };

    /// <summary>What a gateway says that finds nobody behind it.</summary>
    public static Failure BadGateway { get; } = new()
    {
        Status = 502,
        ContentType = MediaTypeNames.Text.Html,
        Body = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>",
    };

    internal bool IsDropped { get; private init; }

    internal bool IsCarriedOut { get; private init; }

    internal TimeSpan Delay { get; private init; }

    internal int Status { get; private init; }

    internal string ContentType { get; private init; } = MediaTypeNames.Application.Json;

    internal string Body { get; private init; } = "";

    /// <summary>A refusal in the API's own form.</summary>
    /// <param name="code">The <c>error_code</c> and HTTP status, for example 500.</param>
    /// <param name="description">The whole <c>description</c>, with its prefix.</param>
    /// <param name="retryAfter">Seconds, for 429.</param>
    public static Failure Refused(int code, string description, int? retryAfter = null) => new()
    {
        Status = code,
        Body = ApiAnswer.Refusal(code, description, retryAfter is { } seconds ? new JsonObject { ["retry_after"] = seconds } : null),
    };

    /// <summary>Any status with any body.</summary>
    public static Failure Of(int status, string body, string contentType) => new() { Status = status, Body = body, ContentType = contentType };

    /// <summary>The call is carried out and answered, but only after this long by the server's clock.</summary>
    public static Failure Delayed(TimeSpan delay) => new() { Delay = delay, IsCarriedOut = true };

    internal async Task WriteAsync(HttpContext context)
    {
        if (IsDropped)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        await context.Response.WriteAsync(Body, context.RequestAborted);
    }
}
