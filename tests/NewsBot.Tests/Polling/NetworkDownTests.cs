using System.Net;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Scorecard;

namespace NewsBot.Tests.Polling;

/// <summary>What becomes of the feeds while the bot's own network is down.</summary>
public sealed class NetworkDownTests
{
    [Fact]
    public async Task When_no_site_can_be_reached_no_feed_is_blamed_and_all_are_read_soon_after()
    {
        var isDown = false;
        await using var poller = new PollerUnderTest(_ => isDown ? [] : [IPAddress.Loopback]);
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\"").With("Connection", "close")); // or it would be reached without its name
        for (var i = 0; i < 10; i++)
            await poller.SubscribeAsync(origin.Url("/feed", $"site{i}.example"));
        await poller.RunAsync(TimeSpan.FromMinutes(30));

        isDown = true;
        await poller.RunAsync(TimeSpan.FromHours(6));
        var during = await poller.Feeds.AllAsync(TestContext.Current.CancellationToken);
        isDown = false;
        var asked = origin.Asked().Count;
        await poller.RunAsync(TimeSpan.FromMinutes(3));

        Assert.All(during, feed => Assert.Equal((0, null), (feed.Health.Failures, feed.Health.Trouble)));
        Assert.True(origin.Asked().Count - asked >= 10);
    }

    [Fact]
    public async Task A_single_site_that_cannot_be_found_is_blamed()
    {
        await using var poller = new PollerUnderTest(host => host == "lost.example" ? [] : [IPAddress.Loopback]);
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""));
        await poller.SubscribeAsync(origin.Url("/feed", "well.example"));
        var lost = await poller.SubscribeAsync(new Uri("http://lost.example/feed"));

        await poller.RunAsync(TimeSpan.FromHours(30));

        var health = (await poller.FeedAsync(lost.Id)).Health;
        Assert.Equal((TroubleKind.HostNotFound, true), (health.Trouble!.Kind, health.Failures > 5));
        Assert.Equal([FeedNoticeKind.Failing], poller.Notices.Select(notice => notice.Kind));
    }
}
