namespace NewsBot.Core.Model;

/// <summary>The hub that tells what is new in a feed, and what it knows the feed as (W3C WebSub section 4).</summary>
/// <param name="Address">An http or https address.</param>
/// <param name="Topic">The feed's own name for itself, character by character as it gives it: hubs compare text.</param>
public sealed record FeedHub(Uri Address, string Topic)
{
    /// <summary>The hub that a document names, one over https before others; null if it names none that could be asked.</summary>
    /// <param name="document">What the feed says.</param>
    /// <param name="polled">Where it is polled: its name where it gives none.</param>
    public static FeedHub? Of(FeedDocument document, FeedUrl polled)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(polled);
        var hub = document.Hubs.Where(IsWeb).OrderBy(each => each.Scheme == Uri.UriSchemeHttps ? 0 : 1).FirstOrDefault();
        var self = document.Self ?? polled.Value;
        // A name and password belong to the publisher, not to its hub.
        return hub is null || !IsWeb(self) || self.UserInfo.Length > 0 ? null : new FeedHub(hub, document.Self?.OriginalString ?? polled.Key);
    }

    private static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && address.Host.Length > 0 && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
