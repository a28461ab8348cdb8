using System.Text.Json;

namespace NewsBot.Tests.CommandLine;

public sealed class InspectVerbTests : IDisposable
{
    private const string Feed = """
        <rss version="2.0">
          <channel>
            <title>港口 &amp; Harbour</title>
            <link>https://news.example/</link>
            <language>zh-CN</language>
            <ttl>60</ttl>
            <item>
              <title>渡轮恢复通航</title>
              <link>/2025/ferry</link>
              <guid isPermaLink="false">ferry-1</guid>
              <pubDate>Tue, 04 Mar 2025 08:30:00 +0800</pubDate>
              <category>交通</category>
              <description>&lt;p&gt;首班船今早离港。&lt;/p&gt;</description>
              <enclosure url="https://news.example/ferry.mp3" type="audio/mpeg" length="123"/>
            </item>
            <item><title>Tides</title><link>https://news.example/tides</link></item>
          </channel>
        </rss>
        """;

    private readonly Shell _shell = new();

    [Fact]
    public async Task A_feed_is_one_line_with_the_agreed_keys_in_their_order()
    {
        var outcome = await _shell.RunAsync("inspect", _shell.Write("feed.xml", Feed), "--base-url", "https://news.example/rss");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var line = Assert.Single(outcome.Lines);
        var root = JsonDocument.Parse(line).RootElement;
        Assert.Equal(
            "id error ms format feed_title feed_link feed_language feed_ttl feed_hub feed_image entries first last",
            string.Join(' ', root.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            "title link id published_utc updated_utc author categories image images summary content enclosures",
            string.Join(' ', root.GetProperty("first").EnumerateObject().Select(property => property.Name)));
        Assert.Equal("{\"title\":\"Tides\",\"link\":\"https://news.example/tides\"}", root.GetProperty("last").GetRawText());
        Assert.Equal("[{\"url\":\"https://news.example/ferry.mp3\",\"type\":\"audio/mpeg\",\"length\":123}]", root.GetProperty("first").GetProperty("enclosures").GetRawText());
    }

    [Fact]
    public async Task Chinese_stays_readable_and_times_are_UTC()
    {
        var outcome = await _shell.RunAsync("inspect", _shell.Write("feed.xml", Feed), "--base-url", "https://news.example/rss");
        Assert.Contains("\"feed_title\":\"港口 & Harbour\"", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"渡轮恢复通航\",\"link\":\"https://news.example/2025/ferry\",\"id\":\"ferry-1\",\"published_utc\":\"2025-03-04T00:30:00Z\",\"updated_utc\":null", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_feed_is_a_line_that_says_so_and_exit_code_1()
    {
        var path = _shell.Write("page.html", "<!doctype html><html><body><p>Hello</p></body></html>");
        var outcome = await _shell.RunAsync("inspect", path);
        var root = JsonDocument.Parse(Assert.Single(outcome.Lines)).RootElement;
        Assert.Equal(1, outcome.ExitCode);
        Assert.NotEmpty(root.GetProperty("error").GetString()!);
        Assert.False(root.TryGetProperty("entries", out _));
    }

    [Fact]
    public async Task A_manifest_is_answered_line_by_line_in_its_order_whatever_is_wrong_with_one()
    {
        _shell.Write("feeds/a.xml", Feed);
        var manifest = _shell.Write("manifest.jsonl", """
            {"id":"good","file":"feeds/a.xml","url":"https://news.example/rss","http_headers":{"content-type":"text/xml; charset=utf-8"}}
            {"id":"missing","file":"feeds/b.xml","url":"https://news.example/rss"}
            not JSON at all

            {"id":"no url","file":"feeds/a.xml"}
            {"id":"folder","file":"feeds","url":"https://news.example/rss"}
            {"id":"again","file":"feeds/a.xml","url":"https://news.example/rss","http_headers":{"X":1}}
            """);
        var outcome = await _shell.RunAsync("inspect", "--manifest", manifest);
        Assert.Equal(0, outcome.ExitCode);
        var answers = outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["good", "missing", "line 3", "no url", "folder", "again"],
            answers.Select(answer => answer.GetProperty("id").GetString()!), StringComparer.Ordinal);
        Assert.Equal(
            [true, false, false, false, false, true],
            answers.Select(answer => answer.GetProperty("error").ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public async Task A_file_beyond_the_byte_limit_is_not_read()
    {
        var path = _shell.Write("big.xml", Feed + new string(' ', 70_000));
        var outcome = await _shell.RunAsync("inspect", path, "--Fetching:MaxBytes=65536");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("has more than 65536 bytes (Fetching:MaxBytes)", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "a.xml", "--manifest", "b.jsonl")]
    [InlineData("inspect", "a.xml", "--base-url", "here")]
    public async Task A_feed_or_a_manifest_must_be_named(params string[] args) =>
        Assert.Equal(2, (await _shell.RunAsync(args)).ExitCode);

    [Fact]
    public async Task A_manifest_that_does_not_exist_is_one_clear_line()
    {
        var outcome = await _shell.RunAsync("inspect", "--manifest", _shell["none.jsonl"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"newsbot: Could not find file '{_shell["none.jsonl"]}'.\n", outcome.Error);
    }

    [Fact]
    public async Task All_feeds_of_the_corpus_get_a_line()
    {
        var shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");
        Assert.SkipWhen(shared is null, "NEWSBOT_SHARED names no folder with a corpus.");
        var inputs = Path.Combine(shared, "corpus/feeds/inputs.jsonl");
        var outcome = await _shell.RunAsync("inspect", "--manifest", inputs);
        Assert.Equal(File.ReadLines(inputs).Select(IdOf), outcome.Lines.Select(IdOf), StringComparer.Ordinal);
    }

    private static string IdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!;

    public void Dispose() => _shell.Dispose();
}
