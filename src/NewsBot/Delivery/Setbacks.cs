using NewsBot.Chat;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Delivery;

/// <summary>Writes down what did not go out, and so what becomes of it: later, never, or elsewhere.</summary>
internal sealed partial class Setbacks(IDeliveryStore outbox, TimeProvider clock, Random chance, ILogger<Setbacks> log)
{
    /// <summary>Attempts after which a message stays as it was sent: the posts behind an edit are worth more.</summary>
    private const int MostEditAttempts = 10;

    /// <summary>How long a chat waits that does not let the bot post, if nobody tells that it is open before.</summary>
    private static readonly TimeSpan ShutPause = TimeSpan.FromHours(1);

    /// <summary>Notes any result but <see cref="SendResult.Sent"/>.</summary>
    public async Task NoteAsync(OwedDelivery delivery, SendResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case SendResult.TryLater later:
                await TryLaterAsync(delivery, later, cancellationToken);
                break;
            case SendResult.Refused refused:
                await EndAsync(delivery, refused.Reason, cancellationToken);
                break;
            case SendResult.ChatShut shut:
                // Only the first time is news for the operator.
                if (await outbox.ShutChatAsync(delivery.Chat, shut.Reason, clock.GetUtcNow() + ShutPause, cancellationToken))
                    Log.ChatShut(log, delivery.Chat, shut.Reason);
                break;
            case SendResult.ChatGone gone:
                var lost = gone.Of(delivery.Chat);
                Log.ChatGone(log, lost, gone.Reason);
                await outbox.ParkChatAsync(lost, gone.Reason, clock.GetUtcNow(), cancellationToken);
                break;
            case SendResult.ChatMoved moved:
                Log.ChatMoved(log, delivery.Chat, moved.To);
                await outbox.MoveChatAsync(delivery.Chat, moved.To, cancellationToken);
                if (delivery.IsEdit)
                    await outbox.EditedAsync(delivery.Id, "the chat moved", clock.GetUtcNow(), cancellationToken);
                else
                    await outbox.TryAgainAsync(delivery.Id, clock.GetUtcNow(), "the chat moved", cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"This is no setback: {result}");
        }
    }

    /// <summary>Notes that the platform did not take a message of a list.</summary>
    public void NoteRefusedList(ChatAddress chat, SendResult.Refused result) => Log.ListRefused(log, chat, result.Reason);

    private async Task TryLaterAsync(OwedDelivery delivery, SendResult.TryLater later, CancellationToken cancellationToken)
    {
        var attempts = delivery.Attempts + 1;
        var isGivenUp = delivery.IsEdit
            ? attempts >= MostEditAttempts
            : attempts >= RetrySchedule.MostAttempts && later.After is null;
        if (isGivenUp)
        {
            await EndAsync(delivery, $"given up after {attempts} attempts: {later.Reason}", cancellationToken);
            return;
        }

        var pause = RetrySchedule.Pause(attempts, later.After, chance.NextDouble());
        Log.TryLater(log, delivery.Id, delivery.Chat, pause.TotalSeconds, later.Reason);
        await outbox.TryAgainAsync(delivery.Id, clock.GetUtcNow() + pause, later.Reason, cancellationToken);
    }

    private async Task EndAsync(OwedDelivery delivery, string reason, CancellationToken cancellationToken)
    {
        if (delivery.IsEdit)
        {
            Log.NotEdited(log, delivery.Id, delivery.Chat, reason);
            await outbox.EditedAsync(delivery.Id, reason, clock.GetUtcNow(), cancellationToken);
        }
        else
        {
            Log.Refused(log, delivery.Id, delivery.Chat, reason);
            await outbox.RefuseAsync(delivery.Id, reason, clock.GetUtcNow(), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Delivery {Delivery} to {Chat} waits {Seconds:0} s: {Reason}")]
        public static partial void TryLater(ILogger logger, DeliveryId delivery, ChatAddress chat, double seconds, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {Delivery} to {Chat} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, DeliveryId delivery, ChatAddress chat, string reason);

        [LoggerMessage(3, LogLevel.Information, "Delivery {Delivery} to {Chat} stays as it was sent: {Reason}")]
        public static partial void NotEdited(ILogger logger, DeliveryId delivery, ChatAddress chat, string reason);

        [LoggerMessage(6, LogLevel.Warning, "A list of headlines to {Chat} was refused: {Reason}")]
        public static partial void ListRefused(ILogger logger, ChatAddress chat, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Chat {Chat} is gone, its subscriptions are parked: {Reason}")]
        public static partial void ChatGone(ILogger logger, ChatAddress chat, string reason);

        [LoggerMessage(7, LogLevel.Warning, "Chat {Chat} lets me post nothing, what it is owed waits: {Reason}")]
        public static partial void ChatShut(ILogger logger, ChatAddress chat, string reason);

        [LoggerMessage(5, LogLevel.Information, "Chat {From} is now {To}")]
        public static partial void ChatMoved(ILogger logger, ChatAddress from, ChatAddress to);
    }
}
