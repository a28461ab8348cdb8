using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/mute</c>: the messages of a feed come without a sound.</summary>
public sealed class MuteHandler(FeedReference feeds, ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Mute;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (found, problem) = await feeds.ResolveAsync(call, call.Arguments, "", cancellationToken);
        if (found is null)
            return problem!;
        await subscriptions.SaveSettingsAsync(call.Chat, found.Feed.Id, found.Settings with { IsSilent = true }, cancellationToken);
        return Replies.Say(call.Say.Muted(found.Feed.Title)) with
        {
            Choices = [new Choice(call.Say.Unmute, $"/unmute {found.Feed.Url.Name}")],
        };
    }
}
