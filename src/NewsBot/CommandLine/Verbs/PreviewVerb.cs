using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Commands;
using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Core.Rendering;
using NewsBot.Fetching;
using ParseResult = NewsBot.Core.Parsing.ParseResult;

namespace NewsBot.CommandLine.Verbs;

/// <summary>
/// <c>newsbot preview</c>: what would be pushed, without subscribing. Takes a feed or a site by its address, a file of a feed
/// or an archived article, or a folder of articles.
/// </summary>
internal sealed class PreviewVerb(Terminal terminal, Settings settings, FeedFinder finder)
{
    private const int UsualCount = 3;
    private const int MostCount = 10_000;

    private readonly TelegramPreview _telegram = new(terminal.Out);
    private readonly DiscordPreview _discord = new(terminal.Out);

    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var source = new Argument<string>("URL|FILE") { Description = "A feed, a site, an archived article, or a folder of articles." };
        var form = new Option<string>("--as") { Description = "The form to show it in.", HelpName = "telegram|discord|web|text|json", DefaultValueFactory = _ => "text" };
        form.AcceptOnlyFromAmong("telegram", "discord", "web", "text", "json");
        var count = new Option<int>("--count") { Description = "How many of the newest items.", HelpName = "N", DefaultValueFactory = _ => UsualCount };
        var command = new Command("preview", "Show what would be pushed.") { source, form, count };
        count.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostCount)
                return number;
            result.AddError($"--count is '{result.Tokens[0].Value}', but must be a whole number from 1 to {MostCount}.");
            return UsualCount;
        };
        command.SetAction(tree.Do<PreviewVerb>((verb, parsed, cancellationToken) =>
            verb.ShowAsync(parsed.GetValue(source)!, parsed.GetValue(form)!, parsed.GetValue(count), cancellationToken)));
        return command;
    }

    private Task<int> ShowAsync(string source, string form, int count, CancellationToken cancellationToken)
    {
        if (Source.IsUrl(RssHub.At(settings.Fetching.RssHubUrl).Resolve(source), out var url))
            return ShowUrlAsync(url, form, count, cancellationToken);
        if (source.StartsWith(RssHub.Scheme, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(terminal.Fail(new Wording(ChatLanguage.English).NotAnAddress(source)));
        if (Directory.Exists(source))
            return ShowFolderAsync(source, form, count, cancellationToken);
        if (!File.Exists(source) && FeedUrl.TryParse(source, out var bare) && !bare.IsArchive)
            return ShowUrlAsync(bare, form, count, cancellationToken);
        return ShowFileAsync(source, form, count, cancellationToken);
    }

    private async Task<int> ShowUrlAsync(FeedUrl url, string form, int count, CancellationToken cancellationToken)
    {
        switch (await finder.FindAsync(url, cancellationToken))
        {
            case FeedSearch.Found found:
                return Show(found.Document, found.Document.Title ?? found.Url.Value.Host, found.Document.Link ?? found.Url.Value, form, count);
            case FeedSearch.Several several:
                var addresses = several.Links.Select(link => $"\n  {link.Url.AbsoluteUri}  {link.Title}".TrimEnd());
                return terminal.Fail($"{url} has several feeds. Preview one of these:{string.Concat(addresses)}");
            case FeedSearch.Nothing(var trouble):
                return terminal.Fail(new Wording(ChatLanguage.English).Trouble(url.ToString(), trouble));
            default:
                return ExitCode.Failed;
        }
    }

    private async Task<int> ShowFileAsync(string file, string form, int count, CancellationToken cancellationToken)
    {
        var bytes = await Source.ReadAsync(file, settings.Fetching.MaxBytes, cancellationToken);
        var path = Path.GetFullPath(file);
        switch (FeedParser.Parse(bytes, new Uri(path)))
        {
            case ParseResult.Parsed({ Format: "archive", Items: [var article] }):
                Write(Compose(article, new PostSource(FolderName(path), Link: null, Language: null)), Path.GetFileNameWithoutExtension(path), form);
                return ExitCode.Good;
            case ParseResult.Parsed(var document):
                return Show(document, document.Title ?? Path.GetFileNameWithoutExtension(path), document.Link, form, count);
            case ParseResult.NotAFeed(var reason):
                return terminal.Fail($"{file} is neither a feed nor an archived article. {reason}.");
            default:
                return ExitCode.Failed;
        }
    }

    /// <summary>The newest articles by their own time. Only those are kept while reading: a folder may hold a hundred thousand.</summary>
    private async Task<int> ShowFolderAsync(string folder, string form, int count, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<(string Name, FeedItem Item), DateTimeOffset>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var text = Encoding.UTF8.GetString(await Source.ReadAsync(file, settings.Fetching.MaxBytes, cancellationToken));
            if (ArchiveArticle.Parse(text) is not { } item)
                continue;
            newest.Enqueue((Path.GetFileNameWithoutExtension(file), item), item.Published ?? DateTimeOffset.MinValue);
            if (newest.Count > count)
                newest.Dequeue();
        }

        if (newest.Count == 0)
            return terminal.Fail($"{folder} holds no archived articles (*.md). Name a folder that holds them directly.");
        var shown = new Stack<(string Name, FeedItem Item)>(newest.Count);
        while (newest.TryDequeue(out var article, out _))
            shown.Push(article);
        var source = new PostSource(FolderName(Path.Combine(Path.GetFullPath(folder), "_")), Link: null, Language: null);
        foreach (var (name, item) in shown)
            Write(Compose(item, source), name, form);
        return ExitCode.Good;
    }

    private int Show(FeedDocument document, string title, Uri? link, string form, int count)
    {
        var source = new PostSource(title, link, document.Language);
        // Undated items keep the order of the document, which is newest first by custom.
        foreach (var item in document.Items.OrderByDescending(item => item.Published ?? DateTimeOffset.MinValue).Take(count))
            Write(Compose(item, source), item.Id ?? item.Link?.AbsoluteUri ?? "", form);
        if (document.Items.Count == 0)
            terminal.Error.WriteLine($"newsbot: {title} is a feed, but it has no items now.");
        return ExitCode.Good;
    }

    private static Post Compose(FeedItem item, PostSource source) => PostComposer.Compose(item, source);

    private void Write(Post post, string id, string form)
    {
        switch (form)
        {
            case "telegram": _telegram.Write(post); break;
            case "discord": _discord.Write(post); break;
            case "web": terminal.Out.WriteLine(WebRenderer.Render(post).ToJson()); break;
            case "json":
                var previewed = new PreviewedPost(id, post.Title, post.Lead, post.Image?.AbsoluteUri, post.Link?.AbsoluteUri, JsonLines.Time(post.Published));
                terminal.Out.WriteLine(JsonSerializer.Serialize(previewed, JsonLines.Readable.PreviewedPost));
                break;
            default: terminal.Out.WriteLine(TextRenderer.Render(post) + "\n"); break;
        }
    }

    private static string FolderName(string file) => Path.GetFileName(Path.GetDirectoryName(file)) is { Length: > 0 } name ? name : "/";
}

/// <summary>A post as <c>preview --as json</c> writes it.</summary>
/// <param name="Id">The item's id; of an article in a file, the name of the file without its ending.</param>
/// <param name="Title">Headline.</param>
/// <param name="Lead">The sentences that say what happened.</param>
/// <param name="Image">The best picture.</param>
/// <param name="Link">Where to read it.</param>
/// <param name="PublishedUtc">ISO 8601.</param>
internal sealed record PreviewedPost(string Id, string Title, string Lead, string? Image, string? Link, string? PublishedUtc);
