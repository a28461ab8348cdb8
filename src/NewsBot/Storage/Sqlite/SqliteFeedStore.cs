using Microsoft.Data.Sqlite;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IFeedStore"/>
internal sealed class SqliteFeedStore(SqliteDatabase database, SqliteBacklogs backlogs) : IFeedStore
{
    /// <summary>So many that are late need no spreading.</summary>
    private const int FewAtStart = 10;

    public Task<Feed?> FindAsync(FeedUrl url, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, url), cancellationToken);

    public Task<Feed> AddAsync(FeedUrl url, string title, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            connection.Execute(
                "INSERT INTO feed (url, host, title, next_due) VALUES ($url, $host, $title, $now) ON CONFLICT (url) DO NOTHING",
                ("$url", url.Key), ("$host", url.Host), ("$title", title), ("$now", now));
            return Find(connection, url)!;
        }, cancellationToken);

    public async Task<IReadOnlyList<Feed>> AllAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => connection.Query(
            $"SELECT {Rows.FeedColumns} FROM feed f ORDER BY f.title COLLATE NOCASE, f.id", Rows.Feed), cancellationToken);

    public async Task<IReadOnlyList<Feed>> ClaimDueAsync(
        DateTimeOffset now, TimeSpan lease, int limit, bool evenUnsubscribed, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit); // SQLite takes it for "no limit"
        return await database.WriteAsync(connection =>
        {
            // Of the feeds of a site that are due in this very moment too many may come; the rest of them is left for the next time.
            var candidates = connection.Query(
                $"""
                SELECT {Rows.FeedColumns}, (SELECT count(*) FROM lease l WHERE l.host = f.host AND l.until > $now) AS asked
                FROM feed f
                WHERE f.ended = 0 AND f.next_due <= $now
                  AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.feed_id = f.id AND l.until > $now)
                  AND ($even_unsubscribed OR EXISTS (SELECT 1 FROM subscription s WHERE s.feed_id = f.id))
                  AND NOT EXISTS (SELECT 1 FROM quiet_host q WHERE q.host = f.host AND q.until > $now)
                  AND (f.host = '' OR (SELECT count(*) FROM lease l WHERE l.host = f.host AND l.until > $now) < $most_of_one_site)
                ORDER BY f.next_due, f.id LIMIT $limit
                """,
                row => (Feed: Rows.Feed(row), Asked: (int)row.Number("asked")),
                ("$now", now), ("$even_unsubscribed", evenUnsubscribed), ("$most_of_one_site", IFeedStore.MostOfOneSite), ("$limit", limit));
            var due = candidates.GroupBy(each => each.Feed.Url.Host, StringComparer.Ordinal)
                .SelectMany(site => site.Key.Length == 0 ? site : site.Take(IFeedStore.MostOfOneSite - site.First().Asked))
                .Select(each => each.Feed).ToList();
            connection.Execute(
                """
                INSERT INTO lease (feed_id, host, until) SELECT f.id, f.host, $until FROM json_each($ids) d JOIN feed f ON f.id = d.value WHERE true
                ON CONFLICT (feed_id) DO UPDATE SET host = excluded.host, until = excluded.until
                """,
                ("$until", now + lease), ("$ids", SqliteCommands.JsonArray(due.Select(feed => feed.Id.Value))));
            return due;
        }, cancellationToken);
    }

    public Task ReleaseAsync(DateTimeOffset now, TimeSpan spread, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            DELETE FROM lease;
            UPDATE feed SET next_due = $now + late.turn * $spread / late.many, next_due_reason = $reason
            FROM (
                SELECT id, row_number() OVER (ORDER BY next_due, id) - 1 AS turn, count(*) OVER () AS many
                FROM feed WHERE ended = 0 AND next_due < $now AND last_success IS NOT NULL) late
            WHERE feed.id = late.id AND late.many > $few;
            """,
            ("$now", now), ("$spread", (long)spread.TotalMilliseconds), ("$few", FewAtStart),
            ("$reason", Rows.Reason(new PollReason(PollReasonKind.AfterStart)))), cancellationToken);

    public Task ForgiveAsync(IReadOnlyCollection<FeedId> feeds, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE feed SET failures = failures - 1, failing_since = iif(failures = 1, NULL, failing_since),
                trouble = iif(failures = 1, NULL, trouble), next_due = $now, next_due_reason = $reason
            WHERE failures > 0 AND id IN (SELECT value FROM json_each($ids))
            """,
            ("$ids", SqliteCommands.JsonArray(feeds.Select(feed => feed.Value))), ("$now", now),
            ("$reason", Rows.Reason(new PollReason(PollReasonKind.Forgiven)))), cancellationToken);

    public Task MakeDueAsync(FeedId feed, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE feed SET next_due = $now, next_due_reason = $reason WHERE id = $id AND next_due > $now",
            ("$id", feed), ("$now", now), ("$reason", Rows.Reason(new PollReason(PollReasonKind.OnDemand)))), cancellationToken);

    public async Task<IReadOnlyDictionary<ItemKey, KnownItem>> KnownAsync(
        FeedId feed, IReadOnlyCollection<ItemKey> keys, CancellationToken cancellationToken)
    {
        await backlogs.OpenAsync(feed, cancellationToken);
        // CROSS JOIN fixes the order: a lookup a key, where the planner would walk all keys of the feed.
        var known = await database.ReadAsync(connection => connection.Query(
            """
            SELECT s.kind, lower(hex(s.hash)) AS hash, s.item_id, i.fingerprint
            FROM json_each($keys) k CROSS JOIN seen s LEFT JOIN item i ON i.id = s.item_id
            WHERE s.feed_id = $feed AND s.kind = k.value ->> 0 AND s.hash = unhex(k.value ->> 1)
            """,
            row => (Key: new ItemKey((ItemKeyKind)row.Number("kind"), row.Text("hash")), Item: new KnownItem(
                row.NumberOrNull("item_id") is { } id ? new ItemId(id) : null, row.TextOrNull("fingerprint"))),
            ("$feed", feed), ("$keys", Rows.JsonArray(keys.Distinct()))), cancellationToken);
        return known.ToDictionary(row => row.Key, row => row.Item);
    }

    public async Task<int> CountSinceAsync(FeedId feed, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await backlogs.OpenAsync(feed, cancellationToken);
        return await database.ReadAsync(
            connection => (int)connection.Number("SELECT count(*) FROM item WHERE feed_id = $feed AND dated > $since AND notice IS NULL", ("$feed", feed), ("$since", since))!.Value,
            cancellationToken);
    }

    public async Task<IReadOnlyList<SavedItem>> SaveAsync(UpdateIntent intent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (intent.IsRoutine)
        {
            await database.WriteLaterAsync(connection => SqliteUpdate.SaveSchedule(connection, intent.Feed), cancellationToken);
            return [];
        }
        var backlog = intent.Backlog is null ? [] : SqliteBacklogs.Pack(intent.Backlog.Document);
        return await database.WriteAsync(connection => Save(connection, intent, backlog, now), cancellationToken);
    }

    private static List<SavedItem> Save(SqliteConnection connection, UpdateIntent intent, byte[] packedBacklog, DateTimeOffset now)
    {
        if (intent.IsPushed)
            SqliteUpdate.SavePushed(connection, intent.Feed);
        else
            SqliteUpdate.SaveFeed(connection, intent, now);
        if (intent.Backlog is { } backlog)
            SqliteBacklogs.Save(connection, intent.Feed.Id, backlog, packedBacklog, now);
        var saved = new List<SavedItem>();
        foreach (var item in intent.New)
        {
            if (SqliteUpdate.SaveNew(connection, intent.Feed.Id, item, now) is { } id)
                saved.Add(new SavedItem(id, item));
        }
        foreach (var item in intent.Changed)
            SqliteUpdate.SaveChanged(connection, intent.Feed.Id, item, now);
        foreach (var key in intent.Learnt)
            SqliteUpdate.SaveLearnt(connection, intent.Feed.Id, key, now);
        SqliteUpdate.KeepMet(connection, intent, now);
        if (intent.Notice is { } notice)
            SqliteUpdate.SaveNotice(connection, intent.Feed, notice, now);
        return saved;
    }

    private static Feed? Find(SqliteConnection connection, FeedUrl url) => connection.First(
        $"SELECT {Rows.FeedColumns} FROM feed f WHERE f.url = $url", Rows.Feed, ("$url", url.Key));
}
