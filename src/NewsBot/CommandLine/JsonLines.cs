using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsBot.CommandLine.Verbs;

namespace NewsBot.CommandLine;

/// <summary>What verbs write as JSON, an object a line, keys in snake_case.</summary>
[JsonSerializable(typeof(InspectLine))]
[JsonSerializable(typeof(InspectFailure))]
[JsonSerializable(typeof(ManifestLine))]
[JsonSerializable(typeof(PolledItem))]
[JsonSerializable(typeof(PolledFeed))]
[JsonSerializable(typeof(PreviewedPost))]
internal sealed partial class JsonLines : JsonSerializerContext
{
    /// <summary>Chinese stays readable: these lines go to files and pipes, never into a page.</summary>
    public static JsonLines Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>ISO 8601 in UTC with seconds.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
