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
            Identity = ItemIdentity.RuleFor(document, feed.Identity),
            Validators = validators,
            BodyHash = bodyHash,
            Health = after.Health with
            {
                Repair = document.Repair,
                LastItem = detected.Fresh.Count > 0 ? now : feed.Health.LastItem,
            },
        };
        var source = new PostSource(after.Title, after.Link ?? after.Url.Value, after.Language);
        return new UpdateIntent
        {
            Feed = after,
            New = [.. fresh.Select(item => new NewItem(
                item.Item.Item.Id,
                item.Item.Keys,
                PostComposer.Compose(item.Item.Item, source) with { Unsent = item == newest ? silenced : 0 },
                ItemFingerprint.Of(item.Item.Item),
                item.Announce))],
            Changed = [.. Changed(detected.Met, source)],
            Learnt = [.. detected.Met.SelectMany(met =>
                met.Item.Keys.Where(key => !known.ContainsKey(key)).Select(key => new LearntKey(met.Id, key)))],
            Met = [.. items.SelectMany(item => item.Keys).Where(known.ContainsKey)],
        };
    }

    private static IEnumerable<ChangedItem> Changed(IReadOnlyList<MetItem> met, PostSource source) =>
        from item in met
        let print = ItemFingerprint.Of(item.Item.Item)
        where print != item.Fingerprint
        select new ChangedItem(item.Id, PostComposer.Compose(item.Item.Item, source), print);

    private Feed Well(Feed feed, PublisherHints hints, TimeSpan? freshFor)
    {
        var next = FeedSchedule.AfterSuccess(feed.Url, hints, freshFor, Rhythm.Empty, subscribers: 1, options, now, chance);
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
