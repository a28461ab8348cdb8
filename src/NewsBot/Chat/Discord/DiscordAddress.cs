using System.Diagnostics.CodeAnalysis;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord;

/// <summary>Discord's places as addresses of chats: a channel, or a thread within its channel; a person or a server where only
/// somebody's rights are meant.</summary>
internal static class DiscordAddress
{
    /// <summary>The platform of Discord's chats.</summary>
    public const string Platform = "discord";

    /// <summary>The address of a channel, or of a thread of <paramref name="parent"/>.</summary>
    public static ChatAddress Channel(string id, string? parent = null) => parent is null
        ? new ChatAddress(Platform, id)
        : new ChatAddress(Platform, parent, id);

    /// <summary>A person, as operators and rights name them.</summary>
    public static ChatAddress Person(string id) => new(Platform, id);

    /// <summary>A server, as operators name it.</summary>
    [return: NotNullIfNotNull(nameof(id))]
    public static ChatAddress? Server(string? id) => id is null ? null : new ChatAddress(Platform, id);

    /// <summary>The channel or thread that requests name.</summary>
    public static string Target(this ChatAddress chat) => chat.Thread.Length > 0 ? chat.Thread : chat.Address;

    /// <summary>Whether it is a number of Discord's (https://discord.com/developers/docs/reference#snowflakes).</summary>
    public static bool IsNumber(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);
}
