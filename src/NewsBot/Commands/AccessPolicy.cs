using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>Who may use the bot.</summary>
public static class AccessPolicy
{
    /// <summary>The web chat has its own password and is always let in; other chats and persons as the operator says.</summary>
    /// <param name="options">What the operator says.</param>
    /// <param name="chat">Where something is said.</param>
    /// <param name="sender">Who says it, as the address of their private chat; null if the platform hides them.</param>
    /// <param name="community">The community that the chat belongs to; null if there is none.</param>
    public static bool Allows(AccessOptions options, ChatAddress chat, ChatAddress? sender, ChatAddress? community = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(chat);
        return chat.Platform == "web"
            || options.Mode == "open"
            || Lists(options.AllowedChats, chat) || Lists(options.AllowedChats, sender) || Lists(options.AllowedChats, community)
            || Lists(options.Admins, chat) || Lists(options.Admins, sender);
    }

    /// <summary>Whether a person may manage the subscriptions of every chat.</summary>
    public static bool IsAdmin(AccessOptions options, ChatAddress? sender)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Lists(options.Admins, sender);
    }

    private static bool Lists(IEnumerable<string> list, ChatAddress? chat) =>
        chat is not null && list.Contains((chat with { Thread = "" }).ToString(), StringComparer.OrdinalIgnoreCase);
}
