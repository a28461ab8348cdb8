using System.Text;
using NewsBot.Chat;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using Reply = NewsBot.Core.Commands.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>Subscriptions that come from a file and go into one.</summary>
public sealed class CommandImportTests : CommandTest
{
    protected override string[] Settings => ["Access:MaxSubscriptionsPerChat=3"];

    [Fact]
    public async Task Each_feed_of_a_file_is_subscribed_to_and_its_backlog_is_no_news()
    {
        Origin.Serve("/a", Origins.Reply.Feed("zero"));
        Origin.Serve("/b", Origins.Reply.NotFound);
        var answer = Words(await SendAsync("/import", "feeds.opml", Opml("/a", "/b")));
        Assert.StartsWith("Imported: 2 new.", answer, StringComparison.Ordinal);
        Assert.StartsWith("2 subscriptions", await WordsAsync("/list"), StringComparison.Ordinal);

        await BotUnderTest.UntilAsync(() => Origin.Asked("/a").Count > 0, "the first look");
        Origin.Serve("/a", Origins.Reply.Feed("one", "zero"));
        await NewsAsync(Ann, "one");
        Assert.Equal(["one"], Bot.Notebook.News(Ann));
    }

    [Fact]
    public async Task A_feed_that_nobody_read_for_a_while_does_not_flood()
    {
        await SubscribeAsync("/a", "zero");
        await AskAsync("/unsub 1");
        Origin.Serve("/a", Origins.Reply.Feed("three", "two", "one", "zero"));
        var asked = Origin.Asked("/a").Count;
        await SendAsync("/import", "feeds.opml", Opml("/a"));
        await BotUnderTest.UntilAsync(() => Origin.Asked("/a").Count > asked, "the next look");
        Origin.Serve("/a", Origins.Reply.Feed("four", "three", "two", "one", "zero"));
        await NewsAsync(Ann, "four");
        Assert.Equal(["four"], Bot.Notebook.News(Ann));
    }

    [Theory]
    [InlineData("feeds.opml")]
    [InlineData("Subscriptions.XML")]
    public async Task A_file_without_a_word_is_imported(string name) =>
        Assert.StartsWith("Imported: 1 new.", Words(await SendAsync("", name, Opml("/a"))), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_there_what_is_too_much_and_what_cannot_be_read_is_counted()
    {
        await SubscribeAsync("/a", "zero");
        var opml = Opml("/a", "/b", "/c", "/d", "/e").Replace("</body>", """<outline text="x" xmlUrl="ftp://x"/><outline text="y" xmlUrl="file:///etc"/></body>""", StringComparison.Ordinal);
        var answer = Words(await SendAsync("/import", "feeds.opml", opml));
        Assert.StartsWith("Imported: 2 new, 1 already there, 3 over the limit of 3, 1 unreadable.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_the_machine_cannot_be_imported()
    {
        var answer = Words(await SendAsync("/import", "feeds.opml", """<opml><body><outline text="y" xmlUrl="file:///etc"/></body></opml>"""));
        Assert.Contains("lists no feeds that I could read", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty, or too large")]
    [InlineData("hello", "is no list of feeds")]
    [InlineData("<rss version='2.0'><channel/></rss>", "This is a single feed")]
    public async Task A_file_that_is_no_list_is_told_so(string content, string told)
    {
        var answer = await SendAsync("/import", "feeds.opml", content);
        Assert.True(answer.IsTrouble);
        Assert.Contains(told, Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_without_a_file_explains_how() =>
        Assert.Contains("Send me an OPML file", await WordsAsync("/import"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_exported_can_be_imported()
    {
        await SubscribeAsync("/a", "zero");
        await SubscribeAsync("/b", "zero");
        var file = (await AskAsync("/export")).File!;
        Assert.Equal(("newsbot.opml", "text/x-opml"), (file.Name, file.MediaType));
        var list = Assert.IsType<OpmlResult.Listed>(NewsBot.Core.Parsing.Opml.Parse(file.Content));
        Assert.Equal([Origin.Url("/a").AbsoluteUri, Origin.Url("/b").AbsoluteUri], list.Feeds.Select(feed => feed.Url.Key));

        var answer = await AskAsync(Bob, "/import", message => message with { File = new ReceivedFile(file.Name, file.Content) });
        Assert.StartsWith("Imported: 2 new.", Words(answer), StringComparison.Ordinal);
        Assert.StartsWith("2 subscriptions", Words(await AskAsync(Bob, "/list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_export_is_told_so() =>
        Assert.Contains("no subscriptions", await WordsAsync("/export"), StringComparison.Ordinal);

    [Fact]
    public async Task Where_files_cannot_come_and_go_the_text_is_shown_and_the_verb_named()
    {
        var page = new ChatAddress("web", "home");
        Assert.Contains("newsbot import feeds.opml --chat web:home", Words(await AskAsync(page, "/import")), StringComparison.Ordinal);
        Origin.Serve("/a", Origins.Reply.Feed("zero"));
        await AskAsync(page, $"/sub {Origin.Url("/a")}");
        var shown = Assert.Single((await AskAsync(page, "/export")).Text.Blocks.OfType<Preformatted>());
        Assert.Contains($"xmlUrl=\"{Origin.Url("/a")}\"", shown.Text, StringComparison.Ordinal);
    }

    private static string Words(Reply reply) => reply.Text.ToPlainText();

    private string Opml(params string[] paths) =>
        $"""<opml version="2.0"><body>{string.Concat(paths.Select(path => $"""<outline text="Feed {path}" xmlUrl="{Origin.Url(path)}"/>"""))}</body></opml>""";

    private Task<Reply> SendAsync(string text, string name, string content) =>
        AskAsync(Ann, text, message => message with { File = new ReceivedFile(name, Encoding.UTF8.GetBytes(content)) });
}
