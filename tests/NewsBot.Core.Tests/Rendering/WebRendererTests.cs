using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Core.Tests.Rendering;

public sealed class WebRendererTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Post Lighthouse = new()
    {
        Title = "The lighthouse at Cape Morrow is lit again",
        Lead = "Volunteers relit the lamp on Tuesday evening.",
        Link = new Uri("https://harbour.example/lighthouse"),
        Image = new Uri("https://harbour.example/pictures/lamp.jpg"),
        Images = [new Uri("https://harbour.example/pictures/lamp.jpg"), new Uri("https://harbour.example/pictures/bay.jpg")],
        Media = [new Enclosure(new Uri("https://harbour.example/lamp.mp3"), "audio/mpeg", 1_234)],
        Source = "Harbour Gazette",
        Author = "Ines Calder",
        Published = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)),
        Tags = ["Coast"],
        Language = "en",
        Body = new RichText(
        [
            Text("Volunteers relit the lamp on Tuesday evening."),
            new Heading(2, [new Words("The lens")]),
            new Paragraph([new Words("It has "), new Styled(TextStyle.Bold, [new Words("1,008")]), new Words(" prisms"), new LineBreak(), new Words("& a "), new Anchor(new Uri("https://lens.example/?a=1&b=2"), [new Words("long <history>")]), new Words(".")]),
            new Quote([Text("“You forget how slow it is.”")]),
            new Listing(true, [[Text("Range: 24 miles")], [Text("Height: 61 m"), Text("above the sea")]]),
            new Preformatted("lamp\n  .On();", "cs"),
            new Table([[[new Words("Year")], [new Words("Lamp")]], [[new Words("1902")], [new Words("oil")]]], HasHeader: true),
            new Paragraph([new Styled(TextStyle.Spoiler, [new Words("It turns.")])]),
        ]),
    };

    private static readonly Post Tram = new()
    {
        Title = "深夜电车恢复运行",
        Lead = "停运三年的深夜电车本周五起恢复运行……",
        Link = new Uri("https://chenbao.example/电车"),
        Source = "城市晨报",
        Language = "zh",
        Body = new RichText([Text("停运三年的深夜电车，本周五起恢复运行。"), Text("末班车延后到凌晨一点四十分。")]),
    };

    [Fact]
    public void A_post_as_the_page_gets_it() => Golden.Matches(Indented(WebRenderer.Render(Lighthouse)));

    [Fact]
    public void A_chinese_post_as_the_page_gets_it() => Golden.Matches(Indented(WebRenderer.Render(Tram)));

    [Fact]
    public void An_answer_as_the_page_gets_it() => Golden.Matches(Indented(WebRenderer.Render(
        new Reply
        {
            Text = new RichText([Text("最新的头条：")]),
            Posts = [Tram, new Post { Title = "", Lead = "A line without a headline.", Source = "Old Mill Letters" }],
            Choices = [new Choice("更多", "/latest 20")],
        },
        new ChatSettings { Language = ChatLanguage.Chinese })));

    [Fact]
    public void Trouble_is_marked_as_trouble()
    {
        var message = WebRenderer.Render(new Reply { Text = new RichText([Text("No feed there.")]), IsTrouble = true }, new ChatSettings());
        Assert.True(message.IsTrouble);
        Assert.False(message.IsNews);
        Assert.Equal("<p>No feed there.</p>", message.Html);
    }

    [Fact]
    public void A_text_that_says_no_more_than_the_lead_is_not_repeated()
    {
        var post = Tram with { Body = new RichText([Text(Tram.Lead + "。")]) };
        Assert.Null(WebRenderer.Render(post).Cards[0].Body);
        Assert.NotNull(WebRenderer.Render(Tram with { Body = new RichText([Text(Tram.Lead), Text("还有。")]) }).Cards[0].Body);
    }

    [Fact]
    public void What_a_person_said_is_never_html()
    {
        var message = WebRenderer.Said("<b>/help</b>");
        Assert.Null(message.Html);
        Assert.Equal("""{"voice":"person","text":"\u003Cb\u003E/help\u003C/b\u003E","cards":[],"choices":[]}""", message.ToJson());
    }

    [Fact]
    public void Chinese_stays_readable_in_what_is_kept() =>
        Assert.Contains("深夜电车恢复运行", WebRenderer.Render(Tram).ToJson(), StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    public void Only_web_addresses_lead_anywhere(string address)
    {
        var target = new Uri(address);
        var post = Lighthouse with
        {
            Link = target,
            Image = target,
            Images = [target],
            Media = [new Enclosure(target, "video/mp4", null)],
            Body = new RichText([new Paragraph([new Anchor(target, [new Words("press")])])]),
        };
        var card = WebRenderer.Render(post).Cards[0];
        Assert.Equal((null, null, "<p>press</p>"), (card.Link, card.Picture, card.Body));
        Assert.Empty(card.Gallery);
        Assert.Empty(card.Media);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters_as_people_count_them()
    {
        const string family = "👨‍👩‍👧‍👦";
        Assert.Equal("ab…", WebHtml.Cut("ab" + family + "cd", 2 + family.Length - 1));
        Assert.Equal("ab" + family + "…", WebHtml.Cut("ab" + family + "cd", 2 + family.Length));
        Assert.Equal("<p>新闻…</p>", WebHtml.Write(new RichText([Text("新闻机器人"), Text("第二段")]), 2));
    }

    [Fact]
    public void Nesting_beyond_reason_keeps_the_words()
    {
        Block block = Text("deep");
        for (var i = 0; i < 2_000; i++)
            block = new Quote([block]);
        var html = WebHtml.Write(new RichText([block]), 1_000);
        Assert.Contains("deep", html, StringComparison.Ordinal);
        Assert.True(html.Split("<blockquote>").Length < 20);
    }

    private static Paragraph Text(string text) => new([new Words(text)]);

    private static string Indented(WebMessage message) =>
        JsonSerializer.Serialize(JsonDocument.Parse(message.ToJson()).RootElement, Readable);
}
