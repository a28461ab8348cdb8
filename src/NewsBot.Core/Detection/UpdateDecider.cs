using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Detection;

/// <summary>Decides what one look at a feed changes. It touches nothing: what it returns is done by the store.</summary>
/// <param name="options">The operator's bounds for polling.</param>
/// <param name="now">The time of the look, UTC.</param>
/// <param name="chance">0 to 1, for the jitter of the next look.</param>
public sealed class UpdateDecider(PollingOptions options, DateTimeOffset now, double chance)
{
    /// <summary>The publisher has nothing new: only validators and schedule change.</summary>
    public UpdateIntent Unchanged(Feed feed, CacheValidators validators, TimeSpan? freshFor)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return new UpdateIntent { Feed = Well(feed, feed.Hints, freshFor) with { Validators = validators } };
    }

    /// <summary>The look failed: the validators stay, the pause grows; 410 ends the feed.</summary>
    public UpdateIntent Failed(Feed feed, FetchTrouble trouble)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(trouble);
        var failures = feed.Health.Failures + 1;
        var next = FeedSchedule.AfterFailure(trouble, failures, options, now, chance);
        var health = feed.Health with
        {
            Failures = failures,
            Trouble = trouble.Detail,
            NextPoll = next.At,
            NextPollReason = next.Reason,
            Ended = trouble.Kind == TroubleKind.Gone,
        };
        return new UpdateIntent { Feed = feed with { Health = health } };
    }

    /// <summary>The feed was read.</summary>
    /// <param name="feed">As it was known before.</param>
    /// <param name="document">What it says now.</param>
    /// <param name="items">Its items with their keys.</param>
    /// <param name="known">Which of the keys the store knows.</param>
    /// <param name="lately">How many items were new within the <see cref="FloodBrake.Window"/>.</param>
    /// <param name="validators">What to compare with next time.</param>
    /// <param name="bodyHash">SHA-256 of the bytes.</param>
    /// <param name="freshFor">How long the answer counts as current.</param>
    public UpdateIntent Read(
        Feed feed,
        FeedDocument document,
        IReadOnlyList<IdentifiedItem> items,
        IReadOnlyDictionary<ItemKey, KnownItem> known,
        int lately,
        CacheValidators validators,
        string bodyHash,
        TimeSpan? freshFor)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(document);
        var detected = NewItems.Detect(items, known, feed.Health.LastSuccess);
        var (fresh, silenced) = FloodBrake.Apply(detected.Fresh, lately, feed.Health.LastSuccess, now);
        var newest = fresh.LastOrDefault(item => item.Announce);
        var after = Well(feed, document.Hints, freshFor);
        after = after with
        {
            Title = string.IsNullOrWhiteSpace(document.Title) ? feed.Title : document.Title,
            Link = document.Link ?? feed.Link,
            Language = document.Language ?? feed.Language,
            Hints = document.Hints,
            Hub = FeedHub.Of(document, feed.Url),
            Identity = ItemIdentity.RuleFor(document, feed.Identity),
            Validators = validators,
            BodyHash = bodyHash,
            Health = after.Health with
            {
                Repair = document.Repair,
                LastItem = detected.Fresh.Count > 0 ? now : feed.Health.LastItem,
            },
        };
        var source = Source(after);
        return new UpdateIntent
        {
            Feed = after,
            New = [.. fresh.Select(item => New(item, source, item == newest ? silenced : 0))],
            Changed = [.. Changed(detected.Met, source)],
            Learnt = [.. detected.Met.SelectMany(met =>
                met.Item.Keys.Where(key => !known.ContainsKey(key)).Select(key => new LearntKey(met.Id, key)))],
            Met = [.. items.SelectMany(item => item.Keys).Where(known.ContainsKey)],
        };
    }

    /// <summary>
    /// A hub brought a document. It may hold one entry or all, so it is believed only where one entry speaks for itself: an item
    /// of which no key is known is new, one whose first key is known may have changed. The rest (an item that looks like a
    /// known one under another id, one that seems back-dated, a change of the identity rule) is for a look at the whole feed.
    /// </summary>
    /// <param name="feed">As it is known.</param>
    /// <param name="document">What the hub brought.</param>
    /// <param name="items">Its items with their keys.</param>
    /// <param name="known">Which of the keys the store knows.</param>
    /// <param name="lately">How many items were new within the <see cref="FloodBrake.Window"/>.</param>
    public PushedIntent Pushed(
        Feed feed, FeedDocument document, IReadOnlyList<IdentifiedItem> items, IReadOnlyDictionary<ItemKey, KnownItem> known, int lately)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(items);
        var nothing = new UpdateIntent { Feed = feed, IsPushed = true };
        if (feed.Health.LastSuccess is not { } lastLook || ItemIdentity.RuleFor(document, feed.Identity) != feed.Identity)
            return new PushedIntent(nothing, NeedsLook: true);

        var clear = items.Where(SpeaksForItself).ToList();
        var detected = NewItems.Detect(clear, known, lastLook);
        var (fresh, silenced) = FloodBrake.Apply(detected.Fresh, lately, lastLook, now);
        var newest = fresh.LastOrDefault(item => item.Announce);
        var source = Source(feed);
        var intent = nothing with
        {
            Feed = feed with { Health = feed.Health with { LastItem = fresh.Count > 0 ? now : feed.Health.LastItem } },
            New = [.. fresh.Select(item => New(item, source, item == newest ? silenced : 0))],
            Changed = [.. Changed(detected.Met, source)],
            Met = [.. clear.SelectMany(item => item.Keys).Where(known.ContainsKey)],
        };
        return new PushedIntent(intent, NeedsLook: clear.Count < items.Count || items.Count == 0);

        bool SpeaksForItself(IdentifiedItem item) =>
            known.ContainsKey(item.Keys[0])
            || (!item.Keys.Any(known.ContainsKey) && !(item.Item.Published < lastLook - NewItems.Backdating));
    }

    private static PostSource Source(Feed feed) => new(feed.Title, feed.Link ?? feed.Url.Value, feed.Language);

    private static NewItem New(FreshItem item, PostSource source, int unsent) => new(
        item.Item.Item.Id,
        item.Item.Keys,
        PostComposer.Compose(item.Item.Item, source) with { Unsent = unsent },
        ItemFingerprint.Of(item.Item.Item),
        item.Announce);

    private static IEnumerable<ChangedItem> Changed(IReadOnlyList<MetItem> met, PostSource source) =>
        from item in met
        let print = ItemFingerprint.Of(item.Item.Item)
        where print != item.Fingerprint
        select new ChangedItem(item.Id, PostComposer.Compose(item.Item.Item, source), print);

    private Feed Well(Feed feed, PublisherHints hints, TimeSpan? freshFor)
    {
        var next = FeedSchedule.AfterSuccess(feed.Url, hints, freshFor, options, now, chance);
        return feed with
        {
            Health = feed.Health with
            {
                LastSuccess = now,
                Failures = 0,
                Trouble = null,
                NextPoll = next.At,
                NextPollReason = next.Reason,
            },
        };
    }
}
