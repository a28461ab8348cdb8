using System.Globalization;
using System.Text.Json;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Places;

/// <summary>Those of Discord's permissions that the bot deals with
/// (https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags).</summary>
[Flags]
internal enum Permission : ulong
{
    None = 0,
    Administrator = 1UL << 3,
    ManageChannels = 1UL << 4,
    ViewChannel = 1UL << 10,
    SendMessages = 1UL << 11,
    EmbedLinks = 1UL << 14,
    SendMessagesInThreads = 1UL << 38,
}

/// <summary>A set of permissions that a channel gives or takes.</summary>
/// <param name="Id">Of a role or of a member.</param>
/// <param name="Allow">What it gives.</param>
/// <param name="Deny">What it takes.</param>
internal sealed record Overwrite(string Id, Permission Allow, Permission Deny);

/// <summary>Works out who may do what (https://discord.com/developers/docs/topics/permissions#permission-overwrites). Pure.</summary>
internal static class Permissions
{
    /// <summary>A set as it is written: a decimal number in a text. Null if it is not there.</summary>
    public static Permission? Read(JsonElement json, string name) =>
        ulong.TryParse(json.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? (Permission)bits : null;

    /// <summary>Whether a set permits something: an administrator may do everything.</summary>
    public static bool Has(Permission set, Permission one) => set.HasFlag(Permission.Administrator) || set.HasFlag(one);

    /// <summary>What the bot needs to post in a channel and has not. Without the permission for files it shows fewer pictures, no
    /// more.</summary>
    /// <param name="mine">What it may do there.</param>
    /// <param name="kind">What kind of channel it is.</param>
    public static IReadOnlyList<PostingPermission> Lacking(Permission mine, ChannelKind kind)
    {
        var speaking = kind switch
        {
            ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread => (Permission.SendMessagesInThreads, PostingPermission.SendInThreads),
            ChannelKind.Forum or ChannelKind.Media => (Permission.SendMessages, PostingPermission.CreatePosts),
            _ => (Permission.SendMessages, PostingPermission.SendMessages),
        };
        (Permission Permission, PostingPermission Name)[] needed =
            [(Permission.ViewChannel, PostingPermission.ViewChannel), speaking, (Permission.EmbedLinks, PostingPermission.EmbedLinks)];
        return [.. needed.Where(each => !Has(mine, each.Permission)).Select(each => each.Name)];
    }

    /// <summary>What a member may do in a channel.</summary>
    /// <param name="guild">The server.</param>
    /// <param name="channel">One of its channels; of a thread, the channel that it is in.</param>
    /// <param name="member">The member's number.</param>
    /// <param name="roles">The member's roles.</param>
    public static Permission Of(Guild guild, Channel channel, string member, IReadOnlyCollection<string> roles)
    {
        var granted = guild.Roles.GetValueOrDefault(guild.Id) | roles.Aggregate(Permission.None, (all, role) => all | guild.Roles.GetValueOrDefault(role));
        if (member == guild.Owner || granted.HasFlag(Permission.Administrator))
            return (Permission)ulong.MaxValue;

        granted = Apply(granted, channel.Overwrites.Where(each => each.Id == guild.Id));
        granted = Apply(granted, channel.Overwrites.Where(each => each.Id != guild.Id && roles.Contains(each.Id, StringComparer.Ordinal)));
        return Apply(granted, channel.Overwrites.Where(each => each.Id == member));
    }

    /// <summary>Of overwrites of one rank, what any of them gives outweighs what another takes.</summary>
    private static Permission Apply(Permission granted, IEnumerable<Overwrite> overwrites)
    {
        var (allow, deny) = (Permission.None, Permission.None);
        foreach (var each in overwrites)
            (allow, deny) = (allow | each.Allow, deny | each.Deny);
        return (granted & ~deny) | allow;
    }
}
