using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>Posts updates to the webhook in their order, each until it is taken.</summary>
internal sealed class WebhookSender(UpdateQueue updates, BotApiOptions options) : IAsyncDisposable
{
    /// <summary>The header that carries the secret.</summary>
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly CancellationTokenSource _end = new();
    private Task _sending = Task.CompletedTask;
    private string? _lastError;
    private DateTimeOffset _lastErrorDate;

    /// <summary>What setWebhook gave; empty for none.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What setWebhook gave.</summary>
    public int MostConnections { get; set; } = 40;

    /// <summary>Begins to send.</summary>
    public void Start() => _sending = SendAllAsync(_end.Token);

    /// <summary>The <c>WebhookInfo</c> of the Bot API.</summary>
    public JsonObject Info()
    {
        var info = new JsonObject
        {
            ["url"] = updates.Webhook,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = updates.Count,
        };
        if (updates.Webhook.Length > 0)
            info["max_connections"] = MostConnections;
        if (updates.Allowed is { Count: > 0 } allowed)
            info["allowed_updates"] = new JsonArray([.. allowed.Select(kind => (JsonNode)kind)]);
        if (_lastError is not null)
        {
            info["last_error_date"] = _lastErrorDate.ToUnixTimeSeconds();
            info["last_error_message"] = _lastError;
        }

        return info;
    }

    /// <summary>Forgets the last error, as a new setWebhook does.</summary>
    public void Reset() => _lastError = null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task SendAllAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var (id, json) = await updates.NextAsync(ct);
                if (await SendAsync(updates.Webhook, json, ct) is not { } error)
                {
                    updates.Took(id);
                    continue;
                }

                _lastErrorDate = options.Time.GetUtcNow();
                _lastError = error;
                await Task.Delay(options.WebhookRetry, options.Time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Returns what went wrong, or null when the update was taken.</summary>
    private async Task<string?> SendAsync(string url, string json, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new StringContent(json, Encoding.UTF8, MediaTypeNames.Application.Json);
            if (Secret.Length > 0)
                request.Headers.Add(SecretHeader, Secret);
            using var response = await _client.SendAsync(request, ct);
            return response.IsSuccessStatusCode ? null : $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or InvalidOperationException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return "Connection failed";
        }
    }
}
