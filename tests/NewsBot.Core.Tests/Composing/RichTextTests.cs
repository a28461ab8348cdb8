using System.Globalization;
using CsCheck;
using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

public sealed class RichTextTests
{
    private static Block Only(string html) => Assert.Single(Compose(html).Body.Blocks);

    private static Inline OnlyInline(string html) => Assert.Single(Assert.IsType<Paragraph>(Only(html)).Content);

    [Theory]
    [InlineData("<b>桥</b>", TextStyle.Bold)]
    [InlineData("<em>桥</em>", TextStyle.Italic)]
    [InlineData("<u>桥</u>", TextStyle.Underline)]
    [InlineData("<del>桥</del>", TextStyle.Strike)]
    [InlineData("<code>桥</code>", TextStyle.Code)]
    [InlineData("<span class='spoiler'>桥</span>", TextStyle.Spoiler)]
    public void Styles_are_kept(string html, TextStyle style)
    {
        var styled = Assert.IsType<Styled>(OnlyInline(html));
        Assert.Equal(style, styled.Style);
        Assert.Equal(new Words("桥"), Assert.Single(styled.Content));
    }

    [Fact]
    public void Links_are_absolute_and_clean_and_hold_their_style()
    {
        var anchor = Assert.IsType<Anchor>(OnlyInline("<a href='/桥?utm_source=x'><b>新</b>桥</a>"));
        Assert.Equal("https://news.example/%E6%A1%A5", anchor.Target.AbsoluteUri);
        Assert.Equal("新桥", RichText.PlainText(anchor.Content));
        Assert.IsType<Styled>(anchor.Content[0]);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("tel:123")]
    [InlineData("#note")]
    public void A_link_that_leads_to_no_page_is_only_its_text(string href) => Assert.IsType<Words>(OnlyInline($"<a href='{href}'>新桥</a>"));

    [Fact]
    public void White_space_is_folded_and_empty_blocks_are_dropped() =>
        Assert.Equal("新 桥\n路", Text(Compose("<p>  新\n\t 桥&nbsp; </p><p>&nbsp;</p><div><br></div><p>路</p>")));

    [Fact]
    public void A_single_break_stays_in_its_paragraph_and_two_part_it()
    {
        var blocks = Compose("<p>一<br>二<br><br>三</p>").Body.Blocks;
        Assert.Equal(2, blocks.Count);
        Assert.IsType<LineBreak>(((Paragraph)blocks[0]).Content[1]);
    }

    [Fact]
    public void Code_keeps_its_lines_and_language() =>
        Assert.Equal(new Preformatted("a\n  b", "csharp"), Only("<pre><code class='language-csharp'>a\n  b\n</code></pre>"));

    [Fact]
    public void Code_has_no_character_that_steers_a_terminal() =>
        Assert.Equal(new Preformatted("a\tb\n c", null), Only("<pre>a\tb\n\u001b\u202E\uD83D c</pre>"));

    [Fact]
    public void Lists_hold_lists()
    {
        var list = Assert.IsType<Listing>(Only("<ol><li>一<ul><li>甲</li></ul></li><li> </li><li>二</li></ol>"));
        Assert.True(list.Ordered);
        Assert.Equal(2, list.Items.Count);
        Assert.IsType<Listing>(list.Items[0][1]);
    }

    [Fact]
    public void A_quotation_is_a_block_of_blocks() => Assert.IsType<Paragraph>(Assert.Single(Assert.IsType<Quote>(Only("<blockquote><p>桥</p></blockquote>")).Blocks));

    [Fact]
    public void Data_is_a_table_and_layout_is_not()
    {
        var table = Assert.IsType<Table>(Only("<table><tr><th>桥</th><th>米</th></tr><tr><td>新</td><td>2000</td></tr></table>"));
        Assert.True(table.HasHeader);
        Assert.Equal("2000", RichText.PlainText(table.Rows[1][1]));
        Assert.IsType<Paragraph>(Only("<table><tr><td>桥</td></tr></table>"));
    }

    [Fact]
    public void Headings_know_their_level() => Assert.Equal(3, Assert.IsType<Heading>(Only("<h3>桥</h3>")).Level);

    [Fact]
    public void The_headline_is_not_said_again_at_the_start() => Assert.Equal("桥", Text(Compose("<h1>新桥五月通车</h1><p>桥</p>")));

    [Fact]
    public void Plain_text_keeps_its_lines() =>
        Assert.Equal("第一行\n第二行", Text(PostComposer.Compose(new FeedItem { Summary = "第一行\n第二行" }, new PostSource("s", null, null))));

    [Fact]
    public void Html_that_was_escaped_once_too_often_is_read_as_html() =>
        Assert.Equal("桥", Text(PostComposer.Compose(new FeedItem { Summary = "&lt;p&gt;桥&lt;/p&gt;" }, new PostSource("s", null, null))));

    [Fact]
    public void Text_keeps_its_order_whatever_surrounds_it()
    {
        var open = Gen.OneOf("<p>", "<div>", "<b>", "<i>", "<a href='https://elsewhere.example/'>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<h2>", "<span>", "<section>", "", "<pre>", "<q>", "<code>");
        var close = Gen.OneOf("</p>", "</div>", "</b>", "</i>", "</a>", "</ul>", "</span>", "</blockquote>", "<br>", "<hr>", "", "</h2>", "</pre>");
        Gen.Select(open, close).List[1, 25].Sample(
            pairs =>
            {
                // Tables move text that stands between their rows (HTML section 13.2.6.1, foster parenting): not here.
                var html = string.Concat(pairs.Select((pair, i) => $"{pair.Item1} w{i:000} {pair.Item2}"));
                if (html.Contains("<table>", StringComparison.Ordinal))
                    html = html.Replace("<table><tr><td>", "<div>", StringComparison.Ordinal);
                var words = Text(Compose(html, "标题")).Split(['w', ' ', '\n', '“', '”'], StringSplitOptions.RemoveEmptyEntries).Where(word => int.TryParse(word, CultureInfo.InvariantCulture, out _));
                return string.Join(' ', words) == string.Join(' ', pairs.Select((_, i) => i.ToString("000", CultureInfo.InvariantCulture)));
            },
            iter: 300);
    }

    [Fact]
    public void Any_markup_at_all_becomes_a_post() =>
        Gen.Char["<>/=\"' &;!-[]abdiptx#新。\u0000\uD800\uDC00\n"].Array[0, 300].Select(chars => new string(chars)).Sample(
            html => Compose(html).Title == "新桥五月通车",
            iter: 1000);
}
