using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Model;

public sealed class FeedHubTests
{
    [Fact]
    public void The_topic_is_what_the_feed_calls_itself_letter_by_letter() =>
        Assert.Equal(
            new FeedHub(new Uri("https://hub.example/"), "HTTP://News.Example:80/feed?a=%7e"),
            Of("https://news.example/rss", "HTTP://News.Example:80/feed?a=%7e", "https://hub.example/"));

    [Fact]
    public void Without_a_name_of_its_own_it_is_what_it_is_polled_as() =>
        Assert.Equal("https://news.example/rss?b=%7e", Of("https://news.example/rss?b=%7e", null, "https://hub.example/")!.Topic);

    [Fact]
    public void A_hub_over_https_goes_before_others() =>
        Assert.Equal("https://b.example/", Of("https://news.example/rss", null, "http://a.example/", "https://b.example/", "https://c.example/")!.Address.AbsoluteUri);

    [Theory]
    [InlineData("https://news.example/rss", null)]
    [InlineData("https://news.example/rss", "ftp://hub.example/")]
    [InlineData("https://me:hunter2@news.example/rss", "https://hub.example/")] // credentials are not for hubs
    [InlineData("file:///archive/news", "https://hub.example/")]
    public void There_may_be_none(string polled, string? hub) => Assert.Null(hub is null ? Of(polled, null) : Of(polled, null, hub));

    private static FeedHub? Of(string polled, string? self, params string[] hubs)
    {
        Assert.True(FeedUrl.TryParse(polled, out var url));
        return FeedHub.Of(
            new FeedDocument { Format = "atom1.0", Self = self is null ? null : new Uri(self), Hubs = [.. hubs.Select(hub => new Uri(hub))] }, url);
    }
}
