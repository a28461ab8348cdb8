using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A file of a multipart body.</summary>
internal sealed record UploadedFile(string FileName, string? ContentType, byte[] Bytes);

/// <summary>One call with its parameters, from whichever of the four ways of sending them.</summary>
internal sealed class BotApiRequest
{
    private const long LargestUpload = 50L * 1024 * 1024;

    private static readonly FormOptions Limits = new()
    {
        MemoryBufferThreshold = 4 * 1024 * 1024,
        MultipartBodyLengthLimit = 4 * LargestUpload,
        ValueLengthLimit = 8 * 1024 * 1024,
        ValueCountLimit = 4096,
    };

    private BotApiRequest(string method, string contentType, JsonElement parameters, IReadOnlyDictionary<string, UploadedFile> files, long arrival)
    {
        Method = method;
        ContentType = contentType;
        Parameters = parameters;
        Files = files;
        Arrival = arrival;
    }

    /// <summary>The method as it was written in the path.</summary>
    public string Method { get; }

    /// <summary>The content type of the body without its parameters; of a call without a body, that of its query.</summary>
    public string ContentType { get; }

    /// <summary>An object: the JSON body, or the form fields as strings.</summary>
    public JsonElement Parameters { get; }

    /// <summary>The files of a multipart body by the name of their part.</summary>
    public IReadOnlyDictionary<string, UploadedFile> Files { get; }

    /// <summary>What the server remembers of the call.</summary>
    public RecordedRequest? Record { get; set; }

    /// <summary>When it came, as <see cref="RateLimits.Arrive"/> counted.</summary>
    public long Arrival { get; }

    /// <summary>Reads the whole call. Throws 413 when a file is over 50 MB and 400 when the body is not what it says.</summary>
    public static async Task<BotApiRequest> ReadAsync(HttpContext context, string method, long arrival)
    {
        var parameters = new JsonObject();
        foreach (var (name, values) in context.Request.Query)
            parameters[name] = values.ToString();

        var files = new Dictionary<string, UploadedFile>(StringComparer.Ordinal);
        var contentType = (context.Request.ContentType ?? "application/x-www-form-urlencoded").Split(';')[0].Trim().ToLowerInvariant();
        if (contentType == "application/json")
            await ReadJsonAsync(context, parameters);
        else if (context.Request.HasFormContentType)
            await ReadFormAsync(context, parameters, files);

        using var document = JsonDocument.Parse(parameters.ToJsonString());
        return new BotApiRequest(method, contentType, document.RootElement.Clone(), files, arrival);
    }

    /// <summary>The same call, seen from one object of its parameters, such as an item of an album.</summary>
    public BotApiRequest Within(JsonElement item) => new(Method, ContentType, item, Files, Arrival) { Record = Record };

    /// <summary>The file of a part that carries the parameter's name, or that the parameter names with attach://.</summary>
    public UploadedFile? File(string name) =>
        Files.GetValueOrDefault(Text(name) is { } text && text.StartsWith("attach://", StringComparison.Ordinal) ? text["attach://".Length..] : name);

    /// <summary>A parameter as text; null when absent or null.</summary>
    public string? Text(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    /// <summary>A parameter as a number; null when absent, empty or no number.</summary>
    public long? Integer(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A parameter as a boolean, false when absent.</summary>
    public bool Flag(string name) => Text(name)?.ToUpperInvariant() is "TRUE" or "1" or "YES" or "T";

    /// <summary>A parameter that is an object or array, or its JSON in a string; null when absent or empty.</summary>
    public JsonElement? Json(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return value;
        if (value.GetString() is not { Length: > 0 } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw ApiError.BadRequest($"can't parse {name.Replace('_', ' ')} JSON object");
        }
    }

    private JsonElement? Find(string name) =>
        Parameters.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static async Task ReadJsonAsync(HttpContext context, JsonObject parameters)
    {
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body is not JsonObject fields)
                throw ApiError.BadRequest("object expected as the request body");
            foreach (var (name, value) in fields)
                parameters[name] = value?.DeepClone();
        }
        catch (JsonException)
        {
            throw ApiError.BadRequest("can't parse JSON object");
        }
    }

    private static async Task ReadFormAsync(HttpContext context, JsonObject parameters, Dictionary<string, UploadedFile> files)
    {
        var form = await new FormFeature(context.Request, Limits).ReadFormAsync(context.RequestAborted);
        foreach (var (name, values) in form)
            parameters[name] = values.ToString();
        foreach (var file in form.Files)
        {
            if (file.Length > LargestUpload)
                throw new ApiError(413, "Request Entity Too Large");
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, context.RequestAborted);
            files[file.Name] = new UploadedFile(file.FileName, file.ContentType, bytes.ToArray());
        }
    }
}
