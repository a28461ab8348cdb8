using System.Net;
using NewsBot.Core.Commands;
using Reply = NewsBot.Tests.Origins.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>What people can ask for, and what they are told when it cannot be had.</summary>
public sealed class CommandTests : CommandTest
{
    [Fact]
    public async Task Start_greets_and_offers_the_demonstration()
    {
        var greeting = await AskAsync("/start");
        Assert.StartsWith("Hello", greeting.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Contains(greeting.Choices, choice => choice.Command.Contains("/newsroom/feed.xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = (await AskAsync("/help")).Text.ToPlainText();
        Assert.All(CommandTable.All, spec => Assert.Contains(spec.Usage, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bot_speaks_the_chosen_language()
    {
        await AskAsync("/lang zh");
        Assert.Contains("还没有订阅", (await AskAsync("/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_leads_to_its_feed()
    {
        Origin.Serve("/", Reply.Html("""<!doctype html><link rel="alternate" type="application/rss+xml" title="News" href="/feed">"""));
        Origin.Serve("/feed", Reply.Feed("one"));
        Assert.Equal("one", Assert.Single((await AskAsync($"/sub {Origin.Url("/")}")).Posts).Title);
        Assert.Contains("/feed", (await AskAsync("/set 1")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_several_feeds_asks_which()
    {
        Origin.Serve("/", Reply.Html(
            """
            <!doctype html>
            <link rel="alternate" type="application/rss+xml" title="World" href="/world">
            <link rel="alternate" type="application/rss+xml" title="Sport" href="/sport">
            """));
        var question = await AskAsync($"/sub {Origin.Url("/")}");
        Assert.Equal(["World", "Sport"], question.Choices.Select(choice => choice.Label));
        Origin.Serve("/sport", Reply.Feed("goal"));
        Assert.Equal("goal", Assert.Single((await AskAsync(question.Choices[1].Command)).Posts).Title);
    }

    [Fact]
    public async Task Subscribing_twice_is_told_with_the_way_to_end_it()
    {
        Origin.Serve("/feed", Reply.Feed("one"));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        var again = await AskAsync($"/sub {Origin.Url("/feed")}");
        Assert.True(again.IsTrouble);
        Assert.Contains("/unsub 1", again.Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_addresses_are_subscribed_in_one_go()
    {
        Origin.Serve("/a", Reply.Feed("one"));
        Origin.Serve("/b", Reply.Feed("two"));
        var answer = await AskAsync($"/sub {Origin.Url("/a")} {Origin.Url("/b")}");
        Assert.Equal(["one", "two"], answer.Posts.Select(post => post.Title));
        Assert.All(answer.Choices, choice => Assert.Equal("Unsubscribe from Publisher", choice.Label));
    }

    [Fact]
    public async Task Addresses_beyond_ten_are_counted_and_not_forgotten_in_silence()
    {
        var addresses = string.Join(' ', Enumerable.Repeat("http://10.0.0.1/feed", 12));
        Assert.Contains("I took the first 10 addresses. Send me the other 2", await WordsAsync($"/sub {addresses}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsub_ends_a_subscription_by_number()
    {
        Origin.Serve("/feed", Reply.Feed("one"));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        Assert.StartsWith("Unsubscribed", (await AskAsync("/unsub 1")).Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Contains("no subscriptions", (await AskAsync("/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribing_again_after_a_while_does_not_flood()
    {
        Origin.Serve("/feed", Reply.Feed("one"));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        await AskAsync("/unsub 1");
        Origin.Serve("/feed", Reply.Feed("four", "three", "two", "one"));
        Assert.Equal("four", Assert.Single((await AskAsync($"/sub {Origin.Url("/feed")}")).Posts).Title);

        Origin.Serve("/feed", Reply.Feed("five", "four", "three", "two", "one"));
        await BotUnderTest.UntilAsync(() => Bot.Notebook.News(NotebookPlatform.Ann).Count > 0, "the next item");
        Assert.Equal(["five"], Bot.Notebook.News(NotebookPlatform.Ann));
    }

    [Fact]
    public async Task Latest_shows_the_newest_headlines_first()
    {
        Origin.Serve("/feed", Reply.Feed("three", "two", "one"));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        Assert.Equal(["three", "two"], (await AskAsync("/latest 2")).Posts.Select(post => post.Title));
    }

    [Fact]
    public async Task Search_finds_chinese_words_of_two_characters_and_english_ones()
    {
        Origin.Serve("/feed", Reply.Feed("朝鲜发射弹道导弹", "Ferry sails at dawn", "渡轮启航"));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        Assert.Equal("朝鲜发射弹道导弹", Assert.Single((await AskAsync("/search 导弹")).Posts).Title);
        Assert.Equal("Ferry sails at dawn", Assert.Single((await AskAsync("/search FERRY")).Posts).Title);
        Assert.Empty((await AskAsync("/search 火星")).Posts);
    }

    [Fact]
    public async Task Preview_shows_posts_and_subscribes_to_nothing()
    {
        Origin.Serve("/feed", Reply.Feed("two", "one"));
        var preview = await AskAsync($"/preview {Origin.Url("/feed")}");
        Assert.Equal(2, preview.Posts.Count);
        Assert.Contains("no subscriptions", (await AskAsync("/list")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sub hello", "is not an address")]
    [InlineData("/sub ftp://example.com/feed", "is not an address")]
    [InlineData("/sub http://nowhere.invalid/feed", "does not resolve")]
    [InlineData("/sub http://169.254.169.254/latest/meta-data", "is not a public address")]
    [InlineData("/sub http://10.0.0.1/feed", "is not a public address")]
    [InlineData("/sub file:///etc/passwd", "only be added by its operator")]
    [InlineData("/sub", "Please write it so: /sub url…")]
    [InlineData("/unsub 9", "no subscriptions")]
    [InlineData("/latest 99", "1 to 20")]
    [InlineData("/search", "Please write it so: /search words")]
    [InlineData("/wat", "Send /help")]
    public async Task What_cannot_be_done_is_told_with_the_way_out(string said, string told)
    {
        var answer = await AskAsync(said);
        Assert.True(answer.IsTrouble);
        Assert.Contains(told, answer.Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "does not exist (404)")]
    [InlineData(410, "gone for good (410)")]
    [InlineData(403, "does not let me in (403)")]
    [InlineData(500, "has a problem of its own (500)")]
    public async Task A_site_that_answers_with_an_error_is_named_with_it(int status, string told)
    {
        Origin.Serve("/feed", Reply.Of((HttpStatusCode)status, "no"));
        Assert.Contains(told, (await AskAsync($"/sub {Origin.Url("/feed")}")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_a_feed_is_told_so()
    {
        Origin.Serve("/", Reply.Html("<!doctype html><title>Hello</title><p>No feed here"));
        Assert.Contains("found no feed", (await AskAsync($"/sub {Origin.Url("/")}")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_too_big()
    {
        Origin.Serve("/feed", Reply.Endless());
        Assert.Contains("too big", (await AskAsync($"/sub {Origin.Url("/feed")}")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_redirects_is_told_so()
    {
        Origin.Serve("/a", Reply.Redirect(HttpStatusCode.Found, "/b"));
        Origin.Serve("/b", Reply.Redirect(HttpStatusCode.Found, "/a"));
        Assert.Contains("leads from page to page", (await AskAsync($"/sub {Origin.Url("/a")}")).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_manage_a_chat_changes_nothing_there()
    {
        Origin.Serve("/feed", Reply.Feed("one"));
        var answer = await Bot.AskAsync(NotebookPlatform.Ann, $"/sub {Origin.Url("/feed")}", mayManage: false);
        Assert.Contains("administrators", answer.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Empty(Origin.Asked());
    }
}
