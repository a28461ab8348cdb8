using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A call that is refused. It unwinds the call wherever the fault is found, as deep as a button of a keyboard.</summary>
internal sealed class ApiError(int code, string description, JsonObject? parameters = null) : Exception(description)
{
    /// <summary>The <c>error_code</c>, which is also the HTTP status.</summary>
    public int Code { get; } = code;

    /// <summary>The <c>parameters</c>: <c>retry_after</c> in seconds or <c>migrate_to_chat_id</c>.</summary>
    public JsonObject? Parameters { get; } = parameters;

    /// <summary>400, with the server's prefix.</summary>
    public static ApiError BadRequest(string text) => new(400, "Bad Request: " + text);

    /// <summary>403, with the server's prefix.</summary>
    public static ApiError Forbidden(string text) => new(403, "Forbidden: " + text);

    /// <summary>429 with the seconds to wait.</summary>
    public static ApiError TooManyRequests(int seconds) =>
        new(429, $"Too Many Requests: retry after {seconds}", new JsonObject { ["retry_after"] = seconds });
}
