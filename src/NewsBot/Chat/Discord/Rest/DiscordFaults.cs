using System.Globalization;
using System.Net;
using System.Text.Json;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>Understands refusals (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json). Pure.</summary>
internal static class DiscordFaults
{
    private const int LongestReason = 300;

    /// <summary>What an answer that is no success asks for.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">What it says: JSON, as a rule.</param>
    /// <param name="route">What was asked: where an interaction's token stands in it, it is that token which is refused.</param>
    public static DiscordFault Of(HttpStatusCode status, string body, Route route)
    {
        var (code, message, wait) = Read(body);
        var reason = code == 0 ? $"Discord: {(int)status} {message}".TrimEnd() : $"Discord: {message} ({code})";
        return new DiscordFault(Kind(status, code, route), Line(reason))
        {
            Code = code,
            RetryAfter = wait,
        };
    }

    private static string Line(string reason) => string.Concat(
        reason.Take(LongestReason).Select(each => char.IsControl(each) ? ' ' : each));

    private static FaultKind Kind(HttpStatusCode status, int code, Route route) => code switch
    {
        10062 or 40060 => FaultKind.InteractionOver,
        10015 or 50027 when route.IsInteraction => FaultKind.InteractionOver,
        10003 or 10004 or 10015 or 50027 or 50055 => FaultKind.Gone,
        50001 or 50013 or 50007 or 50278 or 160005 or 160006 or 40067 => FaultKind.Shut,
        50035 or 50006 or 40005 or 50045 or 200000 or 200001 or 240000 or 160002 => FaultKind.Payload,
        40058 or 50008 or 50024 => FaultKind.WrongKind,
        10008 or 50005 or 50083 or 30046 => FaultKind.MessageGone,
        50014 => FaultKind.Token,
        130000 or 40062 or 40003 => FaultKind.Retry,
        _ => status switch
        {
            HttpStatusCode.Unauthorized => route.IsInteraction ? FaultKind.InteractionOver : FaultKind.Token,
            HttpStatusCode.NotFound when route.IsInteraction => FaultKind.InteractionOver,
            // Without a code it is not about the chat: a proxy's page, or an address that is no API.
            HttpStatusCode.NotFound or HttpStatusCode.Forbidden when code == 0 => FaultKind.Retry,
            HttpStatusCode.NotFound => route.IsOfChannel ? FaultKind.Gone : FaultKind.Refused,
            HttpStatusCode.Forbidden => FaultKind.Shut,
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => FaultKind.Payload,
            HttpStatusCode.TooManyRequests => FaultKind.Retry,
            >= HttpStatusCode.InternalServerError => FaultKind.Retry,
            _ => FaultKind.Refused,
        },
    };

    /// <summary>Other servers and the proxies before them may answer with anything.</summary>
    private static (int Code, string Message, TimeSpan? Wait) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var message = root.Text("message") ?? "";
            var detail = root.Get("errors") is { } errors ? FirstError(errors, "") : null;
            var wait = double.TryParse(root.Text("retry_after"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            return (root.Number("code") ?? 0, detail is null ? message : $"{message}: {detail}", wait);
        }
        catch (JsonException)
        {
            return (0, "", null);
        }
    }

    /// <summary>The first of the errors that are nested as deep as the field they are about
    /// (https://discord.com/developers/docs/reference#error-messages).</summary>
    private static string? FirstError(JsonElement errors, string path)
    {
        if (errors.Items("_errors").FirstOrDefault() is { ValueKind: JsonValueKind.Object } error)
            return $"{path} {error.Text("message")}".Trim();
        if (errors.ValueKind != JsonValueKind.Object)
            return null;
        return errors.EnumerateObject()
            .Select(field => FirstError(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}"))
            .FirstOrDefault(found => found is not null);
    }
}
