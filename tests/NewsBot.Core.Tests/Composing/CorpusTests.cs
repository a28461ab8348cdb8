using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NewsBot.Core.Composing;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Composing;

/// <summary>
/// Scores against real articles and what a careful editor made of them. They belong to their publishers and are not in
/// this repository: <c>NEWSBOT_SHARED</c> names the folder that holds them, and without it the tests are skipped.
/// </summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData("articles", "files")]
    [InlineData("articles-en", "")]
    public async Task Posts_are_as_good_as_an_editor_would_make_them(string set, string files)
    {
        var corpus = Path.Combine(Environment.GetEnvironmentVariable("NEWSBOT_SHARED") ?? "/nowhere", "corpus");
        Assert.SkipUnless(Directory.Exists(corpus), "NEWSBOT_SHARED does not name the folder of the corpus");
        var candidates = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(candidates, Directory.EnumerateFiles(Path.Combine(corpus, set, files), "*.md").Select(Candidate), TestContext.Current.CancellationToken);
            var score = await Score(Path.Combine(corpus, "score_articles.py"), Path.Combine(corpus, set, "ideal.jsonl"), candidates);
            Assert.InRange(score.GetProperty("rouge1").GetDouble(), 0.95, 1);
            Assert.InRange(score.GetProperty("good").GetDouble(), 0.95, 1);
            Assert.Equal(0, score.GetProperty("leaks").GetInt32());
            Assert.InRange(score.GetProperty("title").GetDouble(), 0.95, 1);
            Assert.InRange(score.GetProperty("image").GetDouble(), 0.95, 1);
            Assert.Equal(1, score.GetProperty("link").GetDouble());
        }
        finally
        {
            File.Delete(candidates);
        }
    }

    private static string Candidate(string file)
    {
        var text = File.ReadAllText(file);
        var lines = text.Split('\n', 3);
        var heading = lines[0].StartsWith("<!--", StringComparison.Ordinal) ? lines[1] : lines[0];
        var published = heading == lines[0] ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(lines[0].AsSpan(4, lines[0].IndexOf("-->", StringComparison.Ordinal) - 4), CultureInfo.InvariantCulture));
        var middle = heading.LastIndexOf("](http", StringComparison.Ordinal);
        var item = new FeedItem
        {
            Title = heading[1..middle],
            Link = new Uri(heading[(middle + 2)..].TrimEnd(')', ' ', '\r')),
            Published = published,
            Content = text[(text.IndexOf("\n------", StringComparison.Ordinal) + 7)..],
        };
        var post = PostComposer.Compose(item, new PostSource("", null, null));
        return JsonSerializer.Serialize(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["id"] = Path.GetFileNameWithoutExtension(file),
            ["title"] = post.Title,
            ["lead"] = post.Lead,
            ["image"] = post.Image?.AbsoluteUri,
            ["link"] = post.Link?.AbsoluteUri,
            ["published_utc"] = post.Published?.ToString("O", CultureInfo.InvariantCulture),
        });
    }

    private static async Task<JsonElement> Score(string script, string ideals, string candidates)
    {
        var start = new ProcessStartInfo("python3", [script, "--ideal", ideals, candidates, "--json"]) { RedirectStandardOutput = true, UseShellExecute = false };
        Process? scorer = null;
        try
        {
            scorer = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
        }
        using (scorer!)
        {
            var output = await scorer!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await scorer.WaitForExitAsync(TestContext.Current.CancellationToken);
            return JsonDocument.Parse(output).RootElement;
        }
    }
}
