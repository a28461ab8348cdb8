using Microsoft.Extensions.DependencyInjection;
using NewsBot.Chat;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using Reply = NewsBot.Core.Commands.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>Commands in answer to a message that brought news: they are about its feed.</summary>
public sealed class CommandReplyTests : CommandTest
{
    [Fact]
    public async Task Unsub_in_answer_to_news_ends_their_feed()
    {
        await SubscribeAsync("/other", "other");
        var news = await NewsOfAsync("/feed", "one");
        Assert.StartsWith("Unsubscribed", Words(await AnswerAsync(news, "/unsub")), StringComparison.Ordinal);
        Assert.Contains("1 subscription", await WordsAsync("/list"), StringComparison.Ordinal);
        Assert.Contains("/other", await WordsAsync("/set 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mute_and_unmute_in_answer_to_news_change_the_sound_of_their_feed()
    {
        await SubscribeAsync("/other", "other");
        var news = await NewsOfAsync("/feed", "one");
        await AnswerAsync(news, "/mute");
        Assert.Contains((await AskAsync("/set 2")).Choices, choice => choice.Label == "🔕 Sound: off");
        Assert.Contains((await AskAsync("/set 1")).Choices, choice => choice.Label == "🔔 Sound: on");
        await AnswerAsync(news, "/unmute");
        Assert.Contains((await AskAsync("/set 2")).Choices, choice => choice.Label == "🔔 Sound: on");
    }

    [Fact]
    public async Task Set_in_answer_to_news_shows_and_changes_their_feed()
    {
        await SubscribeAsync("/other", "other");
        var news = await NewsOfAsync("/feed", "one");
        Assert.Contains("/feed", Words(await AnswerAsync(news, "/set")), StringComparison.Ordinal);
        Assert.Contains((await AnswerAsync(news, "/set sound off")).Choices, choice => choice.Label == "🔕 Sound: off");
    }

    [Fact]
    public async Task Why_tells_which_feed_when_and_how_to_have_less_of_it()
    {
        var news = await NewsOfAsync("/feed", "one");
        var why = await AnswerAsync(news, "/why");
        Assert.StartsWith($"This came because you subscribe to Publisher (number 1).\none\npublished {FeedText.Newest:yyyy-MM-dd HH:mm} UTC, found 2", Words(why), StringComparison.Ordinal);
        Assert.Contains(", sent 2", Words(why), StringComparison.Ordinal);
        var address = Origin.Url("/feed");
        Assert.Equal([$"/mute {address}", $"/unsub {address}", $"/set {address}"], why.Choices.Select(choice => choice.Command));
    }

    [Fact]
    public async Task Why_still_knows_a_feed_that_was_ended()
    {
        var news = await NewsOfAsync("/feed", "one");
        await AskAsync("/unsub 1");
        Assert.Contains("you subscribed to Publisher then", Words(await AnswerAsync(news, "/why")), StringComparison.Ordinal);
        await SubscribeAsync("/other", "other");
        Assert.Contains("don't subscribe to the feed of that message any more", Words(await AnswerAsync(news, "/mute")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_about_a_feed_tells_since_when_and_its_newest()
    {
        await SubscribeAsync("/feed", "one");
        var why = await WordsAsync("/why 1");
        Assert.Contains("You have subscribed to Publisher (number 1) since 2", why, StringComparison.Ordinal);
        Assert.Contains($"\none\npublished {FeedText.Newest:yyyy-MM-dd HH:mm} UTC, found 2", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_something_else_than_news_is_told_so()
    {
        await SubscribeAsync("/feed", "one");
        Assert.Contains("not one of the news I brought", Words(await AnswerAsync("nonsense", "/why")), StringComparison.Ordinal);
        Assert.Contains("Which feed?", Words(await AnswerAsync("nonsense", "/mute")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/unsub")]
    [InlineData("/mute")]
    [InlineData("/unmute")]
    [InlineData("/why")]
    public async Task Without_a_feed_it_is_asked_which(string said)
    {
        await SubscribeAsync("/feed", "one");
        var question = await AskAsync(said);
        Assert.Contains("Which feed?", Words(question), StringComparison.Ordinal);
        Assert.Equal($"{said} {Origin.Url("/feed")}", Assert.Single(question.Choices).Command);
        Assert.False((await AskAsync(question.Choices[0].Command)).IsTrouble);
    }

    [Fact]
    public async Task A_list_of_several_feeds_asks_which_is_meant()
    {
        await SubscribeAsync("/a", "old");
        await SubscribeAsync("/b", "older");
        var list = await ListMessageAsync();

        var question = await AnswerAsync(list, "/mute");
        Assert.Contains("news of several feeds", Words(question), StringComparison.Ordinal);
        Assert.Equal([$"/mute {Origin.Url("/a")}", $"/mute {Origin.Url("/b")}"], question.Choices.Select(choice => choice.Command));
        question = await AnswerAsync(list, "/set sound off");
        Assert.Equal([$"/set {Origin.Url("/a")} sound off", $"/set {Origin.Url("/b")} sound off"], question.Choices.Select(choice => choice.Command));

        var why = await AnswerAsync(list, "/why");
        Assert.Contains("(number 1)", Words(why), StringComparison.Ordinal);
        Assert.Contains("(number 2)", Words(why), StringComparison.Ordinal);
        Assert.Equal(2, why.Choices.Count);
    }

    private static string Words(Reply reply) => reply.Text.ToPlainText();

    private Task<Reply> AnswerAsync(string message, string text) =>
        AskAsync(Ann, text, said => said with { RepliesTo = message });

    /// <summary>Subscribes to a feed and waits for a headline of it.</summary>
    /// <returns>The number of its message.</returns>
    private async Task<string> NewsOfAsync(string path, string title)
    {
        await SubscribeAsync(path, "zero");
        Origin.Serve(path, Origins.Reply.Feed(title, "zero"));
        var news = await NewsAsync(Ann, title);
        // It is in the chat before its number is written down.
        await Bot.UntilNothingIsOwedAsync();
        return news;
    }

    /// <summary>A message that lists a headline of each of two feeds: what waited while the platform asked for a rest.</summary>
    private async Task<string> ListMessageAsync()
    {
        var outbox = Bot.Services.GetRequiredService<IDeliveryStore>();
        var attempts = 0;
        Bot.Notebook.Trouble(Ann, () => ++attempts > 0 ? new SendResult.TryLater(TimeSpan.FromHours(1), "a rest") : null);
        Origin.Serve("/a", Origins.Reply.Feed("one", "old"));
        Origin.Serve("/b", Origins.Reply.Feed("two", "older"));
        for (var look = 0; attempts == 0 || (await outbox.BacklogAsync(Cancellation)).Pending < 2; look++)
        {
            Assert.True(look < 3000, "waited in vain for two headlines that are owed");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        var later = TimeProvider.System.GetUtcNow().AddHours(2);
        var first = Assert.Single(await outbox.ClaimAsync(later, TimeSpan.FromHours(1), 10, Cancellation));
        var behind = await outbox.BehindAsync(first.Id, 10, Cancellation);
        await outbox.SentTogetherAsync([first.Id, .. behind.Select(each => each.Id)], ["list"], later, later, Cancellation);
        Bot.Notebook.Trouble(Ann, () => null);
        return "list";
    }
}
