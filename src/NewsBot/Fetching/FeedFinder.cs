using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Fetching;

/// <summary>What was found at an address that a person typed: a closed family.</summary>
public abstract record FeedSearch
{
    private FeedSearch()
    {
    }

    /// <summary>A feed, read already: adding it needs no second request.</summary>
    /// <param name="Url">Where to poll it: where permanent redirects led, else where it was found.</param>
    /// <param name="Body">The answer, with the validators for the next request.</param>
    /// <param name="Document">The answer, parsed.</param>
    public sealed record Found(FeedUrl Url, FetchResult.Body Body, FeedDocument Document) : FeedSearch;

    /// <summary>A page that offers several feeds, in its own order; none was fetched.</summary>
    public sealed record Several(IReadOnlyList<FeedLink> Links) : FeedSearch;

    /// <summary>No feed, and why.</summary>
    public sealed record Nothing(FetchTrouble Trouble) : FeedSearch;
}

/// <summary>
/// Finds the feed that a person means: at the address itself, else where the page there says, else where RSSHub makes one
/// of it, else at the addresses where blogs keep theirs. One request after the other, eight at most.
/// </summary>
public sealed partial class FeedFinder(FeedFetcher fetcher, RssHub hub, IOptions<FetchingOptions> options, TimeProvider clock)
{
    private const int MostGuesses = 5;

    /// <summary>Searches at most as long as two requests may take, plus the request that is under way then.</summary>
    public async Task<FeedSearch> FindAsync(FeedUrl typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var started = clock.GetTimestamp();
        var (atAddress, page) = await ReadAsync(typed, ct);
        if (atAddress is FeedSearch.Found || typed.IsArchive)
            return atAddress;

        var links = page is null ? [] : FeedLinks.Discover(page.Bytes, page.Url, page.ContentType).Where(link => IsWeb(link.Url)).ToList();
        var meant = ClearlyMeant(links);
        if (meant is null && links.Count > 1)
            return new FeedSearch.Several(links);

        // Sites that RSSHub is for turn bots away, or to a page where people log in: what was typed tells more than what came.
        var route = hub.FeedOf(typed.Value) ?? (page is null ? null : hub.FeedOf(page.Url));
        var guesses = page is null ? [] : FeedLinks.CommonPaths(page.Url).Take(MostGuesses);
        var patience = TimeSpan.FromSeconds(2 * options.Value.TimeoutSeconds);
        foreach (var candidate in new[] { meant?.Url, route }.OfType<Uri>().Concat(guesses))
        {
            if (clock.GetElapsedTime(started) > patience || !FeedUrl.TryFrom(candidate, out var url))
                break;
            var (atCandidate, _) = await ReadAsync(url, ct);
            if (atCandidate is FeedSearch.Found)
                return atCandidate;
            if (candidate == route)
                atAddress = NorFromRssHub((FeedSearch.Nothing)atAddress, route, (FeedSearch.Nothing)atCandidate);
            else if (atCandidate is FeedSearch.Nothing { Trouble.Kind: not (TroubleKind.NotFound or TroubleKind.Gone or TroubleKind.NotAFeed) })
                break; // The site has had enough of us, or is not well.
        }
        return atAddress;
    }

    private static FeedSearch.Nothing NorFromRssHub(FeedSearch.Nothing atAddress, Uri route, FeedSearch.Nothing atRoute) =>
        new(new FetchTrouble(
            TroubleKind.NotAFeed,
            $"{atAddress.Trouble.Detail}; nor did RSSHub make one at {route} ({atRoute.Trouble.Detail}), but another instance may: Fetching:RssHubUrl",
            atAddress.Trouble.Status));

    /// <summary>The feed at an address; or nothing, and the page if there is one instead.</summary>
    private async Task<(FeedSearch Search, FetchResult.Body? Page)> ReadAsync(FeedUrl url, CancellationToken ct)
    {
        var result = await fetcher.FetchAsync(new FetchRequest(url, CacheValidators.None), ct);
        if (result is not FetchResult.Body body)
            return (new FeedSearch.Nothing(((FetchResult.Failed)result).Trouble), null);
        return FeedParser.Parse(body.Bytes, body.Url, body.ContentType) switch
        {
            ParseResult.Parsed parsed => (new FeedSearch.Found(Moved(body) ?? url, body, body.Hubs.Over(parsed.Document)), null),
            ParseResult.NotAFeed not => (new FeedSearch.Nothing(new FetchTrouble(TroubleKind.NotAFeed, not.Reason)), body),
            var other => throw new InvalidOperationException($"Unknown result {other}."),
        };
    }

    private static FeedUrl? Moved(FetchResult.Body body) =>
        body.PermanentUrl is { } permanent && FeedUrl.TryFrom(permanent, out var url) ? url : null;

    /// <summary>
    /// The one feed that a person would mean: the only one that is not about comments; or the first, if all are the same in
    /// several formats. Links without a title are guesses, worth following when there is nothing else.
    /// </summary>
    private static FeedLink? ClearlyMeant(IReadOnlyList<FeedLink> links)
    {
        var news = links.Where(link => !Comments().IsMatch($"{link.Title} {link.Url.AbsolutePath}")).ToList();
        var titled = news.Where(link => link.Title is not null).ToList();
        var isOne = titled.Select(link => FormatWords().Replace(link.Title!, "")).Distinct(StringComparer.OrdinalIgnoreCase).Count() <= 1;
        return isOne ? titled.Concat(news).FirstOrDefault() : null;
    }

    /// <summary>A page may not send us to the operator's files.</summary>
    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    [GeneratedRegex("comment|评论|評論|留言", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"rss|atom|json|rdf|xml|feeds?|[0-9]\.[0-9]+|[\s()\[\]:|»-]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormatWords();
}
