using NewsBot.Chat.Web;

namespace NewsBot.Tests.Web;

public sealed class WebOptionsCheckTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080; http://127.0.0.7")]
    public void Loopback_needs_no_password(string urls) => Assert.Null(Fault(urls, ""));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.168.1.5:8080")]
    [InlineData("http://news.example")]
    [InlineData("http://localhost.news.example")]
    public void Anything_else_needs_one(string url)
    {
        Assert.Equal(
            $"Web:Urls is \"{url}\", which other machines can reach, and Web:Password is empty: strangers could use the bot. "
            + "Set Web:Password (environment: NEWSBOT_Web__Password), or listen on http://127.0.0.1:8080 alone.",
            Fault("http://127.0.0.1:8080;" + url, ""));
        Assert.Null(Fault(url, "secret"));
    }

    [Theory]
    [InlineData("8080", "is no address to listen on")]
    [InlineData("127.0.0.1:8080", "is no address to listen on")]
    [InlineData("ftp://127.0.0.1", "only http:// and https://")]
    public void What_cannot_be_listened_on_is_named(string urls, string expected)
    {
        var fault = Fault(urls, "secret");
        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.Contains($"\"{urls}\"", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    private static string? Fault(string urls, string password) =>
        new WebOptionsCheck().Validate(null, new WebOptions { Urls = urls, Password = password }).FailureMessage;
}
