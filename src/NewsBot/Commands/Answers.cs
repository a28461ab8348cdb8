using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>
/// Brings answers to the chats that wait for them: tries again for a while what could not be sent, follows a chat that
/// moved, and puts a page or a panel where the button was that asked for it.
/// </summary>
public sealed partial class Answers(IDeliveryStore outbox, TimeProvider clock, ILogger<Answers> log)
{
    private const int MostAttempts = 5;

    /// <summary>An answer that comes later than this answers nothing any more.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SendTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Sends an answer as all its messages. One that is given up is only logged: the person will ask again.</summary>
    public async Task SendAsync(
        IChatPlatform platform, IncomingMessage asked, Reply reply, ChatSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(reply);
        var messages = platform.Render(reply, settings);
        ChatAddress? chat = asked.Chat;
        for (var part = 0; part < messages.Count && chat is not null; part++)
        {
            var message = messages[part];
            var envelope = new Envelope(chat, $"reply-{asked.Id}-{part}", asked.AnswerTo);
            var replaced = part == 0 && reply.IsPanel ? asked.Pressed : null;
            chat = await InsistAsync(chat, PutAsync, cancellationToken);

            async Task<SendResult> PutAsync(ChatAddress to, CancellationToken token)
            {
                if (replaced is not null && await platform.EditAsync(to, replaced, message, token) is var edited and not SendResult.Refused)
                    return edited;
                return await platform.SendAsync(envelope with { Chat = to }, message, token);
            }
        }
    }

    /// <summary>Sends one message, again and again if need be.</summary>
    /// <returns>Where the next one goes; null if the chat is gone or shut.</returns>
    private async Task<ChatAddress?> InsistAsync(
        ChatAddress chat, Func<ChatAddress, CancellationToken, Task<SendResult>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            switch (await WithinAsync(SendTimeout, token => send(chat, token), cancellationToken))
            {
                case SendResult.Sent:
                    return chat;
                case SendResult.TryLater later when attempt < MostAttempts && Pause(attempt, later) is { } pause:
                    await Task.Delay(pause, clock, cancellationToken);
                    break;
                case SendResult.TryLater later:
                    Log.NotSent(log, chat, later.Reason);
                    return chat;
                case SendResult.ChatMoved moved when attempt < MostAttempts:
                    await outbox.MoveChatAsync(chat, moved.To, cancellationToken);
                    chat = moved.To;
                    break;
                case SendResult.ChatShut shut:
                    Log.NotSent(log, chat, shut.Reason);
                    return null;
                case SendResult.ChatGone gone:
                    Log.NotSent(log, chat, gone.Reason);
                    await outbox.ParkChatAsync(gone.Of(chat), gone.Reason, clock.GetUtcNow(), cancellationToken);
                    return null;
                case SendResult.Refused refused:
                    Log.NotSent(log, chat, refused.Reason);
                    return chat;
                default:
                    Log.NotSent(log, chat, "the chat moves in a circle");
                    return null;
            }
        }
    }

    private async Task<SendResult> WithinAsync(
        TimeSpan time, Func<CancellationToken, Task<SendResult>> send, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await send(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SendResult.TryLater(null, $"no answer within {time.TotalSeconds:0} s");
        }
    }

    /// <summary>What the platform asks for, else longer each time; null if that would be too long.</summary>
    private static TimeSpan? Pause(int attempt, SendResult.TryLater later) =>
        (later.After ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1))) is var pause && pause <= LongestPause ? pause : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An answer to {Chat} could not be sent: {Reason}")]
        public static partial void NotSent(ILogger logger, ChatAddress chat, string reason);
    }
}
