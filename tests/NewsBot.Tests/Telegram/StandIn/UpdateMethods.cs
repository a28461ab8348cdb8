using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>How the bot comes by its updates: it asks, or names a webhook.</summary>
internal sealed partial class UpdateMethods(World world, WebhookSender webhook)
{
    private const int LongestPoll = 50;
    private const int MostConnections = 100;

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All() =>
    [
        ("setwebhook", SetWebhook),
        ("deletewebhook", request => Set("", request)),
        ("getwebhookinfo", _ => webhook.Info()),
    ];

    /// <summary>Waits for updates; returns the JSON array.</summary>
    public Task<string> GetUpdatesAsync(BotApiRequest request, CancellationToken ct)
    {
        world.Updates.Allow(AllowedUpdates(request));
        var timeout = TimeSpan.FromSeconds(Math.Clamp(request.Integer("timeout") ?? 0, 0, LongestPoll));
        return world.Updates.PollAsync(request.Integer("offset") ?? 0, (int)(request.Integer("limit") ?? 100), timeout, ct);
    }

    private JsonValue SetWebhook(BotApiRequest request)
    {
        var url = request.Text("url") ?? "";
        var secret = request.Text("secret_token") ?? "";
        // The real server wants https; on loopback there are no certificates.
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true })))
            throw ApiError.BadRequest("bad webhook: An HTTPS URL must be provided for webhook");
        if (!SecretPattern().IsMatch(secret))
            throw ApiError.BadRequest("secret token contains unallowed characters");
        webhook.Secret = secret;
        webhook.MostConnections = (int)Math.Clamp(request.Integer("max_connections") ?? 40, 1, MostConnections);
        return Set(url, request);
    }

    private JsonValue Set(string url, BotApiRequest request)
    {
        webhook.Reset();
        world.Updates.Allow(AllowedUpdates(request));
        world.Updates.SetWebhook(url, request.Flag("drop_pending_updates"));
        return JsonValue.Create(true);
    }

    private static IReadOnlyList<string>? AllowedUpdates(BotApiRequest request) =>
        request.Json("allowed_updates") is { ValueKind: JsonValueKind.Array } kinds ? [.. kinds.EnumerateArray().Select(kind => kind.ToString())] : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{0,256}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SecretPattern();
}
