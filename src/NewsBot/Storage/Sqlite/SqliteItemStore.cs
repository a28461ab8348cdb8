using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IItemStore"/>
internal sealed class SqliteItemStore(SqliteDatabase database, SqliteBacklogs backlogs) : IItemStore
{
    internal const string FeedsOfChat = """
        SELECT s.feed_id FROM subscription s JOIN chat c ON c.id = s.chat_id
        WHERE c.platform = $platform AND c.address = $address AND c.thread = $thread
        """;

    public async Task<IReadOnlyList<StoredItem>> LatestAsync(
        ChatAddress chat, FeedId? feed, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        await backlogs.OpenAsync(chat, cancellationToken);
        // The inner query sorts entries of the index item_newest alone; only the winners' posts are read.
        return await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {Rows.ItemColumns} FROM item i
            WHERE i.id IN (
                SELECT n.id FROM item n
                WHERE n.feed_id IN ({FeedsOfChat}) AND n.notice IS NULL AND ($feed IS NULL OR n.feed_id = $feed)
                ORDER BY n.dated DESC, n.id DESC LIMIT $limit)
            ORDER BY i.dated DESC, i.id DESC
            """,
            Rows.Item,
            ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread),
            ("$feed", feed), ("$limit", limit)), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredItem>> NewestAsync(FeedId feed, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        await backlogs.OpenAsync(feed, cancellationToken);
        return await database.ReadAsync(connection => connection.Query(
            $"SELECT {Rows.ItemColumns} FROM item i WHERE i.feed_id = $feed AND i.notice IS NULL ORDER BY i.dated DESC, i.id DESC LIMIT $limit",
            Rows.Item, ("$feed", feed), ("$limit", limit)), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredItem>> SearchAsync(
        ChatAddress chat, string words, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (SearchTerms.ToMatch(words) is not { } match)
            return [];
        await backlogs.OpenAsync(chat, cancellationToken);
        return await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {Rows.ItemColumns} FROM item_search JOIN item i ON i.id = item_search.rowid
            WHERE item_search MATCH $match AND i.feed_id IN ({FeedsOfChat})
            ORDER BY bm25(item_search, {SearchTerms.TitleWeight}, 1), i.dated DESC, i.id DESC LIMIT $limit
            """,
            Rows.Item,
            ("$match", match), ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread),
            ("$limit", limit)), cancellationToken);
    }
}
