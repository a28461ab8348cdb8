using System.Net;
using NewsBot.Core.Model;

namespace NewsBot.Fetching.Pictures;

/// <summary>
/// Downloads the file behind an address as <see cref="FeedFetcher"/> does a feed: through the address guard on every hop,
/// within one deadline, under a cap. It has turns of its own, so that a slow picture never keeps a feed waiting; and they have
/// no gap: the pictures of a post come one after the other over one connection, which is less than a browser does.
/// </summary>
internal sealed class PictureDownload(FetchingOptions options, GuardedNetwork network, OwnHosts own, int atOnce, TimeProvider clock) : IDisposable
{
    private const long MostBytes = 20 * 1024 * 1024;

    private readonly RequestGate _gate = new(options.PerHostConcurrency, atOnce, gap: TimeSpan.Zero, own, clock);
    private readonly string _userAgent = FeedFetcher.UserAgent(options);

    /// <summary>The bytes, or why there are none.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task<BodyRead> FetchAsync(Uri address, CancellationToken ct)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            return new BodyRead(null, new FetchTrouble(TroubleKind.NotAllowed, "only http and https addresses are fetched"));

        var trail = new RedirectTrail(address);
        var timeLeft = TimeSpan.FromSeconds(options.TimeoutSeconds);
        while (timeLeft > TimeSpan.Zero)
        {
            using var turn = await _gate.EnterAsync(trail.Current, ct);
            if (turn is null)
                return new BodyRead(null, new FetchTrouble(TroubleKind.TimedOut, $"{trail.Current.Host}: too many requests are waiting for it"));

            var started = clock.GetTimestamp();
            if (await AskInTimeAsync(trail, timeLeft, ct) is { } read)
                return read;
            timeLeft -= clock.GetElapsedTime(started);
        }
        return OutOfTime(trail);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        network.Dispose();
        _gate.Dispose();
    }

    private async Task<BodyRead?> AskInTimeAsync(RedirectTrail trail, TimeSpan timeLeft, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeLeft, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var read = await AskAsync(trail, either.Token);
            return read?.Trouble is { } trouble ? At(trail, trouble) : read;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && FetchTroubles.From(e) is { } trouble)
        {
            return limit.IsCancellationRequested ? OutOfTime(trail) : At(trail, trouble);
        }
        catch (Exception e) when (ct.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, ct);
        }
    }

    /// <summary>One request and its answer; null means that the trail leads on.</summary>
    private async Task<BodyRead?> AskAsync(RedirectTrail trail, CancellationToken ct)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, trail.Current)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        question.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        // Where a server can choose, it spares us a conversion.
        question.Headers.TryAddWithoutValidation("Accept", "image/jpeg, image/png, image/*;q=0.8, */*;q=0.1");
        question.Headers.TryAddWithoutValidation("Accept-Encoding", BoundedBody.Codings);
        using var answer = await network.SendAsync(question, rule: null, ct);

        if (RedirectTrail.IsRedirect(answer.StatusCode))
            return trail.Follow(answer.StatusCode, AnswerHeaders.Location(answer)) is { } dead ? new BodyRead(null, dead) : null;
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation))
            return new BodyRead(null, FetchTroubles.From(answer, clock.GetUtcNow()));
        return await BoundedBody.ReadAsync(answer.Content, MostBytes, ct);
    }

    private BodyRead OutOfTime(RedirectTrail trail) =>
        At(trail, new FetchTrouble(TroubleKind.TimedOut, $"no complete answer in {options.TimeoutSeconds} s (Fetching:TimeoutSeconds)"));

    private static BodyRead At(RedirectTrail trail, FetchTrouble trouble) =>
        new(null, trouble with { Detail = $"{trail.Current.Host}: {trouble.Detail}" });
}
