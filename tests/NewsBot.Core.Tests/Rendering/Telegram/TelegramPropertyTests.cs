using System.Globalization;
using System.Text;
using CsCheck;
using NewsBot.Core.Commands;
using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Core.Tests.Rendering.Telegram;

/// <summary>Laws of whatever goes to Telegram.</summary>
public sealed class TelegramPropertyTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[0, 40],
        Gen.String[Gen.Char["<>&\"'=/ `\0\n\t新闻。，a.,"], 0, 30],
        Among(
            "<b>&amp;", "</blockquote>", "&lt;&#60;", "\ud83d", "\udc66x", "👨‍👩‍👧‍👦", "👍🏽 ", "e\u0301\u0323\u0301", " \u0301x", "\u202Eevil\u202C", "\u2067ab", "a\u2028b\u2029c\u0085d", "\u0007bell", "تجربة ", "नमस्ते ", "한국어 "),
        Gen.Select(Among("The lighthouse was lit. ", "灯塔亮了。", "ok, ", "x", "𠮷", "e\u0301", "👨‍👩‍👧‍👦"), Gen.Int[1, 900], (text, times) => string.Concat(Enumerable.Repeat(text, times))));

    private static readonly Gen<Uri> Target = Gen.Select(Among("https", "http", "javascript", "ftp"), Gen.OneOf(Words, Gen.String[Gen.Char['a', 'z'], 0, 3_000]), (scheme, rest) =>
        Uri.TryCreate($"{scheme}://news.example/{rest}", UriKind.Absolute, out var uri) ? uri : new Uri("https://news.example/?a=1&b=\"<2>\""));

    private static readonly Gen<Inline> AnyInline = Gen.Recursive<Inline>((depth, inner) => depth > 3
        ? Words.Select(text => (Inline)new Words(text))
        : Gen.OneOf(
            Words.Select(text => (Inline)new Words(text)),
            Gen.Const((Inline)new LineBreak()),
            Gen.Select(Gen.Enum<TextStyle>(), inner.List[0, 4], (style, content) => (Inline)new Styled(style, content)),
            Gen.Select(Target, inner.List[0, 3], (target, content) => (Inline)new Anchor(target, content))));

    private static readonly Gen<Block> AnyBlock = Gen.Recursive<Block>((depth, inner) => depth > 3
        ? AnyInline.List[0, 3].Select(content => (Block)new Paragraph(content))
        : Gen.OneOf(
            AnyInline.List[0, 6].Select(content => (Block)new Paragraph(content)),
            Gen.Select(Gen.Int[-1, 9], AnyInline.List[0, 3], (level, content) => (Block)new Heading(level, content)),
            inner.List[0, 3].Select(blocks => (Block)new Quote(blocks)),
            Gen.Select(Gen.Bool, inner.List[0, 3].List[0, 3], (ordered, items) => (Block)new Listing(ordered, [.. items])),
            Gen.Select(Words, Among("cs", "c++", "\"><b>", ""), (text, language) => (Block)new Preformatted(text, language)),
            Gen.OneOf(AnyInline.List[0, 2], Gen.String[0, 6].Select(text => new List<Inline> { new Words(text) })).List[0, 3].List[0, 4].Select(rows =>
                (Block)new Table([.. rows.Select(row => (IReadOnlyList<IReadOnlyList<Inline>>)[.. row])], HasHeader: false))));

    private static readonly Gen<RichText> AnyText = AnyBlock.List[0, 8].Select(blocks => new RichText(blocks));

    private static readonly Gen<ChatSettings> AnySettings = Gen.Select(Gen.Enum<ChatLanguage>(), Gen.Enum<MessageLength>(), Gen.Enum<MessageLayout>(), (language, length, layout) =>
        new ChatSettings { Language = language, Length = length, Layout = layout });

    private static readonly Gen<Post> AnyPost = Gen.Select(
        Gen.Select(Words, Words, Target.Null(), Target.List[0, 13], AnyText),
        Gen.Select(Words, Words, Words.List[0, 8], Gen.DateTimeOffset.Select(time => (DateTimeOffset?)time)),
        Gen.Select(Target, Among("video/mp4", "audio/mpeg", "audio/ogg", "text/html", "video/x"), Gen.Long[-1, 60_000_000], (url, type, length) => new Enclosure(url, type, length)).List[0, 4],
        (text, labels, media) => new Post
        {
            Title = text.Item1,
            Lead = text.Item2,
            Link = text.Item3,
            Image = text.Item4.FirstOrDefault(),
            Images = text.Item4,
            Body = text.Item5,
            Source = labels.Item1,
            Author = labels.Item2,
            Tags = labels.Item3,
            Published = labels.Item4,
            Media = media,
        });

    [Fact]
    public void Every_message_of_a_post_is_one_that_telegram_takes() => Gen.Select(AnyPost, AnySettings).Sample((post, settings) =>
    {
        var messages = TelegramRenderer.Render(post, settings, new SubscriptionSettings());
        Assert.InRange(messages.Count, 1, 10);
        Assert.All(messages, message => TelegramParser.Check(message));
    }, iter: 300);

    [Fact]
    public void Every_message_of_an_answer_is_one_that_telegram_takes() => Gen.Select(
        Gen.Select(AnyText, AnyPost.List[0, 5], Gen.Select(Words, Words, (label, command) => new Choice(label, "/" + command)).List[0, 120]),
        Gen.Select(Gen.Bool, Gen.Bool, AnySettings)).Sample((says, how) =>
    {
        var reply = new Reply { Text = says.Item1, Posts = says.Item2, Choices = says.Item3, IsTrouble = how.Item1, File = how.Item2 ? new ReplyFile("a.opml", new byte[1], "text/x-opml") : null };
        var messages = TelegramRenderer.Render(reply, how.Item3);
        Assert.All(messages, message => TelegramParser.Check(message));
        Assert.All(messages.SkipLast(1), message => Assert.True(message is { File: null, Keyboard: [] }));
    }, iter: 300);

    [Fact]
    public void In_full_no_word_of_the_text_is_lost_or_told_twice() => AnyText.Sample(text =>
    {
        var post = new Post { Title = "", Lead = "", Source = "1", Body = text };
        var messages = TelegramRenderer.Render(post, new ChatSettings { Length = MessageLength.Full }, new SubscriptionSettings());
        var told = Letters(string.Concat(messages.Select(TelegramParser.Check)));
        var whole = Letters(text.ToPlainText());
        if (messages.Count < 10)
            Assert.Equal(whole, told);
        else
            Assert.StartsWith(told, whole, StringComparison.Ordinal);
    }, iter: 400);

    [Fact]
    public void Whatever_a_feed_holds_is_told_in_full() => Html.Sample(html =>
    {
        var post = PostComposer.Compose(new FeedItem { Content = html }, new PostSource("1", null, null)) with { Media = [], Images = [], Image = null, Lead = "" };
        var messages = TelegramRenderer.Render(post, new ChatSettings { Length = MessageLength.Full }, new SubscriptionSettings());
        var told = Letters(string.Concat(messages.Select(TelegramParser.Check)));
        if (messages.Count < 10)
            Assert.Equal(Letters(post.Body.ToPlainText()), told);
    }, iter: 300);

    [Fact]
    public void Plain_text_says_the_same_words() => Gen.Select(AnyPost, AnySettings).Sample((post, settings) =>
    {
        foreach (var message in TelegramRenderer.Render(post with { Link = null, Media = [] }, settings, new SubscriptionSettings()))
            Assert.Equal(TelegramParser.Parse(message.Html).Text, message.Plain);
    }, iter: 200);

    [Fact]
    public void A_slice_of_inlines_says_what_its_plain_text_says_there() => Gen.Select(AnyInline.List[0, 5], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((content, a, b) =>
    {
        var plain = RichText.PlainText(content);
        var (start, end) = (Math.Min(Math.Min(a, b), plain.Length), Math.Min(Math.Max(a, b), plain.Length));
        Assert.Equal(plain[start..end], RichText.PlainText(RichTextSlice.Of(content, start, end)));
    }, iter: 300);

    private static readonly Gen<string> Html = Gen.OneOf(
        Words,
        Gen.Select(Among("p", "b", "i", "blockquote", "li", "ul", "ol", "pre", "code", "h1", "h3", "a href=\"https://a.example/\"", "td", "tr", "table", "br", "/p", "/b", "/table", "/ul", "/blockquote", "img src=x"), Words, (tag, words) => $"<{tag}>{words}")
            .List[0, 25].Select(parts => string.Concat(parts)));

    /// <summary>Letters and their marks: what is between them, and the marks of lists, may differ.</summary>
    private static string Letters(string text)
    {
        var letters = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
                letters.Append(rune.ToString());
        }

        return letters.ToString();
    }

    private static Gen<string> Among(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
