using System.Text.Json;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="ISubscriptionStore"/>
internal sealed class SqliteSubscriptionStore(SqliteDatabase database) : ISubscriptionStore
{
    public Task<bool> AddAsync(ChatAddress chat, FeedId feed, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            "INSERT INTO subscription (chat_id, feed_id, since) VALUES ($chat, $feed, $now) ON CONFLICT (chat_id, feed_id) DO NOTHING",
            ("$chat", connection.EnsureChat(chat)), ("$feed", feed), ("$now", now)) == 1, cancellationToken);

    public Task<bool> RemoveAsync(ChatAddress chat, FeedId feed, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var id = connection.FindChat(chat);
            // What is being sent now is the oldest. If it is dropped, nobody ends its lease any more.
            connection.Execute(
                """
                UPDATE chat SET lease_until = 0
                WHERE id = $chat AND EXISTS (
                    SELECT 1 FROM delivery d JOIN item i ON i.id = d.item_id
                    WHERE i.feed_id = $feed AND d.id = (
                        SELECT min(o.id) FROM delivery o WHERE o.chat_id = $chat AND o.state IN ('pending', 'changed')))
                """,
                ("$chat", id), ("$feed", feed));
            connection.Execute(
                """
                DELETE FROM delivery
                WHERE chat_id = $chat AND state = 'pending' AND item_id IN (SELECT id FROM item WHERE feed_id = $feed)
                """,
                ("$chat", id), ("$feed", feed));
            SqliteEdits.Drop(connection, id, feed);
            return connection.Execute(
                "DELETE FROM subscription WHERE chat_id = $chat AND feed_id = $feed", ("$chat", id), ("$feed", feed)) == 1;
        }, cancellationToken);

    public Task MoveAsync(ChatAddress chat, FeedId from, FeedId to, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            """
            UPDATE OR IGNORE subscription SET feed_id = $to, since = $now WHERE chat_id = $chat AND feed_id = $from;
            DELETE FROM subscription WHERE chat_id = $chat AND feed_id = $from;
            """,
            ("$chat", connection.FindChat(chat)), ("$from", from), ("$to", to), ("$now", now)), cancellationToken);

    public async Task<IReadOnlyList<Subscription>> ListAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {Rows.FeedColumns}, s.since, s.settings, row_number() OVER (ORDER BY s.id) AS number
            FROM subscription s JOIN feed f ON f.id = s.feed_id
            WHERE s.chat_id = $chat
            ORDER BY s.id
            """,
            row => new Subscription(
                (int)row.Number("number"), Rows.Feed(row), row.Time("since"), Rows.Subscription(row, "settings")),
            ("$chat", connection.FindChat(chat))), cancellationToken);

    public Task SaveSettingsAsync(
        ChatAddress chat, FeedId feed, SubscriptionSettings settings, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var id = connection.FindChat(chat);
            if (settings.IgnoresChanges)
                SqliteEdits.Drop(connection, id, feed);
            return connection.Execute(
                "UPDATE subscription SET settings = $settings WHERE chat_id = $chat AND feed_id = $feed",
                ("$settings", JsonSerializer.Serialize(settings, StoreJson.Columns.SubscriptionSettings)),
                ("$chat", id), ("$feed", feed));
        }, cancellationToken);

    public Task<ChatSettings> SettingsAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.First(
            "SELECT settings FROM chat WHERE id = $chat", Rows.Settings, ("$chat", connection.FindChat(chat)))
            ?? new ChatSettings(), cancellationToken);

    public Task SaveSettingsAsync(ChatAddress chat, ChatSettings settings, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            "UPDATE chat SET settings = $settings WHERE id = $chat",
            ("$settings", JsonSerializer.Serialize(settings, StoreJson.Columns.ChatSettings)),
            ("$chat", connection.EnsureChat(chat))), cancellationToken);

    public Task<bool> HasSubscribersAsync(FeedId feed, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Number(
            "SELECT 1 FROM subscription WHERE feed_id = $feed LIMIT 1", ("$feed", feed)) is not null, cancellationToken);
}
