using CsCheck;
using NewsBot.Core.Composing;

namespace NewsBot.Core.Tests.Composing;

public sealed class LinkCleanerTests
{
    [Theory]
    [InlineData("https://news.example/a?utm_source=rss&id=7&fbclid=x", "https://news.example/a?id=7")]
    [InlineData("https://news.example/a?utm_source=rss", "https://news.example/a")]
    [InlineData("https://news.example/a?at_medium=RSS&at_campaign=RSS", "https://news.example/a")]
    [InlineData("https://news.example/a?&&b=2&a=%2f", "https://news.example/a?b=2&a=%2f")]
    [InlineData("https://news.example/a#xtor=RSS-1", "https://news.example/a")]
    [InlineData("https://news.example/a#part2", "https://news.example/a#part2")]
    [InlineData("http://news.example//cn/%E6%A1%A5", "http://news.example/cn/%E6%A1%A5")]
    [InlineData("http://news.example:8080/a", "http://news.example:8080/a")]
    [InlineData("http://www.bbc.com/zhongwen/simp/world-1", "https://www.bbc.com/zhongwen/simp/world-1")]
    [InlineData("https://web.archive.example/web/2024/https://news.example/a", "https://web.archive.example/web/2024/https://news.example/a")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%3Fid%3D7%26fbclid%3Dx&h=AT0", "https://news.example/a?id=7")]
    [InlineData("http://redirect.viglink.com?key=1&u=http%3A%2F%2Fnews.example%2Fa", "http://news.example/a")]
    [InlineData("https://www.google.com/url?sa=t&q=https://news.example/a", "https://news.example/a")]
    [InlineData("https://api.dw.com/api/detail/article/12345678", "https://www.dw.com/a-12345678")]
    [InlineData("https://www.youtube.com/watch?v=abcdefghijk&feature=youtu.be&t=42", "https://www.youtube.com/watch?v=abcdefghijk&t=42")]
    [InlineData("https://news.example/a?ref=news.example", "https://news.example/a")]
    [InlineData("https://news.example/a?ref=main&from=2020&source=x", "https://news.example/a?ref=main&from=2020&source=x")]
    [InlineData("https://mp.weixin.qq.com/s?__biz=A&mid=1&idx=1&sn=b&chksm=c&scene=21", "https://mp.weixin.qq.com/s?__biz=A&mid=1&idx=1&sn=b")]
    [InlineData("https://me:pw@news.example/a?utm_source=x", "https://me:pw@news.example/a")]
    [InlineData("mailto:li@news.example", "mailto:li@news.example")]
    public void An_address_is_freed_of_what_is_not_the_readers(string given, string clean) =>
        Assert.Equal(clean, LinkCleaner.Clean(new Uri(given)).AbsoluteUri);

    [Theory]
    [InlineData("https://l.facebook.com/l.php?u=javascript:alert(1)")]
    [InlineData("https://www.google.com/url?q=file:///etc/passwd")]
    public void A_redirector_to_no_web_page_is_not_followed(string given) =>
        Assert.Equal(given, LinkCleaner.Clean(new Uri(given)).AbsoluteUri);

    [Fact]
    public void Cleaning_twice_is_cleaning_once() =>
        Gen.OneOf("utm_x=1", "id=2", "ref=rss", "&", "/", "//", "?", "#", "%20", "a", "=", ":", "url=http://b.example/", "#xtor=1").List[0, 12].Sample(
            parts => !Uri.TryCreate("http://news.example/" + string.Concat(parts), UriKind.Absolute, out var uri)
                || LinkCleaner.Clean(LinkCleaner.Clean(uri)).AbsoluteUri == LinkCleaner.Clean(uri).AbsoluteUri,
            iter: 1000);
}
