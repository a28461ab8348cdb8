using Microsoft.Extensions.Options;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.Polling.Push;

/// <summary>Makes the looks at a feed rare while its hub tells what is new, and usual again when it does not.</summary>
public sealed class RareLooks(IPushStore pushes, IOptions<FetchingOptions> fetching, IOptions<PollingOptions> polling, TimeProvider clock, Random chance)
{
    /// <summary>Judges the hub by what a good look found, and puts the next look off if it is trusted.</summary>
    /// <param name="before">The feed as it was known before the look.</param>
    /// <param name="started">When the look began.</param>
    /// <param name="look">What it changes.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <returns>The same, with the time of the next look.</returns>
    public async Task<UpdateIntent> PutOffAsync(Feed before, DateTimeOffset started, UpdateIntent look, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(look);
        if (!MayHaveHub(look.Feed) || await pushes.OfFeedAsync(before.Id, cancellationToken) is not { } subscription)
            return look;
        var now = clock.GetUtcNow();
        NextPoll? next = null;
        await pushes.ChangeAsync(subscription.Id, state =>
        {
            (state, next) = PushTrust.Looked(state, before.Health.LastSuccess, started, look, now, chance.NextDouble());
            return state;
        }, cancellationToken);
        return next is null
            ? look
            : look with { Feed = look.Feed with { Health = look.Feed.Health with { NextPoll = next.At, NextPollReason = next.Reason } } };
    }

    /// <summary>The look is saved. If the hub called for one meanwhile, that one may have come too early to see what is new.</summary>
    public async Task CatchUpAsync(Feed feed, DateTimeOffset started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (MayHaveHub(feed) && (await pushes.OfFeedAsync(feed.Id, cancellationToken))?.State.LookAsked > started)
            await pushes.LookSoonAsync(feed.Id, polling.Value.MinInterval, clock.GetUtcNow(), cancellationToken);
    }

    private bool MayHaveHub(Feed feed) => fetching.Value.PublicUrl.Length > 0 && feed.Hub is not null;
}
