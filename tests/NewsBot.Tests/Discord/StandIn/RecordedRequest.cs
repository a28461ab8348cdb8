using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A request as it came, and what was answered.</summary>
internal sealed class RecordedRequest
{
    internal RecordedRequest(string method, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers, DateTimeOffset at) =>
        (Method, Path, Query, Headers, At) = (method, path, query, headers, at);

    public string Method { get; }

    /// <summary>With <c>/api/v10</c>.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>By name in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public DateTimeOffset At { get; }

    /// <summary>The body, or the part <c>payload_json</c>.</summary>
    public JsonElement? Json { get; internal set; }

    /// <summary>The uploaded files by the name of their part.</summary>
    public IReadOnlyDictionary<string, UploadedFile> Files { get; internal set; } = new Dictionary<string, UploadedFile>();

    /// <summary>0 until it was answered, and for good when the connection broke.</summary>
    public int Status { get; internal set; }

    /// <summary>The body of the answer, or null.</summary>
    public JsonElement? Response { get; internal set; }

    /// <summary>Whether it is a request of this kind: <c>Is("POST", "/channels/1/messages")</c>. A path may end with <c>*</c>.</summary>
    public bool Is(string method, string path)
    {
        var own = Uri.UnescapeDataString(Path[(Path.IndexOf("/v10", StringComparison.Ordinal) + "/v10".Length)..]);
        return method == Method && (path.EndsWith('*') ? own.StartsWith(path[..^1], StringComparison.Ordinal) : own == path);
    }

    /// <summary>Whether it sends a message to a channel, or opens a post there.</summary>
    public bool IsSend(DiscordChannel channel) => Is("POST", $"/channels/{channel.Id}/messages") || Is("POST", $"/channels/{channel.Id}/threads");

    /// <summary>The line that judges read. An answer that says Discord itself is disturbed is in no document.</summary>
    public string ToLogLine()
    {
        var line = new JsonObject
        {
            ["method"] = Method,
            ["path"] = Path,
            ["query"] = new JsonObject(Query.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            ["json"] = Node(Json),
            ["files"] = new JsonArray([.. Files.Keys.Select(name => (JsonNode)name)]),
            ["headers"] = new JsonObject(Headers.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            ["t"] = At.ToUnixTimeMilliseconds(),
        };
        if (Status is > 0 and < 500)
        {
            line["status"] = Status;
            line["response"] = Node(Response);
        }

        return line.ToJsonString();
    }

    private static JsonNode? Node(JsonElement? element) => element is { } json ? JsonNode.Parse(json.GetRawText()) : null;
}
