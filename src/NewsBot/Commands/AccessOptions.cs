using System.ComponentModel.DataAnnotations;

namespace NewsBot.Commands;

/// <summary>Section <c>Access</c>: who may use the bot. The web chat has its own password and is always let in.</summary>
public sealed class AccessOptions
{
    /// <summary><c>allowlist</c>: only <see cref="AllowedChats"/> and <see cref="Admins"/>; <c>open</c>: everybody.</summary>
    [AllowedValues("allowlist", "open")]
    public string Mode { get; set; } = "allowlist";

    /// <summary>Persons who may do everything, as <c>platform:id</c>.</summary>
    public IList<string> Admins { get; } = [];

    /// <summary>Chats that may use the bot, as <c>platform:address</c>; <c>discord:SERVER</c> is every channel of a server.</summary>
    public IList<string> AllowedChats { get; } = [];

    /// <summary>Subscriptions that one chat may have.</summary>
    [Range(1, 10_000)]
    public int MaxSubscriptionsPerChat { get; set; } = 200;
}
