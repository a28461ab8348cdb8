using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Detection;

/// <summary>What the store knows behind a key.</summary>
/// <param name="Id">The item; null when its text was pruned and only the key is left: it still counts as seen.</param>
/// <param name="Fingerprint">The <see cref="ItemFingerprint"/> of the item as it was last composed.</param>
public sealed record KnownItem(ItemId? Id, string? Fingerprint);

/// <summary>Tells whether an item's text changed since it was composed.</summary>
public static class ItemFingerprint
{
    /// <summary>Raised when the rule changes, so that no old print is compared with a new one by mistake.</summary>
    private const string Version = "1";

    /// <summary>128 bits of a SHA-256 over title, summary, text and link; lower-case hexadecimal.</summary>
    public static string Of(FeedItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var text = string.Join('\0', Version, item.Title, item.Summary, item.Content, item.Link?.AbsoluteUri);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
