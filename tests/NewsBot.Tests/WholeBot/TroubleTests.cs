using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>What goes wrong with the machine, and not with a feed or a chat.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_database_that_takes_nothing_for_a_while_loses_nothing()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("zero"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");

        using (var other = new SqliteConnection($"Data Source={_folder.File("newsbot.db")}"))
        {
            other.Open();
            using var held = other.BeginTransaction(); // IMMEDIATE: nobody else writes now
            origin.Serve("/feed", Reply.Feed("one", "zero"));
            await Assert.ThrowsAsync<StorageException>(
                () => bot.Services.GetRequiredService<IFeedStore>().ReleaseAsync(default, default, TestContext.Current.CancellationToken));
        }

        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the news after the trouble");
        Assert.Equal(["one"], bot.Notebook.News(NotebookPlatform.Ann));
    }
}
