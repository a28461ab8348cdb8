using NewsBot.Chat;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>The whole way of an item, from a publisher to a chat.</summary>
public sealed class JourneyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_item_reaches_the_subscriber_once_and_what_was_there_before_does_not()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("old"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);

        var answer = await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        Assert.Equal("old", Assert.Single(answer.Posts).Title);

        origin.Serve("/feed", Reply.Feed("new", "old"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the new item");
        await AfterAnotherLookAsync(origin);
        Assert.Equal(["new"], bot.Notebook.News(NotebookPlatform.Ann));
    }

    [Fact]
    public async Task News_of_one_look_come_oldest_first_to_every_subscriber()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("zero"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        await bot.AskAsync(NotebookPlatform.Bob, $"/sub {origin.Url("/feed")}");

        origin.Serve("/feed", Reply.Feed("three", "two", "one", "zero"));
        await BotUnderTest.UntilAsync(
            () => bot.Notebook.News(NotebookPlatform.Ann).Count + bot.Notebook.News(NotebookPlatform.Bob).Count == 6, "six deliveries");
        Assert.Equal(["one", "two", "three"], bot.Notebook.News(NotebookPlatform.Ann));
        Assert.Equal(["one", "two", "three"], bot.Notebook.News(NotebookPlatform.Bob));
    }

    [Fact]
    public async Task One_request_serves_all_subscribers_of_a_feed()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one").With("Cache-Control", "max-age=3600"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        await bot.AskAsync(NotebookPlatform.Bob, $"/sub {origin.Url("/feed")}");
        Assert.Single(origin.Asked("/feed"));
    }

    [Fact]
    public async Task After_a_restart_nothing_is_lost_and_nothing_comes_twice()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("zero"));
        await using (var bot = await BotUnderTest.StartAsync(_folder.Path))
        {
            await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
            await bot.AskAsync(NotebookPlatform.Bob, $"/sub {origin.Url("/feed")}");
            // Bob's chat takes nothing while this bot lives: his news are stored and owed.
            bot.Notebook.Trouble(NotebookPlatform.Bob, () => new SendResult.TryLater(TimeSpan.Zero, "not now"));
            origin.Serve("/feed", Reply.Feed("one", "zero"));
            await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count == 1, "Ann's news");
        }

        origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await using var again = await BotUnderTest.StartAsync(_folder.Path);
        await BotUnderTest.UntilAsync(() => again.Notebook.News(NotebookPlatform.Bob).Count == 2, "Bob's news");
        await BotUnderTest.UntilAsync(() => again.Notebook.News(NotebookPlatform.Ann).Count == 1, "Ann's second news");
        Assert.Equal(["one", "two"], again.Notebook.News(NotebookPlatform.Bob));
        Assert.Equal(["two"], again.Notebook.News(NotebookPlatform.Ann));
    }

    [Fact]
    public async Task A_dead_chat_delays_nobody_and_its_deliveries_end_with_the_reason()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("zero"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Bob, $"/sub {origin.Url("/feed")}");
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        bot.Notebook.Trouble(NotebookPlatform.Bob, () => new SendResult.ChatGone("the bot was blocked"));

        origin.Serve("/feed", Reply.Feed("one", "zero"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count == 1, "Ann's news");
        await bot.UntilNothingIsOwedAsync();

        // Bob comes back and is served again.
        bot.Notebook.Trouble(NotebookPlatform.Bob, () => null);
        await bot.AskAsync(NotebookPlatform.Bob, "/list");
        origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Bob).Contains("two"), "Bob's news");
        Assert.DoesNotContain("one", bot.Notebook.News(NotebookPlatform.Bob));
    }

    [Fact]
    public async Task A_message_that_fails_goes_out_later_and_keeps_its_place()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("zero"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/feed")}");
        var attempts = 0;
        bot.Notebook.Trouble(
            NotebookPlatform.Ann, () => Interlocked.Increment(ref attempts) <= 3 ? new SendResult.TryLater(TimeSpan.Zero, "busy") : null);

        origin.Serve("/feed", Reply.Feed("two", "one", "zero"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Count == 2, "both news");
        Assert.Equal(["one", "two"], bot.Notebook.News(NotebookPlatform.Ann));
    }

    [Fact]
    public async Task A_feed_in_trouble_is_marked_with_the_reason_and_its_neighbours_go_on()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/good", Reply.Feed("zero"));
        origin.Serve("/bad", Reply.Feed("zero"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/bad")}");
        await bot.AskAsync(NotebookPlatform.Ann, $"/sub {origin.Url("/good")}");

        origin.Serve("/bad", Reply.Html("<!doctype html><title>Domain for sale</title><p>Buy it"));
        origin.Serve("/good", Reply.Feed("one", "zero"));
        await BotUnderTest.UntilAsync(() => bot.Notebook.News(NotebookPlatform.Ann).Contains("one"), "the neighbour's news");
        var list = "";
        for (var look = 0; look < 50 && !list.Contains("failing", StringComparison.Ordinal); look++)
            list = (await bot.AskAsync(NotebookPlatform.Ann, "/list")).Text.ToPlainText();
        Assert.Contains("failing", list, StringComparison.Ordinal);
    }

    /// <summary>Waits until the publisher was asked twice more: whatever was going to arrive from what it has now, is on its way.</summary>
    private static async Task AfterAnotherLookAsync(FeedOrigin origin)
    {
        var asked = origin.Asked("/feed").Count;
        await BotUnderTest.UntilAsync(() => origin.Asked("/feed").Count >= asked + 2, "two more looks");
    }
}
