using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>What of a post can be seen and heard, each once and only where a chat may lead to it.</summary>
internal static class PostMedia
{
    /// <summary>The pictures, the best one first.</summary>
    public static IEnumerable<Uri> Pictures(Post post) => post.Images.Prepend(post.Image).OfType<Uri>()
        .Where(image => WebHtml.Link(image) is not null)
        .DistinctBy(image => image.AbsoluteUri, StringComparer.Ordinal);

    /// <summary>Films and sounds.</summary>
    public static IEnumerable<Enclosure> Media(Post post) => post.Media
        .Where(media => WebHtml.Link(media.Url) is not null)
        .DistinctBy(media => media.Url.AbsoluteUri, StringComparer.Ordinal);

    /// <summary>True for a sound, false for a film.</summary>
    public static bool IsSound(Enclosure media) => media.Type?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true;
}
