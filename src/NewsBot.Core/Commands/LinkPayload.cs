using System.Buffers.Text;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>What a link to the bot says when it is followed (<c>t.me/bot?start=PAYLOAD</c>): the address of a feed or a
/// site as base64url, since platforms let only letters, digits, _ and - through.</summary>
public static class LinkPayload
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The address that a payload carries, or null if it carries something else.</summary>
    public static string? Read(string payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Length == 0 || !Base64Url.IsValid(payload))
            return null;
        try
        {
            var text = Strict.GetString(Base64Url.DecodeFromChars(payload));
            return FeedUrl.TryParse(text, out var url) && !url.IsArchive && !text.Any(char.IsControl) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The payload that carries an address.</summary>
    public static string Write(FeedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(url.Key));
    }
}
