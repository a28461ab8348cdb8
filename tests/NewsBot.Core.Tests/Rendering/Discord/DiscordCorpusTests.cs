using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

/// <summary>
/// Real articles as a chat would get them. They belong to their publishers and are not in this repository:
/// <c>NEWSBOT_SHARED</c> names the folder that holds them, and without it the tests are skipped.
/// </summary>
public sealed class DiscordCorpusTests
{
    [Theory]
    [InlineData("articles", "files")]
    [InlineData("articles-en", "")]
    public void Every_article_is_told_in_messages_that_discord_takes(string set, string files)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("NEWSBOT_SHARED") ?? "/nowhere", "corpus", set, files);
        Assert.SkipUnless(Directory.Exists(folder), "NEWSBOT_SHARED does not name the folder of the corpus");
        var articles = Directory.EnumerateFiles(folder, "*.md").Select(file => ArchiveArticle.Parse(File.ReadAllText(file))).OfType<FeedItem>().ToList();
        Assert.NotEmpty(articles);
        foreach (var article in articles)
        {
            var post = PostComposer.Compose(article, new PostSource("Source", null, null));
            foreach (var length in Enum.GetValues<MessageLength>())
            {
                var messages = DiscordRenderer.Render(post, new ChatSettings { Length = length, Layout = MessageLayout.Rich }, new SubscriptionSettings());
                Assert.All(messages, message => DiscordCheck.Check(message));
                messages = DiscordRenderer.Render(post, new ChatSettings { Length = length }, new SubscriptionSettings());
                Assert.All(messages, message => DiscordCheck.Check(message));
            }
        }
    }
}
