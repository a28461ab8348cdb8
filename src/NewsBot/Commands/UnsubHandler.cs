using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/unsub</c>: ends a subscription.</summary>
public sealed class UnsubHandler(ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Unsub;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return Replies.Trouble(call.Say.NoSubscriptions);
        if (call.Arguments.Length == 0)
            return call.Missing() with
            {
                Choices = [.. mine.Take(10).Select(each => new Choice(each.Feed.Title, $"/unsub {each.Feed.Url.Key}"))],
            };
        var (found, problem) = FeedReference.Find(call.Arguments, mine, call.Say);
        if (found is null)
            return problem!;
        await subscriptions.RemoveAsync(call.Chat, found.Feed.Id, cancellationToken);
        return Replies.Say(call.Say.Unsubscribed(found.Feed.Title));
    }
}
