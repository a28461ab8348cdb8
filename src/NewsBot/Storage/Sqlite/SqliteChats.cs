using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>What becomes of a chat; each step takes part in its caller's transaction.</summary>
internal static class SqliteChats
{
    /// <summary>Nothing more goes to the chat before then. No chat: the delivery was dropped meanwhile, its lease runs out.</summary>
    public static int PutOff(SqliteConnection connection, long? chat, DateTimeOffset until) =>
        connection.Execute("UPDATE chat SET send_after = $until, lease_until = 0 WHERE id = $id", ("$id", chat), ("$until", until));

    /// <summary>Something went out to the chat, so it is open; it rests until then.</summary>
    public static int Rest(SqliteConnection connection, long? chat, DateTimeOffset until) => connection.Execute(
        "UPDATE chat SET send_after = $until, lease_until = 0, shut = NULL WHERE id = $id", ("$id", chat), ("$until", until));

    /// <summary>The chat does not let the bot post: it waits until then, with all that it is owed.</summary>
    /// <returns>True if it was open before.</returns>
    public static bool Shut(SqliteConnection connection, ChatAddress chat, string reason, DateTimeOffset until)
    {
        var id = connection.FindChat(chat);
        var wasOpen = connection.Number("SELECT 1 FROM chat WHERE id = $id AND shut IS NULL", ("$id", id)) is not null;
        connection.Execute(
            "UPDATE chat SET shut = $reason, send_after = $until, lease_until = 0 WHERE id = $id",
            ("$id", id), ("$reason", reason), ("$until", until));
        return wasOpen;
    }

    /// <summary>Nothing goes to the thread of the address any more; without a thread, to none of them.</summary>
    public static int Park(SqliteConnection connection, ChatAddress chat, string reason, DateTimeOffset now) => connection.Execute(
        """
        UPDATE chat SET parked = $reason, parked_at = $now, shut = NULL
        WHERE platform = $platform AND address = $address AND $thread IN ('', thread);
        UPDATE delivery SET state = 'sent'
        WHERE state = 'changed' AND chat_id IN (
            SELECT id FROM chat WHERE platform = $platform AND address = $address AND $thread IN ('', thread));
        UPDATE delivery SET state = 'refused', reason = $reason, ended = $now
        WHERE state = 'pending' AND chat_id IN (
            SELECT id FROM chat WHERE platform = $platform AND address = $address AND $thread IN ('', thread));
        """,
        ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread), ("$reason", reason), ("$now", now));

    /// <summary>All threads of the address are served again. One that was only shut may be tried this very moment: it keeps its
    /// lease, or it would get the same twice.</summary>
    public static int Revive(SqliteConnection connection, ChatAddress chat) => connection.Execute(
        """
        UPDATE chat SET
            parked = NULL, parked_at = NULL, shut = NULL, send_after = 0, lease_until = iif(parked IS NULL, lease_until, 0)
        WHERE platform = $platform AND address = $address AND (parked IS NOT NULL OR shut IS NOT NULL)
        """,
        ("$platform", chat.Platform), ("$address", chat.Address));

    /// <summary>The chat has another address, which the bot may know already. Whether it is shut there is found out anew.</summary>
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
        """
        UPDATE chat SET platform = $platform, address = $address, thread = $thread,
            shut = NULL, send_after = iif(shut IS NULL, send_after, 0)
        WHERE id = $id
        """,
        ("$id", chat), ("$platform", to.Platform), ("$address", to.Address), ("$thread", to.Thread));

    /// <summary>The bot knows the chat under its new address already: what that one lacks goes along, the rest with the old.</summary>
    private static int Merge(SqliteConnection connection, long old, long known) => connection.Execute(
        """
        UPDATE chat SET
            parked = NULL, parked_at = NULL, shut = NULL,
            send_after = max(iif(chat.shut IS NULL, chat.send_after, 0), iif(o.shut IS NULL, o.send_after, 0)),
            settings = CASE WHEN chat.settings = '{}' THEN o.settings ELSE chat.settings END
        FROM (SELECT send_after, shut, settings FROM chat WHERE id = $old) o WHERE chat.id = $known;
        UPDATE OR IGNORE subscription SET chat_id = $known WHERE chat_id = $old;
        UPDATE OR IGNORE delivery SET chat_id = $known WHERE chat_id = $old;
        UPDATE message SET chat_id = $known WHERE chat_id = $old;
        UPDATE OR IGNORE transcript SET chat_id = $known WHERE chat_id = $old;
        DELETE FROM chat WHERE id = $old;
        """,
        ("$old", old), ("$known", known));
}
