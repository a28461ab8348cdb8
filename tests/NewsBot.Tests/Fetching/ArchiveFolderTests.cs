using System.Text;
using NewsBot.Core.Model;
using NewsBot.Fetching;

namespace NewsBot.Tests.Fetching;

/// <summary>A folder of archived articles as a feed.</summary>
public sealed class ArchiveFolderTests : IDisposable
{
    private static readonly DateTime Noon = new(2025, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-archive-");

    [Fact]
    public async Task The_articles_come_oldest_first_and_by_name_among_equals()
    {
        using var fetcher = new TestFetcher();
        Write("new.md", "new", Noon.AddHours(1));
        Write("b.md", "b", Noon);
        Write("a.md", "a", Noon);
        Write("notes.txt", "not an article", Noon);

        var body = await fetcher.BodyAsync(Url());

        Assert.Equal("a\u001Eb\u001Enew", Encoding.UTF8.GetString(body.Bytes));
        Assert.Equal("text/markdown; charset=utf-8", body.ContentType);
    }

    [Fact]
    public async Task Only_the_newest_500_are_read()
    {
        using var fetcher = new TestFetcher();
        for (var i = 0; i < 510; i++)
            Write($"{i:D3}.md", $"{i}", Noon.AddMinutes(i));

        var articles = Encoding.UTF8.GetString((await fetcher.BodyAsync(Url())).Bytes).Split('\u001E');

        Assert.Equal((500, "10", "509"), (articles.Length, articles[0], articles[^1]));
    }

    [Fact]
    public async Task A_folder_in_which_nothing_happened_is_unchanged()
    {
        using var fetcher = new TestFetcher();
        Write("a.md", "a", Noon);

        var first = await fetcher.BodyAsync(Url());

        Assert.IsType<FetchResult.Unchanged>(await fetcher.FetchAsync(Url(), first.Validators));
    }

    [Theory]
    [InlineData("an article more")]
    [InlineData("an article less")]
    [InlineData("another text of the same length")]
    [InlineData("another name")]
    public async Task Whatever_happens_in_the_folder_is_noticed(string change)
    {
        using var fetcher = new TestFetcher();
        Write("a.md", "a", Noon);
        Write("b.md", "b", Noon);
        var first = await fetcher.BodyAsync(Url());

        switch (change)
        {
            case "an article more":
                Write("c.md", "c", Noon.AddDays(-100));
                break;
            case "an article less":
                File.Delete(PathOf("a.md"));
                break;
            case "another name":
                File.Move(PathOf("a.md"), PathOf("z.md"));
                break;
            default:
                Write("a.md", "x", Noon.AddMinutes(1));
                break;
        }

        var second = await fetcher.BodyAsync(Url(), first.Validators);
        Assert.NotEqual(first.Validators, second.Validators);
    }

    [Fact]
    public async Task The_newest_that_fit_under_the_cap_are_read()
    {
        using var fetcher = new TestFetcher(options => options.MaxBytes = 64 * 1024);
        Write("old.md", new string('o', 40_000), Noon);
        Write("mid.md", new string('m', 30_000), Noon.AddHours(1));
        Write("new.md", new string('n', 35_535), Noon.AddHours(2));

        var articles = Encoding.UTF8.GetString((await fetcher.BodyAsync(Url())).Bytes).Split('\u001E');

        Assert.Equal("mn", string.Concat(articles.Select(article => article[0])));
    }

    [Fact]
    public async Task A_single_article_is_a_feed_of_one()
    {
        using var fetcher = new TestFetcher();
        Write("a b.md", "alone", Noon);
        Write("other.md", "other", Noon);

        Assert.Equal("alone", Encoding.UTF8.GetString((await fetcher.BodyAsync(new Uri(PathOf("a b.md")))).Bytes));
    }

    [Fact]
    public async Task A_separator_inside_an_article_does_not_split_it()
    {
        using var fetcher = new TestFetcher();
        Write("a.md", "one\u001Etwo", Noon);

        Assert.Equal("one two", Encoding.UTF8.GetString((await fetcher.BodyAsync(Url())).Bytes));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_with_the_way_out()
    {
        using var fetcher = new TestFetcher();
        var trouble = await fetcher.TroubleAsync(new Uri(PathOf("missing")));

        Assert.Equal(TroubleKind.Unreadable, trouble.Kind);
        Assert.Contains(PathOf("missing"), trouble.Detail, StringComparison.Ordinal);
        Assert.Contains("Give the absolute path of a folder of articles (*.md) that the bot's user may read.", trouble.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_articles_says_so()
    {
        using var fetcher = new TestFetcher();
        var trouble = await fetcher.TroubleAsync(Url());

        Assert.Equal(TroubleKind.Unreadable, trouble.Kind);
        Assert.Contains("there are no *.md files in it", trouble.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_reads_every_article_in_order_of_names_in_batches()
    {
        using var fetcher = new TestFetcher();
        for (var i = 0; i < 1201; i++)
            Write($"{i:D4}.md", $"{i}", Noon.AddMinutes(-i));

        var batches = new List<IReadOnlyList<string>>();
        await foreach (var result in fetcher.Get<ArchiveFolder>().ReadAllAsync(TestFetcher.FeedUrlOf(Url()), TestContext.Current.CancellationToken))
            batches.Add(Encoding.UTF8.GetString(Assert.IsType<FetchResult.Body>(result).Bytes).Split('\u001E'));

        Assert.Equal("500, 500, 201", string.Join(", ", batches.Select(batch => batch.Count)));
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 1201)), string.Join(' ', batches.SelectMany(batch => batch)));
    }

    [Fact]
    public async Task An_import_of_nothing_is_one_failure()
    {
        using var fetcher = new TestFetcher();
        var results = new List<FetchResult>();
        await foreach (var result in fetcher.Get<ArchiveFolder>().ReadAllAsync(TestFetcher.FeedUrlOf(Url()), TestContext.Current.CancellationToken))
            results.Add(result);

        Assert.Equal(TroubleKind.Unreadable, Assert.IsType<FetchResult.Failed>(Assert.Single(results)).Trouble.Kind);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Uri Url() => new(_folder.FullName);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text, DateTime modified)
    {
        File.WriteAllText(PathOf(name), text);
        File.SetLastWriteTimeUtc(PathOf(name), modified);
    }
}
