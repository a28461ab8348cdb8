using Microsoft.Extensions.Options;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>Finds out which chat a command is about, and whether its sender may give it there.</summary>
public sealed class CommandRights(IOptions<AccessOptions> access)
{
    /// <summary>Asks the platform only where its answer matters.</summary>
    /// <returns>The chat that the command is about, or the answer that says why not and what to do.</returns>
    public async Task<(ChatAddress? Chat, Reply? Refusal)> FindAsync(
        IChatPlatform platform, IncomingMessage message, CommandSpec spec, Wording say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(say);
        return message.About is { } other
            ? await ElsewhereAsync(platform, message, other, spec, say, cancellationToken)
            : await HereAsync(platform, message, spec, say, cancellationToken);
    }

    private async Task<(ChatAddress? Chat, Reply? Refusal)> HereAsync(
        IChatPlatform platform, IncomingMessage message, CommandSpec spec, Wording say, CancellationToken cancellationToken)
    {
        if (!AccessPolicy.Allows(access.Value, message.Chat, message.Sender, message.Community))
            return (null, Replies.Trouble(say.Private(message.Community ?? message.Chat)));
        var isAdmin = AccessPolicy.IsAdmin(access.Value, message.Sender);
        if (!spec.ChangesSubscriptions || (isAdmin && !spec.Subscribes))
            return (message.Chat, null);
        var standing = await platform.StandingAsync(message, cancellationToken);
        return standing switch
        {
            { Right: ManageRight.BotNotAdministrator } when !isAdmin => (null, Replies.Trouble(say.BotNotAdministrator)),
            { Right: not ManageRight.Granted } when !isAdmin => (null, Replies.Trouble(say.NotAllowed(message.Chat.Platform))),
            { Lacking.Count: > 0 } when spec.Subscribes => (null, Replies.Trouble(say.Lacking(standing.Lacking, other: null))),
            _ => (message.Chat, null),
        };
    }

    /// <summary>What another chat reads is its administrators' business, so looking needs the same right as changing.</summary>
    private async Task<(ChatAddress? Chat, Reply? Refusal)> ElsewhereAsync(
        IChatPlatform platform, IncomingMessage message, string other, CommandSpec spec, Wording say, CancellationToken cancellationToken)
    {
        var standing = await platform.StandingAsync(message, cancellationToken);
        var (right, chat) = standing;
        // The operator's admins need no right of their own there, but the bot does.
        if (right == ManageRight.NotAdministrator && AccessPolicy.IsAdmin(access.Value, message.Sender))
            right = ManageRight.Granted;
        if (!AccessPolicy.Allows(access.Value, chat ?? message.Chat, message.Sender ?? message.Chat, message.Community))
            return (null, Replies.Trouble(say.Private(message.Community ?? message.Sender ?? message.Chat)));
        return right switch
        {
            ManageRight.Granted when chat is not null && spec.Subscribes && standing.Lacking.Count > 0 =>
                (null, Replies.Trouble(say.Lacking(standing.Lacking, other))),
            ManageRight.Granted when chat is not null => (chat, null),
            ManageRight.NotAdministrator => (null, Replies.Trouble(say.NotAdministratorOf(other, platform.Name))),
            ManageRight.BotNotAdministrator => (null, Replies.Trouble(say.BotNotAdministratorOf(other))),
            _ => (null, Replies.Trouble(say.NoSuchChat(other, platform.Name))),
        };
    }
}
