using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Takes what Telegram delivers to the public address (https://core.telegram.org/bots/api#setwebhook). Whoever does not
/// know the secret is turned away; a full queue answers 503, and Telegram comes again.
/// </summary>
internal sealed class Webhook(IOptions<TelegramOptions> options, TimeProvider clock)
{
    /// <summary>Deliveries that are told apart from repetitions.</summary>
    private const int Remembered = 200;

    private const long MaxBodyBytes = 1024 * 1024;
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<Update> _updates = Channel.CreateBounded<Update>(100);
    private readonly Lock _gate = new();
    private readonly Queue<int> _seen = new();

    /// <summary>Known to this bot and to Telegram alone; the same after a restart.</summary>
    private string Secret { get; } = Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Token), "newsbot webhook"u8));

    /// <summary>Tells Telegram where to deliver.</summary>
    /// <returns>The address.</returns>
    public async Task<string> AnnounceAsync(ITelegramBotClient client, CancellationToken cancellationToken)
    {
        await client.SetWebhook(
            options.Value.WebhookUrl, maxConnections: 1, allowedUpdates: UpdateReader.Wanted, secretToken: Secret,
            cancellationToken: cancellationToken);
        return options.Value.WebhookUrl;
    }

    /// <summary>Updates as they are delivered, until cancelled.</summary>
    public IAsyncEnumerable<Update> ReadAsync(CancellationToken cancellationToken) => _updates.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Answers one delivery.</summary>
    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers[SecretHeader].ToString()), Encoding.UTF8.GetBytes(Secret)))
            return Results.Unauthorized();
        if (request.ContentLength is not (> 0 and <= MaxBodyBytes))
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        Update? update;
        try
        {
            update = await JsonSerializer.DeserializeAsync<Update>(request.Body, JsonBotAPI.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        if (update is null || IsRepeated(update.Id))
            return Results.Ok();

        using var timeout = new CancellationTokenSource(QueueTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _updates.Writer.WriteAsync(update, either.Token);
            return Results.Ok();
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            lock (_gate)
                _seen.Clear();
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private bool IsRepeated(int id)
    {
        lock (_gate)
        {
            if (_seen.Contains(id))
                return true;
            _seen.Enqueue(id);
            if (_seen.Count > Remembered)
                _seen.Dequeue();
            return false;
        }
    }
}
