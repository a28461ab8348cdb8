using System.Text.Json;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.CommandLine;

public sealed class PreviewVerbTests : IDisposable
{
    private const string Ferry = """
        <!--1741048200000-->
        [渡轮恢复通航](https://news.example/2025/ferry)
        ------

        <p>因台风停航三天的跨海渡轮今早恢复通航，首班船载着四百名乘客离港。</p><p><img src="https://news.example/ferry.jpg"></p>
        """;

    private const string Tides = """
        <!--1741134600000-->
        [The tide that came twice](https://news.example/2025/tide)
        ------

        <p>Harbour staff measured two high tides within six hours on Tuesday, the first time since records began.</p>
        """;

    private readonly Shell _shell = new();

    [Fact]
    public async Task An_archived_article_is_shown_as_text()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("rfi/1048575.md", Ferry));
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            ["渡轮恢复通航", "因台风停航三天的跨海渡轮今早恢复通航，首班船载着四百名乘客离港。", "https://news.example/ferry.jpg", "rfi · 2025-03-04 00:30 UTC", "https://news.example/2025/ferry"],
            outcome.Lines);
    }

    [Fact]
    public async Task As_json_an_article_is_called_by_its_file()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("rfi/1048575.md", Ferry), "--as", "json");
        Assert.Equal(
            "{\"id\":\"1048575\",\"title\":\"渡轮恢复通航\",\"lead\":\"因台风停航三天的跨海渡轮今早恢复通航，首班船载着四百名乘客离港。\",\"image\":\"https://news.example/ferry.jpg\",\"link\":\"https://news.example/2025/ferry\",\"published_utc\":\"2025-03-04T00:30:00Z\"}",
            Assert.Single(outcome.Lines));
    }

    [Fact]
    public async Task As_web_it_is_the_message_of_the_page()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("rfi/1048575.md", Ferry), "--as", "web");
        var card = JsonDocument.Parse(Assert.Single(outcome.Lines)).RootElement.GetProperty("cards")[0];
        Assert.Equal("https://news.example/ferry.jpg", card.GetProperty("picture").GetString());
    }

    [Fact]
    public async Task As_telegram_it_is_what_a_chat_would_get()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("rfi/1048575.md", Ferry), "--as", "telegram");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            """
            [photo: https://news.example/ferry.jpg]
            <a href="https://news.example/2025/ferry"><b>渡轮恢复通航</b></a>

            因台风停航三天的跨海渡轮今早恢复通航，首班船载着四百名乘客离港。

            rfi · <tg-time unix="1741048200" format="dt">2025-03-04 00:30 UTC</tg-time>
            """.ReplaceLineEndings("\n"),
            outcome.Out.TrimEnd());
    }

    [Fact]
    public async Task As_discord_it_is_the_json_that_is_sent_and_what_goes_with_it()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("rfi/1048575.md", Ferry.Replace("https://news.example/ferry.jpg", "https://wx1.sinaimg.cn/ferry.jpg", StringComparison.Ordinal)), "--as", "discord");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            """
            {
              "embeds": [
                {
                  "title": "渡轮恢复通航",
                  "url": "https://news.example/2025/ferry",
                  "description": "因台风停航三天的跨海渡轮今早恢复通航，首班船载着四百名乘客离港。",
                  "timestamp": "2025-03-04T00:30:00+00:00",
                  "color": 4030122,
                  "footer": {
                    "text": "rfi"
                  },
                  "image": {
                    "url": "https://wx1.sinaimg.cn/ferry.jpg"
                  }
                }
              ],
              "allowed_mentions": {
                "parse": []
              }
            }
            [uploaded: https://wx1.sinaimg.cn/ferry.jpg]
            """.ReplaceLineEndings("\n"),
            outcome.Out.TrimEnd());
    }

    [Fact]
    public async Task Between_messages_stands_a_line()
    {
        var feed = _shell.Write("radio.xml", """
            <rss version="2.0"><channel><title>Radio</title><item><title>The tide</title><link>https://news.example/tide</link>
            <enclosure url="https://news.example/tide.mp3" type="audio/mpeg" length="1000"/></item></channel></rss>
            """);
        var outcome = await _shell.RunAsync("preview", feed, "--as", "telegram");
        Assert.Equal(
            "<a href=\"https://news.example/tide\"><b>The tide</b></a>\n\nRadio\n——\n[audio: https://news.example/tide.mp3]\n▶ <a href=\"https://news.example/tide.mp3\">The tide</a>",
            outcome.Out.TrimEnd());
    }

    [Fact]
    public async Task Of_a_folder_the_newest_articles_come_first()
    {
        _shell.Write("archive/1.md", Ferry);
        _shell.Write("archive/2.md", Tides);
        _shell.Write("archive/README.md", "# No article");
        var all = await _shell.RunAsync("preview", _shell["archive"], "--as", "json");
        Assert.Equal(["2", "1"], all.Lines.Select(Id));
        var one = await _shell.RunAsync("preview", _shell["archive"], "--as", "json", "--count", "1");
        Assert.Equal(["2"], one.Lines.Select(Id));
    }

    [Fact]
    public async Task A_feed_is_fetched_and_its_newest_items_shown()
    {
        await using var origin = await FeedOrigin.StartAsync();
        origin.Serve("/feed", Reply.Feed("one", "two", "three", "four"));
        var outcome = await _shell.RunAsync("preview", origin.Url("/feed").ToString(), "--as", "json", "--Fetching:AllowPrivateNetworks=127.0.0.0/8");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(3, outcome.Lines.Count);
    }

    [Fact]
    public async Task What_cannot_be_had_is_one_sentence_with_the_way_out()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var outcome = await _shell.RunAsync("preview", origin.Url("/none").ToString(), "--Fetching:AllowPrivateNetworks=127.0.0.0/8");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Out));
        Assert.Equal(
            $"newsbot: {origin.Url("/none")} does not exist (404). Open the site in a browser and look for its feed, or send me the site's front page.\n",
            outcome.Error);
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_refused_and_the_setting_named()
    {
        var outcome = await _shell.RunAsync("preview", "http://127.0.0.1:9999/feed");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Fetching:AllowPrivateNetworks", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_neither_feed_nor_article_is_refused()
    {
        var outcome = await _shell.RunAsync("preview", _shell.Write("notes.md", "# Notes"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"newsbot: {_shell["notes.md"]} is neither a feed nor an archived article. ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preview")]
    [InlineData("preview", "a.xml", "--as", "carrier-pigeon")]
    [InlineData("preview", "a.xml", "--count", "0")]
    [InlineData("preview", "a.xml", "--count", "many")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(params string[] args)
    {
        var outcome = await _shell.RunAsync(args);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(1, outcome.Error.Count(c => c == '\n'));
    }

    public void Dispose() => _shell.Dispose();

    private static string? Id(string line) => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString();
}
