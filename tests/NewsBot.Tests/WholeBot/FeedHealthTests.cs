using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>What a chat hears of a feed in trouble, and what it can do.</summary>
public sealed class FeedHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_feed_that_ended_is_told_once_with_the_feed_that_its_site_has_now()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Xml(FeedText.Rss("one").Replace("https://publisher.example/<", $"{origin.Url("/")}<", StringComparison.Ordinal)));
        origin.Serve("/new.xml", Reply.Feed("two", "one"));
        origin.Serve("/", Reply.Html("<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/new.xml\" title=\"News\"></head></html>"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        origin.Serve("/feed", Reply.Gone);

        await BotUnderTest.UntilAsync(() => Told(bot).Count > 1, "the notice");
        var notice = Told(bot)[1];
        Assert.Contains("gone for good (410)", notice.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal($"/move {origin.Url("/feed")} {origin.Url("/new.xml")}", notice.Choices[0].Command);
        Assert.True(notice.IsSilent);

        var moved = await bot.AskAsync(NotebookPlatform.Ann, notice.Choices[0].Command);
        Assert.Contains(origin.Url("/new.xml").ToString(), moved.Text.ToPlainText(), StringComparison.Ordinal);
        origin.Serve("/new.xml", Reply.Feed("three", "two", "one"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the news from there");
        Assert.Equal(["three"], bot.Notebook.News(NotebookPlatform.Ann));
        Assert.Equal(3, Told(bot).Count);
    }

    [Fact]
    public async Task A_feed_is_not_looked_at_out_of_turn_so_soon_after_the_last_look()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path, "Polling:DefaultInterval=01:00:00", "Polling:MinInterval=01:00:00");
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");

        var answer = await bot.AskAsync(NotebookPlatform.Ann, "/refresh 1");

        Assert.True(answer.IsTrouble);
        Assert.StartsWith("I looked at Publisher just now", answer.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Single(origin.Asked("/feed"));
    }

    [Fact]
    public async Task A_subscription_cannot_be_moved_to_where_no_feed_is()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");

        Assert.True((await bot.AskAsync(NotebookPlatform.Ann, $"/move 1 {origin.Url("/nothing")}")).IsTrouble);
        Assert.True((await bot.AskAsync(NotebookPlatform.Ann, $"/move 1 {origin.Url("/feed")}")).IsTrouble);
        Assert.True((await bot.AskAsync(NotebookPlatform.Ann, "/move 1")).IsTrouble);
        Assert.Contains("1. Publisher", (await bot.AskAsync(NotebookPlatform.Ann, "/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    private static List<NewsBot.Core.Commands.Reply> Told(BotUnderTest bot) =>
        [.. bot.Notebook.Notes.Where(note => note.Chat == NotebookPlatform.Ann && note.Reply is not null).Select(note => note.Reply!)];
}
