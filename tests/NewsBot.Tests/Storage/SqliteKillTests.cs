using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Storage.Sqlite;

namespace NewsBot.Tests.Storage;

/// <summary>A bot that is killed at any instruction leaves whole updates behind, or nothing of them.</summary>
public sealed class SqliteKillTests() : StoreTest(new SqliteUnderTest())
{
    /// <summary>The first word on the command line of the process that is killed; the second is its database.</summary>
    internal const string Victim = "save-until-killed";

    private const int ItemsAnUpdate = 20;

    [Fact]
    public async Task Whatever_a_killed_process_saved_it_saved_wholly()
    {
        var feed = await Store.Feeds.AddAsync(Url("https://news.example/feed"), "0", Noon, Token);
        await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token);
        await Store.Subscriptions.AddAsync(Bob, feed.Id, Noon, Token);
        var updates = 0;
        for (var round = 1; round <= 3; round++)
        {
            using (var victim = StartVictim())
            {
                await WaitForItemsAsync((updates * ItemsAnUpdate) + 1, victim);
                await Task.Delay(TimeSpan.FromMilliseconds(7 * round), TimeProvider.System, Token); // somewhere in a later update
                victim.Kill();
                await victim.WaitForExitAsync(Token);
            }

            var saved = (await Store.Feeds.FindAsync(feed.Url, Token))!;
            Assert.True(Number(saved.Title) > updates);
            updates = Number(saved.Title);
            var counts = await Store.Maintenance.CountAsync(Token);
            Assert.Equal(updates * ItemsAnUpdate, counts.Items);
            Assert.Equal(counts.Items * 2, counts.SeenKeys);
            Assert.Equal(counts.Items * 2, counts.DeliveriesPending + counts.DeliveriesSent);
            Assert.Equal(counts.Items, (await Store.Items.SearchAsync(Ann, "flood", int.MaxValue, Token)).Count);
            Assert.Empty(await Store.Maintenance.CheckAsync(Token));
            Assert.Equal(0, CountHalves());
        }
    }

    /// <summary>Deliveries whose state does not fit their messages or their item.</summary>
    private long? CountHalves()
    {
        using var connection = new SqliteConnection($"Data Source={((SqliteUnderTest)Store).File};Pooling=False");
        connection.Open();
        return connection.Number(
            """
            SELECT count(*) FROM delivery d JOIN item i ON i.id = d.item_id
            WHERE CASE
                WHEN d.state = 'pending' THEN (SELECT count(*) FROM message WHERE delivery_id = d.id) > 1
                WHEN d.state = 'sent' AND d.final = 0 AND d.edition <> i.edition THEN true
                ELSE (SELECT count(*) FROM message WHERE delivery_id = d.id) <> 2 END
            """);
    }

    /// <summary>What the process to be killed does: saves update after update, in each a change of the one before, and
    /// sends some of it: to one chat as a list, to the other one by one.</summary>
    internal static async Task<int> SaveUntilKilledAsync(string file)
    {
        await using var services = SqliteUnderTest.Open(file);
        var feeds = services.GetRequiredService<IFeedStore>();
        var deliveries = services.GetRequiredService<IDeliveryStore>();
        await deliveries.ReleaseAsync(CancellationToken.None);
        var feed = Assert.Single(await feeds.AllAsync(CancellationToken.None));
        IReadOnlyList<SavedItem> saved = [];
        for (var update = Number(feed.Title) + 1; ; update++)
        {
            saved = await feeds.SaveAsync(
                new UpdateIntent
                {
                    Feed = feed with { Title = update.ToString(CultureInfo.InvariantCulture) },
                    New = [.. Enumerable.Range(0, ItemsAnUpdate).Select(n => Item($"flood {update} {n}"))],
                    Changed = [.. saved.Select(item => new ChangedItem(item.Id, Post($"{item.Item.Post.Title} again"), "new print"))],
                },
                Noon,
                CancellationToken.None);
            for (var turn = 0; turn < 4; turn++)
                foreach (var delivery in await deliveries.ClaimAsync(Noon, Lease, 10, CancellationToken.None))
                    await SendAsync(deliveries, delivery);
        }
    }

    private static async Task SendAsync(IDeliveryStore deliveries, OwedDelivery delivery)
    {
        if (delivery.IsEdit)
        {
            await deliveries.EditedAsync(delivery.Id, null, Noon, CancellationToken.None);
        }
        else if (delivery.Chat == Ann)
        {
            var behind = await deliveries.BehindAsync(delivery.Id, 4, CancellationToken.None);
            await deliveries.SentTogetherAsync(
                [delivery.Id, .. behind.Select(owed => owed.Id)], ["m1", "m2"], Noon, Noon, CancellationToken.None);
        }
        else
        {
            if (delivery.Messages.Count == 0)
                await deliveries.PartSentAsync(delivery.Id, "m1", isLast: false, Noon, Noon, CancellationToken.None);
            await deliveries.PartSentAsync(delivery.Id, "m2", isLast: true, Noon, Noon, CancellationToken.None);
        }
    }

    private Process StartVictim() => Process.Start(new ProcessStartInfo(
        TestProcess.Executable, [Victim, ((SqliteUnderTest)Store).File])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    private async Task WaitForItemsAsync(int count, Process victim)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while ((await Store.Maintenance.CountAsync(Token)).Items < count)
        {
            Assert.False(victim.HasExited, "The process that was to be killed ended by itself.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
