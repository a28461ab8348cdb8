using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Core.Tests.Rendering.Telegram;

/// <summary>Whole messages as they go out.</summary>
public sealed class TelegramGoldenTests
{
    private static readonly Post Lighthouse = new()
    {
        Title = "The lighthouse at Cape Morrow is lit again",
        Lead = "Volunteers relit the lamp on Tuesday evening, for the first time in nine years.",
        Link = new Uri("https://harbour.example/lighthouse?a=1&b=2"),
        Image = new Uri("https://harbour.example/pictures/lamp.jpg"),
        Images = [new Uri("https://harbour.example/pictures/lamp.jpg"), new Uri("https://harbour.example/pictures/bay.jpg")],
        Media = [new Enclosure(new Uri("https://harbour.example/lamp.mp3"), "audio/mpeg", 1_234), new Enclosure(new Uri("https://harbour.example/film.mp4"), "video/mp4", 35_200_000)],
        Source = "Harbour Gazette",
        Author = "Ines Calder",
        Published = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)),
        Tags = ["Coast & Sea", "coast-sea", "C++", "2026"],
        Language = "en",
        Body = new RichText(
        [
            new Paragraph([new Styled(TextStyle.Bold, [new Words("Volunteers")]), new Words(" relit the "), new Anchor(new Uri("https://lamp.example/"), [new Words("lamp")]), new Words(" on Tuesday evening, for the first time in nine years. It will burn every night.")]),
            new Heading(2, [new Words("The lens")]),
            new Paragraph([new Words("It has "), new Styled(TextStyle.Italic, [new Words("1,008 "), new Styled(TextStyle.Code, [new Words("<prisms>")]), new Words(" of glass")]), new LineBreak(), new Words("& a "), new Styled(TextStyle.Strike, [new Words("short")]), new Words(" long history.")]),
            new Quote([Text("“You forget how slow it is.”"), new Quote([Text("Slow as the sea.")])]),
            new Listing(true, [[Text("Range: 24 miles")], [Text("Height: 61 m"), Text("above the sea"), new Listing(false, [[Text("at low water")]])]]),
            new Preformatted("lamp\n  .On();", "cs"),
            new Heading(4, [new Words("Lamps")]),
            new Table([[[new Words("Year")], [new Words("Lamp")]], [[new Words("1902")], [new Words("oil")]], [[new Words("1958")], [new Words("electric")]]], HasHeader: true),
            new Table([[[new Words("Keeper")], [new Words("What they are remembered for")]], [[new Words("A. Moss")], [new Words("kept the lamp alight through the great gale")]]], HasHeader: true),
            new Paragraph([new Styled(TextStyle.Spoiler, [new Words("It turns.")])]),
        ]),
    };

    private static readonly Post Tram = new()
    {
        Title = "深夜电车恢复运行",
        Lead = "停运三年的深夜电车，本周五起恢复运行。",
        Link = new Uri("https://chenbao.example/电车"),
        Image = new Uri("https://chenbao.example/tram.jpg"),
        Source = "城市晨报",
        Author = "城市晨报",
        Published = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero),
        Media = [new Enclosure(new Uri("https://chenbao.example/tram.mov"), "video/quicktime", 1_500_000)],
        Tags = ["城市", "公共交通 2026"],
        Language = "zh",
        Body = new RichText([new Heading(1, [new Words("深夜电车恢复运行")]), Text("停运三年的深夜电车，本周五起恢复运行。"), new Listing(false, [[Text("末班车延后到凌晨一点四十分")], [Text("票价不变")]])]),
    };

    [Fact]
    public void A_post() => Golden.Matches(Shown(Lighthouse, new ChatSettings()));

    [Fact]
    public void A_post_in_full() => Golden.Matches(Shown(Lighthouse, new ChatSettings { Length = MessageLength.Full }));

    [Fact]
    public void A_post_in_the_rich_layout() => Golden.Matches(Shown(Lighthouse, new ChatSettings { Layout = MessageLayout.Rich }));

    [Fact]
    public void A_chinese_post() => Golden.Matches(Shown(Tram, new ChatSettings { Language = ChatLanguage.Chinese }));

    [Fact]
    public void An_answer_with_headlines() => Golden.Matches(Shown(TelegramRenderer.Render(
        new Reply
        {
            Text = new RichText([Text("最新的头条：")]),
            Posts = [Tram, Lighthouse, new Post { Title = "", Lead = "A line without a headline.", Link = new Uri("https://mill.example/7"), Source = "Old Mill Letters" }],
            Choices = [new Choice("更多", "/latest 20"), new Choice("退订", "/unsub 1"), new Choice("All commands that there are", "/help")],
        },
        new ChatSettings { Language = ChatLanguage.Chinese })));

    [Fact]
    public void An_answer_with_many_headlines() => Golden.Matches(Shown(TelegramRenderer.Render(
        new Reply { Text = new RichText([Text("The latest 4 headlines:")]), Posts = [Tram, Lighthouse, Tram, Lighthouse] }, new ChatSettings())));

    private static Paragraph Text(string text) => new([new Words(text)]);

    private static string Shown(Post post, ChatSettings settings) => Shown(TelegramRenderer.Render(post, settings, new SubscriptionSettings()));

    private static string Shown(IReadOnlyList<TelegramMessage> messages) => string.Join("\n\n=====\n\n", messages.Select(message =>
    {
        TelegramParser.Check(message);
        string?[] parts =
        [
            .. message.Media.Select(media => string.Create(CultureInfo.InvariantCulture, $"{media.Kind}: {media.Address.AbsoluteUri}")),
            message.Card is null ? null : "Card: " + message.Card.AbsoluteUri,
            message.Html,
            "--- plain\n" + message.Plain,
            message.RichHtml is null ? null : "--- rich\n" + message.RichHtml,
            .. message.Keyboard.Select(row => string.Join(" ", row.Select(button => $"[{button.Label} → {button.Command}]"))),
        ];
        return string.Join('\n', parts.OfType<string>());
    }));
}
