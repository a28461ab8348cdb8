using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IDeliveryStore"/>
/// <remarks>
/// A chat's turn comes when its pause (<c>send_after</c>) and its lease are over: a claim sets the lease, the end of a
/// delivery lifts it and sets the chat's rest, a failure sets a longer pause. So a dead chat waits alone, and a crash costs
/// no more than the lease.
/// </remarks>
internal sealed class SqliteDeliveryStore(SqliteDatabase database) : IDeliveryStore
{
    /// <summary>What there is to do. Written as the index <c>delivery_owed</c> has it, or the index is not used.</summary>
    private const string Owed = "state IN ('pending', 'changed')";

    public async Task<IReadOnlyList<OwedDelivery>> ClaimAsync(
        DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.WriteAsync(connection =>
        {
            // "owing" skips from chat to chat in the index of what is owed: it costs a step a chat that is owed something,
            // however many chats there are and however much each is owed.
            var chats = connection.Query(
                $"""
                WITH RECURSIVE owing (chat_id) AS (
                    SELECT min(chat_id) FROM delivery WHERE {Owed}
                    UNION ALL
                    SELECT (SELECT min(d.chat_id) FROM delivery d WHERE d.{Owed} AND d.chat_id > owing.chat_id)
                    FROM owing WHERE owing.chat_id IS NOT NULL
                )
                UPDATE chat SET lease_until = $until
                WHERE id IN (
                    SELECT c.id FROM owing JOIN chat c ON c.id = owing.chat_id
                    WHERE c.send_after <= $now AND c.lease_until <= $now AND c.parked IS NULL
                    ORDER BY c.send_after, c.id LIMIT $limit)
                RETURNING id
                """,
                row => row.Number("id"), ("$now", now), ("$until", now + lease), ("$limit", limit));
            var taken = connection.Query(
                $"""
                SELECT (SELECT min(d.id) FROM delivery d WHERE d.chat_id = taken.value AND d.{Owed}) AS id
                FROM json_each($chats) taken
                """,
                row => row.Number("id"), ("$chats", SqliteCommands.JsonArray(chats)));
            NoteEdition(connection, taken);
            return Read(connection, taken);
        }, cancellationToken);
    }

    public Task ReleaseAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE chat SET lease_until = 0, send_after = iif(shut IS NULL, send_after, 0) WHERE lease_until <> 0 OR shut IS NOT NULL
            """), cancellationToken);

    public async Task<IReadOnlyList<OwedDelivery>> BehindAsync(DeliveryId taken, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.ReadAsync(
            connection => Read(connection, connection.Query(
                $"""
                SELECT d.id FROM delivery d
                WHERE d.chat_id = (SELECT chat_id FROM delivery WHERE id = $taken) AND d.id > $taken
                  AND d.{Owed} AND d.state = 'pending'
                ORDER BY d.id LIMIT $limit
                """,
                row => row.Number("id"), ("$taken", taken), ("$limit", limit))),
            cancellationToken);
    }

    public Task PartSentAsync(
        DeliveryId delivery, string messageId, bool isLast, DateTimeOffset now, DateTimeOffset free, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var part = connection.Number(
                """
                SELECT (SELECT coalesce(max(part) + 1, 0) FROM message WHERE delivery_id = $id)
                FROM delivery WHERE id = $id AND state = 'pending'
                """,
                ("$id", delivery));
            if (part is null)
                return 0;
            AddMessage(connection, delivery, part.Value, messageId);
            if (!isLast)
                return 0;
            var chat = End(connection, delivery, now, isFinal: false);
            SqliteEdits.Owe(connection, delivery, now);
            return SqliteChats.Rest(connection, chat, free);
        }, cancellationToken);

    public Task SentTogetherAsync(
        IReadOnlyList<DeliveryId> deliveries, IReadOnlyList<string> messageIds, DateTimeOffset now, DateTimeOffset free,
        CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            long? chat = null;
            foreach (var delivery in deliveries)
            {
                if (End(connection, delivery, now, isFinal: true) is not { } its)
                    continue; // it was dropped meanwhile
                chat = its;
                foreach (var (part, messageId) in messageIds.Index())
                    AddMessage(connection, delivery, part, messageId);
            }
            return SqliteChats.Rest(connection, chat, free);
        }, cancellationToken);

    public Task EditedAsync(DeliveryId delivery, string? reason, DateTimeOffset free, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            // One that was dropped meanwhile counts as sent already; its chat goes on all the same.
            var chat = connection.Number(
                "UPDATE delivery SET state = 'sent', reason = $reason, edits = edits + ($reason IS NULL) WHERE id = $id AND state IN ('changed', 'sent') RETURNING chat_id",
                ("$id", delivery), ("$reason", reason));
            SqliteEdits.Owe(connection, delivery, free);
            return reason is null ? SqliteChats.Rest(connection, chat, free) : SqliteChats.PutOff(connection, chat, free);
        }, cancellationToken);

    public async Task<IReadOnlyList<SentItem>> InMessageAsync(ChatAddress chat, string messageId, CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {Rows.ItemColumns}, d.created, CASE WHEN d.state IN ('sent', 'changed') THEN d.ended END AS sent
            FROM delivery d JOIN item i ON i.id = d.item_id
            WHERE d.id IN (SELECT m.delivery_id FROM message m WHERE m.chat_id = $chat AND m.number = $number)
            ORDER BY d.id
            """,
            row => new SentItem(Rows.Item(row), row.Time("created"), row.TimeOrNull("sent")),
            ("$chat", connection.FindChat(chat)), ("$number", messageId)), cancellationToken);

    public Task TryAgainAsync(DeliveryId delivery, DateTimeOffset at, string reason, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SqliteChats.PutOff(connection, connection.Number(
            $"UPDATE delivery SET attempts = attempts + 1, reason = $reason WHERE id = $id AND {Owed} RETURNING chat_id",
            ("$id", delivery), ("$reason", reason)), at), cancellationToken);

    public Task RefuseAsync(DeliveryId delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var chat = connection.Number(
                $"""
                UPDATE delivery SET state = iif(state = 'pending', 'refused', 'sent'), reason = $reason,
                    ended = iif(state = 'pending', $now, ended)
                WHERE id = $id AND {Owed} RETURNING chat_id
                """,
                ("$id", delivery), ("$reason", reason), ("$now", now));
            SqliteEdits.Owe(connection, delivery, now);
            return SqliteChats.PutOff(connection, chat, now);
        }, cancellationToken);

    public Task<bool> ShutChatAsync(ChatAddress chat, string reason, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SqliteChats.Shut(connection, chat, reason, until), cancellationToken);

    public Task<string?> ShutReasonAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.First(
            "SELECT shut FROM chat WHERE id = $chat AND shut IS NOT NULL", row => row.Text("shut"), ("$chat", connection.FindChat(chat))),
            cancellationToken);

    public Task ParkChatAsync(ChatAddress chat, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SqliteChats.Park(connection, chat, reason, now), cancellationToken);

    public Task ReviveChatAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SqliteChats.Revive(connection, chat), cancellationToken);

    public Task MoveChatAsync(ChatAddress from, ChatAddress to, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SqliteChats.Move(connection, from, to), cancellationToken);

    public Task<(int Pending, DateTimeOffset? Oldest)> BacklogAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Query(
            $"""
            SELECT b.pending, (SELECT created FROM delivery WHERE id = b.oldest) AS oldest
            FROM (SELECT count(*) AS pending, min(id) AS oldest FROM delivery WHERE {Owed} AND state = 'pending') b
            """,
            row => ((int)row.Number("pending"), row.TimeOrNull("oldest")))[0], cancellationToken);

    private static List<OwedDelivery> Read(SqliteConnection connection, IReadOnlyList<long> deliveries) => connection.Query(
        $"""
        SELECT d.id, c.platform, c.address, c.thread, c.settings, s.settings AS subscription, {Rows.ItemColumns},
            d.state, d.attempts,
            (SELECT json_group_array(p.number ORDER BY p.part) FROM (
                SELECT m.part, group_concat(m.number, ' ' ORDER BY m.place) AS number
                FROM message m WHERE m.delivery_id = d.id GROUP BY m.part) p) AS messages,
            (SELECT count(*) FROM delivery w WHERE w.chat_id = d.chat_id AND w.{Owed} AND w.state = 'pending') AS waiting
        FROM delivery d
        JOIN chat c ON c.id = d.chat_id
        JOIN item i ON i.id = d.item_id
        LEFT JOIN subscription s ON s.chat_id = d.chat_id AND s.feed_id = i.feed_id
        WHERE d.id IN (SELECT value FROM json_each($ids))
        ORDER BY d.id
        """,
        row => new OwedDelivery(
            new DeliveryId(row.Number("id")), Rows.Chat(row), Rows.Settings(row), Rows.Subscription(row, "subscription"),
            Rows.Item(row), (int)row.Number("attempts"),
            JsonSerializer.Deserialize(row.Text("messages"), StoreJson.Columns.StringArray)!)
        {
            IsEdit = row.Text("state") == "changed",
            Waiting = (int)row.Number("waiting"),
        },
        ("$ids", SqliteCommands.JsonArray(deliveries)));

    /// <summary>Notes which edition of its item a delivery is made of now. One with a message out keeps its first until all
    /// are out, and is then edited as a whole.</summary>
    private static void NoteEdition(SqliteConnection connection, IReadOnlyList<long> deliveries) => connection.Execute(
        """
        UPDATE delivery SET edition = i.edition FROM item i
        WHERE delivery.id IN (SELECT value FROM json_each($ids)) AND i.id = delivery.item_id AND i.edition <> delivery.edition
          AND (delivery.state = 'changed' OR NOT EXISTS (SELECT 1 FROM message m WHERE m.delivery_id = delivery.id))
        """,
        ("$ids", SqliteCommands.JsonArray(deliveries)));

    /// <summary>The chat of the delivery that ended as sent; null if it was not pending any more.</summary>
    private static long? End(SqliteConnection connection, DeliveryId delivery, DateTimeOffset now, bool isFinal) => connection.Number(
        """
        UPDATE delivery SET state = 'sent', ended = $now, final = $final WHERE id = $id AND state = 'pending' RETURNING chat_id
        """,
        ("$id", delivery), ("$now", now), ("$final", isFinal));

    /// <summary>Keeps the numbers of a part, each for itself, so that the delivery is found by any of them.</summary>
    private static void AddMessage(SqliteConnection connection, DeliveryId delivery, long part, string messageId)
    {
        foreach (var (place, number) in messageId.Split(' ').Index())
        {
            connection.Execute(
                """
                INSERT INTO message (delivery_id, part, place, chat_id, number)
                SELECT id, $part, $place, chat_id, $number FROM delivery WHERE id = $id
                """,
                ("$id", delivery), ("$part", part), ("$place", place), ("$number", number));
        }
    }
}
