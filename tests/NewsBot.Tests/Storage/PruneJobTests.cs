using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Operations;

namespace NewsBot.Tests.Storage;

public sealed class PruneJobTests() : StoreTest(new SqliteUnderTest())
{
    [Fact]
    public async Task Articles_are_forgotten_after_the_days_that_the_operator_chose()
    {
        var feed = await AddFeedAsync();
        await PublishAsync(feed, Noon, "eight days old");
        await PublishAsync(feed, Noon.AddDays(2), "six days old");
        var options = Options.Create(new RetentionOptions { ArticleDays = 7 });
        var job = new PruneJob(Store.Maintenance, options, new FakeTimeProvider(Noon.AddDays(8)), NullLogger<PruneJob>.Instance);

        await job.Execute(null!, Token);

        Assert.Equal("six days old", Assert.Single(await Store.Items.NewestAsync(feed.Id, 10, Token)).Post.Title);
    }
}
