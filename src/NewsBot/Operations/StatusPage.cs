using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>The page that tells how the feeds fare and what is still owed.</summary>
public static class StatusPage
{
    /// <summary>Maps <c>/status</c>. Who may see it is for the caller to say.</summary>
    public static IEndpointConventionBuilder MapStatusPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/status", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext http, IFeedStore feeds, IPushStore pushes, IDeliveryStore deliveries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (pending, oldest) = await deliveries.BacklogAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var pushed = (await pushes.ActiveAsync(cancellationToken)).Where(push => push.State.LastPush is not null && push.State.LeaseEnds > now);
        var report = new StatusReport(await feeds.AllAsync(cancellationToken), pending, oldest, now)
        {
            Pushed = pushed.ToDictionary(push => push.Feed.Id),
        };
        return TypedResults.Content(StatusPageHtml.Write(report, Language(http.Request)), "text/html; charset=utf-8");
    }

    private static ChatLanguage Language(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase)
            ? ChatLanguage.Chinese
            : ChatLanguage.English;
}

/// <summary>What the status page shows.</summary>
/// <param name="Feeds">All feeds.</param>
/// <param name="Pending">Deliveries that are not yet sent.</param>
/// <param name="Oldest">Since when the oldest of them waits.</param>
/// <param name="Now">The time of the report, UTC.</param>
internal sealed record StatusReport(IReadOnlyList<Feed> Feeds, int Pending, DateTimeOffset? Oldest, DateTimeOffset Now)
{
    /// <summary>The feeds whose hubs tell what is new.</summary>
    public required IReadOnlyDictionary<FeedId, PushSubscription> Pushed { get; init; }
}
