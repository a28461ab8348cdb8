using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Core.Tests.Rendering.Telegram;

public sealed class TelegramRendererTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    private static readonly Post Bridge = new()
    {
        Title = "The bridge opens",
        Lead = "The city opened its new bridge on Monday.",
        Link = new Uri("https://news.example/bridge"),
        Source = "Courier",
        Body = new RichText([Text("The city opened its new bridge on Monday. " + string.Concat(Enumerable.Repeat("It is two miles long. ", 60)))]),
    };

    private static readonly Uri Picture = new("https://news.example/a.jpg");

    // Posts: what is told

    [Fact]
    public void The_title_is_bold_and_leads_to_the_article() =>
        Assert.StartsWith("<a href=\"https://news.example/bridge\"><b>The bridge opens</b></a>\n\n", Html(Bridge), StringComparison.Ordinal);

    [Fact]
    public void Without_a_link_the_title_is_bold() =>
        Assert.StartsWith("<b>The bridge opens</b>\n\n", Html(Bridge with { Link = null }), StringComparison.Ordinal);

    [Fact]
    public void Without_a_title_the_lead_comes_first_and_the_source_leads_to_the_article() =>
        Assert.Equal("The city opened its new bridge on Monday.\n\n<a href=\"https://news.example/bridge\">Courier</a>", Html(Bridge with { Title = "" }));

    [Fact]
    public void A_headline_is_title_and_source_alone()
    {
        var headlines = new ChatSettings { Length = MessageLength.Headline };
        Assert.Equal("<a href=\"https://news.example/bridge\"><b>The bridge opens</b></a>\n\nCourier", Html(Bridge, headlines));
        Assert.Equal("<a href=\"https://news.example/bridge\"><b>The city opened its new bridge on Monday.</b></a>\n\nCourier", Html(Bridge with { Title = "" }, headlines));
    }

    [Fact]
    public void A_lead_keeps_the_links_and_styles_that_it_has_in_the_text()
    {
        var body = new RichText([new Paragraph([new Words("The city "), new Styled(TextStyle.Bold, [new Words("opened its "), new Anchor(new Uri("https://b.example/"), [new Words("new bridge")])]), new Words(" on Monday. " + new string('x', 800))])]);
        Assert.Contains("\n\nThe city <b>opened its <a href=\"https://b.example/\">new bridge</a></b> on Monday.\n\n", Html(Bridge with { Body = body }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lead_that_is_bold_from_end_to_end_is_not_bold()
    {
        var body = new RichText([new Paragraph([new Styled(TextStyle.Bold, [new Words(Bridge.Lead)])]), .. Bridge.Body.Blocks]);
        Assert.Contains("\n\nThe city opened its new bridge on Monday.\n\n", Html(Bridge with { Body = body }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_text_is_told_as_a_whole() =>
        Assert.Contains("The city opened its new bridge on Monday.\n\nIt is <i>long</i>.", Html(Bridge with { Body = new RichText([Text(Bridge.Lead), new Paragraph([new Words("It is "), new Styled(TextStyle.Italic, [new Words("long")]), new Words(".")])]) }), StringComparison.Ordinal);

    [Fact]
    public void A_lead_that_was_cut_off_says_so() =>
        Assert.Contains("The city opened its new…", Html(Bridge with { Lead = "The city opened its new" }), StringComparison.Ordinal);

    [Fact]
    public void A_text_that_opens_with_its_title_does_not_say_it_twice() =>
        Assert.Equal(1, Count(Html(Bridge with { Body = new RichText([Text("The bridge opens!"), .. Bridge.Body.Blocks]) }, Full), "bridge opens"));

    [Fact]
    public void Source_author_and_time_are_told_on_one_line() =>
        Assert.EndsWith(
            "\n\nCourier · Ann Lee · <tg-time unix=\"1709285400\" format=\"dt\">2024-03-01 09:30 UTC</tg-time>",
            Html(Bridge with { Author = "Ann Lee", Published = new DateTimeOffset(2024, 3, 1, 10, 30, 0, TimeSpan.FromHours(1)) }),
            StringComparison.Ordinal);

    [Fact]
    public void An_author_that_is_the_source_is_not_told_again() =>
        Assert.EndsWith("\n\nCourier", Html(Bridge with { Author = "COURIER" }), StringComparison.Ordinal);

    [Fact]
    public void Labels_become_hashtags() =>
        Assert.EndsWith("\n#AI_and_ML #公共_交通 #C #x2024 #हिन्दी", Html(Bridge with { Tags = ["AI and/ML", "ai and ml", "公共-交通", "2024", "C++", "!!", "x2024", "हिन्दी", "sixth"] }), StringComparison.Ordinal);

    // Pictures, films, sounds

    [Fact]
    public void A_short_text_stands_beneath_its_picture()
    {
        var message = Assert.Single(Render(Bridge with { Image = Picture, Images = [Picture] }));
        Assert.Equal([new TelegramMedia(TelegramMediaKind.Photo, Picture)], message.Media);
        Assert.Null(message.Card);
    }

    [Fact]
    public void A_long_text_has_its_picture_above_it_as_a_card()
    {
        var message = Assert.Single(Render(Bridge with { Image = Picture }, Full));
        Assert.Empty(message.Media);
        Assert.Equal(Picture, message.Card);
    }

    [Fact]
    public void Without_a_picture_there_is_no_preview() => Assert.Null(Assert.Single(Render(Bridge)).Card);

    [Fact]
    public void Several_pictures_are_an_album_of_ten_at_most()
    {
        var pictures = Enumerable.Range(0, 14).Select(i => new Uri(string.Create(CultureInfo.InvariantCulture, $"https://news.example/{i % 12}.jpg"))).ToList();
        var album = Render(Bridge with { Image = pictures[3], Images = [.. pictures, new Uri("ftp://news.example/x.jpg")] })[0].Media;
        Assert.Equal((10, pictures[3], 10), (album.Count, album[0].Address, album.Distinct().Count()));
    }

    [Fact]
    public void A_full_text_begins_beneath_its_album_and_goes_on_below()
    {
        var messages = Render(Bridge with { Images = [Picture, new Uri("https://news.example/b.jpg")] }, Full);
        Assert.Equal([2, 0], messages.Select(message => message.Media.Count));
        Assert.EndsWith("It is two miles long.", messages[0].Html, StringComparison.Ordinal);
        Assert.StartsWith("It is two miles long.", messages[1].Html, StringComparison.Ordinal);
        Assert.EndsWith("\n\nCourier", messages[1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_film_takes_the_place_of_its_picture()
    {
        var film = new Enclosure(new Uri("https://news.example/film.mp4"), "video/mp4", null);
        Assert.Equal([new TelegramMedia(TelegramMediaKind.Video, film.Url)], Render(Bridge with { Image = Picture, Media = [film] })[0].Media);
    }

    [Fact]
    public void A_sound_follows_in_a_message_of_its_own_which_leads_to_it()
    {
        var messages = Render(Bridge with { Image = Picture, Media = [new Enclosure(new Uri("https://news.example/a.mp3"), "audio/mpeg", 9_000_000)] });
        Assert.Equal([TelegramMediaKind.Photo, TelegramMediaKind.Audio], messages.Select(message => Assert.Single(message.Media).Kind));
        Assert.Equal("▶ <a href=\"https://news.example/a.mp3\">The bridge opens</a>", messages[1].Html);
    }

    [Theory]
    [InlineData("https://news.example/film.mp4", "video/mp4", 35_000_000L, "▶ Video: <a href=\"https://news.example/film.mp4\">news.example</a> (35 MB)")]
    [InlineData("https://news.example/talk.ogg", "audio/ogg", null, "▶ Audio: <a href=\"https://news.example/talk.ogg\">news.example</a>")]
    [InlineData("https://www.youtube.com/watch?v=1", "text/html", null, "▶ Video: <a href=\"https://www.youtube.com/watch?v=1\">www.youtube.com</a>")]
    public void What_telegram_cannot_play_is_told_as_a_link(string address, string type, long? length, string line)
    {
        var message = Assert.Single(Render(Bridge with { Media = [new Enclosure(new Uri(address), type, length)] }));
        Assert.Empty(message.Media);
        Assert.Contains($"\n\n{line}\n\nCourier", message.Html, StringComparison.Ordinal);
    }

    // Structure

    [Theory]
    [InlineData(1, "<b><u>Part</u></b>\nText")]
    [InlineData(2, "<b><u>Part</u></b>\nText")]
    [InlineData(3, "<b>Part</b>\nText")]
    public void Headings_are_bold_lines(int level, string html) => Assert.Equal(html, Said(new Heading(level, [new Words("Part")]), Text("Text")));

    [Fact]
    public void Lists_have_marks_and_are_indented() => Assert.Equal(
        "1. one\n2. two\n   more\n   ◦ inner\n      1. deep\n3. three",
        Said(new Listing(true, [[Text("one")], [Text("two"), Text("more"), new Listing(false, [[Text("inner"), new Listing(true, [[Text("deep")]])], []])], [Text("three")]])));

    [Fact]
    public void Code_stands_in_no_other_style() => Assert.Equal(
        "<b>a</b> <code>b</code> <b>c</b>",
        Said(new Paragraph([new Styled(TextStyle.Bold, [new Words("a "), new Styled(TextStyle.Code, [new Words("b")]), new Words(" c")])])));

    [Fact]
    public void A_link_in_code_stays_a_link() => Assert.Equal(
        "<a href=\"https://a.example/\">f()</a>",
        Said(new Paragraph([new Styled(TextStyle.Code, [new Anchor(new Uri("https://a.example/"), [new Words("f()")])])])));

    [Fact]
    public void Lines_of_code_keep_their_spaces_and_their_language() => Assert.Equal(
        "<pre><code class=\"language-cs\">if (a &lt; b)\n    c();</code></pre>",
        Said(new Preformatted("if (a < b)\r\n\tc();\n", "cs")));

    [Fact]
    public void A_quotation_in_a_quotation_is_put_in_quotation_marks() => Assert.Equal(
        "<blockquote>He said:\n“No.”</blockquote>",
        Said(new Quote([Text("He said:"), new Quote([Text("No.")])])));

    [Fact]
    public void A_long_quotation_is_folded() => Assert.StartsWith("<blockquote expandable>", Said(new Quote([Text(new string('x', 301))])), StringComparison.Ordinal);

    [Fact]
    public void A_narrow_table_stands_in_columns_of_the_width_that_people_see() => Assert.Equal(
        "<pre>城市    人口\n青川    12\nOakham  3</pre>",
        Said(Rows(true, ["城市", "人口"], ["青川", "12"], ["Oakham", "3"])));

    [Fact]
    public void A_wide_table_is_told_row_by_row_with_what_each_cell_is() => Assert.Equal(
        "City: Greenford · Known for: a bridge that is two miles long\nCity: Oakham",
        Said(Rows(true, ["City", "Known for"], ["Greenford", "a bridge that is two miles long"], ["Oakham", ""])));

    [Fact]
    public void Markup_in_words_is_words() => Assert.Equal("&lt;b&gt; &amp;amp; &quot;x&quot;", Said(Text("<b> &amp; \"x\"")));

    [Fact]
    public void What_steers_or_controls_does_not_go_out_and_joiners_do() =>
        Assert.Equal("a b c" + Family, Said(Text("\u202Ea\u0007\u2028b\u0085c\u2067" + Family + "\ud83d")));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://a.example/x")]
    public void Only_web_addresses_are_links(string address) =>
        Assert.Equal("press", Said(new Paragraph([new Anchor(new Uri(address), [new Words("press")])])));

    // Limits

    [Fact]
    public void A_text_is_cut_at_the_end_of_a_chinese_sentence()
    {
        var messages = Render(Bridge with { Body = new RichText([Text(string.Concat(Enumerable.Repeat("灯塔昨晚重新亮起，“真慢啊！”守塔人说。", 300)))]) }, Full);
        Assert.Equal(2, messages.Count);
        Assert.EndsWith("守塔人说。", messages[0].Html, StringComparison.Ordinal);
        Assert.StartsWith("灯塔昨晚", messages[1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_an_end_is_cut_between_characters_as_people_count_them()
    {
        var messages = Render(Bridge with { Body = new RichText([Text(string.Concat(Enumerable.Repeat(Family, 1_000)))]) }, Full);
        Assert.True(messages.Count > 2);
        Assert.All(messages.Skip(1).SkipLast(1), message => Assert.Equal("", message.Html.Replace(Family, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_open_at_the_cut_goes_on_in_the_next_message()
    {
        var messages = Render(Bridge with { Body = new RichText([new Paragraph([new Styled(TextStyle.Italic, [new Words(string.Concat(Enumerable.Repeat("It is two miles long. ", 300)))])])]) }, Full);
        Assert.EndsWith("</i>", messages[0].Html, StringComparison.Ordinal);
        Assert.StartsWith("<i>It is", messages[1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_entities_make_several_messages()
    {
        var words = Enumerable.Range(0, 200).Select(i => (Inline)new Styled(i % 2 == 0 ? TextStyle.Bold : TextStyle.Italic, [new Words("word, ")]));
        Assert.InRange(Render(Bridge with { Body = new RichText([new Paragraph([.. words])]) }, Full).Count, 3, 5);
    }

    [Fact]
    public void A_book_ends_after_ten_messages_with_the_way_to_the_rest()
    {
        var messages = Render(Bridge with { Body = new RichText([Text(string.Concat(Enumerable.Repeat("It is two miles long. ", 4_000)))]) }, Full);
        Assert.Equal(10, messages.Count);
        Assert.EndsWith("…\n\n<a href=\"https://news.example/bridge\">Read on</a>\n\nCourier", messages[^1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_subscription_is_silent() => Assert.True(TelegramRenderer.Render(Bridge, new ChatSettings(), new SubscriptionSettings { IsSilent = true })[0].IsSilent);

    [Fact]
    public void Plain_text_tells_the_address_beneath_the_title() =>
        Assert.StartsWith("The bridge opens\nhttps://news.example/bridge\n\nThe city", Render(Bridge)[0].Plain, StringComparison.Ordinal);

    // The rich layout

    [Fact]
    public void A_rich_message_folds_the_full_text_in_and_has_a_classic_form_beside()
    {
        var message = Assert.Single(Render(Bridge with { Image = Picture }, new ChatSettings { Layout = MessageLayout.Rich }));
        Assert.StartsWith("<h2><a href=\"https://news.example/bridge\"><b>The bridge opens</b></a></h2><img src=\"https://news.example/a.jpg\"/><p>The city opened its new bridge on Monday.</p><details><summary>Full text</summary><p>The city opened", message.RichHtml, StringComparison.Ordinal);
        Assert.EndsWith("</p></details><footer>Courier</footer>", message.RichHtml, StringComparison.Ordinal);
        Assert.Equal(Html(Bridge), message.Html);
    }

    [Fact]
    public void A_rich_message_stays_within_its_limits()
    {
        Block deep = Text("deep");
        for (var i = 0; i < 40; i++)
            deep = new Quote([deep]);
        var body = new RichText([deep, .. Enumerable.Range(0, 700).Select(_ => Text(string.Concat(Enumerable.Repeat("It is two miles long. ", 10))))]);
        var rich = Render(Bridge with { Body = body }, new ChatSettings { Layout = MessageLayout.Rich, Length = MessageLength.Full })[0].RichHtml!;
        Assert.InRange(Count(rich, "<p>"), 100, 500);
        Assert.InRange(rich.Length, 20_000, 32_768 + 8_000);
        Assert.InRange(Count(rich, "<blockquote>"), 1, 16);
        Assert.Contains("deep", rich, StringComparison.Ordinal);
        Assert.Contains("Read on", rich, StringComparison.Ordinal);
    }

    [Fact]
    public void The_classic_form_of_a_long_rich_message_is_one_message()
    {
        var body = new RichText([Text(string.Concat(Enumerable.Repeat("It is two miles long. ", 400)))]);
        var message = Assert.Single(Render(Bridge with { Body = body }, new ChatSettings { Layout = MessageLayout.Rich, Length = MessageLength.Full }));
        TelegramParser.Check(message);
        Assert.EndsWith("…\n\n<a href=\"https://news.example/bridge\">Read on</a>\n\nCourier", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_classic_layout_has_no_rich_form() => Assert.Null(Render(Bridge)[0].RichHtml);

    private static ChatSettings Full { get; } = new() { Length = MessageLength.Full };

    private static IReadOnlyList<TelegramMessage> Render(Post post, ChatSettings? settings = null)
    {
        var messages = TelegramRenderer.Render(post, settings ?? new ChatSettings(), new SubscriptionSettings());
        Assert.All(messages, message => TelegramParser.Check(message));
        return messages;
    }

    private static string Html(Post post, ChatSettings? settings = null) => Assert.Single(Render(post, settings)).Html;

    private static string Said(params Block[] blocks)
    {
        var message = Assert.Single(TelegramRenderer.Render(new Reply { Text = new RichText(blocks) }, new ChatSettings()));
        TelegramParser.Check(message);
        return message.Html;
    }

    private static Paragraph Text(string text) => new([new Words(text)]);

    private static Table Rows(bool hasHeader, params string[][] rows) =>
        new([.. rows.Select(row => (IReadOnlyList<IReadOnlyList<Inline>>)[.. row.Select(cell => (IReadOnlyList<Inline>)[new Words(cell)])])], hasHeader);

    private static int Count(string text, string what) => text.Split(what).Length - 1;
}
