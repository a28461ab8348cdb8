using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>Rows that several stores read, as what they are in the model.</summary>
internal static class Rows
{
    /// <summary>The columns that <see cref="Feed"/> reads, of a table that goes by the name <c>f</c>.</summary>
    public const string FeedColumns = """
        f.id, f.url, f.title, f.link, f.language, f.etag, f.last_modified, f.body_hash, f.hints, f.last_success, f.last_item,
        f.last_body, f.identity, f.failures, f.failing_since, f.told_at, f.move, f.rhythm, f.trouble, f.repair, f.next_due, f.next_due_reason,
        f.ended, f.hub, f.hub_topic, (SELECT q.until FROM quiet_host q WHERE q.host = f.host) AS quiet_until,
        (SELECT count(*) FROM (SELECT 1 FROM subscription c WHERE c.feed_id = f.id LIMIT 100)) AS subscribers
        """;

    /// <summary>The columns that <see cref="Item"/> reads, of a table that goes by the name <c>i</c>.</summary>
    public const string ItemColumns = "i.id AS item_id, i.feed_id, i.post, i.first_seen, i.notice";

    public static Feed Feed(SqliteDataReader row) => new()
    {
        Id = new FeedId(row.Number("id")),
        Url = FeedUrl.TryFrom(new Uri(row.Text("url")), out var url)
            ? url
            : throw new InvalidDataException($"Feed {row.Number("id")} has an address that is none."),
        Title = row.Text("title"),
        Link = row.UriOrNull("link"),
        Language = row.TextOrNull("language"),
        Validators = new CacheValidators(row.TextOrNull("etag"), row.TextOrNull("last_modified")),
        BodyHash = row.TextOrNull("body_hash"),
        Hints = JsonSerializer.Deserialize(row.Text("hints"), StoreJson.Columns.PublisherHints)!,
        Identity = (IdentityRule)row.Number("identity"),
        Hub = row.UriOrNull("hub") is { } hub ? new FeedHub(hub, row.Text("hub_topic")) : null,
        Rhythm = JsonSerializer.Deserialize(row.Text("rhythm"), StoreJson.Columns.Rhythm)!,
        Move = row.TextOrNull("move") is { } move ? JsonSerializer.Deserialize(move, StoreJson.Columns.FeedMove) : null,
        Subscribers = (int)row.Number("subscribers"),
        Health = Health(row),
    };

    public static StoredItem Item(SqliteDataReader row) => new(
        new ItemId(row.Number("item_id")),
        new FeedId(row.Number("feed_id")),
        JsonSerializer.Deserialize(row.Text("post"), StoreJson.Columns.Post)!,
        row.Time("first_seen"))
    {
        Notice = row.TextOrNull("notice") is { } notice ? JsonSerializer.Deserialize(notice, StoreJson.Columns.FeedNotice) : null,
    };

    public static ChatAddress Chat(SqliteDataReader row) => new(row.Text("platform"), row.Text("address"), row.Text("thread"));

    public static ChatSettings Settings(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.Text("settings"), StoreJson.Columns.ChatSettings)!;

    /// <summary>The defaults where there is no subscription any more.</summary>
    public static SubscriptionSettings Subscription(SqliteDataReader row, string column) => row.TextOrNull(column) is { } settings
        ? JsonSerializer.Deserialize(settings, StoreJson.Columns.SubscriptionSettings)!
        : new SubscriptionSettings();

    /// <summary>A feed whose whole site asked for quiet is not looked at before that is over, whatever its own schedule says.</summary>
    private static FeedHealth Health(SqliteDataReader row)
    {
        var (due, quiet) = (row.Time("next_due"), row.TimeOrNull("quiet_until"));
        return new FeedHealth
        {
            LastSuccess = row.TimeOrNull("last_success"),
            LastItem = row.TimeOrNull("last_item"),
            LastBody = row.TimeOrNull("last_body"),
            Failures = (int)row.Number("failures"),
            FailingSince = row.TimeOrNull("failing_since"),
            ToldAt = row.TimeOrNull("told_at"),
            Trouble = row.TextOrNull("trouble") is { } trouble ? JsonSerializer.Deserialize(trouble, StoreJson.Columns.FetchTrouble) : null,
            Repair = row.TextOrNull("repair"),
            NextPoll = quiet > due ? quiet.Value : due,
            NextPollReason = quiet > due ? new PollReason(PollReasonKind.SiteQuiet)
                : row.Text("next_due_reason") is { Length: > 0 } reason ? JsonSerializer.Deserialize(reason, StoreJson.Columns.PollReason) : null,
            IsQuiet = quiet > due,
            Ended = row.Flag("ended"),
        };
    }

    /// <summary>The number of a chat's row, or null if nothing is known of it.</summary>
    public static long? FindChat(this SqliteConnection connection, ChatAddress chat) => connection.Number(
        "SELECT id FROM chat WHERE platform = $platform AND address = $address AND thread = $thread",
        ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread));

    /// <summary>The number of a chat's row, made if need be.</summary>
    public static long EnsureChat(this SqliteConnection connection, ChatAddress chat) =>
        connection.FindChat(chat)
        ?? connection.Number(
            "INSERT INTO chat (platform, address, thread) VALUES ($platform, $address, $thread) RETURNING id",
            ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread))!.Value;

    /// <summary>A reason as it stands in the column <c>next_due_reason</c>.</summary>
    public static string Reason(PollReason? reason) => reason is null ? "" : JsonSerializer.Serialize(reason, StoreJson.Columns.PollReason);

    /// <summary>The hash of a key as the 16 bytes that are stored.</summary>
    public static byte[] Bytes(this ItemKey key) => Convert.FromHexString(key.Hash);

    /// <summary>Keys as a JSON array of pairs of kind and hash, for <c>json_each($keys)</c>.</summary>
    public static string JsonArray(IEnumerable<ItemKey> keys) =>
        $"[{string.Join(',', keys.Select(key => $"[{(int)key.Kind},\"{Convert.ToHexString(key.Bytes())}\"]"))}]";
}
