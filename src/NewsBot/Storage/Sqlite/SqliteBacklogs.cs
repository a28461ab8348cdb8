using System.IO.Compression;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// The backlogs of feeds, as they came. Whoever reads items or keys of a feed opens its backlog before: from then on it is items like
/// others, with the time of the look at which they were found.
/// </summary>
internal sealed partial class SqliteBacklogs(SqliteDatabase database, ILogger<SqliteBacklogs> log)
{
    /// <summary>Opened with one transaction: composing is done before it, and others wait for the writer's turn no longer than this.</summary>
    private const int Batch = 16;

    /// <summary>Keeps what a feed held at the first look.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="backlog">What it held.</param>
    /// <param name="packed">The document as <see cref="Pack"/> makes it, beforehand: the writer's turn is for writing.</param>
    /// <param name="now">The time of the look.</param>
    public static void Save(SqliteConnection connection, FeedId feed, Backlog backlog, byte[] packed, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO backlog (feed_id, document, url, content_type, items, at) VALUES ($feed, $document, $url, $content_type, $items, $now)
        ON CONFLICT DO NOTHING
        """,
        ("$feed", feed), ("$document", packed), ("$url", backlog.Url), ("$content_type", backlog.ContentType),
        ("$items", backlog.Items), ("$now", now));

    /// <summary>Makes items of the backlog of a feed, if there is one.</summary>
    public async Task OpenAsync(FeedId feed, CancellationToken cancellationToken)
    {
        foreach (var kept in await ReadAsync("b.feed_id = $feed", [("$feed", feed)], cancellationToken))
            await StoreAsync([new Opened(kept.Feed.Id, kept.Backlog.Read(kept.Feed), kept.At)], cancellationToken);
    }

    /// <summary>Makes items of the backlogs of all feeds of a chat. One that cannot be composed is left as it is: the chat still gets the others.</summary>
    public async Task OpenAsync(ChatAddress chat, CancellationToken cancellationToken)
    {
        for (FeedId after = default; ;)
        {
            var batch = await ReadAsync(
                $"b.feed_id > $after AND b.feed_id IN ({SqliteItemStore.FeedsOfChat})",
                [("$after", after), ("$platform", chat.Platform), ("$address", chat.Address), ("$thread", chat.Thread)],
                cancellationToken);
            if (batch.Count == 0)
                return;
            after = batch[^1].Feed.Id;
            await StoreAsync([.. batch.Select(TryRead).OfType<Opened>()], cancellationToken);
        }
    }

    private Opened? TryRead(Kept kept)
    {
        try
        {
            return new Opened(kept.Feed.Id, kept.Backlog.Read(kept.Feed), kept.At);
        }
        catch (Exception e)
        {
            Log.Unreadable(log, kept.Feed.Url, e);
            return null;
        }
    }

    private async Task<IReadOnlyList<Kept>> ReadAsync(string which, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {Rows.FeedColumns}, b.document, b.url AS document_url, b.content_type, b.items, b.at
            FROM backlog b JOIN feed f ON f.id = b.feed_id WHERE {which} ORDER BY b.feed_id LIMIT {Batch}
            """,
            row => new Kept(
                Rows.Feed(row),
                new Backlog(
                    Unpack((byte[])row["document"]), new Uri(row.Text("document_url")), row.TextOrNull("content_type"), (int)row.Number("items")),
                row.Time("at")),
            parameters), cancellationToken);

    /// <summary>Several may open one at the same time: whoever takes it away stores its items.</summary>
    private Task<int> StoreAsync(IReadOnlyList<Opened> backlogs, CancellationToken cancellationToken) => database.WriteAsync(connection =>
    {
        foreach (var opened in backlogs)
        {
            if (connection.Execute("DELETE FROM backlog WHERE feed_id = $feed", ("$feed", opened.Feed)) == 0)
                continue;
            foreach (var item in opened.Items)
                SqliteUpdate.SaveNew(connection, opened.Feed, item, opened.At);
        }
        return backlogs.Count;
    }, cancellationToken);

    /// <summary>A document as it is stored.</summary>
    public static byte[] Pack(byte[] document)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(document);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var document = new MemoryStream();
        deflate.CopyTo(document);
        return document.ToArray();
    }

    private sealed record Kept(Feed Feed, Backlog Backlog, DateTimeOffset At);

    private sealed record Opened(FeedId Feed, IReadOnlyList<NewItem> Items, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What {Feed} held at the first look cannot be composed; it stays as it is")]
        public static partial void Unreadable(ILogger log, FeedUrl feed, Exception exception);
    }
}
