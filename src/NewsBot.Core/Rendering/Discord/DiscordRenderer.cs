using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Posts and answers in the form of Discord, within all of its limits. Pure.</summary>
public static class DiscordRenderer
{
    /// <summary>
    /// A post that comes by itself: its messages in the order in which they are sent. A chat of full texts gets at most ten,
    /// and then the link to the rest.
    /// </summary>
    public static IReadOnlyList<DiscordMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(subscription);
        return DiscordPostMessages.Of(post, settings, subscription);
    }

    /// <summary>An answer to a command: its messages in the order in which they are sent; none if it says nothing.</summary>
    public static IReadOnlyList<DiscordMessage> Render(Reply reply, ChatSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(settings);
        return DiscordReplyMessages.Of(reply, settings);
    }
}
