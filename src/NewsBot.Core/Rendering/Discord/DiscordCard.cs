using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>A post as an embed: the headline leads to the article, or without one the source does.</summary>
internal sealed class DiscordCard(Post post, PostText text)
{
    /// <summary>How many pictures Discord shows as one, of embeds that lead to the same address.</summary>
    public const int MostPictures = 4;

    private const long FirstUnix = 1;

    private readonly string? _link = DiscordAddress.Link(post.Link);
    private readonly string? _title = DiscordCut.Escaped(text.Title, DiscordCut.MaxTitle);
    private readonly int _color = DiscordColors.Of(post.Source);

    /// <summary>The card, or one of several that tell a long text.</summary>
    /// <param name="story">What it tells.</param>
    /// <param name="isFirst">True if it has the headline.</param>
    /// <param name="isLast">True if it has the source and the time.</param>
    public DiscordEmbed Part(FormattedText story, bool isFirst, bool isLast)
    {
        var description = DiscordMarkdown.Write(story);
        var footer = _title is null ? text.Author : SourceName;
        var isEmpty = description.Length == 0 && _title is null && post.Image is null && post.Images.Count == 0;
        return new DiscordEmbed
        {
            Title = isFirst ? _title : null,
            Url = isFirst ? _link : null,
            Author = isFirst ? Above() : null,
            Description = isEmpty ? "…" : description.Length > 0 ? description : null,
            Footer = isLast && footer.Length > 0 ? new DiscordFooter(footer) : null,
            Timestamp = isLast ? Time(post.Published) : null,
            Color = _color,
        };
    }

    /// <summary>The embed with the pictures large: each further one is an embed of its own that leads to the same address.</summary>
    public static IReadOnlyList<DiscordEmbed> WithPictures(DiscordEmbed embed, IReadOnlyList<Uri> pictures) => pictures.Count == 0 ? [embed] :
    [
        embed with { Image = DiscordPictures.Shown(pictures[0]) },
        .. pictures.Skip(1).Select(other => new DiscordEmbed { Url = embed.Url, Image = DiscordPictures.Shown(other), Color = embed.Color }),
    ];

    /// <summary>The embed with a small picture.</summary>
    public static DiscordEmbed WithThumbnail(DiscordEmbed embed, IReadOnlyList<Uri> pictures) =>
        pictures is [var first, ..] ? embed with { Thumbnail = DiscordPictures.Shown(first) } : embed;

    /// <summary>The time in UTC; null if it is not told, or is none that people mean.</summary>
    public static DateTimeOffset? Time(DateTimeOffset? time) =>
        time?.ToUniversalTime() is { } known && known.ToUnixTimeSeconds() is >= FirstUnix and <= int.MaxValue ? known : null;

    private string SourceName => text.Source.Length > 0 ? text.Source : post.Link?.Host ?? "";

    private DiscordAuthor? Above()
    {
        var name = _title is null ? SourceName : text.Author;
        return name.Length == 0 ? null : new DiscordAuthor(name) { Url = _title is null ? _link : null };
    }
}
