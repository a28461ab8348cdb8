using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>Sends and edits posts, each once however often it is tried.</summary>
internal sealed partial class DiscordSender(
    DiscordRest rest, DiscordWorld world, MessageForms forms, ForumPosts forums, ShutChats shut, Notices notices, TimeProvider clock,
    ILogger<DiscordSender> log)
{
    /// <summary>The message that this one continues may not be referred to, for it is too old or a system message.</summary>
    private const int NoReference = 160002;

    private const int ClosedThread = 50083;
    private const int LockedThread = 160005;
    private const int MissingAccess = 50001;
    private const int MissingPermissions = 50013;
    private const int LengthOfNonce = 24;

    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The chats that were looked up since the start: of a session that goes on nothing is told.</summary>
    private readonly ConcurrentDictionary<ChatAddress, bool> _looked = new();

    /// <summary>Sends a message to where its envelope says: a channel, a thread, direct messages, or as a new post of a forum.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, DiscordMessage message, CancellationToken cancellationToken)
    {
        var chat = envelope.Chat;
        if (world.GuildOf(chat) is null && _looked.TryAdd(chat, true))
            await world.FindAsync(chat.Target(), cancellationToken);
        if (world.IsUnavailable(world.GuildOf(chat)))
        {
            shut.Add(chat);
            return new SendResult.ChatShut("Discord has an outage of this server.");
        }
        // The server's own number is the role of everybody in it.
        message = message with { Roles = [.. message.Roles.Where(role => role != world.GuildOf(chat))] };
        var first = envelope.ReplyTo is { } number ? MessagePlace.Read(number) : null;
        var (place, fault) = first?.Thread is null && world.Known(chat.Target()) is { IsForum: true }
            ? await OpenAsync(chat, envelope.IdempotencyKey, message, cancellationToken)
            : await PostAsync(envelope, first, message, cancellationToken);
        if (fault is { Kind: FaultKind.WrongKind })
            (place, fault) = await OpenAsync(chat, envelope.IdempotencyKey, message, cancellationToken);
        if (fault is not null)
            return first?.Thread is not null && IsOfPost(fault) ? new SendResult.Refused(fault.Reason) : await EndAsync(fault, chat, cancellationToken);

        shut.Remove(chat);
        if (message.IsPublished)
            await PublishAsync(chat, place!);
        return new SendResult.Sent(place!.ToString());
    }

    /// <summary>Puts a message in the place of another one; Discord rings no bell for that.</summary>
    public async Task<SendResult> EditAsync(ChatAddress chat, string messageId, DiscordMessage message, CancellationToken cancellationToken)
    {
        var place = MessagePlace.Read(messageId);
        // A server that speaks like Discord may tell no number.
        if (place.Id.Length == 0)
            return new SendResult.Refused("Discord never told the number of this message.");
        var answer = await forms.SendAsync(
            message, isEdit: true, form => rest.EditMessageAsync(place.Thread ?? chat.Target(), place.Id, form.Body, form.Files, cancellationToken),
            cancellationToken);
        return answer.Fault switch
        {
            null => new SendResult.Sent(messageId),
            { Kind: FaultKind.MessageGone } gone => new SendResult.Refused(gone.Reason),
            // What one message is refused for says nothing of the channel.
            { Kind: FaultKind.Shut, Code: not (MissingAccess or MissingPermissions) } refused => new SendResult.Refused(refused.Reason),
            var fault when place.Thread is not null && IsOfPost(fault) => new SendResult.Refused(fault.Reason),
            var fault => await EndAsync(fault, chat, cancellationToken),
        };
    }

    /// <summary>Whether a fault may be about the post of a forum alone: somebody deleted it or closed it; the forum is well.</summary>
    private static bool IsOfPost(DiscordFault fault) => fault is { Kind: FaultKind.Gone or FaultKind.MessageGone } or { Code: LockedThread };

    /// <summary>What a fault means for the chat.</summary>
    public static SendResult ResultOf(DiscordFault fault, ChatAddress chat) => fault.Kind switch
    {
        FaultKind.Retry => new SendResult.TryLater(fault.RetryAfter, fault.Reason),
        FaultKind.Token => new SendResult.TryLater(fault.RetryAfter ?? TokenPause, fault.Reason),
        FaultKind.Gone => new SendResult.ChatGone(fault.Reason) { IsThreadAlone = chat.Thread.Length > 0 },
        FaultKind.Shut or FaultKind.WrongKind => new SendResult.ChatShut(fault.Reason),
        FaultKind.MessageGone when fault.Code == ClosedThread => new SendResult.ChatShut(fault.Reason),
        _ => new SendResult.Refused(fault.Reason),
    };

    private async Task<(MessagePlace? Place, DiscordFault? Fault)> PostAsync(
        Envelope envelope, MessagePlace? first, DiscordMessage message, CancellationToken cancellationToken)
    {
        // What continues a post of a forum stands in the thread of that post.
        var target = first?.Thread ?? envelope.Chat.Target();
        var reference = first is { Thread: null, Id.Length: > 0 } ? new MessageReference(first.Id, FailIfNotExists: false) : null;
        var nonce = Nonce(envelope.IdempotencyKey);
        var answer = await forms.SendAsync(message, isEdit: false, TryAsync, cancellationToken);
        return (answer.Value is { } id ? new MessagePlace(first?.Thread, id) : null, answer.Fault);

        async Task<RestAnswer<string>> TryAsync(MessageForm form)
        {
            var body = form.Body with { Nonce = nonce, EnforceNonce = true, MessageReference = reference };
            var sent = await rest.CreateMessageAsync(target, body, form.Files, cancellationToken);
            if (reference is not null && sent.Fault is { Code: NoReference })
                body = body with { MessageReference = null };
            // A server that speaks like an older Discord may know no such field.
            else if (sent.Fault is { Kind: FaultKind.Payload } fault && fault.Reason.Contains("enforce_nonce", StringComparison.Ordinal))
                body = body with { EnforceNonce = null };
            else
                return sent;
            return await rest.CreateMessageAsync(target, body, form.Files, cancellationToken);
        }
    }

    private async Task<(MessagePlace? Place, DiscordFault? Fault)> OpenAsync(ChatAddress chat, string key, DiscordMessage message, CancellationToken cancellationToken)
    {
        var answer = await forums.OpenAsync(chat.Target(), Nonce(key), message, cancellationToken);
        // The first message of a forum's thread has the thread's own number.
        return (answer.Value is { } thread ? new MessagePlace(thread, thread) : null, answer.Fault);
    }

    private async Task<SendResult> EndAsync(DiscordFault fault, ChatAddress chat, CancellationToken cancellationToken)
    {
        var result = ResultOf(fault, chat);
        if (result is SendResult.ChatShut)
        {
            shut.Add(chat);
            await notices.TellAsync(chat, fault.Reason, isGone: false, cancellationToken);
        }
        else if (result is SendResult.ChatGone)
        {
            await notices.TellAsync(chat, fault.Reason, isGone: true, cancellationToken);
        }
        return result;
    }

    /// <summary>Passing on is tried once, and whatever becomes of it the message is out: a second post would be worse than followers
    /// who miss one.</summary>
    private async Task PublishAsync(ChatAddress chat, MessagePlace place)
    {
        if (place.Id.Length == 0 || world.Known(chat.Target()) is { Kind: not ChannelKind.Announcement })
            return;
        using var timeout = new CancellationTokenSource(PublishTimeout, clock);
        try
        {
            var answer = await rest.CrosspostAsync(chat.Target(), place.Id, timeout.Token);
            if (!answer.IsGood)
                Log.NotPublished(log, chat, answer.Fault.Reason);
        }
        catch (OperationCanceledException)
        {
            Log.NotPublished(log, chat, "no answer in time");
        }
    }

    /// <summary>At most 25 characters, the same for each attempt
    /// (https://discord.com/developers/docs/resources/message#create-message).</summary>
    private static string Nonce(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..LengthOfNonce];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A message in {Chat} was not passed on to the channel's followers: {Reason}")]
        public static partial void NotPublished(ILogger logger, ChatAddress chat, string reason);
    }
}
