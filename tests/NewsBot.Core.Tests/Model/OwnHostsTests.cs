using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Model;

/// <summary>Which hosts are the operator's own.</summary>
public sealed class OwnHostsTests
{
    private static readonly OwnHosts Listed = new(["RSSHub.example.org", "nas.example.org:1200", "新闻.example", "8.8.8.8", "[2606:4700::1]:8080"]);

    [Theory]
    [InlineData("https://rsshub.example.org/zhihu/hot")]
    [InlineData("http://rsshub.EXAMPLE.org:1200/")]
    [InlineData("https://rsshub.example.org./")]
    [InlineData("http://nas.example.org:1200/feed")]
    [InlineData("https://xn--efvy88h.example/feed")]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://[2606:4700:0::1]:8080/")]
    public void A_host_on_the_list_is(string address) => Assert.True(Listed.Contains(new Uri(address)));

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://www.rsshub.example.org/")]
    [InlineData("https://rsshub.example.org.evil.example/")]
    [InlineData("http://nas.example.org/feed")]
    [InlineData("http://nas.example.org:1201/feed")]
    [InlineData("http://[2606:4700::1]/")]
    [InlineData("http://1.1.1.1/")]
    [InlineData("https://rsshub.app/")]
    public void A_public_host_beside_it_is_not(string address) => Assert.False(Listed.Contains(new Uri(address)));

    [Theory]
    [InlineData("http://localhost:1200/")]
    [InlineData("http://rsshub:1200/")]
    [InlineData("http://nas.local/")]
    [InlineData("http://NAS.lan/")]
    [InlineData("http://feeds.internal/")]
    [InlineData("http://router.home.arpa/")]
    [InlineData("http://a.localhost/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://192.168.1.5:8080/")]
    [InlineData("http://１２７.0.0.2/")]
    [InlineData("http://127。0。0。2/")]
    [InlineData("http://100.64.1.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("file:///srv/articles")]
    public void A_host_that_can_only_be_local_is(string address) => Assert.True(new OwnHosts([]).Contains(new Uri(address)));

    [Theory]
    [InlineData("rsshub.example.org", true)]
    [InlineData("rsshub:1200", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("[fd00::1]:80", true)]
    [InlineData("", false)]
    [InlineData("https://rsshub.example.org", false)]
    [InlineData("rsshub.example.org/", false)]
    [InlineData("rsshub.example.org:port", false)]
    [InlineData("rsshub.example.org:70000", false)]
    [InlineData("me@rsshub.example.org", false)]
    [InlineData("two hosts", false)]
    [InlineData("rsshub:", false)]
    public void An_entry_is_a_host_with_or_without_a_port(string text, bool isHost) => Assert.Equal(isHost, HostEntry.TryParse(text, out _));
}
