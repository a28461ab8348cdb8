using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsBot.Chat;
using NewsBot.Chat.Web;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using OpenQA.Selenium;

namespace NewsBot.Tests.Web;

/// <summary>The chat page as people see it, in a real browser.</summary>
[Collection<BrowserTests>]
public sealed class WebPageTests(Browser browser)
{
    private const string Picture = """<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"><rect width="16" height="9" fill="teal"/></svg>""";

    [Fact]
    public async Task The_bot_greets_whoever_opens_the_page()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address);
        browser.See(".reply", "Hello, I am NewsBot.");
        browser.See("#connection", "Live");
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public async Task A_chinese_reader_gets_a_chinese_page()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address, "zh-CN");
        browser.See(".reply", "你好，我是 NewsBot。");
        browser.See("#connection", "已连接");
        Assert.Equal("zh-CN", browser.Run("return document.documentElement.lang"));
        Assert.Equal("发消息，输入 / 查看命令", browser.See("#box").GetAttribute("placeholder"));
    }

    [Fact]
    public async Task A_button_sends_its_command()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address);
        browser.See(".choices button", "Show the commands").Click();
        browser.See(".said", "/help");
        browser.See(".reply", "You said: /help");
    }

    [Fact]
    public async Task What_is_typed_is_sent_by_enter_and_broken_by_shift_enter()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address);
        browser.See("#connection", "Live");
        browser.Type("first" + Keys.Shift + Keys.Enter + Keys.Shift + "second" + Keys.Enter);
        browser.See(".said", "first\nsecond");
        browser.See(".reply", "You said: first\nsecond");
        browser.Until(() => browser.See("#box").GetAttribute("value") == "", "the box still has text");
    }

    [Fact]
    public async Task A_post_appears_while_the_page_is_open()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address);
        browser.See("#connection", "Live");
        browser.Run("window.sameDocument = true");

        var published = DateTimeOffset.UtcNow.AddHours(-3).AddMinutes(-10);
        await host.SendAsync(Lighthouse(host) with { Published = published }, "delivery:1");

        var card = browser.See(".news .card");
        browser.See(".card .source", "Harbour Gazette");
        browser.See(".card .author", "Ines Calder");
        browser.See(".card .lead", "Volunteers relit the lamp.");
        browser.See(".card time", "3 hours ago");
        Assert.Equal("en", card.GetAttribute("lang"));
        Assert.Equal(published.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), browser.See(".card time").GetAttribute("datetime"));
        Assert.EndsWith($"at {published.ToOffset(TimeSpan.FromHours(8)):HH:mm}", browser.See(".card time").GetAttribute("title"), StringComparison.Ordinal);
        var link = browser.See(".card h2 a", "The lighthouse is lit again");
        Assert.Equal(("https://harbour.example/lighthouse", "noopener noreferrer"), (link.GetAttribute("href"), link.GetAttribute("rel")));
        browser.Until(() => browser.Run("return document.querySelector('.card img').naturalWidth > 0") is true, "the picture is not loaded");
        Assert.Equal("no-referrer", browser.See(".card img").GetAttribute("referrerpolicy"));
        Assert.Equal(true, browser.Run("return window.sameDocument === true"));
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public async Task A_picture_that_cannot_be_shown_leaves_no_hole()
    {
        await using var host = await StartAsync();
        await host.SendAsync(Lighthouse(host) with { Image = new Uri(host.Address, "/missing.jpg") }, "delivery:1");
        browser.Open(host.Address);
        browser.See(".card h2");
        browser.Until(() => browser.Count(".card .picture") == 0, "the frame of the picture is still there");
    }

    [Fact]
    public async Task The_full_text_opens_in_place()
    {
        await using var host = await StartAsync();
        await host.SendAsync(Lighthouse(host), "delivery:1");
        browser.Open(host.Address);
        browser.See(".card summary", "Full text").Click();
        browser.See(".card .body blockquote", "And then it comes round.");
        browser.See(".card summary", "Show less").Click();
        browser.Until(() => browser.Run("return document.querySelector('.card details').open") is false, "the text is still open");
    }

    [Fact]
    public async Task What_a_publisher_or_a_person_writes_is_text_and_never_script()
    {
        const string hostile = "<img src=x onerror=\"window.taken=1\"><script>window.taken=1</script>";
        await using var host = await StartAsync();
        await host.SendAsync(
            new Post { Title = hostile, Lead = hostile, Source = hostile, Author = hostile, Tags = [hostile], Body = new RichText([new Paragraph([new Words(hostile + " more")])]) },
            "delivery:1");
        browser.Open(host.Address);
        browser.See(".card h2", hostile);
        browser.See(".card summary").Click();
        browser.See(".card .body", hostile);
        browser.See("#box").SendKeys(hostile + Keys.Enter);
        browser.See(".said", hostile);
        Assert.Equal(true, browser.Run("return window.taken === undefined"));
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public async Task Reloading_keeps_what_was_said()
    {
        await using var host = await StartAsync();
        browser.Open(host.Address);
        browser.See(".reply", "Hello");
        browser.See("#box").SendKeys("keep me" + Keys.Enter);
        browser.See(".reply", "You said: keep me");
        browser.Reload();
        browser.See(".reply", "You said: keep me");
        browser.See(".said", "keep me");
        Assert.Equal((2, 1), (browser.Count(".reply"), browser.Count(".said")));
        Assert.Equal(1, browser.Count(".day"));
    }

    [Fact]
    public async Task A_lost_connection_is_shown_and_taken_up_where_it_broke()
    {
        var transcript = new MemoryTranscript();
        var host = await StartAsync(transcript);
        var port = host.Address.Port;
        browser.Open(host.Address);
        browser.See("#connection", "Live");
        browser.See(".reply", "Hello");
        await host.DisposeAsync();
        browser.See("#connection", "Connection lost");

        await using var again = await StartAsync(transcript, port);
        await again.SendAsync(Lighthouse(again), "delivery:1");
        browser.See(".card h2", "The lighthouse is lit again");
        browser.See("#connection", "Live");
        Assert.Equal(1, browser.Count(".reply"));
    }

    [Fact]
    public async Task What_arrives_while_one_reads_further_up_is_announced_and_does_not_jump()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 6; i++)
            await host.SendAsync(Lighthouse(host), $"delivery:{i}");
        browser.Open(host.Address);
        browser.Until(() => browser.Run("return scrollY > 500") is true, "the page does not show its end");
        browser.Run("scrollTo({ top: 0, behavior: 'instant' })");
        browser.Until(() => browser.Run("return scrollY") is 0L, "the page is not at its beginning");

        await host.SendAsync(Lighthouse(host) with { Title = "The newest" }, "delivery:7");
        var pill = browser.See("#pill", "1 new");
        Assert.Equal(0L, browser.Run("return scrollY"));
        Assert.Equal("(1) NewsBot", browser.Run("return document.title"));
        pill.Click();
        browser.Until(() => browser.Count("#pill[hidden]") == 1, "the announcement stays");
        browser.Until(() => browser.Run("return document.querySelector('.entry:last-child').getBoundingClientRect().top < innerHeight") is true, "the newest is not in sight");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_is_as_light_or_dark_as_the_reader_wants_and_readable(string scheme)
    {
        await using var host = await StartAsync();
        await host.SendAsync(Lighthouse(host) with { Tags = ["Coast"] }, "delivery:1");
        await host.SendAsync(Answer(new IncomingMessage(WebPlatform.Home, "1", "/start") { Language = "en" }), "reply:1");
        browser.Open(host.Address, scheme: scheme);
        browser.See(".card .lead");
        var paper = Luminance("html", "backgroundColor");
        Assert.Equal(scheme == "dark", paper < 0.2);
        foreach (var selector in new[] { ".card .lead", ".card time", ".card .source", ".card h2 a", ".card .tag", ".card summary", "#connection", "#hint", ".choices button:last-child" })
        {
            var (text, ground) = (Luminance(selector, "color"), selector.StartsWith(".card", StringComparison.Ordinal) ? Luminance(".card", "backgroundColor") : paper);
            var contrast = (Math.Max(text, ground) + 0.05) / (Math.Min(text, ground) + 0.05);
            Assert.True(contrast >= 4.5, $"{selector} has a contrast of {contrast:0.0}; WCAG 2.2, 1.4.3 asks for 4.5.");
        }
    }

    /// <summary>Relative luminance as WCAG 2.2 defines it, of a computed style.</summary>
    private double Luminance(string selector, string property) => Convert.ToDouble(
        browser.Run($$"""
            const [r, g, b] = getComputedStyle(document.querySelector('{{selector}}')).{{property}}.match(/[\d.]+/g)
              .map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            """),
        System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<WebHost> StartAsync(MemoryTranscript? transcript = null, int port = 0)
    {
        var host = await WebHost.StartAsync(transcript: transcript, port: port, map: app => app.MapGet("/picture.svg", () => Results.Text(Picture, "image/svg+xml")));
        host.Answer(Answer);
        return host;
    }

    internal static Reply Answer(IncomingMessage message) => (message.Text, message.Language) switch
    {
        ("/start", "zh-CN") => new Reply { Text = Say("你好，我是 NewsBot。") },
        ("/start", _) => new Reply
        {
            Text = Say("Hello, I am NewsBot."),
            Choices = [new Choice("Watch the demonstration", "/sub https://harbour.example/"), new Choice("Show the commands", "/help")],
        },
        _ => new Reply { Text = Say("You said: " + message.Text) },
    };

    private static RichText Say(string text) =>
        new([new Paragraph([.. text.Split('\n').SelectMany((line, i) => i == 0 ? (Inline[])[new Words(line)] : [new LineBreak(), new Words(line)])])]);

    private static Post Lighthouse(WebHost host) => new()
    {
        Title = "The lighthouse is lit again",
        Lead = "Volunteers relit the lamp.",
        Link = new Uri("https://harbour.example/lighthouse"),
        Image = new Uri(host.Address, "/picture.svg"),
        Source = "Harbour Gazette",
        Author = "Ines Calder",
        Language = "en",
        Body = new RichText([new Paragraph([new Words("Volunteers relit the lamp.")]), new Quote([new Paragraph([new Words("And then it comes round.")])])]),
    };
}
