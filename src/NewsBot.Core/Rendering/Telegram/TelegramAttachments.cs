using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>What of a post's pictures, films and sounds Telegram can fetch and show, and what is told as a link.</summary>
/// <param name="Shown">Pictures and films, at most an album's.</param>
/// <param name="Heard">Sounds, at most an album's; they stand in no album with pictures.</param>
/// <param name="Told">What is too large, or of a kind that Telegram does not play.</param>
internal sealed record TelegramAttachments(IReadOnlyList<TelegramMedia> Shown, IReadOnlyList<TelegramMedia> Heard, IReadOnlyList<Enclosure> Told)
{
    private const int MostInAlbum = 10;
    private const int MostTold = 5;
    // What Telegram fetches by an address (https://core.telegram.org/bots/api#sending-files).
    private const long MaxBytes = 20_000_000;

    /// <summary>None at all.</summary>
    public static TelegramAttachments None { get; } = new([], [], []);

    /// <summary>The only picture, if there is nothing else to show.</summary>
    public Uri? OnlyPicture => Shown is [{ Kind: TelegramMediaKind.Photo } only] ? only.Address : null;

    /// <summary>Those of a post, the best picture first; films come before pictures.</summary>
    public static TelegramAttachments Of(Post post)
    {
        var media = PostMedia.Media(post).ToList();
        var videos = media.Where(IsPlayableVideo).ToList();
        var sounds = media.Where(IsPlayableSound).Take(MostInAlbum).ToList();
        var pictures = PostMedia.Pictures(post).Select(image => new TelegramMedia(TelegramMediaKind.Photo, image));
        // The picture of a single film is mostly its poster.
        var shown = videos.Select(video => new TelegramMedia(TelegramMediaKind.Video, video.Url)).Concat(pictures.Skip(videos.Count == 1 && post.Images.Count <= 1 ? 1 : 0));
        return new TelegramAttachments(
            [.. shown.Take(MostInAlbum)],
            [.. sounds.Select(sound => new TelegramMedia(TelegramMediaKind.Audio, sound.Url))],
            [.. media.Except(videos).Except(sounds).Take(MostTold)]);
    }

    private static bool IsPlayableVideo(Enclosure media) => IsSmall(media) && !PostMedia.IsSound(media) && !IsPage(media)
        && (IsType(media, "video/mp4") || Ends(media, ".mp4"));

    private static bool IsPlayableSound(Enclosure media) => IsSmall(media) && PostMedia.IsSound(media)
        && (IsType(media, "audio/mpeg") || IsType(media, "audio/mp4") || IsType(media, "audio/mp3") || IsType(media, "audio/x-m4a") || Ends(media, ".mp3") || Ends(media, ".m4a"));

    /// <summary>Feeds write 0 where they do not know.</summary>
    private static bool IsSmall(Enclosure media) => media.Length is null or <= MaxBytes;

    private static bool IsPage(Enclosure media) => IsType(media, "text/html");

    private static bool IsType(Enclosure media, string type) => media.Type?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Ends(Enclosure media, string ending) => media.Url.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
