using System.Text.Json;
using NewsBot.Chat.Web;
using OpenQA.Selenium;

namespace NewsBot.Tests.Web;

/// <summary>The box in which people type: commands on a slash, and input methods.</summary>
[Collection<BrowserTests>]
public sealed class WebComposerTests(Browser browser)
{
    [Fact]
    public async Task A_slash_lists_the_commands_and_the_arrows_choose()
    {
        await using var host = await StartAsync();
        browser.Type("/");
        browser.See("#palette [aria-selected=true]", "/start");
        Assert.Equal("true", browser.See("#box").GetAttribute("aria-expanded"));
        browser.Type(Keys.ArrowDown);
        Assert.Equal("command-sub", browser.See("#palette [aria-selected=true]", "Subscribe").GetAttribute("id"));
        Assert.Equal("command-sub", browser.See("#box").GetAttribute("aria-activedescendant"));
        browser.Type(Keys.ArrowUp + Keys.ArrowUp);
        browser.See("#palette [aria-selected=true]", "/help");
        browser.Type(Keys.Enter);
        browser.See(".said", "/help");
        browser.Until(() => browser.Count("#palette[hidden]") == 1, "the palette is still open");
    }

    [Fact]
    public async Task A_command_that_needs_words_is_completed_and_explained()
    {
        await using var host = await StartAsync();
        browser.Type("/se" + Keys.Tab);
        Assert.Equal("/search ", browser.See("#box").GetAttribute("value"));
        browser.See("#hint", "/search words");
        browser.Type("lamp" + Keys.Enter);
        browser.See(".said", "/search lamp");
    }

    [Fact]
    public async Task Enter_on_a_command_that_needs_words_does_not_send_it_yet()
    {
        await using var host = await StartAsync();
        browser.Type("/uns" + Keys.Enter);
        Assert.Equal("/unsub ", browser.See("#box").GetAttribute("value"));
        browser.Type("1" + Keys.Enter);
        browser.See(".said", "/unsub 1");
        Assert.Equal(1, browser.Count(".said"));
    }

    [Fact]
    public async Task Escape_closes_the_list_and_keeps_what_was_typed()
    {
        await using var host = await StartAsync();
        browser.Type("/l");
        browser.See("#palette", "/latest");
        browser.Type(Keys.Escape);
        browser.Until(() => browser.Count("#palette[hidden]") == 1, "the palette is still open");
        Assert.Equal("/l", browser.See("#box").GetAttribute("value"));
    }

    [Fact]
    public async Task The_full_width_slash_lists_the_commands_in_chinese()
    {
        await using var host = await StartAsync("zh-CN");
        browser.Type("／");
        browser.See("#palette", "列出订阅及其状况");
        browser.Type("退订");
        browser.See("#palette [aria-selected=true]", "/unsub");
        Assert.Equal(1, browser.Count("#palette li"));
    }

    [Fact]
    public async Task Enter_during_composition_chooses_characters_and_sends_nothing()
    {
        await using var host = await StartAsync("zh-CN");
        browser.See("#box").Click();
        browser.Send("Input.imeSetComposition", ("text", "nihao"), ("selectionStart", 5), ("selectionEnd", 5));
        browser.Until(() => browser.See("#box").GetAttribute("value") == "nihao", "the composition is not shown");
        PressEnter();
        browser.Send("Input.insertText", ("text", "你好"));
        browser.Until(() => browser.See("#box").GetAttribute("value") == "你好", "the characters are not in the box");
        PressEnter();
        browser.See(".said", "你好");

        var said = (await host.Transcript.ReadAsync(WebPlatform.Home, 0, 100, TestContext.Current.CancellationToken))
            .Select(entry => JsonDocument.Parse(entry.Payload).RootElement)
            .Where(message => message.TryGetProperty("voice", out _))
            .Select(message => message.GetProperty("text").GetString());
        Assert.Equal(["你好"], said, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_stays_in_the_box_and_goes_out_once()
    {
        await using var host = await StartAsync();
        browser.Run("window.realFetch = fetch; window.fetch = () => Promise.reject(new TypeError('offline'))");
        browser.Type("hold this" + Keys.Enter);
        browser.See("#trouble", "Not sent");
        Assert.Equal("hold this", browser.See("#box").GetAttribute("value"));

        // The message arrives, the answer to it does not.
        browser.Run("window.fetch = async (...all) => { await realFetch(...all); throw new TypeError('offline') }");
        browser.Type(Keys.Enter);
        browser.See(".said", "hold this");
        browser.Until(() => browser.See("#box").GetAttribute("value") == "hold this", "the box is empty");

        browser.Run("window.fetch = realFetch");
        browser.Type(Keys.Enter);
        browser.Until(() => browser.Count("#trouble[hidden]") == 1, "the trouble is still shown");
        Assert.Equal(1, browser.Count(".said"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(Browser.HomeName)]
    public async Task The_password_opens_the_page(string name)
    {
        await using var host = await WebHost.StartAsync("电池 horse");
        host.Answer(WebPageTests.Answer);
        browser.Open(new UriBuilder(host.Address) { Host = name }.Uri);
        browser.See("#password").SendKeys("battery" + Keys.Enter);
        browser.See("[role=alert]", "That is not the password.");
        browser.See("#password").SendKeys("电池 horse" + Keys.Enter);
        browser.See(".reply", "Hello, I am NewsBot.");
        browser.Type("/help" + Keys.Enter);
        browser.See(".said", "/help");
    }

    private void PressEnter()
    {
        foreach (var type in new[] { "rawKeyDown", "keyUp" })
            browser.Send("Input.dispatchKeyEvent", ("type", type), ("key", "Enter"), ("code", "Enter"), ("windowsVirtualKeyCode", 13));
    }

    private async Task<WebHost> StartAsync(string language = "en-GB")
    {
        var host = await WebHost.StartAsync();
        host.Answer(WebPageTests.Answer);
        browser.Open(host.Address, language);
        browser.See(".reply", "NewsBot");
        browser.See("#box").Click();
        return host;
    }
}
