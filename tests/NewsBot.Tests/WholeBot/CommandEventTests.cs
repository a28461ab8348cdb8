using Microsoft.Extensions.DependencyInjection;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.WholeBot;

/// <summary>What happens on a platform beside talk, how a conversation begins, and answers that do not go out at once.</summary>
public sealed class CommandEventTests : CommandTest
{
    [Fact]
    public async Task Who_looks_for_a_headline_is_offered_those_of_their_feeds()
    {
        await SubscribeAsync("/feed", "Ferry sails at dawn", "Lighthouse opens");
        Assert.Equal(["Ferry sails at dawn"], await OfferAsync(Ann, "ferry"));
        Assert.Equal(["Ferry sails at dawn", "Lighthouse opens"], await OfferAsync(Ann, ""));
        Assert.Empty(await OfferAsync(Bob, ""));
    }

    [Fact]
    public async Task A_chat_that_shut_the_bot_out_is_owed_nothing_until_it_speaks_again()
    {
        await SubscribeAsync("/feed", "zero");
        Bot.Notebook.Happen(new ChatLost(Ann, "lost-1", "the bot was blocked"));
        await UntilParkedAsync(1);
        await AskAsync("/list");
        await UntilParkedAsync(0);
    }

    [Fact]
    public async Task Who_looks_for_a_feed_is_offered_the_likeliest_first()
    {
        await SubscribeNamedAsync("/a", "World of Ferries");
        await SubscribeNamedAsync("/b", "Ferry News");
        await SubscribeNamedAsync("/c", "Lighthouses");

        Assert.Equal(["Ferry News"], await FeedsAsync("ferry"));
        Assert.Equal(["Ferry News", "World of Ferries"], await FeedsAsync("FERR"));
        Assert.Equal("Lighthouses", (await FeedsAsync("3")).First());
        Assert.Equal(["World of Ferries"], await FeedsAsync("/a"));
        Assert.Equal(["World of Ferries", "Ferry News", "Lighthouses"], await FeedsAsync(""));
        Assert.Empty(await FeedsAsync("tram"));
    }

    [Fact]
    public async Task A_chat_that_is_shut_says_so_in_its_list_and_gets_what_it_was_owed_when_it_opens()
    {
        await SubscribeAsync("/feed", "zero");
        var isShut = true;
        Bot.Notebook.Trouble(Ann, () => isShut ? new SendResult.ChatShut("I may not write") : null);
        Origin.Serve("/feed", Origins.Reply.Feed("two", "one", "zero"));
        await UntilShutAsync();

        isShut = false; // answers come by another way, and nobody told that the chat is open
        var list = await WordsAsync("/list");
        Assert.StartsWith("Paused: I may not write — posts wait and come as soon as I may.\n1 subscription", list, StringComparison.Ordinal);
        await NewsAsync(Ann, "two");
        Assert.Equal(["one", "two"], Bot.Notebook.News(Ann));

        isShut = true;
        Origin.Serve("/feed", Origins.Reply.Feed("three", "two", "one", "zero"));
        await UntilShutAsync();
        isShut = false;
        Bot.Notebook.Happen(new ChatOpened(Ann, "opened-1"));
        await NewsAsync(Ann, "three");
        Assert.StartsWith("1 subscription", await WordsAsync("/list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_a_chat_that_is_shut_is_not_tried_again()
    {
        var attempts = 0;
        Bot.Notebook.Trouble(Ann, () => ++attempts == 1 ? new SendResult.ChatShut("I may not write") : null);
        Bot.Notebook.Say(Ann, "/start");
        await BotUnderTest.UntilAsync(() => attempts == 1, "the attempt");
        Assert.StartsWith("What I understand", await WordsAsync("/help"), StringComparison.Ordinal);
        Assert.Single(Answers(Ann));
    }

    [Fact]
    public async Task A_chat_that_moved_keeps_its_subscriptions()
    {
        await SubscribeAsync("/feed", "zero");
        Bot.Notebook.Happen(new ChatRenamed(Ann, "moved-1", Bob));
        Origin.Serve("/feed", Origins.Reply.Feed("one", "zero"));
        await NewsAsync(Bob, "one");
        Assert.StartsWith("1 subscription", (await AskAsync(Bob, "/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_go_out_now_goes_out_later()
    {
        var attempts = 0;
        Bot.Notebook.Trouble(Ann, () => ++attempts < 3 ? new SendResult.TryLater(TimeSpan.Zero, "busy") : null);
        Assert.StartsWith("Hello", await WordsAsync("/start"), StringComparison.Ordinal);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task An_answer_is_given_up_when_the_platform_wants_a_long_rest()
    {
        var attempts = 0;
        Bot.Notebook.Trouble(Ann, () => ++attempts == 1 ? new SendResult.TryLater(TimeSpan.FromMinutes(5), "a rest") : null);
        Bot.Notebook.Say(Ann, "/start");
        await BotUnderTest.UntilAsync(() => attempts == 1, "the first attempt");
        Assert.StartsWith("What I understand", await WordsAsync("/help"), StringComparison.Ordinal);
        Assert.Single(Answers(Ann));
    }

    [Fact]
    public async Task An_answer_follows_a_chat_that_moved()
    {
        await SubscribeAsync("/feed", "zero");
        Bot.Notebook.Trouble(Ann, () => new SendResult.ChatMoved(Bob));
        Bot.Notebook.Say(Ann, "/list");
        await BotUnderTest.UntilAsync(() => Answers(Bob).Count == 1, "the answer at the new address");
        Assert.StartsWith("1 subscription", (await AskAsync(Bob, "/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_a_chat_that_is_gone_parks_it()
    {
        Bot.Notebook.Trouble(Ann, () => new SendResult.ChatGone("the bot was blocked"));
        Bot.Notebook.Say(Ann, "/lang en");
        await UntilParkedAsync(1);
    }

    [Fact]
    public async Task A_link_that_carries_an_address_subscribes_to_it()
    {
        Origin.Serve("/feed", Origins.Reply.Feed("one"));
        Assert.True(FeedUrl.TryFrom(Origin.Url("/feed"), out var url));
        Assert.StartsWith("Subscribed", await WordsAsync($"/start {LinkPayload.Write(url)}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_carries_something_else_greets() =>
        Assert.StartsWith("Hello", await WordsAsync("/start friend_of_ann"), StringComparison.Ordinal);

    [Fact]
    public async Task A_link_gives_no_right_to_manage_a_chat()
    {
        Assert.True(FeedUrl.TryFrom(Origin.Url("/feed"), out var url));
        var answer = await Bot.AskAsync(Ann, $"/start {LinkPayload.Write(url)}", mayManage: false);
        Assert.Contains("administrators", answer.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Empty(Origin.Asked());
    }

    [Fact]
    public async Task A_new_chat_is_greeted_in_the_language_of_its_client() =>
        Assert.StartsWith("你好", await StartAsync("zh-CN"), StringComparison.Ordinal);

    [Fact]
    public async Task Starting_again_keeps_the_language_that_was_chosen()
    {
        await AskAsync("/lang zh");
        Assert.StartsWith("你好", await StartAsync("en-GB"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_has_subscriptions_keeps_its_language_too()
    {
        await SubscribeAsync("/feed", "one");
        Assert.StartsWith("Hello", await StartAsync("zh-CN"), StringComparison.Ordinal);
    }

    private async Task<string> StartAsync(string language) =>
        (await AskAsync(Ann, "/start", message => message with { Language = language })).Text.ToPlainText();

    private async Task<IEnumerable<string>> OfferAsync(ChatAddress chat, string words)
    {
        var before = Bot.Notebook.Offers.Count;
        Bot.Notebook.Happen(new HeadlineQuery(chat, $"query-{before}", words));
        await BotUnderTest.UntilAsync(() => Bot.Notebook.Offers.Count > before, "an offer");
        return Bot.Notebook.Offers[before].Select(item => item.Post.Title);
    }

    private async Task SubscribeNamedAsync(string path, string title)
    {
        Origin.Serve(path, Origins.Reply.Xml(FeedText.Rss("one").Replace("Publisher", title, StringComparison.Ordinal)));
        await AskAsync($"/sub {Origin.Url(path)}");
    }

    private async Task<IEnumerable<string>> FeedsAsync(string words)
    {
        var before = Bot.Notebook.FeedOffers.Count;
        Bot.Notebook.Happen(new FeedQuery(Ann, $"feeds-{before}", words));
        await BotUnderTest.UntilAsync(() => Bot.Notebook.FeedOffers.Count > before, "an offer");
        return Bot.Notebook.FeedOffers[before].Select(each => each.Feed.Title);
    }

    private async Task UntilShutAsync()
    {
        var outbox = Bot.Services.GetRequiredService<IDeliveryStore>();
        for (var look = 0; await outbox.ShutReasonAsync(Ann, Cancellation) is null; look++)
        {
            Assert.True(look < 3000, "waited in vain for the chat to be shut");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }

    private async Task UntilParkedAsync(int chats)
    {
        var store = Bot.Services.GetRequiredService<IMaintenance>();
        for (var look = 0; (await store.CountAsync(Cancellation)).ChatsParked != chats; look++)
        {
            Assert.True(look < 3000, $"waited in vain for {chats} parked chats");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }
}
