using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IDeliveryStore"/>
/// <remarks>
/// A chat's turn comes when its pause (<c>send_after</c>) and its lease are over: a claim sets the lease, the end of a
/// delivery lifts it, and a failure sets the pause. So a dead chat waits alone, and a crash costs no more than the lease.
/// </remarks>
internal sealed class SqliteDeliveryStore(SqliteDatabase database) : IDeliveryStore
{
    public async Task<IReadOnlyList<OwedDelivery>> ClaimAsync(
        DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.WriteAsync(connection =>
        {
            // "owing" skips from chat to chat in the index of what is pending: it costs a step a chat that is owed something,
            // however many chats there are and however much each is owed.
            var chats = connection.Query(
                """
                WITH RECURSIVE owing (chat_id) AS (
                    SELECT min(chat_id) FROM delivery WHERE state = 'pending'
                    UNION ALL
                    SELECT (SELECT min(d.chat_id) FROM delivery d WHERE d.state = 'pending' AND d.chat_id > owing.chat_id)
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
            return connection.Query(
                $"""
                SELECT d.id, c.platform, c.address, c.thread, c.settings, {Rows.ItemColumns}, d.attempts, d.parts_sent
                FROM json_each($chats) taken
                JOIN chat c ON c.id = taken.value
                JOIN delivery d ON d.id = (SELECT min(h.id) FROM delivery h WHERE h.chat_id = c.id AND h.state = 'pending')
                JOIN item i ON i.id = d.item_id
                ORDER BY d.id
                """,
                row => new OwedDelivery(
                    new DeliveryId(row.Number("id")), Rows.Chat(row), Rows.Settings(row), new SubscriptionSettings(), Rows.Item(row),
                    (int)row.Number("attempts"), [.. Enumerable.Repeat("", (int)row.Number("parts_sent"))]),
                ("$chats", SqliteCommands.JsonArray(chats)));
        }, cancellationToken);
    }

    public Task ReleaseAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("UPDATE chat SET lease_until = 0 WHERE lease_until <> 0"), cancellationToken);

    public Task PartSentAsync(
        DeliveryId delivery, string messageId, bool isLast, DateTimeOffset now, DateTimeOffset free, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var chat = connection.Number(
                """
                UPDATE delivery SET parts_sent = parts_sent + 1, message_ids = json_insert(message_ids, '$[#]', $message),
                    state = CASE WHEN $last THEN 'sent' ELSE state END, ended = CASE WHEN $last THEN $now END
                WHERE id = $id AND state = 'pending' RETURNING chat_id
                """,
                ("$id", delivery), ("$message", messageId), ("$last", isLast), ("$now", now));
            return isLast ? PutOff(connection, chat, free) : 0;
        }, cancellationToken);

    public Task<IReadOnlyList<OwedDelivery>> BehindAsync(DeliveryId taken, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SentTogetherAsync(
        IReadOnlyList<DeliveryId> deliveries, IReadOnlyList<string> messageIds, DateTimeOffset now, DateTimeOffset free,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EditedAsync(DeliveryId delivery, string? reason, DateTimeOffset free, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SentItem>> InMessageAsync(ChatAddress chat, string messageId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task TryAgainAsync(DeliveryId delivery, DateTimeOffset at, string reason, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => PutOff(connection, connection.Number(
            """
            UPDATE delivery SET attempts = attempts + 1, reason = $reason WHERE id = $id AND state = 'pending' RETURNING chat_id
            """,
            ("$id", delivery), ("$reason", reason)), at), cancellationToken);

    public Task RefuseAsync(DeliveryId delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => PutOff(connection, connection.Number(
            """
            UPDATE delivery SET state = 'refused', reason = $reason, ended = $now
            WHERE id = $id AND state = 'pending' RETURNING chat_id
            """,
            ("$id", delivery), ("$reason", reason), ("$now", now)), now), cancellationToken);

    public Task ParkChatAsync(ChatAddress chat, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var id = connection.FindChat(chat);
            connection.Execute(
                "UPDATE chat SET parked = $reason, parked_at = $now WHERE id = $id",
                ("$id", id), ("$reason", reason), ("$now", now));
            return connection.Execute(
                "UPDATE delivery SET state = 'refused', reason = $reason, ended = $now WHERE chat_id = $id AND state = 'pending'",
                ("$id", id), ("$reason", reason), ("$now", now));
        }, cancellationToken);

    public Task ReviveChatAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            "UPDATE chat SET parked = NULL, parked_at = NULL, send_after = 0, lease_until = 0 WHERE id = $id AND parked IS NOT NULL",
            ("$id", connection.FindChat(chat))), cancellationToken);

    public Task MoveChatAsync(ChatAddress from, ChatAddress to, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => (connection.FindChat(from), connection.FindChat(to)) switch
            {
                (null, _) => 0,
                ({ } old, null) => Rename(connection, old, to),
                ({ } old, { } known) => old == known ? 0 : Merge(connection, old, known),
            }, cancellationToken);

    public Task<(int Pending, DateTimeOffset? Oldest)> BacklogAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Query(
            """
            SELECT b.pending, (SELECT created FROM delivery WHERE id = b.oldest) AS oldest
            FROM (SELECT count(*) AS pending, min(id) AS oldest FROM delivery WHERE state = 'pending') b
            """,
            row => ((int)row.Number("pending"), row.TimeOrNull("oldest")))[0], cancellationToken);

    /// <summary>Nothing more goes to the chat before then. No chat: the delivery was dropped meanwhile, its lease runs out.</summary>
    private static int PutOff(SqliteConnection connection, long? chat, DateTimeOffset until) =>
        connection.Execute("UPDATE chat SET send_after = $until, lease_until = 0 WHERE id = $id", ("$id", chat), ("$until", until));

    private static int Rename(SqliteConnection connection, long chat, ChatAddress to) => connection.Execute(
        "UPDATE chat SET platform = $platform, address = $address, thread = $thread WHERE id = $id",
        ("$id", chat), ("$platform", to.Platform), ("$address", to.Address), ("$thread", to.Thread));

    /// <summary>The bot knows the chat under its new address already: what that one lacks goes along, the rest with the old.</summary>
    private static int Merge(SqliteConnection connection, long old, long known) => connection.Execute(
        """
        UPDATE chat SET
            parked = NULL, parked_at = NULL, send_after = max(chat.send_after, o.send_after),
            settings = CASE WHEN chat.settings = '{}' THEN o.settings ELSE chat.settings END
        FROM (SELECT send_after, settings FROM chat WHERE id = $old) o WHERE chat.id = $known;
        UPDATE OR IGNORE subscription SET chat_id = $known WHERE chat_id = $old;
        UPDATE OR IGNORE delivery SET chat_id = $known WHERE chat_id = $old;
        UPDATE OR IGNORE transcript SET chat_id = $known WHERE chat_id = $old;
        DELETE FROM chat WHERE id = $old;
        """,
        ("$old", old), ("$known", known));
}
