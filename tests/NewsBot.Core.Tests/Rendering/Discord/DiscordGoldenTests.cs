using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

/// <summary>Whole messages as they go out.</summary>
public sealed class DiscordGoldenTests
{
    private static readonly Post Lighthouse = new()
    {
        Title = "The lighthouse at Cape Morrow is lit again *",
        Lead = "Volunteers relit the lamp on Tuesday evening, for the first time in nine years.",
        Link = new Uri("https://harbour.example/lighthouse_(cape)?a=1&b=2"),
        Image = new Uri("https://harbour.example/pictures/lamp.jpg"),
        Images = [new Uri("https://harbour.example/pictures/lamp.jpg")],
        Media = [new Enclosure(new Uri("https://harbour.example/lamp.mp3"), "audio/mpeg", 1_234), new Enclosure(new Uri("https://harbour.example/film.mp4"), "video/mp4", 35_200_000)],
        Source = "Harbour Gazette",
        Author = "Ines Calder",
        Published = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)),
        Tags = ["Coast & Sea", "coast & sea", "C++", "2026"],
        Language = "en",
        Body = new RichText(
        [
            new Paragraph([new Styled(TextStyle.Bold, [new Words("Volunteers")]), new Words(" relit the "), new Anchor(new Uri("https://lamp.example/a_(b)"), [new Words("lamp")]), new Words(" on Tuesday evening, for the first time in nine years. It will burn every night.")]),
            new Heading(2, [new Words("The lens")]),
            new Paragraph([new Words("It has "), new Styled(TextStyle.Italic, [new Words("1,008 "), new Styled(TextStyle.Code, [new Words("<prisms>")]), new Words(" of glass")]), new LineBreak(), new Words("& a "), new Styled(TextStyle.Strike, [new Words("short")]), new Words(" long history: "), new Anchor(new Uri("https://lens.example/"), [new Words("https://lens.example/")]), new Words(".")]),
            new Quote([Text("“You forget how slow it is.”"), new Quote([Text("Slow as the sea.")])]),
            new Listing(true, [[Text("Range: 24 miles")], [Text("Height: 61 m"), Text("above the sea"), new Listing(false, [[Text("at low water")]])]]),
            new Preformatted("lamp\n  .On();", "cs"),
            new Heading(4, [new Words("Lamps")]),
            new Table([[[new Words("Year")], [new Words("灯")]], [[new Words("1902")], [new Words("oil")]], [[new Words("1958")], [new Words("electric")]]], HasHeader: true),
            new Table([[[new Words("Keeper")], [new Words("What they are remembered for")]], [[new Words("A. Moss")], [new Words("kept the lamp alight through the great gale")]]], HasHeader: true),
            new Paragraph([new Styled(TextStyle.Spoiler, [new Words("It turns.")])]),
        ]),
    };

    private static readonly Post Tram = new()
    {
        Title = "深夜电车恢复运行",
        Lead = "停运三年的深夜电车，本周五起恢复运行。",
        Link = new Uri("https://chenbao.example/电车"),
        Image = new Uri("https://wx1.sinaimg.cn/tram.jpg"),
        Source = "城市晨报",
        Author = "城市晨报",
        Published = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero),
        Tags = ["城市", "公共交通 2026"],
        Language = "zh",
        Body = new RichText([new Heading(1, [new Words("深夜电车恢复运行")]), Text("停运三年的深夜电车，本周五起恢复运行。"), new Listing(false, [[Text("末班车延后到凌晨一点四十分")], [Text("票价不变")]])]),
    };

    private static readonly ChatSettings Chinese = new() { Language = ChatLanguage.Chinese };

    [Fact]
    public void A_post() => Golden.Matches(Shown(Lighthouse, new ChatSettings(), new SubscriptionSettings { Roles = "42 7" }));

    [Fact]
    public void A_post_in_full() => Golden.Matches(Shown(Lighthouse, new ChatSettings { Length = MessageLength.Full }));

    [Fact]
    public void A_post_in_full_that_takes_several_messages()
    {
        var chapters = Enumerable.Range(1, 3).SelectMany(i => new Block[]
        {
            new Heading(2, [new Words(string.Create(CultureInfo.InvariantCulture, $"Night {i}"))]),
            Text(string.Concat(Enumerable.Repeat("The lamp turned and the ships went by. ", 60))),
        });
        Golden.Matches(Shown(Lighthouse with { Media = [], Body = new RichText([.. chapters]) }, new ChatSettings { Length = MessageLength.Full }));
    }

    [Fact]
    public void A_chinese_post() => Golden.Matches(Shown(Tram, Chinese, new SubscriptionSettings { IsSilent = true }));

    [Fact]
    public void A_headline() => Golden.Matches(Shown(Tram, Chinese with { Length = MessageLength.Headline }));

    [Fact]
    public void A_post_with_three_pictures() => Golden.Matches(Shown(
        Lighthouse with { Media = [], Images = [new Uri("https://harbour.example/pictures/bay.jpg"), Lighthouse.Image!, new Uri("https://harbour.example/pictures/plan.svg")] },
        new ChatSettings()));

    [Fact]
    public void A_post_in_the_rich_layout() => Golden.Matches(Shown(
        Tram with { Images = [Tram.Image!, new Uri("https://chenbao.example/map.png")] },
        Chinese with { Layout = MessageLayout.Rich },
        new SubscriptionSettings { Roles = "42" }));

    [Fact]
    public void A_headline_in_the_rich_layout() => Golden.Matches(Shown(Lighthouse, new ChatSettings { Layout = MessageLayout.Rich, Length = MessageLength.Headline }));

    [Fact]
    public void An_answer_with_headlines() => Golden.Matches(Shown(DiscordRenderer.Render(
        new Reply
        {
            Text = new RichText([Text("最新的头条：")]),
            Posts = [Tram, Lighthouse, new Post { Title = "", Lead = "A line without a headline.", Link = new Uri("https://mill.example/7"), Source = "Old Mill Letters" }],
            Choices = [new Choice("更多", "/latest 20"), new Choice("退订", "/unsub 1"), new Choice("订阅", "/sub https://mill.example/")],
        },
        Chinese)));

    [Fact]
    public void An_answer_with_many_headlines() => Golden.Matches(Shown(DiscordRenderer.Render(
        new Reply { Text = new RichText([Text("The latest 4 headlines:")]), Posts = [Tram, Lighthouse, Tram, Lighthouse] }, new ChatSettings())));

    [Fact]
    public void A_panel_of_settings() => Golden.Matches(Shown(DiscordRenderer.Render(
        new Reply
        {
            Text = new RichText([new Paragraph([new Styled(TextStyle.Bold, [new Words("Harbour Gazette")])]), Text("Sound: whether its messages ring.")]),
            IsPanel = true,
            Choices =
            [
                new Choice("🔔 Sound: on", "/set 1 sound off"),
                new Choice("Unsubscribe", "/set 1 unsubscribe"),
                new Choice("Harbour Gazette", "/set 1") { Menu = "Which feed?" },
                new Choice("城市晨报", "/set 2") { Menu = "Which feed?" },
                new Choice("◀ All settings", "/set"),
            ],
            Roles = new RolePicker("Roles to call", "/set 1 roles", "42 7"),
        },
        new ChatSettings())));

    private static Paragraph Text(string text) => new([new Words(text)]);

    private static string Shown(Post post, ChatSettings settings, SubscriptionSettings? subscription = null) =>
        Shown(DiscordRenderer.Render(post, settings, subscription ?? new SubscriptionSettings()));

    private static string Shown(IReadOnlyList<DiscordMessage> messages) => string.Join("\n\n=====\n\n", messages.Select(message =>
    {
        DiscordCheck.Check(message);
        string?[] parts =
        [
            message.ToJson(),
            .. message.Uploads.Select(upload => "Upload: " + upload.AbsoluteUri),
            "Heading: " + message.Heading,
            message.Labels.Count > 0 ? "Labels: " + string.Join(", ", message.Labels) : null,
            "--- plain\n" + message.Plain,
        ];
        return string.Join('\n', parts.OfType<string>());
    }));
}
