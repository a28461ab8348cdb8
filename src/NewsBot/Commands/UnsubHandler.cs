using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/unsub</c>: ends a subscription.</summary>
public sealed class UnsubHandler(FeedReference feeds, ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Unsub;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (found, problem) = await feeds.ResolveAsync(call, call.Arguments, "", cancellationToken);
        return found is null ? problem! : await EndAsync(subscriptions, call, found, cancellationToken);
    }

    /// <summary>Ends it and offers to take it up again.</summary>
    internal static async Task<Reply> EndAsync(
        ISubscriptionStore subscriptions, CommandCall call, Core.Model.Subscription ended, CancellationToken cancellationToken)
    {
        await subscriptions.RemoveAsync(call.Chat, ended.Feed.Id, cancellationToken);
        return Replies.Say(call.Say.Unsubscribed(ended.Feed.Title)) with
        {
            // Without its login an address would not lead there again.
            Choices = ended.Feed.Url.Value.UserInfo.Length > 0 ? [] : [new Choice(call.Say.SubscribeAgain, $"/sub {ended.Feed.Url.Key}")],
        };
    }
}
