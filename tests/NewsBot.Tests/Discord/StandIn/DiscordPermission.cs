namespace NewsBot.Tests.Discord.StandIn;

/// <summary>The permissions that matter to a news bot, as bits (https://discord.com/developers/docs/topics/permissions).</summary>
internal static class DiscordPermission
{
    public const ulong Administrator = 1UL << 3;
    public const ulong ManageChannels = 1UL << 4;
    public const ulong ManageGuild = 1UL << 5;
    public const ulong ViewChannel = 1UL << 10;
    public const ulong SendMessages = 1UL << 11;
    public const ulong ManageMessages = 1UL << 13;
    public const ulong EmbedLinks = 1UL << 14;
    public const ulong AttachFiles = 1UL << 15;
    public const ulong ReadMessageHistory = 1UL << 16;
    public const ulong MentionEveryone = 1UL << 17;
    public const ulong UseCommands = 1UL << 31;
    public const ulong ManageThreads = 1UL << 34;
    public const ulong CreatePublicThreads = 1UL << 35;
    public const ulong CreatePrivateThreads = 1UL << 36;
    public const ulong SendInThreads = 1UL << 38;

    /// <summary>All that there are.</summary>
    public const ulong All = (1UL << 53) - 1;

    /// <summary>What the invitation asks for the bot.</summary>
    public const ulong Invited =
        ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory | SendInThreads | CreatePublicThreads;

    /// <summary>What @everyone of a new guild may.</summary>
    public const ulong Everyone = Invited | UseCommands;

    private const ulong Direct = Invited | UseCommands | MentionEveryone;

    /// <summary>What somebody may in a channel, computed in the order that Discord documents.</summary>
    public static ulong Of(DiscordPerson person, DiscordChannel channel)
    {
        if (channel.Guild is not { } guild)
            return Direct;
        if (!guild.Members.TryGetValue(person.Id, out var member))
            return 0;
        var permissions = member.Roles.Aggregate(guild.Everyone.Permissions, (sum, role) => sum | role.Permissions);
        if (guild.Owner == person || (permissions & Administrator) != 0)
            return All;

        var overwrites = (channel.IsThread ? channel.Parent! : channel).Overwrites;
        if (overwrites.TryGetValue(guild.Id, out var everyone))
            permissions = everyone.Apply(permissions);
        var ofRoles = member.Roles.Select(role => overwrites.GetValueOrDefault(role.Id)).OfType<DiscordOverwrite>().ToList();
        permissions = new DiscordOverwrite(
            IsMember: false,
            ofRoles.Aggregate(0UL, (sum, overwrite) => sum | overwrite.Allow),
            ofRoles.Aggregate(0UL, (sum, overwrite) => sum | overwrite.Deny)).Apply(permissions);
        if (overwrites.TryGetValue(person.Id, out var own))
            permissions = own.Apply(permissions);

        if ((permissions & ViewChannel) == 0)
            return 0;
        return (permissions & (channel.IsThread ? SendInThreads : SendMessages)) == 0
            ? permissions & ~(EmbedLinks | AttachFiles | MentionEveryone)
            : permissions;
    }
}

/// <summary>What a channel allows and denies a role or a member.</summary>
internal sealed record DiscordOverwrite(bool IsMember, ulong Allow, ulong Deny)
{
    public ulong Apply(ulong permissions) => (permissions & ~Deny) | Allow;
}
