using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>The steps of saving what one look at a feed changes; each takes part in its caller's transaction.</summary>
internal static class SqliteUpdate
{
    /// <summary>
    /// How old the note may get that a key was met, before it is written again: a feed that is looked at every five
    /// minutes does not rewrite all its keys each time. Forgetting works in months.
    /// </summary>
    public static readonly TimeSpan MetPrecision = TimeSpan.FromDays(1);

    public static void SaveFeed(SqliteConnection connection, UpdateIntent intent, DateTimeOffset now)
    {
        var feed = intent.Feed;
        // A feed may move to where another one is already: its readers read that one from now on, and nobody polls this.
        var taken = connection.Number("SELECT id FROM feed WHERE url = $url AND id <> $id", ("$url", feed.Url.Key), ("$id", feed.Id));
        if (taken is not null)
            HandOver(connection, feed.Id, taken.Value);
        var changed = connection.Execute(
            """
            UPDATE feed SET
                url = iif($taken, url, $url), host = iif($taken, host, $host), title = $title, link = $link, language = $language,
                etag = $etag, last_modified = $last_modified, body_hash = $body_hash, hints = $hints, identity = $identity,
                last_success = $last_success, last_item = $last_item, last_body = $last_body, failures = $failures,
                failing_since = $failing_since, told_at = $told_at, move = $move, rhythm = $rhythm, trouble = $trouble, repair = $repair,
                next_due = $next_due, next_due_reason = $next_due_reason, ended = $ended,
                hub = $hub, hub_topic = $hub_topic,
                last_listing = CASE WHEN $has_listing THEN $now ELSE last_listing END
            WHERE id = $id
            """,
            ("$id", feed.Id), ("$url", feed.Url.Key), ("$host", feed.Url.Host), ("$taken", taken is not null), ("$title", feed.Title), ("$link", feed.Link), ("$language", feed.Language),
            ("$etag", feed.Validators.ETag), ("$last_modified", feed.Validators.LastModified), ("$body_hash", feed.BodyHash),
            ("$hints", JsonSerializer.Serialize(feed.Hints, StoreJson.Columns.PublisherHints)),
            ("$identity", (int)feed.Identity), ("$last_success", feed.Health.LastSuccess), ("$last_item", feed.Health.LastItem), ("$failures", feed.Health.Failures),
            ("$last_body", feed.Health.LastBody), ("$failing_since", feed.Health.FailingSince), ("$told_at", feed.Health.ToldAt),
            ("$rhythm", JsonSerializer.Serialize(feed.Rhythm, StoreJson.Columns.Rhythm)),
            ("$move", feed.Move is { } move ? JsonSerializer.Serialize(move, StoreJson.Columns.FeedMove) : null),
            ("$trouble", feed.Health.Trouble is { } trouble ? JsonSerializer.Serialize(trouble, StoreJson.Columns.FetchTrouble) : null), ("$repair", feed.Health.Repair), ("$next_due", feed.Health.NextPoll),
            ("$next_due_reason", Rows.Reason(feed.Health.NextPollReason)), ("$ended", feed.Health.Ended),
            ("$hub", feed.Hub?.Address), ("$hub_topic", feed.Hub?.Topic),
            ("$has_listing", intent.Backlog is not null || intent.New.Count + intent.Met.Count > 0), ("$now", now));
        if (changed == 0)
            throw new InvalidOperationException($"Feed {feed.Id} is not in the store.");
        EndLook(connection, feed.Id);
        if (intent.SiteQuietUntil is { } until)
            Quiet(connection, feed.Url.Host, until, now);
    }

    /// <summary>After a look that found what is known: by far the most looks end here, and write no more than they must.</summary>
    public static void SaveSchedule(SqliteConnection connection, Feed feed)
    {
        connection.Execute(
            "UPDATE feed SET last_success = $last_success, next_due = $next_due, next_due_reason = $next_due_reason WHERE id = $id",
            ("$id", feed.Id), ("$last_success", feed.Health.LastSuccess), ("$next_due", feed.Health.NextPoll),
            ("$next_due_reason", Rows.Reason(feed.Health.NextPollReason)));
        EndLook(connection, feed.Id);
    }

    /// <summary>Gives the feed free for the next look.</summary>
    private static void EndLook(SqliteConnection connection, FeedId feed) =>
        connection.Execute("DELETE FROM lease WHERE feed_id = $id", ("$id", feed));

    /// <summary>Owes the feed's chats a word about it. Those who were not told that it fails are not told that it recovered.</summary>
    public static void SaveNotice(SqliteConnection connection, Feed feed, FeedNotice notice, DateTimeOffset now)
    {
        if (connection.Number("SELECT 1 FROM subscription WHERE feed_id = $feed LIMIT 1", ("$feed", feed.Id)) is null)
            return;
        var post = new Post { Title = feed.Title, Lead = "", Source = feed.Title };
        var id = new ItemId(connection.Number(
            """
            INSERT INTO item (feed_id, dated, first_seen, title, post, fingerprint, notice)
            VALUES ($feed, $now, $now, $title, $post, '', $notice) RETURNING id
            """,
            ("$feed", feed.Id), ("$now", now), ("$title", post.Title), ("$post", Json(post)),
            ("$notice", JsonSerializer.Serialize(notice, StoreJson.Columns.FeedNotice)))!.Value);
        Owe(connection, feed.Id, id, now, subscribedBy: notice.Kind == FeedNoticeKind.Recovered ? notice.Since ?? now : DateTimeOffset.MaxValue);
    }

    private static void HandOver(SqliteConnection connection, FeedId feed, long to) => connection.Execute(
        """
        UPDATE OR IGNORE subscription SET feed_id = $to WHERE feed_id = $feed;
        DELETE FROM subscription WHERE feed_id = $feed;
        """,
        ("$feed", feed), ("$to", to));

    /// <summary>The longest of several wishes counts; what is over is forgotten.</summary>
    private static void Quiet(SqliteConnection connection, string host, DateTimeOffset until, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO quiet_host (host, until) VALUES ($host, $until)
        ON CONFLICT DO UPDATE SET until = max(until, excluded.until);
        DELETE FROM quiet_host WHERE until <= $now;
        """,
        ("$host", host), ("$until", until), ("$now", now));

    /// <summary>After a push: a look at the feed may be under way, and what it will write is the truth.</summary>
    public static void SavePushed(SqliteConnection connection, Feed feed) => connection.Execute(
        "UPDATE feed SET last_item = max(coalesce(last_item, 0), $last_item) WHERE id = $id AND $last_item IS NOT NULL",
        ("$id", feed.Id), ("$last_item", feed.Health.LastItem));

    /// <summary>The number of the new item, or null if its first key is known: the key decides who is first.</summary>
    public static ItemId? SaveNew(SqliteConnection connection, FeedId feed, NewItem item, DateTimeOffset now)
    {
        if (item.Keys is not [var first, ..])
            throw new ArgumentException($"The item {item.PublisherId ?? item.Post.Title} has no key.", nameof(item));
        var claimed = connection.Number(
            """
            INSERT INTO seen (feed_id, kind, hash, last_seen) VALUES ($feed, $kind, $hash, $now)
            ON CONFLICT DO NOTHING RETURNING 1
            """,
            ("$feed", feed), ("$kind", (int)first.Kind), ("$hash", first.Bytes()), ("$now", now));
        if (claimed is null)
            return null;
        var id = new ItemId(connection.Number(
            """
            INSERT INTO item (feed_id, dated, first_seen, published, publisher_id, title, link, post, fingerprint)
            VALUES ($feed, min(coalesce($published, $now), $now), $now, $published, $publisher_id, $title, $link, $post, $fingerprint)
            RETURNING id
            """,
            ("$feed", feed), ("$now", now), ("$published", item.Post.Published), ("$publisher_id", item.PublisherId),
            ("$title", item.Post.Title), ("$link", item.Post.Link), ("$post", Json(item.Post)),
            ("$fingerprint", item.Fingerprint))!.Value);
        foreach (var key in item.Keys)
            Learn(connection, feed, key, id, now);
        Index(connection, id, item.Post);
        if (item.Announce)
            Owe(connection, feed, id, now, subscribedBy: DateTimeOffset.MaxValue);
        return id;
    }

    /// <summary>Owes an edit to those who have the item in a message, if they would see that it changed.</summary>
    public static void SaveChanged(SqliteConnection connection, FeedId feed, ChangedItem item, DateTimeOffset now)
    {
        var before = connection.First(
            $"SELECT {Rows.ItemColumns} FROM item i WHERE i.id = $id AND i.feed_id = $feed", Rows.Item, ("$id", item.Item), ("$feed", feed));
        if (before is null)
            return; // it was pruned since the look
        var isSeen = (before.Post.Title, before.Post.Lead) != (item.Post.Title, item.Post.Lead);
        connection.Execute(
            """
            UPDATE item SET dated = min(coalesce($published, first_seen), first_seen), published = $published,
                title = $title, link = $link, post = $post, fingerprint = $fingerprint,
                edition = edition + $seen
            WHERE id = $id
            """,
            ("$id", item.Item), ("$published", item.Post.Published), ("$title", item.Post.Title),
            ("$link", item.Post.Link), ("$post", Json(item.Post)), ("$fingerprint", item.Fingerprint), ("$seen", isSeen));
        connection.Execute("DELETE FROM item_search WHERE rowid = $id", ("$id", item.Item));
        Index(connection, item.Item, item.Post);
        if (isSeen)
            SqliteEdits.Owe(connection, item.Item, now);
    }

    public static void SaveLearnt(SqliteConnection connection, FeedId feed, LearntKey learnt, DateTimeOffset now) =>
        Learn(connection, feed, learnt.Key, learnt.Item, now);

    /// <summary>Notes that the feed still lists the keys by which its items were met.</summary>
    public static void KeepMet(SqliteConnection connection, UpdateIntent intent, DateTimeOffset now)
    {
        if (intent.Met.Count == 0)
            return;
        connection.Execute(
            """
            UPDATE seen SET last_seen = $now
            WHERE feed_id = $feed AND last_seen < $stale
              AND (kind, hash) IN (SELECT value ->> 0, unhex(value ->> 1) FROM json_each($keys))
            """,
            ("$feed", intent.Feed.Id), ("$now", now), ("$stale", now - MetPrecision), ("$keys", Rows.JsonArray(intent.Met)));
    }

    /// <summary>Adds a key of an item. One that belongs to another item stays there; one whose item is gone is taken over.</summary>
    private static void Learn(SqliteConnection connection, FeedId feed, ItemKey key, ItemId item, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO seen (feed_id, kind, hash, item_id, last_seen)
            VALUES ($feed, $kind, $hash, (SELECT id FROM item WHERE id = $item AND feed_id = $feed), $now)
            ON CONFLICT DO UPDATE SET item_id = excluded.item_id, last_seen = excluded.last_seen WHERE item_id IS NULL
            """,
            ("$feed", feed), ("$kind", (int)key.Kind), ("$hash", key.Bytes()), ("$item", item), ("$now", now));

    private static void Index(SqliteConnection connection, ItemId item, Post post) => connection.Execute(
        "INSERT INTO item_search (rowid, title, text) VALUES ($id, $title, $text)",
        ("$id", item), ("$title", SearchTerms.OfText(post.Title)),
        ("$text", SearchTerms.OfText($"{post.Lead}\n{post.Body.ToPlainText()}")));

    private static void Owe(SqliteConnection connection, FeedId feed, ItemId item, DateTimeOffset now, DateTimeOffset subscribedBy) => connection.Execute(
        """
        INSERT INTO delivery (item_id, chat_id, created)
        SELECT $item, s.chat_id, $now FROM subscription s JOIN chat c ON c.id = s.chat_id
        WHERE s.feed_id = $feed AND c.parked IS NULL AND s.since <= $subscribed_by
        ORDER BY s.id
        """,
        ("$item", item), ("$feed", feed), ("$now", now), ("$subscribed_by", subscribedBy));

    private static string Json(Post post) => JsonSerializer.Serialize(post, StoreJson.Columns.Post);
}
