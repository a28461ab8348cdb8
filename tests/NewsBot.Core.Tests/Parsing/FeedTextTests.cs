using System.Text;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

public sealed class FeedTextTests
{
    private const string Chinese = "国际新闻：港口重新开放，渡轮恢复航行。记者从现场发回报道，天气晴朗。";

    static FeedTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void A_byte_order_mark_comes_before_all_labels()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='gbk'?><a>é</a>")];

        Assert.EndsWith("<a>é</a>", FeedText.Decode(bytes, "text/xml; charset=big5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public void Wide_characters_are_known_by_their_mark_or_their_shape(string name, bool withMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("<?xml version='1.0'?><a>港口</a>")];

        Assert.Equal("<?xml version='1.0'?><a>港口</a>", FeedText.Decode(bytes, "application/xml"));
    }

    [Fact]
    public void Valid_UTF_8_is_UTF_8_whatever_the_labels_say() =>
        Assert.Contains("港口", FeedText.Decode(Encoding.UTF8.GetBytes("<?xml encoding='iso-8859-1'?>港口"), "text/xml; charset=gb2312"), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("gb18030")]
    [InlineData("shift_jis")]
    public void A_character_is_whole_wherever_the_pieces_of_a_document_end(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var title = name == "shift_jis" ? "渡船" : "渡😀船";
        // The XML reader takes 4,096 characters at a time, and ever less room is left for those of a long attribute.
        for (var length = 4000; length < 4100; length++)
        {
            var blank = new string(' ', length);
            var feed = $"<?xml version='1.0' encoding='{name}'?><rss version='2.0'><channel a='{title}{blank}{title}'><title>{blank}{title}</title></channel></rss>";

            var result = FeedParser.Parse(encoding.GetBytes(feed), Sample.Url);

            Assert.Equal(title, Assert.IsType<ParseResult.Parsed>(result).Document.Title);
        }
    }

    [Fact]
    public void The_header_comes_before_the_declaration()
    {
        var bytes = Encoding.GetEncoding("gbk").GetBytes($"<?xml version='1.0' encoding='windows-1252'?><a>{Chinese}</a>");

        Assert.Contains(Chinese, FeedText.Decode(bytes, "text/xml; charset=\"GBK\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gb2312", 54936, "朱镕基㐀€")]
    [InlineData("x-gbk", 54936, "镕")]
    [InlineData("big5", 950, "渡輪恢復航行")]
    [InlineData("shift_jis", 932, "①㈱髙")]
    [InlineData("euc-jp", 51932, "港が再開")]
    [InlineData("euc-kr", 949, "뷁 항구")]
    [InlineData("iso-8859-1", 1252, "l’été “€”")]
    [InlineData("us-ascii", 1252, "“€”")]
    [InlineData("iso-8859-9", 1254, "ığş")]
    [InlineData("iso-8859-2", 28592, "łódź")]
    [InlineData("windows-1251", 1251, "Порт открыт")]
    [InlineData("koi8-r", 20866, "Порт открыт")]
    [InlineData("tis-620", 874, "ท่าเรือ")]
    [InlineData("windows-1256", 1256, "الميناء")]
    [InlineData("cp850", 850, "éß")]
    [InlineData("437", 437, "éß")]
    [InlineData("ibm855", 855, "Порт открыт")]
    public void A_declared_label_means_what_browsers_take_it_to_mean(string label, int codePage, string text)
    {
        var bytes = Encoding.GetEncoding(codePage).GetBytes($"<?xml version=\"1.0\" encoding=\"{label}\"?><a>{text}</a>");

        Assert.Contains(text, FeedText.Decode(bytes, "application/xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void ISO_2022_JP_is_believed_when_it_is_declared()
    {
        var bytes = Encoding.GetEncoding(50222).GetBytes("<?xml version='1.0' encoding='iso-2022-jp'?><a>港が再開</a>");

        Assert.Contains("港が再開", FeedText.Decode(bytes, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("no-such-charset")]
    [InlineData("utf-16")]
    public void A_label_that_does_not_fit_is_passed_over(string label)
    {
        var bytes = Encoding.GetEncoding("gb18030").GetBytes($"<?xml version='1.0' encoding='{label}'?><a>{Chinese}{Chinese}</a>");

        Assert.Contains(Chinese, FeedText.Decode(bytes, null), StringComparison.Ordinal);
    }

    [Fact]
    public void One_broken_byte_does_not_make_UTF_8_something_else()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='utf-8'?>" + Chinese), 0xE6, .. Encoding.UTF8.GetBytes(Chinese)];

        Assert.Contains(Chinese + "\uFFFD" + Chinese, FeedText.Decode(bytes, null), StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_are_no_text() => Assert.Equal("", FeedText.Decode([], null));
}
