using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>
/// <c>InputRichMessage</c>: exactly one of html and markdown, within the limit of characters, tags closed in order. What
/// it shows is told back as paragraphs of plain text; this stand-in lays out no blocks.
/// </summary>
internal static partial class RichMarkup
{
    private const int MostCharacters = 32_768;

    private static readonly string[] WithoutEnd = ["br", "hr", "img", "col", "source", "input", "wbr"];

    /// <summary>Checks the parameter <c>rich_message</c> and gives it back in one spelling. Null when the call has none.</summary>
    public static string? Read(BotApiRequest request)
    {
        if (request.Json("rich_message") is not { } message)
            return null;
        if (message.ValueKind != JsonValueKind.Object)
            throw ApiError.BadRequest("object expected as rich message");
        var html = TextOf(message, "html");
        var markdown = TextOf(message, "markdown");
        if (html is null == markdown is null)
            throw ApiError.BadRequest("exactly one of html and markdown must be specified in the rich message");
        if (html is not null)
            Balance(html);
        var shown = html is null ? markdown! : Tag().Replace(html, "");
        if (string.IsNullOrWhiteSpace(shown) && !(html ?? "").Contains("<img", StringComparison.OrdinalIgnoreCase))
            throw ApiError.BadRequest("rich message is empty");
        if (shown.EnumerateRunes().Count() > MostCharacters)
            throw ApiError.BadRequest("rich message is too long");
        return JsonSerializer.Serialize(message);
    }

    /// <summary>The <c>RichMessage</c> of the Bot API for what was sent.</summary>
    public static JsonObject Shown(string rich)
    {
        var message = JsonNode.Parse(rich)!;
        var text = Tag().Replace((string?)message["html"] ?? (string?)message["markdown"] ?? "", "\n");
        var paragraphs = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (JsonNode)new JsonObject { ["type"] = "paragraph", ["text"] = line });
        return new JsonObject { ["blocks"] = new JsonArray([.. paragraphs]) };
    }

    private static void Balance(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (WithoutEnd.Contains(name) || tag.Groups["self"].Success)
                continue;
            if (!tag.Groups["end"].Success)
                open.Push(name);
            else if (!open.TryPop(out var last) || last != name)
                throw ApiError.BadRequest($"can't parse entities: Unmatched end tag \"</{name}>\" in the rich message");
        }

        if (open.TryPeek(out var left))
            throw ApiError.BadRequest($"can't parse entities: Can't find end tag corresponding to start tag \"{left}\"");
    }

    private static string? TextOf(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex("""<(?<end>/)?(?<name>[a-z][a-z0-9-]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(?<self>/)?>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tag();
}
