using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.CommandLine;

public sealed class PollVerbTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 3, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly Shell _shell;
    private FeedOrigin _origin = null!;

    public PollVerbTests()
    {
        _shell = new Shell { Time = _time };
        _shell.Environment["NEWSBOT_Fetching__AllowPrivateNetworks"] = "127.0.0.0/8";
    }

    public async ValueTask InitializeAsync() => _origin = await FeedOrigin.StartAsync();

    [Fact]
    public async Task Feeds_of_a_list_are_added_and_polled_with_a_line_each()
    {
        _origin.Serve("/a", Reply.Feed("one", "two"));
        _origin.Serve("/b", Reply.NotFound);
        var outcome = await _shell.RunAsync("poll", "--once", "--opml", Opml("/a", "/b"));
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(2, outcome.Lines.Count);
        Assert.Contains(outcome.Lines, line => line.Contains($"({_origin.Url("/a")}): read, 0 new; next 2025-03-04T08:", StringComparison.Ordinal));
        Assert.Contains(outcome.Lines, line => line.Contains($"({_origin.Url("/b")}): trouble: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_json_each_item_of_news_and_each_feed_is_an_object()
    {
        _origin.Serve("/a", Reply.Feed("backlog"));
        await _shell.RunAsync("poll", "--once", "--opml", Opml("/a"));
        _time.Advance(TimeSpan.FromHours(1));
        _origin.Serve("/a", Reply.Feed("one", "two", "backlog"));
        var outcome = await _shell.RunAsync("poll", "--once", "--json");
        var lines = outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines[..2], line => Assert.Equal("feed id title link published_utc", Keys(line)));
        Assert.Equal(["one", "two"], lines[..2].Select(line => line.GetProperty("title").GetString()).Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.Equal(_origin.Url("/a").ToString(), line.GetProperty("feed").GetString()));
        Assert.Equal("feed report trouble status new next_poll_utc next_poll_reason", Keys(lines[2]));
        Assert.Equal(2, lines[2].GetProperty("new").GetInt32());
    }

    [Fact]
    public async Task What_is_not_due_is_left_alone_across_runs()
    {
        _origin.Serve("/a", Reply.Feed("one"));
        await _shell.RunAsync("poll", "--once", "--opml", Opml("/a"));
        var again = await _shell.RunAsync("poll", "--once", "--opml", Opml("/a"));
        Assert.Equal((0, ""), (again.ExitCode, again.Out));
        Assert.Single(_origin.Asked("/a"));

        _time.Advance(TimeSpan.FromHours(1));
        _origin.Serve("/a", Reply.Feed("one", "two"));
        var later = await _shell.RunAsync("poll", "--once", "--json");
        Assert.Equal(["two"], later.Lines.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Retry_After_holds_across_runs()
    {
        _origin.Serve("/a", Reply.Of(HttpStatusCode.TooManyRequests).With("Retry-After", "86400"));
        await _shell.RunAsync("poll", "--once", "--opml", Opml("/a"));
        _time.Advance(TimeSpan.FromHours(23));
        await _shell.RunAsync("poll", "--once");
        Assert.Single(_origin.Asked("/a"));
        _time.Advance(TimeSpan.FromHours(5));
        await _shell.RunAsync("poll", "--once");
        Assert.Equal(2, _origin.Asked("/a").Count);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_one_clear_line()
    {
        var outcome = await _shell.RunAsync("poll", "--once", "--opml", _shell.Write("list.opml", "<html><body>Hello</body></html>"));
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Out));
        Assert.StartsWith($"newsbot: {_shell["list.opml"]} is no list of feeds (OPML). ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_once_it_is_wrong_usage() =>
        Assert.Equal(2, (await _shell.RunAsync("poll")).ExitCode);

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        _shell.Dispose();
    }

    private static string Keys(JsonElement line) => string.Join(' ', line.EnumerateObject().Select(property => property.Name));

    private string Opml(params string[] paths) => _shell.Write("feeds.opml",
        $"<opml version=\"2.0\"><body>{string.Concat(paths.Select(path => $"<outline type=\"rss\" text=\"Feed {path}\" xmlUrl=\"{_origin.Url(path)}\"/>"))}</body></opml>");
}
