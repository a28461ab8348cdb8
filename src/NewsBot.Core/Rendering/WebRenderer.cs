using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>Posts and answers in the form of the bot's own chat page. Pure.</summary>
public static class WebRenderer
{
    /// <summary>Characters of a post's full text; what is longer is read at the source.</summary>
    public const int MaxBody = 60_000;

    private const int MaxTitle = 400;
    private const int MaxLead = 2_000;
    private const int MaxPictures = 12;
    private const int MaxTags = 8;

    /// <summary>A post that comes by itself.</summary>
    public static WebMessage Render(Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return new WebMessage { IsNews = true, Cards = [Card(post)] };
    }

    /// <summary>An answer to a command.</summary>
    public static WebMessage Render(Reply reply, ChatSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(settings);
        return new WebMessage
        {
            Html = NullIfEmpty(WebHtml.Write(reply.Text, MaxBody)),
            Language = settings.Language == ChatLanguage.Chinese ? "zh" : "en",
            IsTrouble = reply.IsTrouble,
            Cards = [.. reply.Posts.Select(Card)],
            Choices = [.. reply.Choices.Select(choice => new WebChoice(choice.Label, choice.Command))],
        };
    }

    /// <summary>What somebody typed into the page.</summary>
    public static WebMessage Said(string text) => new() { Voice = WebVoice.Person, Text = text };

    private static WebCard Card(Post post)
    {
        var picture = WebHtml.Link(post.Image);
        var pictures = post.Images.Select(WebHtml.Link).OfType<string>().Distinct(StringComparer.Ordinal);
        return new WebCard
        {
            Title = NullIfEmpty(WebHtml.Cut(post.Title, MaxTitle)),
            Lead = NullIfEmpty(WebHtml.Cut(post.Lead, MaxLead)),
            Link = WebHtml.Link(post.Link),
            Picture = picture,
            Gallery = [.. pictures.Where(other => other != picture).Take(MaxPictures)],
            Media = [.. post.Media.Select(Media).OfType<WebMedia>().Take(MaxPictures)],
            Source = post.Source,
            Author = NullIfEmpty(post.Author),
            Published = post.Published?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Language = NullIfEmpty(post.Language),
            Tags = [.. post.Tags.Take(MaxTags)],
            Body = SaysMore(post) ? NullIfEmpty(WebHtml.Write(post.Body, MaxBody)) : null,
        };
    }

    /// <summary>An expander that opens to the very words above it would disappoint.</summary>
    private static bool SaysMore(Post post) => Bare(post.Body.ToPlainText()) != Bare(post.Lead);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static WebMedia? Media(Enclosure media) =>
        WebHtml.Link(media.Url) is { } link ? new WebMedia(link, Kind(media.Type)) : null;

    private static string Kind(string? type) =>
        type is null ? "file"
        : type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? "video"
        : type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? "audio"
        : "file";

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
