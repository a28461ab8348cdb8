using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>
/// Pictures as Discord gets them. It fetches an address by itself, from the open net and without saying from which page it
/// comes; what it cannot be expected to have that way is uploaded. Such a picture stands in the message with its address as given,
/// even with one that is too long for Discord, until <see cref="DiscordMessage.WithPictures"/> puts something in its place.
/// </summary>
internal static class DiscordPictures
{
    /// <summary>Hosts that refuse who does not come from their own pages.</summary>
    private static readonly string[] AskForReferrer =
    [
        "sinaimg.cn", // Weibo and Sina: 403 without it
        "zhimg.com", // Zhihu
        "qpic.cn", // WeChat (mmbiz) and QQ: a picture that says it may be seen in WeChat alone
        "hdslb.com", // Bilibili
        "doubanio.com", // Douban: 418
        "pximg.net", // Pixiv: 403
        "imgsrc.baidu.com", // Tieba
        "tiebapic.baidu.com",
        "csdnimg.cn", // CSDN
        "jianshu.io", // Jianshu
    ];

    /// <summary>Names that are only known at home.</summary>
    private static readonly string[] Private = ["localhost", "local", "internal", "lan", "home.arpa", "intranet"];

    /// <summary>Kinds that Discord does not show (https://discord.com/developers/docs/reference#uploading-files names those that it
    /// does); converted and uploaded they can be seen.</summary>
    private static readonly string[] NotShown = [".svg", ".svgz", ".avif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".ico", ".jxl", ".psd"];

    /// <summary>The pictures of a post, the best one first.</summary>
    public static IReadOnlyList<Uri> Of(Post post, int most) => [.. PostMedia.Pictures(post).Where(picture => Address(picture) is not null).Distinct().Take(most)];

    /// <summary>One of them.</summary>
    public static DiscordPicture Shown(Uri address) => new(Address(address)!);

    /// <summary>How a picture is named in a message: what two addresses of one picture differ in is left out, as <see cref="Uri"/>
    /// does that compares them. Null if it cannot be named.</summary>
    public static string? Address(Uri address) => DiscordAddress.Of(address)?.Split('#')[0];

    /// <summary>Those that Discord cannot be expected to fetch.</summary>
    public static IReadOnlyList<Uri> Uploads(IEnumerable<Uri> shown) => [.. shown.Where(MustBeUploaded)];

    private static bool MustBeUploaded(Uri address) =>
        !address.IsDefaultPort
        || address.UserInfo.Length > 0
        || address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
        || !address.Host.Contains('.', StringComparison.Ordinal)
        || Private.Any(name => IsWithin(address.Host, name))
        || Address(address) is not { Length: <= DiscordAddress.Max }
        || NotShown.Any(ending => address.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || AskForReferrer.Any(name => IsWithin(address.Host, name));

    private static bool IsWithin(string host, string name) =>
        host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
}
