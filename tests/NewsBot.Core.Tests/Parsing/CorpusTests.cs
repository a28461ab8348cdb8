using System.Text.Json;
using NewsBot.Core.Parsing;

namespace NewsBot.Core.Tests.Parsing;

/// <summary>
/// Real feeds with what must come out of them. They belong to others and lie outside the repository: the environment variable
/// <c>NEWSBOT_SHARED</c> names the folder that holds <c>corpus/feeds</c> and <c>corpus/articles</c>.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string? Shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");

    [Fact]
    public void Nearly_all_real_feeds_are_read_right()
    {
        var (right, all, failures) = (0, 0, new List<string>());
        foreach (var (id, expected, result, _) in Cases())
        {
            foreach (var (property, isRight) in Judge(expected, result))
            {
                all++;
                right += isRight ? 1 : 0;
                if (!isRight)
                    failures.Add($"{id}: {property}");
            }
        }
        Assert.True(right >= all * 0.98, $"{right} of {all} properties are right; wrong: {string.Join(", ", failures.Take(30))}");
    }

    [Fact]
    public void Everything_that_is_no_feed_is_refused()
    {
        var refused = Cases().Where(test => test.Expected.TryGetProperty("error", out _)).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, test => Assert.IsType<ParseResult.NotAFeed>(test.Result));
    }

    [Fact]
    public void Every_feed_has_the_outline_of_its_whole()
    {
        var differing = Cases()
            .Where(test => Which(test.Result).SequenceEqual(Which(test.Outline)) is false)
            .Select(test => test.Id);

        Assert.Empty(differing);

        static IEnumerable<(string?, Uri?, DateTimeOffset?)> Which(ParseResult result) =>
            result is ParseResult.Parsed { Document.Items: var items } ? items.Select(item => (item.Id, item.Link, item.Published)) : [];
    }

    [Fact]
    public void Archived_articles_are_written_back_byte_for_byte()
    {
        Assert.SkipWhen(Shared is null, "NEWSBOT_SHARED is not set");
        foreach (var file in Directory.GetFiles(Path.Combine(Shared, "corpus", "articles", "files"), "*.md"))
        {
            var text = File.ReadAllText(file);
            var item = ArchiveArticle.Parse(text);
            Assert.True(item?.Link is not null && item.Content is not null, file);
            // The format that the archive began with has its own line for the date; entities in titles are ours to write.
            if (item.Published is not null && !text.Contains("\n日期：", StringComparison.Ordinal) && item.Title?.AsSpan().ContainsAny("&\"'") == false)
                Assert.Equal(text, ArchiveArticle.Format(item));
        }
    }

    private static List<(string Id, JsonElement Expected, ParseResult Result, ParseResult Outline)> Cases()
    {
        Assert.SkipWhen(Shared is null, "NEWSBOT_SHARED is not set");
        var folder = Path.Combine(Shared, "corpus", "feeds");
        var cases = new List<(string, JsonElement, ParseResult, ParseResult)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "cases.jsonl")))
        {
            var test = JsonElement.Parse(line);
            var headers = test.GetProperty("http_headers").EnumerateObject();
            var contentType = headers.FirstOrDefault(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
            var bytes = File.ReadAllBytes(Path.Combine(folder, test.GetProperty("file").GetString()!));
            var url = new Uri(test.GetProperty("url").GetString()!);
            var type = contentType.ValueKind == JsonValueKind.String ? contentType.GetString() : null;
            cases.Add((test.GetProperty("id").GetString()!, test.GetProperty("expect"), FeedParser.Parse(bytes, url, type), FeedParser.Outline(bytes, url, type)));
        }
        return cases;
    }

    /// <summary>The properties that compare without leniency; the scorer beside the corpus judges the rest.</summary>
    private static IEnumerable<(string Property, bool IsRight)> Judge(JsonElement expected, ParseResult result)
    {
        if (expected.TryGetProperty("error", out _))
        {
            yield return ("error", result is ParseResult.NotAFeed);
            yield break;
        }
        var feed = (result as ParseResult.Parsed)?.Document;
        var first = feed is { Items.Count: > 0 } ? feed.Items[0] : null;
        if (expected.TryGetProperty("entries", out var entries))
            yield return ("entries", feed?.Items.Count == entries.GetInt32());
        if (expected.TryGetProperty("feed_ttl", out var ttl))
            yield return ("feed_ttl", feed?.Hints.TtlMinutes == ttl.GetInt32());
        if (expected.TryGetProperty("feed_title", out var title))
            yield return ("feed_title", Same(feed?.Title, title, expected, "feed_title_alt"));
        if (!expected.TryGetProperty("first", out var item))
            yield break;
        if (item.TryGetProperty("title", out var itemTitle))
            yield return ("title", Same(first?.Title, itemTitle, item, "title_alt"));
        if (item.TryGetProperty("link", out var link))
            yield return ("link", first?.Link == new Uri(link.GetString()!));
        if (item.TryGetProperty("published_utc", out var published))
            yield return ("published_utc", SameTime(first?.Published, published));
    }

    private static bool Same(string? got, JsonElement wanted, JsonElement owner, string others)
    {
        IEnumerable<JsonElement> accepted = owner.TryGetProperty(others, out var alternatives) ? [wanted, .. alternatives.EnumerateArray()] : [wanted];
        return accepted.Any(text => Squash(text.GetString()) == Squash(got));
    }

    private static string Squash(string? text) =>
        string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('\u200B' or '\uFEFF' or '\u00AD')));

    private static bool SameTime(DateTimeOffset? got, JsonElement wanted) =>
        got is { } time && time.ToUnixTimeSeconds() == wanted.GetDateTimeOffset().ToUnixTimeSeconds();
}
