using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Posts and answers in the form of Discord, within all of its limits. Pure.</summary>
public static class DiscordRenderer
{
    /// <summary>A post that comes by itself: its messages in the order in which they are sent.</summary>
    public static IReadOnlyList<DiscordMessage> Render(Post post, ChatSettings settings, SubscriptionSettings subscription) =>
        throw new NotImplementedException();

    /// <summary>An answer to a command: its messages in the order in which they are sent; none if it says nothing.</summary>
    public static IReadOnlyList<DiscordMessage> Render(Reply reply, ChatSettings settings) => throw new NotImplementedException();
}
