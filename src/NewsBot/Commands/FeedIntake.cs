using Microsoft.Extensions.Options;
using NewsBot.Core.Commands;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>
/// Takes in the feed that somebody names by its address or by that of its site. What is in it already counts as seen, so nothing
/// floods. The one request that finds the feed is also its first look, its validators are kept.
/// </summary>
public sealed class FeedIntake(
    FeedFinder finder, IFeedStore feeds, ISubscriptionStore subscriptions, IOptions<PollingOptions> polling, TimeProvider clock, Random chance)
{
    /// <summary>Finds it, in the store or on the net.</summary>
    /// <param name="typed">What the person named.</param>
    /// <param name="command">The command that takes an address, for the question which of several feeds is meant.</param>
    /// <param name="say">The language of the answer.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The feed; or the answer that says why there is none, or asks which.</returns>
    public async Task<(Feed? Feed, Reply? Problem)> TakeAsync(FeedUrl typed, string command, Wording say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(say);
        var known = await feeds.FindAsync(typed, cancellationToken);
        if (known is { Health.Ended: false } && await IsReadForOthersAsync(known, cancellationToken))
            return (known, null);
        if (typed.IsArchive && known is null)
            return (null, Replies.Trouble(say.ArchiveUnknown));
        return await finder.FindAsync(typed, cancellationToken) switch
        {
            FeedSearch.Found found => (await FirstLookAsync(found, cancellationToken), null),
            FeedSearch.Several several => (null, Ask(typed, several, command, say)),
            FeedSearch.Nothing nothing => (null, Replies.Trouble(say.Trouble(typed.ToString(), nothing.Trouble))),
            var other => throw new InvalidOperationException($"No such result: {other}"),
        };
    }

    /// <summary>The question which of several feeds is meant; each answer is a command.</summary>
    internal static Reply Ask(FeedUrl typed, FeedSearch.Several several, string command, Wording say) =>
        Replies.Say(say.Several(typed.Value.Host)) with
        {
            Choices =
            [
                .. several.Links.Take(8).Select(link =>
                    new Choice(link.Title ?? link.Url.ToString(), $"{command} {link.Url.AbsoluteUri}") { Menu = say.ChooseFeedOf(typed.Value.Host) }),
            ],
        };

    /// <summary>A feed that others subscribe to is polled: it costs no request, and what it has is seen already.</summary>
    private async Task<bool> IsReadForOthersAsync(Feed feed, CancellationToken cancellationToken) =>
        feed.Health.LastSuccess is not null && await subscriptions.HasSubscribersAsync(feed.Id, cancellationToken);

    /// <summary>Stores the feed with everything it holds now, silently. So does a feed that nobody read for a while: what
    /// appeared since is no news to somebody who comes only now.</summary>
    private async Task<Feed> FirstLookAsync(FeedSearch.Found found, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var feed = await feeds.AddAsync(found.Url, found.Document.Title ?? found.Url.Value.Host, now, cancellationToken);
        if (await IsReadForOthersAsync(feed, cancellationToken))
            return feed;
        var decider = new UpdateDecider(polling.Value, now, chance.NextDouble());
        var identified = ItemIdentity.Identify(found.Document, feed.Identity);
        var intent = decider.Read(
            feed with { Health = feed.Health with { LastSuccess = null } },
            found.Document,
            identified,
            await feeds.KnownAsync(feed.Id, [.. identified.SelectMany(item => item.Keys)], cancellationToken),
            lately: 0,
            found.Body.Validators,
            found.Body.Hash,
            found.Body.FreshFor);
        await feeds.SaveAsync(intent, now, cancellationToken);
        return intent.Feed;
    }
}
