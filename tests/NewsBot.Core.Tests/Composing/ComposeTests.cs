using NewsBot.Core.Composing;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Composing;

public sealed class ComposeTests
{
    private static readonly PostSource Source = new("青川日报", new Uri("https://news.example/feed"), null);

    [Fact]
    public void What_the_item_tells_is_carried_over()
    {
        var published = new DateTimeOffset(2024, 5, 6, 0, 30, 0, TimeSpan.Zero);
        var post = PostComposer.Compose(
            new FeedItem { Title = "桥", Link = new Uri("https://news.example/a?utm_source=rss"), Published = published, Author = " 王  川 ", Categories = ["#交通", "交通", "Uncategorized", "桥 &amp; 路", ""] },
            Source);
        Assert.Equal("https://news.example/a", post.Link?.AbsoluteUri);
        Assert.Equal(published, post.Published);
        Assert.Equal("王 川", post.Author);
        Assert.Equal("青川日报", post.Source);
        Assert.Equal(["交通", "桥 & 路"], post.Tags);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public void A_link_that_is_no_web_page_is_no_link(string link) =>
        Assert.Null(PostComposer.Compose(new FeedItem { Title = "桥", Link = new Uri(link, UriKind.RelativeOrAbsolute) }, Source).Link);

    [Fact]
    public void Without_content_the_summary_is_the_text() =>
        Assert.Equal("新桥今天通车，市民步行过河。", PostComposer.Compose(new FeedItem { Title = "桥", Summary = "新桥今天通车，市民步行过河。" }, Source).Lead);

    [Fact]
    public void Content_without_text_leaves_the_summary_to_tell() =>
        Assert.Equal("新桥今天通车，市民步行过河。", PostComposer.Compose(new FeedItem { Title = "桥", Content = "<img src='/a.jpg'>", Summary = "新桥今天通车，市民步行过河。" }, Source).Lead);

    [Fact]
    public void An_empty_item_is_an_empty_post()
    {
        var post = PostComposer.Compose(new FeedItem(), Source);
        Assert.Equal("", post.Title);
        Assert.Equal("", post.Lead);
        Assert.Null(post.Image);
        Assert.Empty(post.Body.Blocks);
    }

    [Theory]
    [InlineData("新桥今天通车，市民步行过河。", null, "zh")]
    [InlineData("新橋今天通車，市民步行過河。", "en-US", "zh")]
    [InlineData("橋が今日開通しました。市民が渡りました。", null, "ja")]
    [InlineData("오늘 새 다리가 개통되었습니다.", null, "ko")]
    [InlineData("The bridge opened on Monday and people crossed it for the first time.", null, "en")]
    [InlineData("Die Brücke ist eröffnet und die Menschen sind auf dem Weg.", null, "de")]
    [InlineData("Le pont est ouvert et les habitants sont dans la rue.", null, "fr")]
    [InlineData("Мост открыт для движения.", null, "ru")]
    [InlineData("Міст відкрито для руху.", "uk", "uk")]
    [InlineData("Brua er åpen.", "nb-NO", "nb")]
    [InlineData("42", null, null)]
    public void The_language_is_the_texts_own(string text, string? declared, string? expected) =>
        Assert.Equal(expected, PostComposer.Compose(new FeedItem { Summary = text, Language = declared }, Source).Language);

    [Fact]
    public void Addresses_in_an_item_without_a_link_are_relative_to_the_source() =>
        Assert.Equal("https://news.example/a.jpg", PostComposer.Compose(new FeedItem { Title = "桥", Content = "<img src='a.jpg'>" }, Source).Image?.AbsoluteUri);
}
