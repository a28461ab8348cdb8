using Microsoft.Data.Sqlite;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IMaintenance"/>
internal sealed class SqliteMaintenance(SqliteDatabase database) : IMaintenance
{
    /// <summary>Rows that one transaction of pruning takes at most: others wait for the writer's turn no longer than that.</summary>
    private const int Batch = 200;

    public async Task BackupAsync(string file, CancellationToken cancellationToken)
    {
        file = Path.GetFullPath(file);
        var unfinished = file + ".unfinished";
        if (File.Exists(file))
            throw new StorageException($"{file} exists already and is not overwritten. Name another file, or move this one away.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Delete(unfinished); // VACUUM INTO refuses a file that has anything in it
            await database.ReadAsync(connection => connection.Execute("VACUUM INTO $file", ("$file", unfinished)), cancellationToken);
            File.Move(unfinished, file, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or StorageException)
        {
            throw new StorageException($"The backup {file} cannot be written: {(e.InnerException ?? e).Message}", e);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync(connection => (string[])
            [
                .. connection.Query("PRAGMA quick_check(100)", row => row.GetString(0)).Where(line => line != "ok"),
                .. connection.Query(
                    "PRAGMA foreign_key_check",
                    row => $"row {row.NumberOrNull("rowid")} of {row.Text("table")} refers to a row of {row.Text("parent")} that is not there"),
            ], cancellationToken);
        }
        catch (StorageException e)
        {
            return [e.Message];
        }
    }

    public async Task<PruneCounts> PruneAsync(
        DateTimeOffset articlesBefore, DateTimeOffset seenBefore, CancellationToken cancellationToken)
    {
        var items = await PruneItemsAsync(articlesBefore, cancellationToken);
        var entries = await RepeatAsync(connection => connection.Execute(
            "DELETE FROM transcript WHERE id IN (SELECT id FROM transcript WHERE at < $before ORDER BY at LIMIT $batch)",
            ("$before", articlesBefore), ("$batch", Batch)), cancellationToken);
        await RepeatAsync(connection => connection.Execute(
            """
            DELETE FROM platform_memory WHERE (platform, key) IN (
                SELECT platform, key FROM platform_memory WHERE at < $before ORDER BY at LIMIT $batch)
            """,
            ("$before", seenBefore), ("$batch", Batch)), cancellationToken);
        var keys = 0;
        var feeds = await database.ReadAsync(connection => connection.Query("SELECT id FROM feed", row => row.Number("id")), cancellationToken);
        foreach (var feed in feeds)
            keys += await RepeatAsync(connection => PruneSeen(connection, feed, seenBefore), cancellationToken);
        return new PruneCounts(items, keys, entries);
    }

    public Task<StoreCounts> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.First(
            """
            SELECT
                (SELECT count(*) FROM feed) AS feeds,
                (SELECT count(*) FROM feed WHERE failures > 0 AND ended = 0) AS feeds_in_trouble,
                (SELECT count(*) FROM feed WHERE ended = 1) AS feeds_ended,
                (SELECT count(*) FROM chat) AS chats,
                (SELECT count(*) FROM chat WHERE parked IS NOT NULL) AS chats_parked,
                (SELECT count(*) FROM subscription) AS subscriptions,
                (SELECT count(*) FROM item WHERE notice IS NULL) + (SELECT coalesce(sum(items), 0) FROM backlog) AS items,
                (SELECT count(*) FROM seen) AS seen_keys,
                (SELECT count(*) FROM delivery WHERE state = 'pending') AS pending,
                (SELECT count(*) FROM delivery WHERE state IN ('sent', 'changed')) AS sent,
                (SELECT count(*) FROM delivery WHERE state = 'refused') AS refused,
                (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS bytes
            """,
            row => new StoreCounts
            {
                Feeds = row.Number("feeds"),
                FeedsInTrouble = row.Number("feeds_in_trouble"),
                FeedsEnded = row.Number("feeds_ended"),
                Chats = row.Number("chats"),
                ChatsParked = row.Number("chats_parked"),
                Subscriptions = row.Number("subscriptions"),
                Items = row.Number("items"),
                SeenKeys = row.Number("seen_keys"),
                DeliveriesPending = row.Number("pending"),
                DeliveriesSent = row.Number("sent"),
                DeliveriesRefused = row.Number("refused"),
                Bytes = row.Number("bytes"),
            })!, cancellationToken);

    /// <summary>Their deliveries go with them, their search text by a trigger; their keys stay, without an item.</summary>
    private Task<int> PruneItemsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RepeatAsync(connection => connection.Execute(
            """
            DELETE FROM item WHERE id IN (
                SELECT i.id FROM item i
                WHERE i.first_seen < $before
                  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.item_id = i.id AND d.state IN ('pending', 'changed'))
                ORDER BY i.first_seen LIMIT $batch)
            """,
            ("$before", before), ("$batch", Batch)), cancellationToken);

    private static int PruneSeen(SqliteConnection connection, long feed, DateTimeOffset before) => connection.Execute(
        """
        DELETE FROM seen WHERE feed_id = $feed AND (kind, hash) IN (
            SELECT s.kind, s.hash FROM seen s JOIN feed f ON f.id = s.feed_id
            WHERE s.feed_id = $feed AND s.item_id IS NULL AND s.last_seen < $before AND s.last_seen < f.last_listing - $precision
            LIMIT $batch)
        """,
        ("$feed", feed), ("$before", before), ("$precision", (long)SqliteUpdate.MetPrecision.TotalMilliseconds), ("$batch", Batch));

    private async Task<int> RepeatAsync(Func<SqliteConnection, int> step, CancellationToken cancellationToken)
    {
        var total = 0;
        int done;
        do
        {
            done = await database.WriteAsync(step, cancellationToken);
            total += done;
        }
        while (done > 0);
        return total;
    }
}
