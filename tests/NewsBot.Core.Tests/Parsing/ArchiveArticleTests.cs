using System.Text;
using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

public sealed class ArchiveArticleTests
{
    [Fact]
    public void An_article_is_read()
    {
        var item = ArchiveArticle.Parse(Encoding.UTF8.GetString(Sample.Read("article.md")));

        Assert.NotNull(item);
        Assert.Equal("[视频] 港口重开 | 三问", item.Title);
        Assert.Equal("https://www.example.org/cn/20250304-%E6%B8%AF", item.Id);
        Assert.Equal(item.Id, item.Link?.AbsoluteUri);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1741077000000), item.Published);
        Assert.Equal("<div>04/03/2025 - 08:30</div><p>港口今天重开。</p>", item.Content);
    }

    [Theory]
    [InlineData("[a](http://x.example/1)\n------\n日期：Tue, 04 Mar 2025 08:30:00 +0000\n\n<p>b</p>\n", "a", "2025-03-04T08:30:00")]
    [InlineData("[a](http://x.example/1)\n------\n\n<p>b</p>", "a", null)]
    [InlineData("<!--NaN-->\n[a](http://x.example/1)\n------\n\n<p>b</p>\n", "a", null)]
    [InlineData("<!--1741077000000-->\r\n[a](http://x.example/1)\r\n------\r\n\r\n<p>b</p>", "a", "2025-03-04T08:30:00")]
    [InlineData("<!--1741077000000-->\n[](http://x.example/1)\n------\n\n<p>b</p>\n", null, "2025-03-04T08:30:00")]
    [InlineData("<!--1741077000000-->\n[Tom &quot;T&quot; &amp; J](http://x.example/1)\n------\n\n<p>b</p>\n", "Tom \"T\" & J", "2025-03-04T08:30:00")]
    [InlineData("<!--1741077000000-->\n[a [b](c) d](http://x.example/1)\n------\n\n<p>b</p>\n", "a [b](c) d", "2025-03-04T08:30:00")]
    public void The_variants_of_the_format_are_read(string text, string? title, string? time)
    {
        var item = ArchiveArticle.Parse(text);

        Assert.NotNull(item);
        Assert.Equal(title, item.Title);
        Assert.Equal("http://x.example/1", item.Link?.AbsoluteUri);
        Assert.Equal(time, item.Published?.ToString("s", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("<p>b</p>", item.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# A page of Markdown\n\n[a](http://x.example/1)\n")]
    [InlineData("[a](http://x.example/1)\n\n------\n")]
    [InlineData("<!--1-->\n")]
    public void Other_texts_are_no_articles(string text) => Assert.Null(ArchiveArticle.Parse(text));

    [Fact]
    public void An_article_without_an_address_is_known_by_title_and_time() =>
        Assert.Equal("a 5", ArchiveArticle.Parse("<!--5-->\n[a]()\n------\n\nb\n")?.Id);

    [Fact]
    public void A_file_of_the_usual_form_is_written_back_byte_for_byte()
    {
        var text = Encoding.UTF8.GetString(Sample.Read("article.md"));

        Assert.Equal(text, ArchiveArticle.Format(ArchiveArticle.Parse(text)!));
    }

    [Fact]
    public void What_is_written_is_read_back_and_written_the_same() => Items.Sample(item =>
    {
        var text = ArchiveArticle.Format(item);
        var read = ArchiveArticle.Parse(text);
        Assert.NotNull(read);
        Assert.Equal(text, ArchiveArticle.Format(read));
        Assert.Equal(item.Link is null, read.Link is null);
        Assert.Equal(item.Published?.ToUnixTimeMilliseconds(), read.Published?.ToUnixTimeMilliseconds());
    }, iter: 5_000, seed: "0000KQt5VwN4", threads: 1);

    [Fact]
    public void A_folder_is_its_articles_joined_by_the_record_separator()
    {
        var article = Encoding.UTF8.GetString(Sample.Read("article.md"));

        var feed = Sample.Parse(article + ArchiveArticle.Separator + "no article" + ArchiveArticle.Separator + article);

        Assert.Equal("archive", feed.Format);
        Assert.Equal(2, feed.Items.Count);
    }

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String["ab ]([)&;#<>\t\"港口-\r\n"], Gen.String, Gen.Const("a &amp;amp; b"), Gen.Const("[x](http://y.example/z)"), Gen.Const("日期：x"), Gen.Const("\n"));

    private static readonly Gen<FeedItem> Items = Gen.Select(
        Texts, Texts, Gen.Long[-60_000_000_000_000, 200_000_000_000_000], Gen.Int[0, 5], Gen.String["abc/%5D](é?=&"],
        (title, body, time, shape, path) => new FeedItem
        {
            Title = shape == 1 ? null : title,
            Link = shape == 2 || !Uri.TryCreate("https://x.example/" + path, UriKind.Absolute, out var link) ? null : link,
            Id = shape == 3 ? "https://x.example/" + path : title,
            Published = shape == 4 ? null : DateTimeOffset.FromUnixTimeMilliseconds(time),
            Content = shape == 5 ? null : body,
            Summary = body,
        });
}
