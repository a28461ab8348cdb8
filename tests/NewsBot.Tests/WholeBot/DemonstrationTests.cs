using NewsBot.Core.Composing;
using NewsBot.Core.Parsing;
using NewsBot.Fetching.Newsroom;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Web;

namespace NewsBot.Tests.WholeBot;

/// <summary>What a newcomer sees: the page, one press, and news that arrive by themselves.</summary>
[Collection<BrowserTests>]
public sealed class DemonstrationTests(Browser browser) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_press_brings_the_news_alive_without_a_reload()
    {
        await using var bot = await BotUnderTest.StartAsync(_folder.Path);
        browser.Open(bot.Page);
        browser.See("#connection", "Live");
        browser.Run("window.sameDocument = true");

        browser.See(".choices button", "Watch the demonstration").Click();

        await BotUnderTest.UntilAsync(() => browser.Count(".news .card") >= 2, "two stories of the newsroom");
        browser.See(".news .card h2 a");
        browser.See(".news .card .lead");
        browser.See(".news .card .source", "The Harbour Post");
        browser.See(".news .card time");
        browser.Until(
            () => browser.Run("return document.querySelector('.news .card img').naturalWidth > 0") is true, "the picture is not loaded");
        Assert.Equal(true, browser.Run("return window.sameDocument === true"));
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void Every_story_is_pushed_with_its_own_opening_and_picture_and_without_the_papers_trimmings()
    {
        var content = NewsroomContent.Find();
        var newsroom = new DemoNewsroom(content);
        var site = new Uri("http://127.0.0.1:8080/");
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var posts = Enumerable.Range(0, content.Stories.Count)
            .Select(number => newsroom.FeedAt(start.AddSeconds(10 * number), site))
            .Select(answer => Assert.IsType<ParseResult.Parsed>(FeedParser.Parse(answer.Bytes, site, answer.ContentType)).Document)
            .Select(document => PostComposer.Compose(document.Items[0], new PostSource(document.Title!, document.Link, document.Language)))
            .ToList();

        Assert.Equal(content.Stories.Select(story => story.Title).Order(), posts.Select(post => post.Title).Order());
        Assert.All(posts, post =>
        {
            var story = content.Stories.Single(story => story.Title == post.Title);
            Assert.StartsWith(post.Lead, story.Paragraphs[0], StringComparison.Ordinal);
            Assert.NotEqual("", post.Lead);
            Assert.EndsWith(story.Picture!, post.Image?.AbsolutePath, StringComparison.Ordinal);
            Assert.Equal(string.Join('\n', story.Paragraphs), post.Body.ToPlainText());
        });
    }
}
