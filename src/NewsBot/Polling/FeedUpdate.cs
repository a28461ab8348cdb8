using Microsoft.Extensions.Options;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Polling.Push;
using NewsBot.Storage;

namespace NewsBot.Polling;

/// <summary>
/// The whole life of one feed's update, in order: fetch, parse, detect and compose (decide), store with what is owed to
/// whom. It decides nothing itself; the store's transaction is the only effect besides the request.
/// </summary>
public sealed class FeedUpdate(
    FeedFetcher fetcher, FeedFinder finder, OwnNetwork network, IFeedStore feeds, RareLooks looks, IOptions<PollingOptions> options,
    OwnHosts own, TimeProvider clock, Random chance)
{
    /// <summary>Looks at a feed once. What goes wrong with the feed is in the report; only what goes wrong with the bot
    /// is thrown.</summary>
    public async Task<FeedReport> RunAsync(Feed feed, CancellationToken cancellationToken)
    {
        // 1. Fetch, politely.
        var started = clock.GetUtcNow();
        var doubts = FeedSchedule.DoubtsValidators(feed, started);
        var fetched = await fetcher.FetchAsync(new FetchRequest(feed.Url, doubts ? CacheValidators.None : feed.Validators), cancellationToken);
        var now = clock.GetUtcNow();
        if (doubts)
            feed = feed with { Health = feed.Health with { LastBody = now } }; // however it ended: a doubt is not a habit
        var decider = new UpdateDecider(options.Value, now, chance.NextDouble());
        if (fetched is FetchResult.Failed failed)
            return await FailAsync(decider, feed, failed.Trouble, now, cancellationToken);
        network.Reached();
        if (fetched is FetchResult.Unchanged same)
            return await SaveAsync(feed, started, decider.Unchanged(feed, same.Validators, same.FreshFor, same.PermanentUrl), "not modified", now, cancellationToken);

        // 2. Parse, unless the bytes are the old ones under a new date.
        var body = (FetchResult.Body)fetched;
        var hash = body.Hash;
        if (hash == feed.BodyHash)
            return await SaveAsync(feed, started, decider.SameBytes(feed, body.Validators, body.FreshFor, body.PermanentUrl), "same bytes", now, cancellationToken);
        var isFirst = feed.Health.LastSuccess is null;
        var parsed = isFirst
            ? FeedParser.Outline(body.Bytes, body.Url, body.ContentType)
            : FeedParser.Parse(body.Bytes, body.Url, body.ContentType);
        if (parsed is not ParseResult.Parsed { Document: var document })
            return await FailAsync(decider, feed, new FetchTrouble(TroubleKind.NotAFeed, ((ParseResult.NotAFeed)parsed).Reason), now, cancellationToken);
        document = body.Hubs.Over(document);

        // 3. Detect what is new, and compose it.
        var intent = isFirst
            ? decider.FirstRead(feed, document, new Backlog(body.Bytes, body.Url, body.ContentType, document.Items.Count), body.Validators, hash, body.FreshFor, body.PermanentUrl)
            : await DetectAsync(decider, feed, document, body, hash, now, cancellationToken);

        // 4. Remember it together with what is owed to whom: one transaction.
        return await SaveAsync(feed, started, intent, document.Repair is null ? "read" : $"read, repaired: {document.Repair}", now, cancellationToken);
    }

    private async Task<UpdateIntent> DetectAsync(
        UpdateDecider decider, Feed feed, FeedDocument document, FetchResult.Body body, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = ItemIdentity.Identify(document, feed.Identity);
        var known = await feeds.KnownAsync(feed.Id, [.. items.SelectMany(item => item.Keys)], cancellationToken);
        var lately = await feeds.CountSinceAsync(feed.Id, now - FloodBrake.Window, cancellationToken);
        return decider.Read(feed, document, items, known, lately, body.Validators, hash, body.FreshFor, body.PermanentUrl);
    }

    private async Task<FeedReport> SaveAsync(
        Feed before, DateTimeOffset started, UpdateIntent decided, string outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var intent = await looks.PutOffAsync(before, started, decided, cancellationToken);
        var saved = await feeds.SaveAsync(intent, now, cancellationToken);
        await looks.CatchUpAsync(intent.Feed, started, cancellationToken);
        return new FeedReport(intent.Feed, outcome, saved, Trouble: null);
    }

    private async Task<FeedReport> FailAsync(
        UpdateDecider decider, Feed feed, FetchTrouble trouble, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!OwnNetwork.IsSuspect(trouble))
        {
            network.Reached();
        }
        else if (network.Unreached(feed) is { } wronged)
        {
            await feeds.ForgiveAsync(wronged, now, cancellationToken);
            return await ReportAsync(decider.Offline(feed), "the bot's own network seems to be down", trouble);
        }

        var intent = decider.Failed(feed, trouble, own.Contains(feed.Url.Value));
        if (intent.Notice is { } notice)
            intent = intent with { Notice = notice with { Address = await SuccessorAsync(feed, cancellationToken) } };
        return await ReportAsync(intent, trouble.Detail, trouble);

        async Task<FeedReport> ReportAsync(UpdateIntent failure, string outcome, FetchTrouble cause)
        {
            await feeds.SaveAsync(failure, now, cancellationToken);
            return new FeedReport(failure.Feed, outcome, [], cause);
        }
    }

    /// <summary>Asks the site of a dead feed for another, once, when its chats are told.</summary>
    private async Task<Uri?> SuccessorAsync(Feed feed, CancellationToken cancellationToken)
    {
        if (feed.Link is null || !FeedUrl.TryFrom(feed.Link, out var site) || site.IsArchive)
            return null;
        var found = await finder.FindAsync(site, cancellationToken) is FeedSearch.Found { Url: var url } ? url : null;
        return found == feed.Url ? null : found?.Value;
    }
}

/// <summary>How a look at a feed ended.</summary>
/// <param name="Feed">As it is now.</param>
/// <param name="Outcome">In a few words: <c>read</c>, <c>not modified</c>, or the trouble.</param>
/// <param name="New">Items that were stored for the first time, oldest first.</param>
/// <param name="Trouble">What went wrong, or null.</param>
public sealed record FeedReport(Feed Feed, string Outcome, IReadOnlyList<SavedItem> New, FetchTrouble? Trouble)
{
    /// <summary>Those of <see cref="New"/> that are news: not what was there at the first look, and nothing back-dated.</summary>
    public IReadOnlyList<SavedItem> News { get; } = [.. New.Where(saved => saved.Item.Announce)];
}
