using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Fetching.WebSub;

/// <summary>What is asked of a hub (W3C WebSub section 5.1).</summary>
/// <param name="Hub">Whom, and about what.</param>
/// <param name="Mode">To tell, or to tell no more.</param>
/// <param name="Callback">Where the bot is reached.</param>
/// <param name="Secret">What pushes are to be signed with; null for none.</param>
public sealed record HubRequest(FeedHub Hub, HubMode Mode, Uri Callback, string? Secret)
{
    /// <summary>For logs: callback and secret are for the hub alone.</summary>
    public override string ToString() => $"{Mode} at {Hub.Address.Host}";
}

/// <summary>
/// Asks hubs to tell what is new. A hub's address came from a stranger: it is called as a feed is, through the address guard on
/// every hop, within one deadline. What it agrees to, it confirms later, at the callback.
/// </summary>
public sealed class HubClient : IDisposable
{
    private const long MostBytes = 16 * 1024;

    private readonly GuardedNetwork _network;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly string _userAgent;

    /// <summary>The client for validated options.</summary>
    internal HubClient(IOptions<FetchingOptions> options, GuardedNetwork network, TimeProvider clock)
    {
        _network = network;
        _clock = clock;
        _timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        _userAgent = FeedFetcher.UserAgent(options.Value);
    }

    /// <summary>Whether a secret may be sent there (section 5.1): nobody on the way can listen.</summary>
    public static bool IsPrivate(Uri hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return hub.Scheme == Uri.UriSchemeHttps || hub.IsLoopback;
    }

    /// <summary>Asks once, following 307 and 308 as section 5.1 wants it.</summary>
    /// <returns>Null if the hub took the request, else what went wrong.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task<FetchTrouble?> AskAsync(HubRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var trail = new RedirectTrail(request.Hub.Address);
        using var limit = new CancellationTokenSource(_timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            while (true)
            {
                if (request.Secret is not null && !IsPrivate(trail.Current))
                    return new FetchTrouble(TroubleKind.NotAllowed, $"{request.Hub.Address.Host} redirects to plain http, where others could read the secret");
                using var question = Question(request, trail.Current);
                using var answer = await _network.SendAsync(question, rule: null, either.Token);
                if (answer.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                {
                    if (trail.Follow(answer.StatusCode, AnswerHeaders.Location(answer)) is { } dead)
                        return dead;
                    continue;
                }
                return answer.IsSuccessStatusCode ? null : await TroubleAsync(trail, answer, either.Token);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && FetchTroubles.From(e) is { } trouble)
        {
            return limit.IsCancellationRequested
                ? new FetchTrouble(TroubleKind.TimedOut, $"{trail.Current.Host}: no complete answer in {_timeout.TotalSeconds} s (Fetching:TimeoutSeconds)")
                : trouble with { Detail = $"{trail.Current.Host}: {trouble.Detail}" };
        }
        catch (Exception e) when (ct.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private HttpRequestMessage Question(HubRequest request, Uri address)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("hub.mode", request.Mode == HubMode.Subscribe ? "subscribe" : "unsubscribe"),
            new("hub.topic", request.Hub.Topic),
            new("hub.callback", request.Callback.AbsoluteUri),
        };
        if (request.Mode == HubMode.Subscribe)
        {
            form.Add(new("hub.lease_seconds", PushTrust.LeaseWish.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)));
            if (request.Secret is { } secret)
                form.Add(new("hub.secret", secret));
        }
        var question = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new FormUrlEncodedContent(form),
        };
        question.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        return question;
    }

    /// <summary>A hub says in plain text what it does not like (section 5.1).</summary>
    private async Task<FetchTrouble> TroubleAsync(RedirectTrail trail, HttpResponseMessage answer, CancellationToken ct)
    {
        var trouble = FetchTroubles.From(answer, _clock.GetUtcNow());
        var said = answer.Content.Headers.ContentType?.MediaType == "text/plain" ? await BoundedBody.ReadAsync(answer.Content, MostBytes, ct) : default;
        var words = said.Bytes is { Length: > 0 } bytes ? $": {FetchTroubles.OneLine(Encoding.UTF8.GetString(bytes).Trim())}" : "";
        return trouble with { Detail = $"{trail.Current.Host}: {trouble.Detail}{words}" };
    }
}
