using Microsoft.Extensions.Options;
using NewsBot.Core.Detection;
using NewsBot.Core.Parsing;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Polling.Push;

/// <summary>
/// The life of what a hub brought: the way of a poll (<see cref="FeedUpdate"/>) without its first step, and with the same keys, so
/// that an item comes once whoever brings it. Validators, health and schedule of the feed stay as they are.
/// </summary>
public sealed class PushedUpdate(IFeedStore feeds, IPushStore pushes, IOptions<PollingOptions> options, TimeProvider clock)
{
    /// <summary>Takes in what can be told from the push alone.</summary>
    public async Task<PushReport> RunAsync(PushedBody pushed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pushed);
        // It may have waited: the feed is taken as it is now.
        if (await pushes.FindAsync(pushed.Subscription.Id, cancellationToken) is not { Feed: { Health.Ended: false } feed })
            return new PushReport("too late", 0, NeedsLook: false);

        if (FeedParser.Parse(pushed.Bytes, feed.Url.Value, pushed.ContentType) is not ParseResult.Parsed { Document: var document })
            return new PushReport("not a feed", 0, NeedsLook: true);

        var items = ItemIdentity.Identify(document, feed.Identity);
        var known = await feeds.KnownAsync(feed.Id, [.. items.SelectMany(item => item.Keys)], cancellationToken);
        var now = clock.GetUtcNow();
        var lately = await feeds.CountSinceAsync(feed.Id, now - FloodBrake.Window, cancellationToken);
        var decided = new UpdateDecider(options.Value, now, chance: 0).Pushed(feed, document, items, known, lately);

        var saved = await feeds.SaveAsync(decided.Intent, now, cancellationToken);
        return new PushReport(decided.NeedsLook ? "read in part" : "read", saved.Count(item => item.Item.Announce), decided.NeedsLook);
    }
}

/// <summary>What came of a push.</summary>
/// <param name="Outcome">In a few words.</param>
/// <param name="New">How many items were news.</param>
/// <param name="NeedsLook">Whether the feed has to be looked at to know more.</param>
public sealed record PushReport(string Outcome, int New, bool NeedsLook);
