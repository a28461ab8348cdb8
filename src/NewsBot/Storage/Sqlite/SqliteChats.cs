using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>What becomes of a chat; each step takes part in its caller's transaction.</summary>
internal static class SqliteChats
{
    /// <summary>Nothing more goes to the chat before then. No chat: the delivery was dropped meanwhile, its lease runs out.</summary>
    public static int PutOff(SqliteConnection connection, long? chat, DateTimeOffset until) =>
        connection.Execute("UPDATE chat SET send_after = $until, lease_until = 0 WHERE id = $id", ("$id", chat), ("$until", until));

    /// <summary>Nothing goes to any thread of the address any more.</summary>
    public static int Park(SqliteConnection connection, ChatAddress chat, string reason, DateTimeOffset now) => connection.Execute(
        """
        UPDATE chat SET parked = $reason, parked_at = $now WHERE platform = $platform AND address = $address;
        UPDATE delivery SET state = 'sent'
        WHERE state = 'changed' AND chat_id IN (SELECT id FROM chat WHERE platform = $platform AND address = $address);
        UPDATE delivery SET state = 'refused', reason = $reason, ended = $now
        WHERE state = 'pending' AND chat_id IN (SELECT id FROM chat WHERE platform = $platform AND address = $address);
        """,
        ("$platform", chat.Platform), ("$address", chat.Address), ("$reason", reason), ("$now", now));

    /// <summary>All threads of the address are served again.</summary>
    public static int Revive(SqliteConnection connection, ChatAddress chat) => connection.Execute(
        """
        UPDATE chat SET parked = NULL, parked_at = NULL, send_after = 0, lease_until = 0
        WHERE platform = $platform AND address = $address AND parked IS NOT NULL
        """,
        ("$platform", chat.Platform), ("$address", chat.Address));

    /// <summary>The chat has another address, which the bot may know already.</summary>
    public static int Move(SqliteConnection connection, ChatAddress from, ChatAddress to)
    {
        if (connection.FindChat(from) is not { } old || from == to)
            return 0;
        LeaveMessages(connection, old);
        return connection.FindChat(to) is { } known ? Merge(connection, old, known) : Rename(connection, old, to);
    }

    /// <summary>What was sent stays behind under the old address: its numbers mean other messages under the new one.</summary>
    private static void LeaveMessages(SqliteConnection connection, long chat) => connection.Execute(
        "UPDATE delivery SET state = 'sent', final = 1 WHERE chat_id = $chat AND state IN ('sent', 'changed')", ("$chat", chat));

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
        UPDATE message SET chat_id = $known WHERE chat_id = $old;
        UPDATE OR IGNORE transcript SET chat_id = $known WHERE chat_id = $old;
        DELETE FROM chat WHERE id = $old;
        """,
        ("$old", old), ("$known", known));
}
