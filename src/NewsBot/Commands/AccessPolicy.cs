using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>Who may use the bot.</summary>
public static class AccessPolicy
{
    /// <summary>The web chat has its own password and is always let in; other chats as the operator says.</summary>
    public static bool Allows(AccessOptions options, ChatAddress chat)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(chat);
        var name = (chat with { Thread = "" }).ToString();
        return chat.Platform == "web"
            || options.Mode == "open"
            || options.AllowedChats.Contains(name, StringComparer.OrdinalIgnoreCase)
            || options.Admins.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
