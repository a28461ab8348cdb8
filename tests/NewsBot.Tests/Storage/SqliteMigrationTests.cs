using System.Globalization;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Storage.Sqlite;

namespace NewsBot.Tests.Storage;

/// <summary>A database of an earlier version comes through an update with all that is in it.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly ChatAddress Ann = new("web", "ann");
    private static readonly ChatAddress Bob = new("web", "bob");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DatabaseFile => _folder.File("newsbot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_owed_is_still_owed_and_what_was_sent_is_known_by_its_messages()
    {
        MakeFirstVersion(Filled);
        await using var services = SqliteUnderTest.Open(DatabaseFile);
        var deliveries = services.GetRequiredService<IDeliveryStore>();
        var maintenance = services.GetRequiredService<IMaintenance>();

        var counts = await maintenance.CountAsync(Token);
        Assert.Equal((2, 1, 1), (counts.DeliveriesPending, counts.DeliveriesSent, counts.DeliveriesRefused));
        Assert.Empty(await maintenance.CheckAsync(Token));
        Assert.Equal((2, Noon.AddMinutes(1)), await deliveries.BacklogAsync(Token));

        var owed = await deliveries.ClaimAsync(Noon, Lease, 10, Token);
        Assert.Equal(
            [(2, Bob, "one", 0, 0), (4, Ann, "three", 2, 1)],
            owed.Select(delivery => ((int)delivery.Id.Value, delivery.Chat, delivery.Item.Post.Title, delivery.Attempts, delivery.Messages.Count)));
        Assert.Equal(["half"], owed[1].Messages);

        var sent = Assert.Single(await deliveries.InMessageAsync(Ann, "b", Token));
        Assert.Equal(("one", Noon, Noon.AddSeconds(1)), (sent.Item.Post.Title, sent.Found, sent.Sent));
    }

    [Fact]
    public async Task Subscriptions_have_the_default_settings_and_an_old_message_is_edited()
    {
        MakeFirstVersion(Filled);
        await using var services = SqliteUnderTest.Open(DatabaseFile);
        var feeds = services.GetRequiredService<IFeedStore>();
        var deliveries = services.GetRequiredService<IDeliveryStore>();

        var subscription = Assert.Single(await services.GetRequiredService<ISubscriptionStore>().ListAsync(Ann, Token));
        Assert.Equal((new SubscriptionSettings(), Noon), (subscription.Settings, subscription.Since));

        var post = new Post { Title = "one again", Lead = "", Source = "News" };
        var changed = new UpdateIntent { Feed = subscription.Feed, Changed = [new ChangedItem(new ItemId(1), post, "print")] };
        await feeds.SaveAsync(changed, Noon, Token);

        var edit = (await deliveries.ClaimAsync(Noon, Lease, 10, Token))[0];
        Assert.Equal((1, true), (edit.Id.Value, edit.IsEdit));
        Assert.Equal(["a", "b"], edit.Messages);
    }

    [Fact]
    public async Task Chats_are_open_and_can_be_shut()
    {
        MakeFirstVersion(Filled);
        await using var services = SqliteUnderTest.Open(DatabaseFile);
        var deliveries = services.GetRequiredService<IDeliveryStore>();

        Assert.Null(await deliveries.ShutReasonAsync(Ann, Token));
        Assert.True(await deliveries.ShutChatAsync(Ann, "I may not write.", Noon.AddHours(1), Token));
        Assert.Equal(Bob, Assert.Single(await deliveries.ClaimAsync(Noon, Lease, 10, Token)).Chat);
        Assert.Equal("I may not write.", await deliveries.ShutReasonAsync(Ann, Token));
    }

    [Theory]
    [InlineData(Filled)]
    [InlineData(Subscribed)]
    public async Task The_number_of_a_delivery_that_is_gone_is_not_used_again(string content)
    {
        MakeFirstVersion(content + "INSERT INTO delivery (id, item_id, chat_id, created) VALUES (90, 3, 2, 0); DELETE FROM delivery WHERE id = 90;");
        await using var services = SqliteUnderTest.Open(DatabaseFile);
        var feeds = services.GetRequiredService<IFeedStore>();
        var feed = Assert.Single(await feeds.AllAsync(Token));

        var key = new ItemKey(ItemKeyKind.Id, new string('a', 32));
        var item = new NewItem("new", [key], new Post { Title = "new", Lead = "", Source = "News" }, "print", Announce: true);
        await feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [item] }, Noon, Token);

        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        Assert.Equal(91, connection.Number("SELECT min(id) FROM delivery WHERE item_id = 4"));
    }

    /// <summary>A feed with three items, and two chats that subscribe to it.</summary>
    private const string Subscribed = """
        INSERT INTO feed (id, url, title, next_due) VALUES (1, 'https://news.example/feed', 'News', 0);
        INSERT INTO item (id, feed_id, dated, first_seen, title, post, fingerprint) VALUES
            (1, 1, 0, 0, 'one', '{"Title":"one","Lead":"","Source":"News"}', 'print'),
            (2, 1, 0, 0, 'two', '{"Title":"two","Lead":"","Source":"News"}', 'print'),
            (3, 1, 0, 0, 'three', '{"Title":"three","Lead":"","Source":"News"}', 'print');
        INSERT INTO chat (id, platform, address, thread) VALUES (1, 'web', 'ann', ''), (2, 'web', 'bob', '');
        INSERT INTO subscription (chat_id, feed_id, since) VALUES (1, 1, $noon), (2, 1, $noon);
        """;

    /// <summary>And deliveries in each state there was.</summary>
    private const string Filled = Subscribed + """
        INSERT INTO delivery (id, item_id, chat_id, state, attempts, parts_sent, message_ids, reason, created, ended) VALUES
            (1, 1, 1, 'sent', 0, 2, '["a","b"]', NULL, $noon, $noon + 1000),
            (2, 1, 2, 'pending', 0, 0, '[]', NULL, $noon + 60000, NULL),
            (3, 2, 1, 'refused', 1, 0, '[]', 'Too long.', $noon, $noon),
            (4, 3, 1, 'pending', 2, 1, '["half"]', 'It is slow.', $noon, NULL);
        """;

    private void MakeFirstVersion(string content)
    {
        const string script = "001_first.sql";
        var place = $"Data Source={DatabaseFile};Pooling=False";
        using (var text = typeof(SqliteDatabase).Assembly.GetManifestResourceStream($"NewsBot.Storage.Sqlite.Migrations.{script}")!)
        {
            var made = DeployChanges.To.SqliteDatabase(place).WithScript(SqlScript.FromStream(script, text))
                .WithVariablesDisabled().WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade();
            Assert.True(made.Successful, made.Error?.Message);
        }
        using var connection = new SqliteConnection(place);
        connection.Open();
        connection.Execute(content.Replace(
            "$noon", Noon.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
