using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>A post as components (https://discord.com/developers/docs/components/reference): a frame with the headline, the text,
/// the pictures, a line of small print and a button that leads to the article.</summary>
internal sealed class DiscordLayout(Post post, PostText text, ChatSettings settings, IReadOnlyList<string> roles)
{
    private const int MostPictures = 10;
    private const int MaxButtonAddress = 512;
    // A heading that takes more than this has an address that nobody could follow.
    private const int MaxHead = 2_000;

    private readonly bool _isHeadline = settings.Length == MessageLength.Headline;
    private readonly string _head = Head(text, post);
    private readonly string _foot = DiscordMarkdown.Write(text.Origin(text.Author)) is { Length: > 0 } origin ? "-# " + origin : "";
    private readonly string _mentions = DiscordPostMessages.Mentions(roles);

    /// <summary>The messages.</summary>
    /// <param name="split">Splits the text into parts, given their room.</param>
    public IReadOnlyList<DiscordMessage> Messages(Func<int, IReadOnlyList<FormattedText>> split)
    {
        var parts = split(DiscordCut.MaxLayout - _head.Length - _foot.Length - _mentions.Length);
        var pictures = DiscordPictures.Of(post, _isHeadline ? 1 : MostPictures);
        return [.. parts.Select((part, i) => new DiscordMessage
        {
            IsLayout = true,
            Components = Components(part, pictures, isFirst: i == 0, isLast: i == parts.Count - 1),
            Uploads = i == 0 ? DiscordPictures.Uploads(pictures) : [],
            Plain = DiscordPlain.Of(post, text, part, isFirst: i == 0, isLast: i == parts.Count - 1),
            Heading = "…",
        })];
    }

    private IReadOnlyList<DiscordComponent> Components(FormattedText part, IReadOnlyList<Uri> pictures, bool isFirst, bool isLast)
    {
        var framed = new List<DiscordComponent>();
        if (isFirst && _isHeadline && pictures is [var small, ..] && _head.Length > 0)
            framed.Add(new Section([new TextDisplay(_head)], new Thumbnail(DiscordPictures.Shown(small))));
        else if (isFirst && _head.Length > 0)
            framed.Add(new TextDisplay(_head));
        if (DiscordMarkdown.Write(part) is { Length: > 0 } told)
            framed.Add(new TextDisplay(told));
        if (isFirst && pictures.Count > 0 && framed is not [Section, ..])
            framed.Add(new MediaGallery([.. pictures.Select(picture => new GalleryItem(DiscordPictures.Shown(picture)))]));
        if (framed.Count == 0)
            framed.Add(new TextDisplay("…"));
        if (isLast && _foot.Length > 0)
            framed.AddRange([new Separator(Divider: true), new TextDisplay(_foot)]);
        if (isLast && DiscordAddress.Link(post.Link) is { Length: <= MaxButtonAddress } link)
            framed.Add(new ActionRow([new Button(5, new ChatLabels(settings.Language).Read, CustomId: null, link)]));
        var frame = new Container(DiscordColors.Of(post.Source), framed);
        return isFirst && _mentions.Length > 0 ? [new TextDisplay(_mentions), frame] : [frame];
    }

    private static string Head(PostText text, Post post)
    {
        if (DiscordCut.Escaped(text.Title, DiscordCut.MaxTitle) is not { } title)
            return "";
        var builder = new FormattedTextBuilder();
        var linked = DiscordMarkdown.Write(DiscordCut.Text.Shorten(builder.Link(post.Link, () => builder.Words(text.Title)).Build(), MaxHead));
        return "## " + (linked.Length <= MaxHead && !linked.EndsWith('…') ? linked : title);
    }
}
