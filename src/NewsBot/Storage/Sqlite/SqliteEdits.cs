using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// Which messages owe an edit; each step takes part in its caller's transaction. An item has an edition that grows with
/// each change people see, and a delivery keeps the edition it was made of: where the two differ, an edit is owed. So a
/// change that comes while a message is on its way is seen when the message is out.
/// </summary>
internal static class SqliteEdits
{
    /// <summary>Nobody reads a message again that is older, and some platforms let nobody edit it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(48);

    /// <summary>A message that changes more often is a ticker, and each change may ring somebody's bell.</summary>
    private const int Most = 3;

    /// <summary>Owes the edits of an item that changed.</summary>
    public static void Owe(SqliteConnection connection, ItemId item, DateTimeOffset now) => Owe(connection, "item_id = $id", item, now);

    /// <summary>Owes the edit of a delivery whose item changed while its message was on its way.</summary>
    public static void Owe(SqliteConnection connection, DeliveryId delivery, DateTimeOffset now) =>
        Owe(connection, "id = $id", delivery, now);

    /// <summary>Drops the edits that a chat is owed for a feed.</summary>
    public static void Drop(SqliteConnection connection, long? chat, FeedId feed) => connection.Execute(
        """
        UPDATE delivery SET state = 'sent'
        WHERE chat_id = $chat AND state = 'changed' AND item_id IN (SELECT id FROM item WHERE feed_id = $feed)
        """,
        ("$chat", chat), ("$feed", feed));

    private static void Owe(SqliteConnection connection, string which, object id, DateTimeOffset now) => connection.Execute(
        $"""
        UPDATE delivery SET state = 'changed', attempts = 0, reason = NULL
        WHERE {which} AND state = 'sent' AND final = 0 AND edits < $most AND ended >= $since AND EXISTS (
            SELECT 1 FROM item i
            JOIN subscription s ON s.feed_id = i.feed_id AND s.chat_id = delivery.chat_id
            JOIN chat c ON c.id = s.chat_id
            WHERE i.id = delivery.item_id AND i.edition <> delivery.edition AND c.parked IS NULL
              AND coalesce(s.settings ->> 'IgnoresChanges', 0) = 0)
        """,
        ("$id", id), ("$most", Most), ("$since", now - Longest));
}
