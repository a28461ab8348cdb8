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
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>How long a feed fails before its chats are told: a night's trouble concerns nobody.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(24);

    /// <summary>How soon a feed is looked at again when the fault seems to be with the bot's own network.</summary>
    public static TimeSpan OfflinePause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The publisher has nothing new: only validators and schedule change.</summary>
    /// <param name="feed">As it was known before.</param>
    /// <param name="validators">What to compare with next time.</param>
    /// <param name="freshFor">How long the answer counts as current.</param>
    /// <param name="permanent">Where permanent redirects led, or null.</param>
    public UpdateIntent Unchanged(Feed feed, CacheValidators validators, TimeSpan? freshFor, Uri? permanent = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var well = Well(feed with { Validators = validators }, feed.Hints, freshFor, permanent);
        return well with { IsRoutine = well.Notice is null && DifferInScheduleAlone(feed, well.Feed) };
    }

    /// <summary>The publisher sent the bytes that are known, as <see cref="Unchanged"/>.</summary>
    public UpdateIntent SameBytes(Feed feed, CacheValidators validators, TimeSpan? freshFor, Uri? permanent)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return Well(feed with { Validators = validators, Health = feed.Health with { LastBody = now } }, feed.Hints, freshFor, permanent);
    }

    /// <summary>The look failed: the validators stay, the pause grows; 410 ends the feed.</summary>
    /// <param name="feed">As it was known before.</param>
    /// <param name="trouble">What went wrong.</param>
    /// <param name="isShared">Whether the site serves feeds of many publishers that have nothing to do with each other, as the
    /// operator's own RSSHub does: then its wish to be left alone concerns this feed only.</param>
    public UpdateIntent Failed(Feed feed, FetchTrouble trouble, bool isShared = false)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(trouble);
        var since = feed.Health.FailingSince ?? now;
        var failures = feed.Health.Failures + 1;
        var isGone = trouble.Kind == TroubleKind.Gone;
        var tells = !isGone && feed.Health.ToldAt is null && now - since >= Patience;
        var next = FeedSchedule.AfterFailure(trouble, failures, options, now, chance, isTold: feed.Health.ToldAt is not null || tells);
        var health = feed.Health with
        {
            Failures = failures,
            FailingSince = since,
            ToldAt = tells ? now : feed.Health.ToldAt,
            Trouble = trouble,
            NextPoll = next.At,
            NextPollReason = next.Reason,
            Ended = isGone,
        };
        return new UpdateIntent
        {
            Feed = feed with { Health = health },
            Notice = isGone ? new FeedNotice(FeedNoticeKind.Ended) { Feed = feed.Url.Name }
                : tells ? new FeedNotice(FeedNoticeKind.Failing) { Feed = feed.Url.Name, Since = since, Trouble = trouble }
                : null,
            SiteQuietUntil = trouble is { Kind: TroubleKind.SlowDown, RetryAfter: { } wait } && !isShared ? now + wait : null,
        };
    }

    /// <summary>The look failed because the bot's own network is down: that says nothing about the feed.</summary>
    public UpdateIntent Offline(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var health = feed.Health with
        {
            NextPoll = now + (OfflinePause * (1 + chance)),
            NextPollReason = new PollReason(PollReasonKind.Offline),
        };
        return new UpdateIntent { Feed = feed with { Health = health } };
    }

    /// <summary>The feed was read for the first time: nothing in it is news, and what it holds is kept as it came.</summary>
    /// <param name="feed">As it was added.</param>
    /// <param name="document">What it says.</param>
    /// <param name="backlog">What it held.</param>
    /// <param name="validators">What to compare with next time.</param>
    /// <param name="bodyHash">SHA-256 of the bytes.</param>
    /// <param name="freshFor">How long the answer counts as current.</param>
    /// <param name="permanent">Where permanent redirects led, or null.</param>
    public UpdateIntent FirstRead(
        Feed feed, FeedDocument document, Backlog backlog, CacheValidators validators, string bodyHash, TimeSpan? freshFor, Uri? permanent = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(document);
        var rhythm = feed.Rhythm.After(null, now, [.. document.Items.Select(item => item.Published)]);
        var hasItems = document.Items.Count > 0;
        var read = WellRead(feed with { Validators = validators, Rhythm = rhythm }, document, hasItems, bodyHash, freshFor, permanent);
        return read with { Backlog = hasItems ? backlog : null };
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
    /// <param name="permanent">Where permanent redirects led, or null.</param>
    public UpdateIntent Read(
        Feed feed,
        FeedDocument document,
        IReadOnlyList<IdentifiedItem> items,
        IReadOnlyDictionary<ItemKey, KnownItem> known,
        int lately,
        CacheValidators validators,
        string bodyHash,
        TimeSpan? freshFor,
        Uri? permanent = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(document);
        var detected = NewItems.Detect(items, known, feed.Health.LastSuccess);
        var (fresh, silenced) = FloodBrake.Apply(detected.Fresh, lately, feed.Health.LastSuccess, now);
        var newest = fresh.LastOrDefault(item => item.Announce);
        // Of a feed whose rhythm is unknown the whole backlog tells something.
        IEnumerable<IdentifiedItem> arrived = feed.Rhythm.Since is null ? items : detected.Fresh.Select(item => item.Item);
        var rhythm = feed.Rhythm.After(feed.Health.LastSuccess, now, [.. arrived.Select(item => item.Item.Published)]);
        var read = WellRead(feed with { Validators = validators, Rhythm = rhythm }, document, detected.Fresh.Count > 0, bodyHash, freshFor, permanent);
        var source = PostSource.Of(read.Feed);
        return read with
        {
            New = [.. fresh.Select(item => NewItem.Compose(item, source, item == newest ? silenced : 0))],
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
        var source = PostSource.Of(feed);
        var intent = nothing with
        {
            Feed = feed with { Health = feed.Health with { LastItem = fresh.Count > 0 ? now : feed.Health.LastItem } },
            New = [.. fresh.Select(item => NewItem.Compose(item, source, item == newest ? silenced : 0))],
            Changed = [.. Changed(detected.Met, source)],
            Met = [.. clear.SelectMany(item => item.Keys).Where(known.ContainsKey)],
        };
        return new PushedIntent(intent, NeedsLook: clear.Count < items.Count || items.Count == 0);

        bool SpeaksForItself(IdentifiedItem item) =>
            known.ContainsKey(item.Keys[0])
            || (!item.Keys.Any(known.ContainsKey) && !(item.Item.Published < lastLook - NewItems.Backdating));
    }

    private static IEnumerable<ChangedItem> Changed(IReadOnlyList<MetItem> met, PostSource source) =>
        from item in met
        let print = ItemFingerprint.Of(item.Item.Item)
        where print != item.Fingerprint
        select new ChangedItem(item.Id, PostComposer.Compose(item.Item.Item, source), print);

    private static bool DifferInScheduleAlone(Feed before, Feed after) => before == after with
    {
        Health = after.Health with
        {
            LastSuccess = before.Health.LastSuccess,
            NextPoll = before.Health.NextPoll,
            NextPollReason = before.Health.NextPollReason,
        },
    };

    private UpdateIntent WellRead(Feed feed, FeedDocument document, bool hasNew, string bodyHash, TimeSpan? freshFor, Uri? permanent)
    {
        var intent = Well(feed, document.Hints, freshFor, permanent);
        return intent with
        {
            Feed = intent.Feed with
            {
                Title = string.IsNullOrWhiteSpace(document.Title) ? feed.Title : document.Title,
                Link = document.Link ?? feed.Link,
                Language = document.Language ?? feed.Language,
                Hints = document.Hints,
                Hub = FeedHub.Of(document, feed.Url),
                Identity = ItemIdentity.RuleFor(document, feed.Identity),
                BodyHash = bodyHash,
                Health = intent.Feed.Health with
                {
                    Repair = document.Repair,
                    LastBody = now,
                    LastItem = hasNew ? now : feed.Health.LastItem,
                },
            },
        };
    }

    private UpdateIntent Well(Feed feed, PublisherHints hints, TimeSpan? freshFor, Uri? permanent)
    {
        // Feeds that were added one after the other part evenly: multiples of the golden ratio never come close to each other.
        var isFirst = feed.Health.LastSuccess is null;
        var place = isFirst ? feed.Id.Value * GoldenRatio % 1 : chance;
        var next = FeedSchedule.AfterSuccess(feed.Url, hints, freshFor, feed.Rhythm, feed.Subscribers, options, now, place, isFirst);
        var moved = FeedMoves.Follow(feed, permanent, now);
        return new UpdateIntent
        {
            Feed = moved.Feed with
            {
                Health = feed.Health with
                {
                    LastSuccess = now,
                    Failures = 0,
                    FailingSince = null,
                    ToldAt = null,
                    Trouble = null,
                    NextPoll = next.At,
                    NextPollReason = next.Reason,
                },
            },
            Notice = feed.Health.ToldAt is not null
                ? new FeedNotice(FeedNoticeKind.Recovered) { Feed = feed.Url.Name, Since = feed.Health.ToldAt }
                : moved.Notice,
        };
    }
}
