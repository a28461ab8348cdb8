using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;
using NewsBot.Core.Rendering.Telegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.Chat.Telegram;

/// <summary>Telegram as a chat platform: private chats, groups with their topics, channels.</summary>
internal sealed partial class TelegramPlatform(
    ITelegramBotClient client,
    TelegramSender sender,
    SendPace pace,
    ButtonData buttons,
    ChatStanding standing,
    UpdateSource updates,
    Webhook webhook,
    CommandMenu menu,
    InlineAnswers inline,
    IOptions<TelegramOptions> options,
    ILogger<TelegramPlatform> log) : IChatPlatform
{
    /// <summary>The platform of Telegram's chats.</summary>
    public const string PlatformName = "telegram";

    /// <summary>A list of feeds is a few hundred kilobytes at most.</summary>
    private const long MaxFileBytes = 2 * 1024 * 1024;

    /// <inheritdoc/>
    public string Name => PlatformName;

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        TelegramRenderer.Render(post, settings, subscription);

    /// <inheritdoc/>
    public IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings) => TelegramRenderer.Render(reply, settings);

    /// <inheritdoc/>
    public int Room(ChatAddress chat) => IsChat(chat, out var number) ? pace.Room(number) : int.MaxValue;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Envelope envelope, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (!IsChat(envelope.Chat, out _))
            return new SendResult.ChatGone($"{envelope.Chat} is no chat of Telegram: a chat is a number.");
        return message is TelegramMessage rendered
            ? await sender.SendAsync(envelope, rendered, cancellationToken)
            : new SendResult.Refused($"A {message?.GetType().Name ?? "null"} is no message of Telegram.");
    }

    /// <inheritdoc/>
    public async Task<SendResult> EditAsync(
        ChatAddress chat, string messageId, RenderedMessage message, CancellationToken cancellationToken) =>
        IsChat(chat, out _) && message is TelegramMessage rendered
            ? await sender.EditAsync(chat, messageId, rendered, cancellationToken)
            : new SendResult.Refused($"{chat} has no such message.");

    /// <inheritdoc/>
    public Task<Standing> StandingAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        standing.AskAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task OfferAsync(
        HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken) =>
        inline.OfferAsync(query, items, settings, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Incoming> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new UpdateReader(await IntroduceAsync(cancellationToken));
        var source = options.Value.WebhookUrl.Length > 0 ? webhook.ReadAsync(cancellationToken) : updates.ReadAsync(cancellationToken);
        await foreach (var update in source)
        {
            if (await HearAsync(reader, update, cancellationToken) is { } incoming)
                yield return incoming;
        }
    }

    /// <summary>Learns who the bot is, says how it wants to be told what happens, and puts up its command menu.</summary>
    private async Task<User> IntroduceAsync(CancellationToken cancellationToken)
    {
        var bot = await InsistAsync(token => client.GetMe(token), cancellationToken);
        if (options.Value.WebhookUrl.Length > 0)
            await InsistAsync(token => webhook.AnnounceAsync(client, token), cancellationToken);
        else
            await AttemptAsync(token => client.DeleteWebhook(cancellationToken: token), cancellationToken);
        await AttemptAsync(menu.RegisterAsync, cancellationToken);
        Log.Ready(log, bot.Username);
        return bot;
    }

    /// <summary>What nothing goes without is tried until it succeeds.</summary>
    private async Task<T> InsistAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await ask(cancellationToken);
            }
            catch (RequestException exception)
            {
                await updates.PauseAsync(exception, failures, cancellationToken);
            }
        }
    }

    /// <summary>What would be good to have is tried once a start.</summary>
    private async Task AttemptAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(cancellationToken);
        }
        catch (RequestException exception)
        {
            Log.GoesWithout(log, TelegramFault.Of(exception).Reason);
        }
    }

    private async Task<Incoming?> HearAsync(UpdateReader reader, Update update, CancellationToken cancellationToken)
    {
        var incoming = reader.Read(update);
        try
        {
            if (update.CallbackQuery is { } press)
                await client.AnswerCallbackQuery(press.Id, cancellationToken: cancellationToken);
            return incoming switch
            {
                IncomingMessage { Pressed: not null } message =>
                    message with { Text = await buttons.ReadAsync(message.Text, cancellationToken) ?? "/" + CommandName.Help },
                IncomingMessage { File: { } file } message =>
                    message with { File = file with { Content = await DownloadAsync(update, cancellationToken) } },
                _ => incoming,
            };
        }
        catch (RequestException exception)
        {
            // An old press cannot be answered, a file may be gone; what was meant is known all the same.
            Log.HalfHeard(log, TelegramFault.Of(exception).Reason);
            return incoming;
        }
    }

    private async Task<ReadOnlyMemory<byte>> DownloadAsync(Update update, CancellationToken cancellationToken)
    {
        var document = (update.Message ?? update.ChannelPost ?? update.EditedMessage ?? update.EditedChannelPost)!.Document!;
        if (document.FileSize is null or > MaxFileBytes)
            return default;
        using var content = new MemoryStream();
        await client.GetInfoAndDownloadFile(document.FileId, content, cancellationToken);
        return content.ToArray();
    }

    private static bool IsChat(ChatAddress chat, out long number) =>
        long.TryParse(chat.Address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Telegram: I am @{Name}")]
        public static partial void Ready(ILogger logger, string? name);

        [LoggerMessage(3, LogLevel.Warning, "Telegram: the start goes on without this: {Reason}")]
        public static partial void GoesWithout(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Telegram: part of what came in could not be had: {Reason}")]
        public static partial void HalfHeard(ILogger logger, string reason);
    }
}
