using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Detection;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteBackupTests() : StoreTest(new SqliteUnderTest()), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_backup_is_a_store_with_everything_in_it()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "flood");
        var file = _folder.File("new folder/backup.db");

        await Store.Maintenance.BackupAsync(file, Token);

        await using var services = SqliteUnderTest.Open(file);
        Assert.Single(await services.GetRequiredService<IItemStore>().SearchAsync(Ann, "flood", 10, Token));
        Assert.Single(await services.GetRequiredService<IDeliveryStore>().ClaimAsync(Noon, Lease, 10, Token));
        Assert.Empty(await services.GetRequiredService<IMaintenance>().CheckAsync(Token));
    }

    [Fact]
    public async Task A_backup_taken_while_the_bot_writes_is_consistent()
    {
        var feed = await AddFeedAsync(Ann);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var started = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                await PublishAsync(feed with { Title = $"{n + 1}" }, Noon, [.. Enumerable.Range(0, 5).Select(i => $"{n} {i}")]);
                started.TrySetResult();
            }
        }, Token);
        await started.Task.WaitAsync(Token);

        await Store.Maintenance.BackupAsync(_folder.File("backup.db"), Token);
        await stop.CancelAsync();
        await writing;

        await using var services = SqliteUnderTest.Open(_folder.File("backup.db"));
        var copy = await services.GetRequiredService<IFeedStore>().FindAsync(feed.Url, Token);
        var counts = await services.GetRequiredService<IMaintenance>().CountAsync(Token);
        Assert.Equal($"{counts.Items / 5}", copy!.Title);
        Assert.Equal((counts.Items, counts.Items * 2), (counts.DeliveriesPending, counts.SeenKeys));
    }

    [Fact]
    public async Task A_backup_never_overwrites()
    {
        var file = _folder.File("backup.db");
        await File.WriteAllTextAsync(file, "precious", Token);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Store.Maintenance.BackupAsync(file, Token));

        Assert.Contains("exists already", fault.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task What_a_broken_off_backup_left_behind_does_not_matter()
    {
        var file = _folder.File("backup.db");
        await File.WriteAllTextAsync(file + ".unfinished", "half", Token);

        await Store.Maintenance.BackupAsync(file, Token);

        Assert.Equal(["backup.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ToList());
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_says_so_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Token);

        var fault = await Assert.ThrowsAsync<StorageException>(
            () => Store.Maintenance.BackupAsync(_folder.File("file/backup.db"), Token));

        Assert.Contains(_folder.File("file/backup.db"), fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.Maintenance.CheckAsync(Token));
    }

    [Fact]
    public async Task A_cancelled_backup_leaves_nothing()
    {
        var feed = await AddFeedAsync();
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [Item("one")] }, Noon, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Maintenance.BackupAsync(_folder.File("backup.db"), new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    void IDisposable.Dispose()
    {
        Dispose();
        _folder.Dispose();
    }
}
