using System.Globalization;
using System.Text.Json;

namespace NewsBot.Chat.Discord;

/// <summary>Reads what Discord, or a server that speaks like it, tells: what is missing or of another type is null, never a
/// fault.</summary>
internal static class JsonReading
{
    /// <summary>A property, or null if there is none or it is null.</summary>
    public static JsonElement? Get(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text; numbers of things may come as numbers.</summary>
    public static string? Text(this JsonElement json, string name) => json.Get(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number, also one that is written as a text.</summary>
    public static int? Number(this JsonElement json, string name) =>
        int.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True only if it is there and true.</summary>
    public static bool Is(this JsonElement json, string name) => json.Get(name)?.ValueKind == JsonValueKind.True;

    /// <summary>The entries of an array; none if there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Get(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>The entries of an array of texts or numbers.</summary>
    public static IEnumerable<string> Texts(this JsonElement json, string name) => json.Items(name).Select(item =>
        item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
}
