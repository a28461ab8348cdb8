namespace NewsBot.Core.Parsing.Discovery;

/// <summary>
/// The instance of RSSHub that the operator chose: a service that makes feeds for sites that have none. Its browser
/// extension hands out addresses of the form <c>rsshub://bilibili/user/video/2267573</c>, a route without an instance.
/// </summary>
public sealed class RssHub
{
    /// <summary>What such an address begins with.</summary>
    public const string Scheme = "rsshub://";

    private readonly string _instance;

    private RssHub(string instance) => _instance = instance;

    /// <summary>The instance at an http or https address; none at an empty one.</summary>
    public static RssHub At(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new RssHub(address.TrimEnd('/'));
    }

    /// <summary>True if there is no instance: then nothing is resolved, and no feed is known.</summary>
    public bool IsOff => _instance.Length == 0;

    /// <summary>Text that somebody typed, its <c>rsshub://</c> addresses turned into those of the instance.</summary>
    public string Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsOff ? text : text.Replace(Scheme, _instance + "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The feed that the instance makes of a page, by the page's address alone; null if no route is known for it.</summary>
    public Uri? FeedOf(Uri page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return !IsOff && RssHubRoutes.Find(page) is { } route ? new Uri(_instance + route) : null;
    }
}
