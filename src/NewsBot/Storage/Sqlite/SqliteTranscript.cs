using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="ITranscript"/>
internal sealed class SqliteTranscript(SqliteDatabase database) : ITranscript
{
    public Task<TranscriptEntry> AppendAsync(
        ChatAddress chat, string key, string payload, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var id = connection.EnsureChat(chat);
            return connection.First(
                """
                INSERT INTO transcript (chat_id, key, payload, at) VALUES ($chat, $key, $payload, $at)
                ON CONFLICT (chat_id, key) DO NOTHING RETURNING id, key, payload, at
                """,
                row => Entry(row, isNew: true), ("$chat", id), ("$key", key), ("$payload", payload), ("$at", at))
                ?? connection.First(
                    "SELECT id, key, payload, at FROM transcript WHERE chat_id = $chat AND key = $key",
                    row => Entry(row, isNew: false), ("$chat", id), ("$key", key))!;
        }, cancellationToken);

    public async Task<IReadOnlyList<TranscriptEntry>> ReadAsync(
        ChatAddress chat, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.ReadAsync(connection => connection.Query(
            """
            SELECT id, key, payload, at FROM (
                SELECT id, key, payload, at FROM transcript WHERE chat_id = $chat AND id > $after ORDER BY id DESC LIMIT $limit)
            ORDER BY id
            """,
            row => Entry(row, isNew: false),
            ("$chat", connection.FindChat(chat)), ("$after", after), ("$limit", limit)), cancellationToken);
    }

    private static TranscriptEntry Entry(SqliteDataReader row, bool isNew) =>
        new(row.Number("id"), row.Text("key"), row.Text("payload"), row.Time("at"), isNew);
}
