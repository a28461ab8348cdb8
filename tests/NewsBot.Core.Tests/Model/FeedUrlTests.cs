using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Model;

public sealed class FeedUrlTests
{
    [Theory]
    [InlineData("https://example.com/feed", "https://example.com/feed")]
    [InlineData("  <HTTP://Example.COM:80>  ", "http://example.com/")]
    [InlineData("example.com/rss.xml", "https://example.com/rss.xml")]
    [InlineData("localhost.example:8080/x", "https://localhost.example:8080/x")]
    [InlineData("feed://example.com/atom", "https://example.com/atom")]
    [InlineData("feed:http://example.com/atom", "http://example.com/atom")]
    [InlineData("https://example.com/a#top", "https://example.com/a")]
    [InlineData("https://example.com/?b=2&a=%7e&&c", "https://example.com/?b=2&a=%7e&&c")]
    public void An_address_is_understood_as_people_write_it(string typed, string expected)
    {
        Assert.True(FeedUrl.TryParse(typed, out var url));
        Assert.Equal(expected, url.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("hello world.com")]
    [InlineData("ftp://example.com/feed")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file://server/share")]
    [InlineData("导弹")]
    public void What_is_not_an_address_is_refused(string typed) => Assert.False(FeedUrl.TryParse(typed, out _));

    [Fact]
    public void Credentials_are_kept_but_never_shown()
    {
        Assert.True(FeedUrl.TryParse("https://me:secret@example.com/feed", out var url));
        Assert.Contains("secret", url.Key, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", url.ToString(), StringComparison.Ordinal);
    }
}
