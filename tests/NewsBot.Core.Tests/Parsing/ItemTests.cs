using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

public sealed class ItemTests
{
    [Theory]
    [InlineData("Tom &amp;amp; Jerry", "Tom & Jerry")]
    [InlineData("<![CDATA[Tom &amp; Jerry &#8211; live]]>", "Tom & Jerry – live")]
    [InlineData("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move")]
    [InlineData("un&lt;b&gt;believ&lt;/b&gt;able", "unbelievable")]
    [InlineData("one&lt;br/&gt;two", "one two")]
    [InlineData("1 &lt; 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2")]
    [InlineData("List&lt;String&gt; explained", "List<String> explained")]
    [InlineData("  two\n   lines\t ", "two lines")]
    [InlineData("Naked <em>markup</em> here", "Naked markup here")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;News", "News")]
    [InlineData("港口　重开", "港口　重开")]
    [InlineData("R&amp;D &amp;copy 2025", "R&D &copy 2025")]
    public void Titles_are_plain_text_on_one_line(string written, string expected) =>
        Assert.Equal(expected, Sample.Item($"<title>{written}</title>").Title);

    [Theory]
    [InlineData("text", "a &lt;blink&gt; tag", "a <blink> tag")]
    [InlineData("text", "&lt;b&gt;Bold&lt;/b&gt;", "Bold")]
    [InlineData("text", "AT&amp;amp;T", "AT&T")]
    [InlineData("html", "&lt;x-y&gt;odd&lt;/x-y&gt;", "odd")]
    [InlineData("xhtml", "<div xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b> &amp; c</div>", "a b & c")]
    public void Atom_titles_are_read_by_their_type_and_with_doubt(string type, string written, string expected) =>
        Assert.Equal(expected, Sample.Entry($"<title type='{type}'>{written}</title>").Title);

    [Theory]
    [InlineData("<link>https://a.example/1</link>", "https://a.example/1")]
    [InlineData("<link>\n  https://a.example/1\n</link>", "https://a.example/1")]
    [InlineData("<link>/1</link>", "https://news.example/1")]
    [InlineData("<link>//a.example/1</link>", "https://a.example/1")]
    [InlineData("<link>https://a.example/?a=1&amp;amp;b=2</link>", "https://a.example/?a=1&b=2")]
    [InlineData("<link/><guid>https://a.example/1</guid>", "https://a.example/1")]
    [InlineData("<guid isPermaLink='false'>https://a.example/1</guid>", null)]
    [InlineData("<guid isPermaLink='true'>/1</guid>", "https://news.example/1")]
    [InlineData("<guid>12345</guid>", null)]
    [InlineData("<link>javascript:alert(1)</link>", null)]
    [InlineData("<link>data:text/html,x</link>", null)]
    [InlineData("<link>file:///etc/passwd</link>", null)]
    [InlineData("<link>http://</link>", null)]
    [InlineData("<link xmlns='http://www.w3.org/2005/Atom' rel='alternate' href='https://a.example/1'/>", "https://a.example/1")]
    public void The_link_of_an_item_is_absolute_and_for_the_web(string elements, string? expected) =>
        Assert.Equal(expected, Sample.Item(elements).Link?.AbsoluteUri);

    [Theory]
    [InlineData("<author>a@b.example (Ann Bee)</author>", "Ann Bee")]
    [InlineData("<author>Ann Bee &lt;a@b.example&gt;</author>", "Ann Bee")]
    [InlineData("<author>Ann Bee (a@b.example)</author>", "Ann Bee")]
    [InlineData("<author>a@b.example</author>", "a@b.example")]
    [InlineData("<author>Ann Bee</author><dc:creator>Someone else</dc:creator>", "Ann Bee")]
    [InlineData("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>Ann</dc:creator>", "Ann, Bob")]
    [InlineData("<itunes:author>Ann Bee</itunes:author>", "Ann Bee")]
    [InlineData("<author><name>Ann Bee</name><email>a@b.example</email></author>", "Ann Bee")]
    [InlineData("<author/>", null)]
    public void Authors_are_names(string elements, string? expected) => Assert.Equal(expected, Sample.Item(elements).Author);

    [Theory]
    [InlineData("<media:thumbnail url='https://p.example/a.jpg' width='75'/><media:thumbnail url='https://p.example/b.jpg' width='300'/>", "b a")]
    [InlineData("<media:thumbnail url='https://p.example/a.jpg'/><media:content url='https://p.example/b.jpg' type='image/jpeg'/>", "b a")]
    [InlineData("<media:content url='https://p.example/a.mp4' type='video/mp4'><media:thumbnail url='https://p.example/b.jpg'/></media:content>", "b")]
    [InlineData("<itunes:image href='https://p.example/a.jpg'/>", "a")]
    [InlineData("<enclosure url='https://p.example/a.jpg' type='image/jpeg' length='1'/>", "a")]
    [InlineData("<image><url>https://p.example/a.jpg</url><link>https://p.example/</link></image>", "a")]
    [InlineData("<image>https://p.example/a.jpg</image>", "a")]
    [InlineData("<media:content url='https://p.example/a.jpg'/><media:content url='https://p.example/a.jpg'/>", "a")]
    public void Pictures_come_largest_first_and_once(string elements, string expected) => Assert.Equal(
        expected, string.Join(' ', Sample.Item(elements).Images.Select(image => Path.GetFileNameWithoutExtension(image.AbsolutePath))));

    [Fact]
    public void A_video_of_Media_RSS_is_an_attached_file()
    {
        var file = Assert.Single(Sample.Item("<media:content url='https://v.example/a.mp4' type='video/mp4' fileSize='9'/>").Enclosures);

        Assert.Equal(("https://v.example/a.mp4", "video/mp4", 9L), (file.Url.AbsoluteUri, file.Type, file.Length));
    }

    [Fact]
    public void Text_without_anything_relative_stays_as_it_was_written()
    {
        const string html = "<P CLASS=x>a <a href='https://a.example/?b=1&amp;c=2'>b</a> <a href='#note'>c</a><br>";

        Assert.Equal(html, Sample.Item($"<content:encoded><![CDATA[{html}]]></content:encoded>").Content);
    }

    [Theory]
    [InlineData("<a href=/x>y</a>", "<a href=\"https://news.example/x\">y</a>")]
    [InlineData("<a href='?q=1&amp;r=2'>y</a>", "<a href='https://news.example/feeds/main.xml?q=1&amp;r=2'>y</a>")]
    [InlineData("<img src=\"//cdn.example/p.png\">", "<img src=\"https://cdn.example/p.png\">")]
    [InlineData("<script>var a = '<a href=\"/x\">';</script>", "<script>var a = '<a href=\"/x\">';</script>")]
    [InlineData("<a href='/x'", "<a href='/x'")]
    [InlineData("<a href='https://a.example/?src=/x'>y</a> <a\nHREF\n=\n/x>z</a>", "<a href='https://a.example/?src=/x'>y</a> <a\nHREF\n=\n\"https://news.example/x\">z</a>")]
    [InlineData("<img src=https://a.example/p.png srcset='https://a.example/p.png 1x, /q.png 2x'>", "<img src=https://a.example/p.png srcset='https://a.example/p.png 1x, https://news.example/q.png 2x'>")]
    public void Relative_addresses_in_text_become_absolute(string html, string expected) =>
        Assert.Equal(expected, Sample.Item($"<description><![CDATA[{html}]]></description>").Summary);

    [Theory]
    [InlineData("\n <![CDATA[one]]> \n", "one")]
    [InlineData("\n <![CDATA[one]]>\n <![CDATA[two]]> ", "one\n two")]
    [InlineData("<![CDATA[]]> <![CDATA[one]]>", "one")]
    [InlineData("one <!-- --> <!-- --> two", "one   two")]
    [InlineData(" <![CDATA[one]]> <b>two</b> ", "one <b>two</b>")]
    public void White_space_stays_only_inside_a_text(string written, string expected) =>
        Assert.Equal(expected, Sample.Item($"<description>{written}</description>").Summary);

    [Theory]
    [InlineData("<content type='application/x-odd'>test</content>", "test")]
    [InlineData("<content type='text/plain'>a &lt; b</content>", "a &lt; b")]
    [InlineData("<content type='application/xml'><note>a</note></content>", "<note>a</note>")]
    [InlineData("<content type='html' xml:base='http://b.example/c/'>&lt;a href='d'&gt;e&lt;/a&gt;</content>", "<a href='http://b.example/c/d'>e</a>")]
    [InlineData("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p xml:base='http://b.example/'><a href='d'>e</a></p><br/></div></content>",
        "<div><p><a href=\"http://b.example/d\">e</a></p><br></div>")]
    [InlineData("<content src='http://b.example/d'/>", null)]
    public void Atom_content_is_HTML_whatever_its_type(string element, string? expected) =>
        Assert.Equal(expected, Sample.Entry(element).Content);

    [Fact]
    public void The_language_of_an_item_is_told_only_where_it_differs()
    {
        var feed = Sample.Parse("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><entry xml:lang='EN'/><entry xml:lang='fr'/><entry/></feed>");

        Assert.Equal([null, "fr", null], feed.Items.Select(item => item.Language), StringComparer.Ordinal);
    }

    [Fact]
    public void The_first_statement_counts()
    {
        var item = Sample.Item("<title>a</title><media:title>b</media:title><title>c</title><pubDate>2025-03-04</pubDate><dc:date>2024-01-01</dc:date>");

        Assert.Equal("a", item.Title);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 0, 0, 0, TimeSpan.Zero), item.Published);
    }

    [Theory]
    [InlineData("<img src='a.jpg'><img src='a.jpg'><img src=/b.jpg>", "https://x.example/d/a.jpg https://x.example/b.jpg")]
    [InlineData("<img src='data:image/gif;base64,R0' data-src='lazy.jpg'>", "https://x.example/d/lazy.jpg")]
    [InlineData("<img src='s.jpg' srcset='s.jpg 320w, m.jpg 640w, l.jpg 1280w'>", "https://x.example/d/l.jpg")]
    [InlineData("<img srcset='https://i.example/w:1,h:2/a.jpg 2x, https://i.example/w:3/b.jpg 1x'>", "https://i.example/w:1,h:2/a.jpg")]
    [InlineData("<img src='pixel.gif' width=1 height=1>", "")]
    [InlineData("<noscript><img src='n.jpg'></noscript>", "https://x.example/d/n.jpg")]
    [InlineData("<video poster='p.jpg' src='v.mp4'></video>", "https://x.example/d/p.jpg")]
    [InlineData("no markup, 1 < 2", "")]
    public void Pictures_inside_text_are_found(string html, string expected) =>
        Assert.Equal(expected, string.Join(' ', ItemPictures.InHtml(html, new Uri("https://x.example/d/e")).Select(picture => picture.AbsoluteUri)));
}
