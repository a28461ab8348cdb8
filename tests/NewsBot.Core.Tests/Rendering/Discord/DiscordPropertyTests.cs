using System.Globalization;
using System.Text;
using CsCheck;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

/// <summary>Laws of whatever goes to Discord.</summary>
public sealed class DiscordPropertyTests
{
    private static readonly Gen<string> Signs = Gen.OneOf(
        Gen.String[Gen.Char["\\*_~`|>#-+[](){}<@&!:./ \nab1新，e"], 0, 40],
        Among(
            "@everyone", "@here", "<@1>", "<@&22>", "<#3>", "<t:1:R>", "</sub:4>", "<:a:5>", "<a:b:6>", ":smile:", ":+1:", "[a](https://b.example/)", "](x)", "https://a.example/b_c_d", "http://1.example:80/", "discord.gg/abc",
            "**a**", "__a__", "***a***", "~~a~~", "||a||", "`a`", "``", "```", "```cs\na\n```", "> a", ">>> a", "# a", "### a", "-# a", "- a", "* a", "1. a", "12. b", "¯\\_(ツ)_/¯", "<https://a.example/>", "_a_", "steam://run/1"),
        Gen.String[0, 30]);

    private static readonly Gen<string> Words = Gen.OneOf(
        Signs,
        Signs.List[0, 6].Select(parts => string.Join(' ', parts)),
        Signs.List[0, 6].Select(parts => string.Concat(parts)),
        Among("\ud83d", "\udc66x", "👨‍👩‍👧‍👦", "👍🏽 ", "e\u0301\u0323\u0301", " \u0301x", "\u202Eevil\u202C", "a\u2028b\u2029c\u0085d", "\u0007bell", "تجربة ", "नमस्ते ", "한국어 ", "a\u200Bb"),
        Gen.Select(Among("The lighthouse was lit. ", "灯塔亮了。", "ok, ", "x", "𠮷", "e\u0301", "👨‍👩‍👧‍👦", "_", "* "), Gen.Int[1, 900], (text, times) => string.Concat(Enumerable.Repeat(text, times))),
        Gen.Select(Among("长标题", "\\", "Z\u0301\u0302\u0303"), Gen.Int[2_000, 10_000], (text, times) => string.Concat(Enumerable.Repeat(text, times))));

    private static readonly Gen<Uri> Target = Gen.Select(
        Among("https", "http", "javascript", "ftp"),
        Among("news.example", "wx1.sinaimg.cn", "127.0.0.1", "[::1]", "localhost", "例子.example", "news.example:8080"),
        Gen.OneOf(Words, Signs, Gen.String[Gen.Char['a', 'z'], 0, 3_000]),
        (scheme, host, rest) => Uri.TryCreate($"{scheme}://{host}/{rest}", UriKind.Absolute, out var uri) ? uri : new Uri("https://news.example/a_(b)?a=*1*&b=\"<2>\"__~~||"));

    private static readonly Gen<RichText> AnyText = Text(Words, Target);

    private static readonly Gen<ChatSettings> AnySettings = Gen.Select(Gen.Enum<ChatLanguage>(), Gen.Enum<MessageLength>(), Gen.Enum<MessageLayout>(), (language, length, layout) =>
        new ChatSettings { Language = language, Length = length, Layout = layout });

    private static readonly Gen<Post> AnyPost = Gen.Select(
        Gen.Select(Words, Words, Target.Null(), Gen.OneOf(Target.List[0, 13], Target.Select(one => Enumerable.Repeat(one, 300).ToList())), AnyText),
        Gen.Select(Words, Words, Words.List[0, 8], Gen.DateTimeOffset.Select(time => (DateTimeOffset?)time)),
        Gen.Select(Target, Among("video/mp4", "audio/mpeg", "text/html"), Gen.Long[-1, 60_000_000], (url, type, length) => new Enclosure(url, type, length)).List[0, 7],
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

    private static readonly Gen<Choice> AnyChoice = Gen.Select(Words, Words, Among("", "", "Feeds", "Which one?"), (label, command, menu) =>
        new Choice(label, "/" + command) { Menu = menu.Length > 0 ? menu : null });

    [Fact]
    public void Words_read_back_as_they_are_and_mean_nothing() => Words.Where(words => words.Length < 900).Sample(words =>
    {
        var markdown = string.Join('\n', DiscordRenderer.Render(Says(new Paragraph([new Words(words)])), new ChatSettings()).Select(message => message.Content));
        var read = DiscordReader.Read(markdown);
        Assert.Equal(Seen(words), Seen(read.Text));
        Assert.Empty(read.Found);
        Assert.All(read.Looks, look => Assert.Equal("", look));
        Assert.DoesNotMatch("(?i)discord(?:app)?\\.(?:gg|com/invite)/", markdown);
        Assert.DoesNotMatch("@everyone|@here|<@[!&]?[0-9]", markdown);
    }, iter: 3_000);

    [Fact]
    public void Every_letter_has_the_styles_that_it_was_given_and_no_others() => Inlines(Words.Where(words => words.Length < 60 && !words.Contains("http", StringComparison.Ordinal)), Gen.Const(new Uri("https://news.example/a_(b)__~~||?*")), 3).List[0, 6].Sample(content =>
    {
        var message = DiscordRenderer.Render(Says(new Paragraph(content)), new ChatSettings());
        if (message.Count != 1)
            return;
        var read = DiscordReader.Read(message[0].Content);
        var told = read.Text.Select((c, i) => (c, WithoutLink(read.Looks[i]))).Where(one => IsSeen(one.c));
        var meant = Looks(content, []).Select(one => (one.Character, WithoutLink(one.Look))).Where(one => IsSeen(one.Character));
        Assert.Equal(Shown(meant), Shown(told));
        Assert.All(read.Found, found => Assert.StartsWith("link ", found, StringComparison.Ordinal));
    }, iter: 2_000);

    [Fact]
    public void In_full_no_word_of_the_text_is_lost_or_told_twice() => Text(Words.Where(words => !words.Contains("http", StringComparison.Ordinal)), Target).Sample(text =>
    {
        var post = new Post { Title = "", Lead = "", Source = "1", Body = text };
        var messages = DiscordRenderer.Render(post, new ChatSettings { Length = MessageLength.Full }, new SubscriptionSettings());
        var told = Letters(string.Concat(messages.Select(message => DiscordReader.Read(message.Embeds[0].Description ?? "").Text)));
        var whole = Letters(text.ToPlainText());
        if (messages.Count < 10)
            Assert.Equal(whole, told);
    }, iter: 150);

    [Fact]
    public void Every_message_of_a_post_is_one_that_discord_takes() => Gen.Select(AnyPost, AnySettings, Among("", "1 22", "x <@&1>, 123456789012345678901 7")).Sample((post, settings, roles) =>
    {
        var messages = DiscordRenderer.Render(post, settings, new SubscriptionSettings { Roles = roles });
        Assert.InRange(messages.Count, 1, 10);
        Assert.All(messages, DiscordCheck.Check);
        Assert.All(messages.Skip(1), message => Assert.Empty(message.Roles));
    }, iter: 300);

    [Fact]
    public void Every_message_of_an_answer_is_one_that_discord_takes() => Gen.Select(
        Gen.Select(AnyText, AnyPost.List[0, 6], AnyChoice.List[0, 160]),
        Gen.Select(Gen.Bool, Gen.Bool, AnySettings, Gen.Select(Words, Words, Words, (label, command, chosen) => new RolePicker(label, "/" + command, chosen)).Null())).Sample((says, how) =>
    {
        var reply = new Reply { Text = says.Item1, Posts = says.Item2, Choices = says.Item3, Roles = how.Item4, IsTrouble = how.Item1, File = how.Item2 ? new ReplyFile("a.opml", new byte[1], "text/x-opml") : null };
        var messages = DiscordRenderer.Render(reply, how.Item3);
        Assert.InRange(messages.Count, 0, 10);
        Assert.All(messages, DiscordCheck.Check);
        Assert.All(messages.SkipLast(1), message => Assert.True(message is { File: null, Components: [] }));
    }, iter: 300);

    private static Reply Says(Block block) => new() { Text = new RichText([block]) };

    private static Gen<Inline> Inlines(Gen<string> words, Gen<Uri> target, int most) => Gen.Recursive<Inline>((depth, inner) => depth > most
        ? words.Select(text => (Inline)new Words(text))
        : Gen.OneOf(
            words.Select(text => (Inline)new Words(text)),
            Gen.Const((Inline)new LineBreak()),
            Gen.Select(Gen.Enum<TextStyle>(), inner.List[0, 4], (style, content) => (Inline)new Styled(style, content)),
            Gen.Select(target, inner.List[0, 3], (address, content) => (Inline)new Anchor(address, content))));

    private static Gen<RichText> Text(Gen<string> words, Gen<Uri> target)
    {
        var inline = Inlines(words, target, 3);
        return Gen.Recursive<Block>((depth, inner) => depth > 3
            ? inline.List[0, 3].Select(content => (Block)new Paragraph(content))
            : Gen.OneOf(
                inline.List[0, 6].Select(content => (Block)new Paragraph(content)),
                Gen.Select(Gen.Int[-1, 9], inline.List[0, 3], (level, content) => (Block)new Heading(level, content)),
                inner.List[0, 3].Select(blocks => (Block)new Quote(blocks)),
                Gen.Select(Gen.Bool, inner.List[0, 3].List[0, 3], (ordered, items) => (Block)new Listing(ordered, [.. items])),
                Gen.Select(words, Among("cs", "c++", "\"><b>", ""), (text, language) => (Block)new Preformatted(text, language)),
                Gen.String[0, 6].Select(text => new List<Inline> { new Words(text) }).List[0, 3].List[0, 4].Select(rows =>
                    (Block)new Table([.. rows.Select(row => (IReadOnlyList<IReadOnlyList<Inline>>)[.. row])], HasHeader: false)))).List[0, 8].Select(blocks => new RichText(blocks));
    }

    /// <summary>Each character with its styles as they were meant: none twice, no other one around code, and no code in or around a link.</summary>
    private static IEnumerable<(char Character, string Look)> Looks(IEnumerable<Inline> content, HashSet<string> looks) => content.SelectMany(inline => inline switch
    {
        Words w => w.Text.Select(c => (c, looks.Contains("code") ? "code" : string.Join(' ', looks.Order(StringComparer.Ordinal)))),
        Styled { Style: TextStyle.Code } s when looks.Contains("link") || HasLink(s.Content) => Looks(s.Content, looks),
        Styled s => Looks(s.Content, [.. looks, s.Style.ToString().ToLowerInvariant()]),
        Anchor a => Looks(a.Content, [.. looks, "link"]),
        _ => [],
    });

    private static bool HasLink(IReadOnlyList<Inline> content) => content.Any(inline => inline switch { Anchor => true, Styled s => HasLink(s.Content), _ => false });

    private static string Shown(IEnumerable<(char Character, string Look)> characters) => string.Join('\n', characters.Select(one => $"{one.Character} {one.Look}"));

    /// <summary>A bracket may have cut a link short.</summary>
    private static string WithoutLink(string look) => look.Replace("link", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).Trim();

    private static string Seen(string text) => string.Concat(text.Where(IsSeen));

    /// <summary>What is neither space, nor control, nor half a character, nor a mark that turns the direction of the text.</summary>
    private static bool IsSeen(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\u200B' or '\uFEFF' or '\uFFFE' or '\uFFFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

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
