using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Chat.Discord.Sending;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Places;

/// <summary>Who may change a channel's subscriptions, those with the permission Manage Channels there, and what the bot itself lacks
/// to post there. Discord tells both with each command; for other channels it is worked out.</summary>
internal sealed class DiscordStanding(DiscordWorld world, OpenInteractions open, Notices notices)
{
    /// <summary>What the sender of a command is in the channel that it is about.</summary>
    /// <exception cref="IOException">Discord could not be asked.</exception>
    public async Task<Standing> AskAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.AnswerTo is not { } handle || open.Find(handle) is not { } asked)
            return new Standing(ManageRight.NotAdministrator, message.Chat);
        var standing = message.About is { } name
            ? await AskAboutAsync(asked.Interaction, name, cancellationToken)
            : await AskHereAsync(asked.Interaction, cancellationToken);
        if (standing is { Right: ManageRight.Granted, Chat: { } chat })
            await notices.RememberAsync(chat, asked.Interaction.Person, cancellationToken);
        return standing;
    }

    private async Task<Standing> AskHereAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (interaction.Guild is null)
            return new Standing(ManageRight.Granted, interaction.Chat);
        var (theirs, mine) = (interaction.Permissions, interaction.MyPermissions);
        if (theirs is null || mine is null)
        {
            var channel = await FindAsync(interaction.Chat.Target(), cancellationToken);
            theirs ??= channel is null ? null : await world.PermissionsAsync(channel, interaction.Person, interaction.Roles, cancellationToken);
            mine ??= channel is null ? null : await world.PermissionsAsync(channel, world.Me, null, cancellationToken);
        }
        return Of(theirs, mine, interaction.Chat, interaction.Where);
    }

    /// <summary>What somebody is in another channel of the same server.</summary>
    /// <param name="interaction">What they did.</param>
    /// <param name="name">The channel, as the bot writes it.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<Standing> AskAboutAsync(Interaction interaction, string name, CancellationToken cancellationToken)
    {
        if (InteractionReader.Mentioned(name) is not { } id
            || await FindAsync(id, cancellationToken) is not { TakesPosts: true } channel
            || channel.Guild != interaction.Guild)
            return new Standing(ManageRight.NoSuchChat, null);
        var told = interaction.Resolved("channels", id) is { } json ? Permissions.Read(json, "permissions") : null;
        var theirs = told ?? await world.PermissionsAsync(channel, interaction.Person, interaction.Roles, cancellationToken);
        var mine = await world.PermissionsAsync(channel, world.Me, null, cancellationToken);
        return Of(theirs, mine, DiscordAddress.Channel(id, channel.IsThread ? channel.Parent : null), channel.Kind);
    }

    private static Standing Of(Permission? theirs, Permission? mine, ChatAddress chat, ChannelKind kind) =>
        new(theirs is { } may && Permissions.Has(may, Permission.ViewChannel | Permission.ManageChannels) ? ManageRight.Granted : ManageRight.NotAdministrator, chat)
        {
            // Where Discord does not tell, the first post will.
            Lacking = mine is { } given ? Permissions.Lacking(given, kind) : [],
        };

    /// <summary>Null if there is none, or the bot cannot see it.</summary>
    private async Task<Channel?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await world.FindAsync(id, cancellationToken);
        return answer.Fault is { Kind: FaultKind.Retry or FaultKind.Token } fault ? throw new IOException(fault.Reason) : answer.Value;
    }
}
