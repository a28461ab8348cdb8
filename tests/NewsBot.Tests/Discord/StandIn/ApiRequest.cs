using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A request on its way through the routes.</summary>
internal sealed partial class ApiRequest
{
    private const int LongestBody = 25 << 20;
    private const int LargestFile = 10 << 20;
    private const int MostFiles = 10;

    private ApiRequest(RecordedRequest record) => Record = record;

    public RecordedRequest Record { get; }

    public string Method => Record.Method;

    /// <summary>What stands in the path in the place of names.</summary>
    public IReadOnlyDictionary<string, string> Places { get; set; } = new Dictionary<string, string>();

    /// <summary>The JSON that came; null for none.</summary>
    public JsonNode? Json { get; private set; }

    /// <summary>The uploaded files by their number.</summary>
    public IReadOnlyDictionary<int, UploadedFile> Files { get; private set; } = new Dictionary<int, UploadedFile>();

    /// <summary>What is wrong with the body, told once the method and the path were found good.</summary>
    public ApiError? Fault { get; private set; }

    public string this[string place] => Places[place];

    /// <summary>The body as an object.</summary>
    public JsonObject Body => Json as JsonObject ?? throw new ApiError(400, 50035, "Invalid Form Body");

    public static async Task<ApiRequest> ReadAsync(HttpContext context, DateTimeOffset now)
    {
        var http = context.Request;
        var raw = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var record = new RecordedRequest(
            http.Method,
            raw,
            http.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            http.Headers.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString()),
            now);
        var request = new ApiRequest(record);
        try
        {
            await request.ReadBodyAsync(http);
        }
        catch (ApiError fault)
        {
            request.Fault = fault;
        }

        record.Json = request.Json is null ? null : JsonSerializer.SerializeToElement(request.Json);
        record.Files = request.Files.ToDictionary(pair => $"files[{pair.Key}]", pair => pair.Value);
        return request;
    }

    private async Task ReadBodyAsync(HttpRequest http)
    {
        using var bytes = new MemoryStream();
        await http.Body.CopyToAsync(bytes, http.HttpContext.RequestAborted);
        if (bytes.Length > LongestBody)
            throw ApiError.TooLarge();
        if (bytes.Length == 0)
            return;

        var type = http.ContentType ?? "";
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            bytes.Position = 0;
            http.Body = bytes;
            await ReadPartsAsync(http);
        }
        else if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            Json = Parse(Encoding.UTF8.GetString(bytes.ToArray()));
        }
        else
        {
            throw ApiError.Form("", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'application/json'}.");
        }
    }

    private async Task ReadPartsAsync(HttpRequest http)
    {
        var parts = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        Json = parts.TryGetValue("payload_json", out var payload) ? Parse(payload.ToString()) : new JsonObject();
        var files = new Dictionary<int, UploadedFile>();
        foreach (var part in parts.Files)
        {
            var name = PartName().Match(part.Name);
            if (!name.Success)
                throw ApiError.Form(part.Name, "INVALID_PART", "Files are named files[n].");
            if (part.Length > LargestFile)
                throw ApiError.TooLarge();
            using var content = new MemoryStream();
            await part.CopyToAsync(content);
            files[int.Parse(name.Groups["n"].Value, CultureInfo.InvariantCulture)] = new UploadedFile(part.FileName, content.ToArray());
        }

        if (files.Count > MostFiles)
            throw new ApiError(400, 30015, "Maximum number of attachments in a message reached (10)");
        Files = files;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new ApiError(400, 50109, "The request body contains invalid JSON.");
        }
    }

    [GeneratedRegex(@"^files\[(?<n>[0-9]{1,3})\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PartName();
}

/// <summary>What is answered.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    public static ApiAnswer Nothing { get; } = new(204, null);

    public static ApiAnswer Ok(JsonNode body) => new(200, body);
}
