using AngleSharp.Dom;
using NewsBot.Core.Composing.Cleaning;
using NewsBot.Core.Composing.Leads;
using NewsBot.Core.Model;

namespace NewsBot.Core.Composing;

/// <summary>Where an item came from, as far as composing needs to know.</summary>
/// <param name="Title">Name of the source as readers know it.</param>
/// <param name="Link">Its site or feed address: the base of what is relative in items that have no link of their own.</param>
/// <param name="Language">BCP 47 tag that the feed declares, or null.</param>
public sealed record PostSource(string Title, Uri? Link, string? Language)
{
    /// <summary>What a known feed says of itself.</summary>
    public static PostSource Of(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return new PostSource(feed.Title, feed.Link ?? feed.Url.Value, feed.Language);
    }
}

/// <summary>Turns an item as published into a post worth reading.</summary>
public static class PostComposer
{
    private const int MaxTags = 12;
    private const int MaxTagLength = 40;

    /// <summary>
    /// Cleans the item of what the publisher wrapped around it, and picks lead, picture and link. Whatever the item
    /// holds, a post comes out: hostile or oversized markup is cut, never refused.
    /// </summary>
    public static Post Compose(FeedItem item, PostSource source)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(source);

        var link = WebAddress.IsWeb(item.Link) ? LinkCleaner.Clean(item.Link) : null;
        var baseUrl = link ?? source.Link;
        var outlet = Outlet.Of(baseUrl);
        var title = TitleCleaner.Clean(item.Title, source.Title, outlet, link);

        var (html, text) = ReadBody(item, baseUrl, outlet);
        var body = WithoutTitle(text, title);
        var images = PictureFinder.Find(html, baseUrl, item);
        var lead = LeadFinder.Find(body, title);
        if (lead.Length == 0 && item.Content is not null && item.Summary is not null)
            lead = LeadFinder.Find(ReadText(item.Summary, baseUrl, outlet).Body, title);

        return new Post
        {
            Title = title,
            Lead = lead,
            Link = link,
            Image = images.Count > 0 ? images[0] : null,
            Images = images,
            Media = MediaFinder.Find(html, baseUrl, item),
            Source = source.Title,
            Author = Folded(item.Author),
            Published = item.Published,
            Tags = CleanTags(item.Categories),
            Language = LanguageGuess.Of(title + "\n" + body.ToPlainText(), item.Language ?? source.Language),
            Body = body,
        };
    }

    /// <summary>The fuller of the two texts that feeds give; the summary alone where the content is empty.</summary>
    private static (IElement Html, RichText Body) ReadBody(FeedItem item, Uri? baseUrl, Outlet outlet)
    {
        var read = ReadText(item.Content ?? item.Summary ?? "", baseUrl, outlet);
        return read.Body.Blocks.Count == 0 && item is { Content: not null, Summary.Length: > 0 }
            ? ReadText(item.Summary, baseUrl, outlet)
            : read;
    }

    /// <summary>Full texts often start with their headline; the post has it already.</summary>
    private static RichText WithoutTitle(RichText body, string title) =>
        body.Blocks.Count > 1 && body.Blocks[0] is Heading heading && PlainText.Fold(RichText.PlainText(heading.Content)) == title
            ? new RichText([.. body.Blocks.Skip(1)])
            : body;

    private static (IElement Html, RichText Body) ReadText(string text, Uri? baseUrl, Outlet outlet)
    {
        var html = HtmlReader.Read(text);
        Boilerplate.Remove(html, baseUrl, outlet);
        return (html, RichTextBuilder.Build(html, baseUrl, outlet));
    }

    private static List<string> CleanTags(IReadOnlyList<string> categories) =>
        [.. categories
            .Select(tag => Folded(tag)?.TrimStart('#') ?? "")
            .Where(tag => tag.Length is > 0 and <= MaxTagLength && !NoiseLines.IsEmptyLabel(tag))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxTags)];

    private static string? Folded(string? text)
    {
        var folded = PlainText.Fold(PlainText.DecodeEntities(text ?? ""));
        return folded.Length == 0 ? null : folded;
    }
}
