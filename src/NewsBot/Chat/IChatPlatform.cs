using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Chat;

/// <summary>
/// A chat platform: the only place that knows how its messages look and travel. A new one is a folder beside this file
/// and one line of registration.
/// </summary>
public interface IChatPlatform
{
    /// <summary>Lower-case name, the <see cref="ChatAddress.Platform"/> of its chats.</summary>
    string Name { get; }

    /// <summary>A post as one or more messages within the platform's limits. Pure.</summary>
    IReadOnlyList<RenderedMessage> Render(Post post, ChatSettings settings);

    /// <summary>An answer as one or more messages within the platform's limits. Pure.</summary>
    IReadOnlyList<RenderedMessage> Render(Reply reply, ChatSettings settings);

    /// <summary>
    /// Sends one message. Whatever the platform answers comes back as a <see cref="SendResult"/>; only cancellation is thrown.
    /// </summary>
    /// <param name="chat">One of this platform's chats.</param>
    /// <param name="message">One of this platform's messages.</param>
    /// <param name="idempotencyKey">Equal for each attempt at the same message: a platform that can, uses it to show it once.</param>
    /// <param name="cancellationToken">Gives up waiting; whether the message went out is then unknown.</param>
    Task<SendResult> SendAsync(
        ChatAddress chat, RenderedMessage message, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>What people say to the bot, as it comes in, until cancelled. Faults of the connection are mended inside.</summary>
    IAsyncEnumerable<IncomingMessage> ListenAsync(CancellationToken cancellationToken);
}

/// <summary>Something said to the bot.</summary>
/// <param name="Chat">Where, and so where the answer goes.</param>
/// <param name="Text">The words, trimmed.</param>
/// <param name="Language">The language the person's client is set to, as a BCP 47 tag; null if unknown.</param>
/// <param name="MayManage">Whether the person may change this chat's subscriptions.</param>
/// <param name="Id">The platform's number of the message, to make the answer's idempotency key.</param>
public sealed record IncomingMessage(ChatAddress Chat, string Text, string? Language, bool MayManage, string Id);
