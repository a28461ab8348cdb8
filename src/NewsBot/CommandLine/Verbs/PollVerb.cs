using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Polling;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary>
/// <c>newsbot poll --once</c>: looks once at every feed that is due, subscribed to or not, then ends: for cron, and for
/// other programs that want the news as JSON. Due times, Retry-After and backoff stand in the database and hold across runs.
/// </summary>
internal sealed class PollVerb(Terminal terminal, Settings settings, IFeedStore feeds, FeedUpdate update)
{
    private static readonly Wording English = new(ChatLanguage.English);

    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var once = new Option<bool>("--once") { Description = "Poll once and end. To poll all the time: newsbot run." };
        var opml = new Option<string?>("--opml") { Description = "Add the feeds of this list first, if they are new.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write a line of JSON for each new item, and one for each feed." };
        var command = new Command("poll", "Poll once what is due, and say a line for each feed.") { once, opml, json };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(once))
                result.AddError("Say --once; to poll all the time: newsbot run.");
        });
        command.SetAction(tree.Do<PollVerb>((verb, parsed, cancellationToken) =>
            verb.OnceAsync(parsed.GetValue(opml), parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private async Task<int> OnceAsync(string? opml, bool isJson, CancellationToken cancellationToken)
    {
        if (opml is not null)
            await AddAsync(opml, cancellationToken);

        var failures = 0;
        using var finished = new SemaphoreSlim(0);
        using var progress = WorkProgress.Start(terminal, "Polling", "feeds");
        var workers = new ParallelOptions { MaxDegreeOfParallelism = settings.Fetching.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ClaimAsync(finished, cancellationToken), workers, async (feed, token) =>
        {
            try
            {
                var report = await update.RunAsync(feed, token);
                progress.WriteLine(isJson ? AsJson(report) : AsText(report));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One feed, one catch. The lease brings it back.
                Interlocked.Increment(ref failures);
                progress.WriteError($"{feed.Url}: {Trouble.Explain(e, settings)}");
            }

            progress.Step();
            finished.Release();
        });
        return failures == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    private async Task AddAsync(string opml, CancellationToken cancellationToken)
    {
        foreach (var feed in (await Source.ReadOpmlAsync(opml, settings, cancellationToken)).Feeds)
            await feeds.AddAsync(feed.Url, feed.Title, terminal.Time.GetUtcNow(), cancellationToken);
    }

    /// <summary>What is due now, a few at a time, so that feeds are leased only shortly before they are looked at. What
    /// becomes due during the run is for the next one.</summary>
    private async IAsyncEnumerable<Feed> ClaimAsync(SemaphoreSlim finished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = terminal.Time.GetUtcNow();
        var underWay = 0;
        while (true)
        {
            var lease = terminal.Time.GetUtcNow() - start + PollFeedsJob.Lease;
            var due = await feeds.ClaimDueAsync(start, lease, settings.Fetching.MaxConcurrency, evenUnsubscribed: true, cancellationToken);
            if (due.Count == 0 && underWay == 0)
                yield break;
            foreach (var feed in due)
                yield return feed;
            underWay += due.Count;
            if (due.Count == 0)
            {
                // The rest waits for a turn at its site.
                await finished.WaitAsync(cancellationToken);
                underWay--;
            }
        }
    }

    private static string AsText(FeedReport report)
    {
        var feed = report.Feed;
        var outcome = report.Trouble is null ? $"{report.Outcome}, {report.News.Count} new" : $"trouble: {report.Outcome}";
        return feed.Health.Ended
            ? $"{feed.Title} ({feed.Url}): {outcome}; ended for good"
            : $"{feed.Title} ({feed.Url}): {outcome}; next {JsonLines.Time(feed.Health.NextPoll)}, {English.Reason(feed.Health.NextPollReason)}";
    }

    /// <summary>Several lines: the new items, oldest first, then how it ended.</summary>
    private static string AsJson(FeedReport report)
    {
        var feed = report.Feed;
        var lines = report.News.Select(saved => JsonSerializer.Serialize(
            new PolledItem(
                feed.Url.ToString(), saved.Item.PublisherId, saved.Item.Post.Title, saved.Item.Post.Link?.AbsoluteUri,
                JsonLines.Time(saved.Item.Post.Published)),
            JsonLines.Readable.PolledItem));
        var end = JsonSerializer.Serialize(
            new PolledFeed(
                feed.Url.ToString(), report.Outcome, report.Trouble?.Kind.ToString(), report.Trouble?.Status, report.News.Count,
                JsonLines.Time(feed.Health.NextPoll)!, English.Reason(feed.Health.NextPollReason)),
            JsonLines.Readable.PolledFeed);
        return string.Join('\n', lines.Append(end));
    }
}

/// <summary>A new item, as <c>poll --json</c> writes it.</summary>
/// <param name="Feed">Address of the feed, credentials masked.</param>
/// <param name="Id">The publisher's id as written, or null.</param>
/// <param name="Title">Headline, plain text.</param>
/// <param name="Link">Where to read it.</param>
/// <param name="PublishedUtc">ISO 8601.</param>
internal sealed record PolledItem(string Feed, string? Id, string Title, string? Link, string? PublishedUtc);

/// <summary>How the look at a feed ended, as <c>poll --json</c> writes it.</summary>
/// <param name="Feed">Address of the feed, credentials masked.</param>
/// <param name="Report">In a few words.</param>
/// <param name="Trouble">The class of trouble, or null.</param>
/// <param name="Status">HTTP status of the trouble, if there was an answer.</param>
/// <param name="New">How many items were new.</param>
/// <param name="NextPollUtc">ISO 8601.</param>
/// <param name="NextPollReason">Why then.</param>
internal sealed record PolledFeed(string Feed, string Report, string? Trouble, int? Status, int New, string NextPollUtc, string NextPollReason);
