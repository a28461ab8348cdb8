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
    FeedFetcher fetcher, IFeedStore feeds, RareLooks looks, IOptions<PollingOptions> options, TimeProvider clock, Random chance)
{
    /// <summary>Looks at a feed once. What goes wrong with the feed is in the report; only what goes wrong with the bot
    /// is thrown.</summary>
    public async Task<FeedReport> RunAsync(Feed feed, CancellationToken cancellationToken)
    {
        // 1. Fetch, politely.
        var started = clock.GetUtcNow();
        var fetched = await fetcher.FetchAsync(new FetchRequest(feed.Url, feed.Validators), cancellationToken);
        var now = clock.GetUtcNow();
        var decider = new UpdateDecider(options.Value, now, chance.NextDouble());
        if (fetched is FetchResult.Failed failed)
            return await FailAsync(decider.Failed(feed, failed.Trouble), failed.Trouble, now, cancellationToken);
        if (fetched is FetchResult.Unchanged same)
            return await SaveAsync(feed, started, decider.Unchanged(feed, same.Validators, same.FreshFor), "not modified", now, cancellationToken);

        // 2. Parse, unless the bytes are the old ones under a new date.
        var body = (FetchResult.Body)fetched;
        var hash = body.Hash;
        if (hash == feed.BodyHash)
            return await SaveAsync(feed, started, decider.Unchanged(feed, body.Validators, body.FreshFor), "same bytes", now, cancellationToken);
        var parsed = FeedParser.Parse(body.Bytes, body.Url, body.ContentType);
        if (parsed is not ParseResult.Parsed { Document: var document })
        {
            var trouble = new FetchTrouble(TroubleKind.NotAFeed, ((ParseResult.NotAFeed)parsed).Reason);
            return await FailAsync(decider.Failed(feed, trouble), trouble, now, cancellationToken);
        }
        document = body.Hubs.Over(document);

        // 3. Detect what is new, and compose it.
        var items = ItemIdentity.Identify(document, feed.Identity);
        var known = await feeds.KnownAsync(feed.Id, [.. items.SelectMany(item => item.Keys)], cancellationToken);
        var lately = await feeds.CountSinceAsync(feed.Id, now - FloodBrake.Window, cancellationToken);
        var intent = decider.Read(feed, document, items, known, lately, body.Validators, hash, body.FreshFor);

        // 4. Remember it together with what is owed to whom: one transaction.
        return await SaveAsync(feed, started, intent, document.Repair is null ? "read" : $"read, repaired: {document.Repair}", now, cancellationToken);
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
        UpdateIntent intent, FetchTrouble trouble, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await feeds.SaveAsync(intent, now, cancellationToken);
        return new FeedReport(intent.Feed, trouble.Detail, [], trouble);
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
