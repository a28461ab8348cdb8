using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A call as it came.</summary>
/// <param name="Method">The method as it was written.</param>
/// <param name="Params">An object: the JSON body, or the form fields as strings.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Files">The names of the parts that carried files.</param>
/// <param name="T">When it came, in milliseconds of Unix time by the server's clock.</param>
public sealed record RecordedRequest(string Method, JsonElement Params, string ContentType, IReadOnlyList<string> Files, long T)
{
    /// <summary>The HTTP status of the answer; 0 while there is none, as for a poll that waits or a dropped connection.</summary>
    public int Status { get; internal set; }

    /// <summary>The answer's <c>description</c>, for a refusal.</summary>
    public string? Refusal { get; internal set; }

    /// <summary>A parameter as text, whether it was sent as JSON or as a form field; null when absent.</summary>
    public string? Text(string name) =>
        !Params.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    /// <summary>Whether it is a call of this method, in any case.</summary>
    public bool Is(string method) => string.Equals(Method, method, StringComparison.OrdinalIgnoreCase);

    /// <summary>The line that judges read.</summary>
    internal string ToLogLine() => new JsonObject
    {
        ["method"] = Method,
        ["params"] = JsonNode.Parse(Params.GetRawText()),
        ["content_type"] = ContentType,
        ["files"] = new JsonArray([.. Files.Select(file => (JsonNode)file)]),
        ["t"] = T,
    }.ToJsonString();
}
