using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Posts and answers in the form of Telegram, within all of its limits. Pure.</summary>
public static class TelegramRenderer
{
    /// <summary>
    /// A post that comes by itself: its messages in the order in which they are sent. A chat of full texts gets at most ten,
    /// and then the link to the rest. In the rich layout the text is in one message, whose classic form is cut to what one
    /// message holds.
    /// </summary>
    public static IReadOnlyList<TelegramMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(subscription);
        return [.. TelegramPostMessages.Of(post, settings).Select(message => message with { IsSilent = subscription.IsSilent })];
    }

    /// <summary>An answer to a command: its messages in the order in which they are sent; none if it says nothing.</summary>
    public static IReadOnlyList<TelegramMessage> Render(Reply reply, ChatSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(settings);
        return [.. TelegramReplyMessages.Of(reply, settings).Select(message => message with { IsSilent = reply.IsSilent })];
    }

    /// <summary>A message that says a text.</summary>
    internal static TelegramMessage Message(FormattedText text, int room) =>
        new() { Html = TelegramHtml.Write(text), Plain = text.ToPlain(room) };
}
