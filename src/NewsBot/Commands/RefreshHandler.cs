using NewsBot.Core.Commands;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/refresh [FEED]</c>: has a feed looked at now, out of turn, where that is fair to its publisher.</summary>
public sealed class RefreshHandler(FeedReference references, IFeedStore feeds, TimeProvider clock) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Refresh;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (found, problem) = await references.ResolveAsync(call, call.Arguments, "", cancellationToken);
        if (found is null)
            return problem!;
        var (feed, now) = (found.Feed, clock.GetUtcNow());
        if (feed.Health.Ended)
            return Replies.Trouble(call.Say.RefreshEnded(feed.Title));
        if (!FeedSchedule.MayBeAskedNow(feed.Health, now))
            return Replies.Trouble(call.Say.NotRefreshed(feed.Title, feed.Health, now));
        await feeds.MakeDueAsync(feed.Id, now, cancellationToken);
        return Replies.Say(call.Say.Refreshing(feed.Title));
    }
}
