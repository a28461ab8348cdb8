using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>What to fetch, and what we have of it already.</summary>
/// <param name="Url">The address; credentials in it go to its own origin alone.</param>
/// <param name="Validators">Those of the last answer that was kept, or <see cref="CacheValidators.None"/>.</param>
public sealed record FetchRequest(FeedUrl Url, CacheValidators Validators);

/// <summary>
/// Fetches a feed, a page or a folder of archived articles: politely (conditional, compressed, one at a time per host and with a gap, no
/// cookies, no Referer, an honest User-Agent) and warily (guarded addresses, redirects by hand, caps on bytes and time).
/// Every outcome is a <see cref="FetchResult"/>; only cancellation by the caller is thrown.
/// </summary>
public sealed class FeedFetcher : IDisposable
{
    /// <summary>Feeds answered from elsewhere that are remembered; beyond it the memory starts afresh.</summary>
    private const int MostRemembered = 10_000;

    /// <summary>A host is left alone for so long after a request before the next, whatever it is for: pages that are searched for
    /// feeds, redirects and many feeds of one publisher are no burst.</summary>
    internal static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    private readonly GuardedNetwork _network;
    private readonly FeedRules _rules;
    private readonly RequestGate _gate;
    private readonly ArchiveFolder _archive;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly long _maxBytes;
    private readonly string _userAgent;

    /// <summary>
    /// Which other origin a redirected feed's validators came from. A validator means something only to the server that made
    /// it: carried elsewhere, a "1" might meet another "1" and hide news. Forgetting costs one unconditional request.
    /// </summary>
    private readonly ConcurrentDictionary<FeedUrl, Uri> _answeredBy = new();

    /// <summary>The fetcher for validated options.</summary>
    internal FeedFetcher(IOptions<FetchingOptions> options, GuardedNetwork network, FeedRules rules, OwnHosts own, ArchiveFolder archive, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.Value;
        _network = network;
        _rules = rules;
        _gate = new RequestGate(settings.PerHostConcurrency, settings.MaxConcurrency, Gap, own, clock);
        _archive = archive;
        _clock = clock;
        _timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        _maxBytes = settings.MaxBytes;
        _userAgent = UserAgent(settings);
    }

    /// <summary>Fetches once, without retrying: when to try again is for the schedule to decide.</summary>
    /// <remarks>The time limit covers redirects and body, but not the time spent waiting for a turn.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Url.IsArchive)
            return await _archive.ReadAsync(request, ct);

        var rule = _rules.For(request.Url.Value);
        var trail = new RedirectTrail(request.Url.Value);
        var timeLeft = _timeout;
        while (true)
        {
            using var turn = await _gate.EnterAsync(trail.Current, ct);
            if (turn is null)
                return new FetchResult.Failed(new FetchTrouble(TroubleKind.TimedOut, $"{trail.Current.Host}: too many requests are waiting for it"));

            var started = _clock.GetTimestamp();
            if (await AskInTimeAsync(request, rule, trail, timeLeft, ct) is { } result)
                return result;
            timeLeft -= _clock.GetElapsedTime(started);
            if (timeLeft <= TimeSpan.Zero)
                return OutOfTime(trail);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _gate.Dispose();
    }

    private async Task<FetchResult?> AskInTimeAsync(FetchRequest request, FeedRule? rule, RedirectTrail trail, TimeSpan timeLeft, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeLeft, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await AskAsync(request, rule, trail, either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && FetchTroubles.From(e) is { } trouble)
        {
            return limit.IsCancellationRequested
                ? OutOfTime(trail)
                : new FetchResult.Failed(trouble with { Detail = $"{trail.Current.Host}: {trouble.Detail}" });
        }
        catch (Exception e) when (ct.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, ct);
        }
    }

    /// <summary>One request and its answer; null means that the trail leads on.</summary>
    private async Task<FetchResult?> AskAsync(FetchRequest request, FeedRule? rule, RedirectTrail trail, CancellationToken ct)
    {
        var validators = ValidatorsFor(request, trail);
        using var question = Question(request, trail, validators);
        // A key or a login belongs to the origin that it was given for, whatever that redirects to.
        if (rule is not null && trail.IsAtHome)
            Apply(rule, question.Headers);
        using var answer = await _network.SendAsync(question, rule, ct);

        if (RedirectTrail.IsRedirect(answer.StatusCode))
            return trail.Follow(answer.StatusCode, AnswerHeaders.Location(answer)) is { } dead ? new FetchResult.Failed(dead) : null;

        var now = _clock.GetUtcNow();
        if (answer.StatusCode == HttpStatusCode.NotModified && validators != CacheValidators.None)
            return new FetchResult.Unchanged(AnswerHeaders.Validators(answer, request.Validators), AnswerHeaders.FreshFor(answer, now)) { PermanentUrl = trail.Permanent };
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation))
            return new FetchResult.Failed(FetchTroubles.From(answer, now));

        var body = await BoundedBody.ReadAsync(answer.Content, _maxBytes, ct);
        if (body.Bytes is null)
            return new FetchResult.Failed(body.Trouble! with { Status = (int)answer.StatusCode });
        Remember(request.Url, trail);
        return new FetchResult.Body
        {
            Bytes = body.Bytes,
            Url = trail.Current,
            PermanentUrl = trail.Permanent,
            Hubs = AnswerHeaders.Hubs(answer, trail.Current),
            ContentType = AnswerHeaders.ContentType(answer),
            Validators = AnswerHeaders.Validators(answer),
            FreshFor = AnswerHeaders.FreshFor(answer, now),
        };
    }

    private HttpRequestMessage Question(FetchRequest request, RedirectTrail trail, CacheValidators validators)
    {
        var question = new HttpRequestMessage(HttpMethod.Get, trail.Current)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = question.Headers;
        headers.TryAddWithoutValidation("User-Agent", _userAgent);
        headers.TryAddWithoutValidation("Accept", "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5");
        headers.TryAddWithoutValidation("Accept-Encoding", BoundedBody.Codings);
        if (validators.ETag is { } etag)
            headers.TryAddWithoutValidation("If-None-Match", etag);
        if (validators.LastModified is { } lastModified)
            headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
        if (trail.IsAtHome && request.Url.Value.UserInfo is { Length: > 0 } userInfo)
            headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo))));
        return question;
    }

    private static void Apply(FeedRule rule, HttpRequestHeaders headers)
    {
        foreach (var (name, value) in rule.Headers)
            Set(headers, name, value);
        if (rule.Cookies.Length > 0)
            Set(headers, "Cookie", rule.Cookies);
        if (rule.UserAgent.Length > 0)
            Set(headers, "User-Agent", rule.UserAgent);
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    private CacheValidators ValidatorsFor(FetchRequest request, RedirectTrail trail)
    {
        var maker = _answeredBy.GetValueOrDefault(request.Url, request.Url.Value);
        return RedirectTrail.HaveSameOrigin(maker, trail.Current) ? request.Validators : CacheValidators.None;
    }

    private void Remember(FeedUrl url, RedirectTrail trail)
    {
        if (trail.IsAtHome)
        {
            _answeredBy.TryRemove(url, out _);
            return;
        }
        if (_answeredBy.Count >= MostRemembered)
            _answeredBy.Clear();
        _answeredBy[url] = trail.Current;
    }

    private FetchResult.Failed OutOfTime(RedirectTrail trail) =>
        new(new FetchTrouble(TroubleKind.TimedOut, $"{trail.Current.Host}: no complete answer in {_timeout.TotalSeconds} s (Fetching:TimeoutSeconds)"));

    /// <summary>Who asks, for every request to a publisher.</summary>
    internal static string UserAgent(FetchingOptions options)
    {
        var product = options.UserAgent.Length > 0 ? options.UserAgent : $"NewsBot/{typeof(FeedFetcher).Assembly.GetName().Version?.ToString(3)}";
        return options.Contact.Length > 0 ? $"{product} (+{options.Contact})" : product;
    }
}
