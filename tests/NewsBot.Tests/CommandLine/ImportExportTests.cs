using NewsBot.Core.Parsing;

namespace NewsBot.Tests.CommandLine;

public sealed class ImportExportTests : IDisposable
{
    private const string Feeds = """
        <opml version="2.0"><body>
          <outline text="近海"><outline type="rss" text="港口新闻" xmlUrl="https://harbour.example/rss" htmlUrl="https://harbour.example/"/></outline>
          <outline type="rss" text="Tides" xmlUrl="https://tides.example/atom.xml"/>
          <outline type="rss" text="Mail" xmlUrl="mailto:somebody@example.org"/>
        </body></opml>
        """;

    private readonly Shell _shell = new();

    [Fact]
    public async Task The_feeds_of_a_list_are_added_and_subscribed()
    {
        var outcome = await _shell.RunAsync("import", _shell.Write("feeds.opml", Feeds));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["added: 港口新闻 (https://harbour.example/rss)", "added: Tides (https://tides.example/atom.xml)"], outcome.Lines);
        Assert.Equal($"newsbot: 1 entries of {_shell["feeds.opml"]} were passed over: they have no address that can be polled.\n", outcome.Error);
    }

    [Fact]
    public async Task Importing_a_list_again_changes_nothing()
    {
        var file = _shell.Write("feeds.opml", Feeds);
        await _shell.RunAsync("import", file);
        var again = await _shell.RunAsync("import", file);
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["already there: 港口新闻 (https://harbour.example/rss)", "already there: Tides (https://tides.example/atom.xml)"], again.Lines);
    }

    [Fact]
    public async Task A_chat_is_subscribed_to_no_more_feeds_than_allowed()
    {
        var outcome = await _shell.RunAsync("import", _shell.Write("feeds.opml", Feeds), "--chat", "telegram:-1001", "--Access:MaxSubscriptionsPerChat=1");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            "refused: Tides (https://tides.example/atom.xml): telegram:-1001 has 1 subscriptions, the most that Access:MaxSubscriptionsPerChat allows",
            outcome.Lines[1]);
    }

    [Fact]
    public async Task What_was_imported_is_exported()
    {
        await _shell.RunAsync("import", _shell.Write("feeds.opml", Feeds));
        var outcome = await _shell.RunAsync("export", _shell["mine.opml"], "--chat", "web:home");
        Assert.Equal((0, $"{_shell["mine.opml"]}: 2 feeds\n"), (outcome.ExitCode, outcome.Out));
        var list = Assert.IsType<OpmlResult.Listed>(Opml.Parse(File.ReadAllBytes(_shell["mine.opml"])));
        Assert.Equal(["港口新闻", "Tides"], list.Feeds.Select(feed => feed.Title));
    }

    [Fact]
    public async Task A_chat_without_subscriptions_has_nothing_to_export()
    {
        var outcome = await _shell.RunAsync("export", _shell["mine.opml"], "--chat", "web:nobody");
        Assert.Equal((1, "newsbot: web:nobody subscribes to no feeds.\n"), (outcome.ExitCode, outcome.Error));
        Assert.False(File.Exists(_shell["mine.opml"]));
    }

    [Fact]
    public async Task Each_folder_that_holds_articles_becomes_a_feed_and_nothing_is_owed()
    {
        WriteArchive();
        var outcome = await _shell.RunAsync("import", _shell["archive"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            [
                $"passed over: {_shell["archive/lists"]} holds no archived articles",
                $"imported: {_shell["archive/tides"]}: 1 of 1 articles were new",
                $"imported: {_shell["archive/法广"]}: 2 of 2 articles were new",
            ],
            outcome.Lines);
        Assert.Contains("2 feeds, 3 items, 0 deliveries pending", (await _shell.RunAsync("check", "--Web:Urls=http://127.0.0.1:0")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_a_folder_again_finds_nothing_new()
    {
        WriteArchive();
        await _shell.RunAsync("import", _shell["archive"]);
        var again = await _shell.RunAsync("import", _shell["archive"]);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"imported: {_shell["archive/法广"]}: 0 of 2 articles were new", again.Lines);
    }

    [Fact]
    public async Task An_exported_archive_is_read_back_byte_for_byte()
    {
        WriteArchive();
        await _shell.RunAsync("import", _shell["archive"]);
        var outcome = await _shell.RunAsync("export", _shell["out"]);
        Assert.Equal(0, outcome.ExitCode);
        var files = Directory.GetFiles(_shell["out/法广"]);
        Assert.Equal(2, files.Length);
        Assert.All(files, file =>
        {
            var text = File.ReadAllText(file);
            Assert.Equal(text, ArchiveArticle.Format(ArchiveArticle.Parse(text)!));
        });
    }

    [Fact]
    public async Task An_index_lists_the_newest_first()
    {
        WriteArchive();
        await _shell.RunAsync("import", _shell["archive"]);
        await _shell.RunAsync("export", _shell["out"]);
        var lines = File.ReadAllLines(_shell["out/lists/法广.md"]);
        Assert.Equal(["法广", "------", ""], lines[..3]);
        Assert.StartsWith("2025-03-05 [灯塔换灯 \\[图\\]](../", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("2025-03-04 [渡轮恢复通航](../", lines[5], StringComparison.Ordinal);
        var target = Uri.UnescapeDataString(lines[3].Split("](")[1].TrimEnd(')'));
        Assert.True(File.Exists(Path.Combine(_shell["out/lists"], target)), target);
    }

    [Fact]
    public async Task Exporting_again_touches_nothing()
    {
        WriteArchive();
        await _shell.RunAsync("import", _shell["archive"]);
        await _shell.RunAsync("export", _shell["out"]);
        var before = Directory.GetFiles(_shell["out"], "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc, StringComparer.Ordinal);
        var again = await _shell.RunAsync("export", _shell["out"]);
        Assert.Contains("articles, 0 of them written", again.Out, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_shell["out"], "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_exported_archive_can_be_imported_elsewhere()
    {
        WriteArchive();
        await _shell.RunAsync("import", _shell["archive"]);
        await _shell.RunAsync("export", _shell["out"]);
        using var other = new Shell();
        var outcome = await other.RunAsync("import", _shell["out"]);
        Assert.Contains($"imported: {_shell["out/法广"]}: 2 of 2 articles were new", outcome.Lines);
        var shown = await other.RunAsync("preview", _shell["out/法广"], "--count", "1");
        Assert.Contains("https://news.example/lamp.jpg", shown.Lines);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("import", "feeds.opml", "--chat", "home")]
    public async Task Wrong_usage_is_exit_code_2(params string[] args) =>
        Assert.Equal(2, (await _shell.RunAsync(args)).ExitCode);

    [Fact]
    public async Task A_path_that_does_not_exist_is_one_clear_line()
    {
        var outcome = await _shell.RunAsync("import", _shell["none.opml"]);
        Assert.Equal((1, $"newsbot: Could not find file '{_shell["none.opml"]}'.\n"), (outcome.ExitCode, outcome.Error));
    }

    public void Dispose() => _shell.Dispose();

    private void WriteArchive()
    {
        _shell.Write("archive/法广/1048575.md", "<!--1741048200000-->\n[渡轮恢复通航](https://news.example/ferry)\n------\n\n<p>首班船今早载着四百名乘客离港，停航三天的航线全线恢复。</p>\n");
        _shell.Write("archive/法广/1048574.md", "<!--1741134600000-->\n[灯塔换灯 [图]](https://news.example/lamp)\n------\n\n<p>守塔人昨夜换上了新灯，光程比旧灯远三海里。</p><p><img src=\"https://news.example/lamp.jpg\"></p>\n");
        _shell.Write("archive/tides/1.md", "<!--1741134600000-->\n[The tide that came twice](https://news.example/tide)\n------\n\n<p>Harbour staff measured two high tides within six hours.</p>\n");
        _shell.Write("archive/lists/法广.md", "法广\n------\n\n3-4 [渡轮恢复通航](/articles/rfi/1048575.md)\n");
    }
}
