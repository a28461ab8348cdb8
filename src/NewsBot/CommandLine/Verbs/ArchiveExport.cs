using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Rendering;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary>
/// Writes stored items as an archive of articles: a folder for each feed, and an index <c>lists/FEED.md</c> of its newest
/// 300, newest first. An item's file is named for its day and its address, never by counting: the same item has the same
/// name in each export, whatever came before it. What did not change is not touched.
/// </summary>
internal sealed class ArchiveExport(Terminal terminal, IItemStore items)
{
    private const int Listed = 300;
    private const int MostOfOneFeed = 100_000;
    private const int LongestName = 60;
    private const string Lists = "lists";

    /// <summary>Exports the items of <paramref name="feeds"/> below <paramref name="root"/>.</summary>
    public async Task<int> RunAsync(string root, IReadOnlyList<Feed> feeds, CancellationToken cancellationToken)
    {
        using var progress = WorkProgress.Start(terminal, "Exporting", "articles");
        foreach (var (feed, name) in Names(feeds))
        {
            var articles = await items.NewestAsync(feed.Id, MostOfOneFeed, cancellationToken);
            var written = 0;
            foreach (var article in articles)
            {
                var file = Path.Combine(root, name, FileName(article.Post));
                written += await WholeFile.WriteAsync(file, Encoding.UTF8.GetBytes(Format(article.Post)), cancellationToken) ? 1 : 0;
                progress.Step();
            }

            await WholeFile.WriteAsync(Path.Combine(root, Lists, $"{name}.md"), Encoding.UTF8.GetBytes(Index(name, articles)), cancellationToken);
            progress.WriteLine($"{Path.Combine(root, name)}: {articles.Count} articles, {written} of them written");
        }

        return ExitCode.Good;
    }

    private static string Format(Post post) => ArchiveArticle.Format(new FeedItem
    {
        Title = post.Title.Length > 0 ? post.Title : post.Lead,
        Link = post.Link,
        Published = post.Published,
        Content = Picture(post) + WebHtml.Write(post.Body, int.MaxValue),
    });

    /// <summary>The picture stands outside the cleaned text; without it, who reads the archive would not find it again.</summary>
    private static string Picture(Post post) => post.Image is null ? "" : $"<p><img src=\"{post.Image.AbsoluteUri.Replace("\"", "%22", StringComparison.Ordinal)}\"></p>";

    private static string FileName(Post post)
    {
        var day = post.Published?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "undated";
        var identity = post.Link?.AbsoluteUri ?? $"{post.Title}\n{post.Lead}";
        return $"{day}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8))}.md";
    }

    private static string Index(string name, IReadOnlyList<StoredItem> articles)
    {
        var text = new StringBuilder($"{name}\n------\n");
        foreach (var article in articles.Take(Listed))
        {
            var post = article.Post;
            var title = (post.Title.Length > 0 ? post.Title : post.Lead).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"\n{post.Published?.UtcDateTime:yyyy-MM-dd} [{title}](../{Uri.EscapeDataString(name)}/{FileName(post)})\n");
        }

        return text.ToString();
    }

    /// <summary>A folder name for each feed, of letters and digits of any script. Feeds of one name are told apart by their
    /// addresses, so that a name never depends on which other feeds there are later.</summary>
    private static IEnumerable<(Feed Feed, string Name)> Names(IReadOnlyList<Feed> feeds)
    {
        var named = feeds.Select(feed => (Feed: feed, Name: FolderName(feed))).ToList();
        var shared = named.GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any() || string.Equals(group.Key, Lists, StringComparison.OrdinalIgnoreCase))
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return named.Select(pair => shared.Contains(pair.Name)
            ? (pair.Feed, $"{pair.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pair.Feed.Url.Key)).AsSpan(0, 4))}")
            : pair);
    }

    private static string FolderName(Feed feed)
    {
        var name = new StringBuilder();
        foreach (var rune in feed.Title.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && name.Length < LongestName)
                name.Append(rune);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }

        var trimmed = name.ToString().Trim('-');
        return trimmed.Length > 0 ? trimmed : feed.Url.Value.Host is { Length: > 0 } host ? host : "feed";
    }
}
