using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>Addresses as the browser extension of RSSHub hands them out.</summary>
public sealed class CommandRssHubTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_address_of_RSSHub_means_the_instance_that_the_operator_chose()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/bilibili/user/video/2267573", Reply.Feed("one"));
        await using var bot = await BotUnderTest.StartAsync(_folder.Path, $"Fetching:RssHubUrl={origin.Url("/")}");

        var begun = await bot.AskAsync(NotebookPlatform.Ann, "rsshub://bilibili/user/video/2267573");
        Assert.Equal("one", Assert.Single(begun.Posts).Title);

        var ended = await bot.AskAsync(NotebookPlatform.Ann, "/unsub rsshub://bilibili/user/video/2267573");
        Assert.Contains("Publisher", ended.Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsshub://zhihu/hot")]
    [InlineData("/preview rsshub://zhihu/hot")]
    public async Task Without_an_instance_the_person_is_told_what_the_operator_must_set(string said)
    {
        await using var bot = await BotUnderTest.StartAsync(_folder.Path, "Fetching:RssHubUrl=");
        Assert.Contains("must set Fetching:RssHubUrl", (await bot.AskAsync(NotebookPlatform.Ann, said)).Text.ToPlainText(), StringComparison.Ordinal);
    }
}
