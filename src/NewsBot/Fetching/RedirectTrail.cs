using System.Net;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>
/// Where a request stands on its way through redirects, and what may go along: user names and passwords belong to the
/// origin (RFC 6454) that they were written for, and never to another.
/// </summary>
internal sealed class RedirectTrail
{
    private const int MostRedirects = 5;

    private static readonly UriCreationOptions Exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Uri _start;
    /// <summary>Addresses that redirected.</summary>
    private readonly List<string> _left = [];

    private bool _onlyPermanent = true;

    public RedirectTrail(Uri start)
    {
        _start = start;
        Current = WithoutCredentials(start);
    }

    /// <summary>What is asked next; never holds credentials.</summary>
    public Uri Current { get; private set; }

    /// <summary>Where permanent redirects alone led; null if there were none. Holds the feed's own credentials if it is still
    /// at its origin, because the feed is to be asked there from now on.</summary>
    public Uri? Permanent { get; private set; }

    /// <summary>True while the request is where its credentials belong.</summary>
    public bool IsAtHome => HaveSameOrigin(_start, Current);

    /// <summary>True for the statuses whose Location is followed.</summary>
    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Goes on to the target, or says why not.</summary>
    public FetchTrouble? Follow(HttpStatusCode status, string? location)
    {
        if (string.IsNullOrEmpty(location) || Resolve(location) is not { } target)
            return new FetchTrouble(TroubleKind.BadAnswer, $"{Current.Host} redirects without saying where", (int)status);
        if ((target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps) || target.Host.Length == 0)
            return new FetchTrouble(TroubleKind.NotAllowed, $"{Current.Host} redirects to a {target.Scheme}: address; only http and https are followed", (int)status);

        target = WithoutCredentials(target);
        _left.Add(Current.AbsoluteUri);
        if (_left.Contains(target.AbsoluteUri))
            return new FetchTrouble(TroubleKind.TooManyRedirects, $"{Current.Host} redirects in a circle", (int)status);
        if (_left.Count > MostRedirects)
            return new FetchTrouble(TroubleKind.TooManyRedirects, $"more than {MostRedirects} redirects", (int)status);

        Current = target;
        _onlyPermanent &= (int)status is 301 or 308;
        if (_onlyPermanent)
            Permanent = IsAtHome ? WithCredentialsOf(_start, target) : target;
        return null;
    }

    /// <summary>The target as it was written, where <see cref="Uri"/> alone would turn %7e into ~; null if it is none.</summary>
    private Uri? Resolve(string location)
    {
        if (!Uri.TryCreate(Current, location, out var target))
            return null;
        var isExact = location.Contains('%', StringComparison.Ordinal) && !location.Contains("/.", StringComparison.Ordinal)
            && location.All(c => c is > ' ' and < '\x7f' and not '\\');
        var start = location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) ? $"{Current.Scheme}://{Current.Authority}" : "";
        return isExact && Uri.TryCreate(start + location.Split('#')[0], Exact, out var exact) ? exact : target;
    }

    public static bool HaveSameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(HostName.Of(a), HostName.Of(b), StringComparison.OrdinalIgnoreCase);

    /// <summary>Scheme, host, port, path and query exactly as they were, and nothing else.</summary>
    private static Uri WithoutCredentials(Uri uri) =>
        uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : AsWritten($"{uri.Scheme}://{uri.Authority}{uri.PathAndQuery}");

    private static Uri WithCredentialsOf(Uri owner, Uri target) =>
        owner.UserInfo.Length == 0
            ? target
            : AsWritten($"{target.Scheme}://{owner.UserInfo}@{target.Authority}{target.PathAndQuery}");

    /// <summary>What is put together from parts is escaped already: <see cref="Uri"/> shall not turn %7e into ~.</summary>
    private static Uri AsWritten(string url) =>
        url.Contains('%', StringComparison.Ordinal) ? new Uri(url, Exact) : new Uri(url);
}
