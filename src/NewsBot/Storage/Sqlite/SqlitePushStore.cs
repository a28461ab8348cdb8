using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IPushStore"/>
internal sealed class SqlitePushStore(SqliteDatabase database) : IPushStore
{
    private const string Subscriptions =
        $"SELECT p.id AS push_id, p.hub AS push_hub, p.topic, p.public_url, p.secret, p.state, {Rows.FeedColumns} FROM push p JOIN feed f ON f.id = p.feed_id";

    private const string IsRead =
        "f.hub IS NOT NULL AND f.ended = 0 AND EXISTS (SELECT 1 FROM subscription s WHERE s.feed_id = f.id)";

    public Task<PushSubscription?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, id), cancellationToken);

    public Task<PushSubscription?> OfFeedAsync(FeedId feed, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.First(
            $"{Subscriptions} WHERE p.feed_id = $feed AND p.stage IN ('Wanted', 'Active')", Subscription, ("$feed", feed)),
        cancellationToken);

    public async Task<IReadOnlyList<PushSubscription>> ActiveAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.Query($"{Subscriptions} WHERE p.stage = 'Active' ORDER BY p.feed_id", Subscription), cancellationToken);

    public async Task<IReadOnlyList<Feed>> WithoutAsync(int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.Query(
            $"""
            SELECT {Rows.FeedColumns} FROM feed f
            WHERE {IsRead} AND NOT EXISTS (SELECT 1 FROM push p WHERE p.feed_id = f.id AND p.stage IN ('Wanted', 'Active'))
            ORDER BY f.id LIMIT $limit
            """,
            Rows.Feed, ("$limit", limit)),
        cancellationToken);

    public Task AddAsync(PushSubscription subscription, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            """
            INSERT INTO push (id, feed_id, hub, topic, public_url, secret, stage, ask_at, state)
            VALUES ($id, $feed, $hub, $topic, $public_url, $secret, $stage, $ask_at, $state)
            ON CONFLICT DO NOTHING
            """,
            ("$id", subscription.Id), ("$feed", subscription.Feed.Id), ("$hub", subscription.Hub.Address), ("$topic", subscription.Hub.Topic),
            ("$public_url", subscription.PublicUrl), ("$secret", subscription.Secret), ("$stage", subscription.State.Stage.ToString()),
            ("$ask_at", subscription.State.AskAt), ("$state", Json(subscription.State))), cancellationToken);

    public Task LeaveAsync(string publicUrl, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var idle = connection.Query(
                $"""
                {Subscriptions}
                WHERE p.stage IN ('Wanted', 'Active')
                  AND NOT ({IsRead} AND f.hub = p.hub AND f.hub_topic = p.topic AND p.public_url = $public_url)
                """,
                Subscription, ("$public_url", publicUrl));
            foreach (var subscription in idle)
                Save(connection, subscription.Id, PushTrust.Leave(subscription.State, now));
            return connection.Execute("DELETE FROM push WHERE stage = 'Left' AND ask_at <= $now", ("$now", now));
        }, cancellationToken);

    public async Task<IReadOnlyList<PushSubscription>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => connection.Query(
            $"{Subscriptions} WHERE p.stage <> 'Left' AND p.ask_at <= $now ORDER BY p.ask_at LIMIT $limit",
            Subscription, ("$now", now), ("$limit", limit)), cancellationToken);

    public Task<PushSubscription?> ChangeAsync(string id, Func<PushState, PushState?> change, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            if (Find(connection, id) is not { } subscription || change(subscription.State) is not { } state)
                return null;
            if (state != subscription.State)
                Save(connection, id, state);
            return subscription with { State = state };
        }, cancellationToken);

    public Task LookSoonAsync(FeedId feed, TimeSpan least, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            """
            UPDATE feed SET next_due = max($now, coalesce(last_success, 0) + $least), next_due_reason = $reason
            WHERE id = $feed AND failures = 0 AND next_due > max($now, coalesce(last_success, 0) + $least)
            """,
            ("$feed", feed), ("$now", now), ("$least", (long)least.TotalMilliseconds),
            ("$reason", Rows.Reason(new PollReason(PollReasonKind.HubCalls)))), cancellationToken);

    public Task ResumeAsync(bool all, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            foreach (var (id, feed, state) in connection.Query(
                "SELECT id, feed_id, state FROM push WHERE json_extract(state, '$.WithoutHub') IS NOT NULL",
                row => (row.Text("id"), new FeedId(row.Number("feed_id")), State(row))))
            {
                if (!all && PushTrust.IsRelied(state, now))
                    continue;
                connection.Execute(
                    "UPDATE feed SET next_due = $at, next_due_reason = $reason WHERE id = $feed AND next_due > $at AND failures = 0",
                    ("$at", state.WithoutHub), ("$feed", feed), ("$reason", Rows.Reason(new PollReason(PollReasonKind.HubSilent))));
                Save(connection, id, state with { WithoutHub = null });
            }
            return 0;
        }, cancellationToken);

    private static PushSubscription? Find(SqliteConnection connection, string id) =>
        connection.First($"{Subscriptions} WHERE p.id = $id", Subscription, ("$id", id));

    private static void Save(SqliteConnection connection, string id, PushState state) => connection.Execute(
        "UPDATE push SET stage = $stage, ask_at = $ask_at, state = $state WHERE id = $id",
        ("$id", id), ("$stage", state.Stage.ToString()), ("$ask_at", state.AskAt), ("$state", Json(state)));

    private static PushSubscription Subscription(SqliteDataReader row) => new(
        row.Text("push_id"),
        Rows.Feed(row),
        new FeedHub(row.UriOrNull("push_hub")!, row.Text("topic")),
        row.Text("public_url"),
        row.Text("secret"),
        State(row));

    private static PushState State(SqliteDataReader row) => JsonSerializer.Deserialize(row.Text("state"), StoreJson.Columns.PushState)!;

    private static string Json(PushState state) => JsonSerializer.Serialize(state, StoreJson.Columns.PushState);
}
