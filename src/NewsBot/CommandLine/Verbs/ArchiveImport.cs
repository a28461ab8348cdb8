using Microsoft.Extensions.Options;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary>
/// Takes over folders of archived articles: each folder that holds articles directly becomes a feed of its own, named for
/// the folder. All articles are stored as seen, composed and searchable; nothing is owed to anybody for them. From then on
/// the folder is looked at like any feed.
/// </summary>
internal sealed class ArchiveImport(
    Terminal terminal, IFeedStore feeds, ISubscriptionStore subscriptions, ArchiveFolder archive, IOptions<PollingOptions> polling, Random chance)
{
    /// <summary>Links are not followed: they may lead in a circle. Hidden folders are the business of other programs.</summary>
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>Imports <paramref name="root"/> and all folders below it.</summary>
    public async Task<int> RunAsync(string root, ChatAddress chat, CancellationToken cancellationToken)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var folders = Directory.EnumerateDirectories(path, "*", Below).Prepend(path)
            .Where(folder => Directory.EnumerateFiles(folder, "*.md").Any())
            .Order(StringComparer.Ordinal)
            .ToList();
        var (imported, failed) = (0, 0);
        using var progress = WorkProgress.Start(terminal, "Importing", "articles");
        foreach (var folder in folders)
        {
            if (!FeedUrl.TryFrom(new Uri(folder), out var url))
                continue;
            switch (await ImportFolderAsync(url, Path.GetFileName(folder), chat, progress, cancellationToken))
            {
                case (_, { } trouble):
                    failed++;
                    progress.WriteLine($"refused: {folder}: {trouble.Detail}");
                    break;
                case (null, _):
                    progress.WriteLine($"passed over: {folder} holds no archived articles");
                    break;
                case ({ } counts, _):
                    imported++;
                    progress.WriteLine($"imported: {folder}: {counts.New} of {counts.All} articles were new");
                    break;
            }
        }

        if (imported + failed == 0)
            return terminal.Fail($"{root} holds no archived articles (*.md), and no folder in it does.");
        return failed == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    private async Task<(Counts? Counts, FetchTrouble? Trouble)> ImportFolderAsync(
        FeedUrl url, string name, ChatAddress chat, WorkProgress progress, CancellationToken cancellationToken)
    {
        Feed? feed = null;
        var counts = new Counts(0, 0);
        await foreach (var batch in archive.ReadAllAsync(url, cancellationToken))
        {
            if (batch is FetchResult.Failed(var trouble))
                return (null, trouble);
            if (batch is not FetchResult.Body body || FeedParser.Parse(body.Bytes, body.Url, body.ContentType) is not ParseResult.Parsed(var document))
                continue;

            var now = terminal.Time.GetUtcNow();
            if (feed is null)
            {
                feed = await feeds.AddAsync(url, name, now, cancellationToken);
                await subscriptions.AddAsync(chat, feed.Id, now, cancellationToken);
            }

            (feed, var isNew) = await SaveAsync(feed, document, body, now, cancellationToken);
            counts = new Counts(counts.New + isNew, counts.All + document.Items.Count);
            progress.Step(document.Items.Count);
        }

        return (feed is null ? null : counts, null);
    }

    private async Task<(Feed Feed, int New)> SaveAsync(
        Feed feed, FeedDocument document, FetchResult.Body body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = ItemIdentity.Identify(document, feed.Identity);
        var known = await feeds.KnownAsync(feed.Id, [.. items.SelectMany(item => item.Keys)], cancellationToken);
        // Read as for the first time, each batch is a backlog: kept, and announced to nobody.
        var unread = feed with { Health = feed.Health with { LastSuccess = null } };
        var intent = new UpdateDecider(polling.Value, now, chance.NextDouble())
            .Read(unread, document, items, known, lately: 0, CacheValidators.None, body.Hash, freshFor: null);
        var saved = await feeds.SaveAsync(intent, now, cancellationToken);
        return (intent.Feed, saved.Count);
    }

    private sealed record Counts(int New, int All);
}
