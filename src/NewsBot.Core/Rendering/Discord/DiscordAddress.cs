using System.Text;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Addresses in the form that Discord takes: http or https, ASCII.</summary>
internal static class DiscordAddress
{
    /// <summary>The most that an address of an embed may have.</summary>
    public const int Max = 2_048;

    /// <summary>The address, of any length; null if it is none that a chat may lead to.</summary>
    public static string? Of(Uri? address)
    {
        if (WebHtml.Link(address) is not { } link || Ascii.IsValid(link))
            return WebHtml.Link(address);
        try
        {
            return new UriBuilder(address!) { Host = address!.IdnHost }.Uri.AbsoluteUri is var written && Ascii.IsValid(written) ? written : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>The address if an embed may lead there, else null. A host without a dot is «not a well formed URL» to Discord.</summary>
    public static string? Link(Uri? address) =>
        Of(address) is { Length: <= Max } link && (address!.Host.Contains('.', StringComparison.Ordinal) || address.HostNameType == UriHostNameType.IPv6) ? link : null;
}
