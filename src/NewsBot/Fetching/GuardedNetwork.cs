using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Fetching.Newsroom;

namespace NewsBot.Fetching;

/// <summary>
/// The ways out: straight to the address, which <see cref="AddressGuard"/> has looked at; or through a proxy of the
/// operator's. A proxy looks names up itself, so that only what the text of an address gives away can be refused here, and
/// the proxy is the guard of the rest. Local hosts that the operator allowed are called straight even then.
/// </summary>
internal sealed class GuardedNetwork : IDisposable
{
    private readonly AddressGuard _guard;
    private readonly OwnHosts _own;
    private readonly string _proxy;
    private readonly HttpMessageInvoker _straight;
    private readonly FrozenDictionary<string, HttpMessageInvoker> _proxied;

    /// <summary>A network for validated options, with connections of its own.</summary>
    public GuardedNetwork(
        IOptions<FetchingOptions> options, FeedRules rules, AddressGuard guard, ResolveHost resolve, OwnHosts own, DemoNewsroom newsroom, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.Value;
        _guard = guard;
        _own = own;
        _proxy = settings.Proxy;
        _straight = new HttpMessageInvoker(new NewsroomHandler(newsroom, clock)
        {
            InnerHandler = new GuardedHandler(guard, resolve, clock).Create(settings.PerHostConcurrency),
        });
        _proxied = rules.All.Select(rule => rule.Proxy).Append(settings.Proxy).Distinct(StringComparer.Ordinal)
            .Select(text => (text, proxy: ProxyServer.TryParse(text, out var proxy) ? proxy : null))
            .Where(pair => pair.proxy is not null)
            .ToFrozenDictionary(pair => pair.text, pair => new HttpMessageInvoker(GuardedHandler.Create(settings.PerHostConcurrency, pair.proxy!)), StringComparer.Ordinal);
    }

    /// <summary>Sends a request on the way that the rule, or else the settings, want.</summary>
    /// <exception cref="AddressRefusedException">The address may not be called; inside the handler it is wrapped in another.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage question, FeedRule? rule, CancellationToken ct)
    {
        var target = question.RequestUri!;
        var proxy = rule is { Proxy.Length: > 0 } ? rule.Proxy : _proxy;
        if (!_proxied.TryGetValue(proxy, out var proxied) || DemoNewsroom.Owns(target))
            return _straight.SendAsync(question, ct);
        if (!AddressGuard.AllowsPort(target.Port))
            throw AddressRefusedException.OfPort(target.Port);
        if (!OwnHosts.IsLocal(target))
            return proxied.SendAsync(question, ct);
        if (_own.IsListed(target) || (IPAddress.TryParse(HostName.Of(target).TrimEnd('.'), out var literal) && _guard.Allows(literal)))
            return _straight.SendAsync(question, ct);
        throw new AddressRefusedException(
            $"{target.Host} is not a public address, and there is a proxy; the operator can allow it in Fetching:AllowPrivateNetworks, a name also in Fetching:OwnHosts");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _straight.Dispose();
        foreach (var proxied in _proxied.Values)
            proxied.Dispose();
    }
}
