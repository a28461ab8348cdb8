using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/unmute</c>: the messages of a feed come with a sound again.</summary>
public sealed class UnmuteHandler(FeedReference feeds, ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Unmute;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (found, problem) = await feeds.ResolveAsync(call, call.Arguments, "", cancellationToken);
        if (found is null)
            return problem!;
        await subscriptions.SaveSettingsAsync(call.Chat, found.Feed.Id, found.Settings with { IsSilent = false }, cancellationToken);
        return Replies.Say(call.Say.Unmuted(found.Feed.Title)) with
        {
            Choices = [new Choice(call.Say.Mute, $"/mute {found.Feed.Url.Name}")],
        };
    }
}
