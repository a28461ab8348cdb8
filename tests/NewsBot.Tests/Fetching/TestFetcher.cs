using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Fetching.Newsroom;

namespace NewsBot.Tests.Fetching;

/// <summary>The fetcher as the bot wires it, except that loopback may be called and that no name leaves this machine.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly ServiceProvider _provider;

    /// <summary>Wires the folder up.</summary>
    /// <param name="configure">Changes to the options, after 127.0.0.1 was allowed.</param>
    /// <param name="resolve">Names and their addresses; without it no name resolves.</param>
    /// <param name="clock">The clock; the system's if not given.</param>
    /// <param name="newsroom">What the newsroom tells; nothing if not given.</param>
    /// <param name="rules">Rules for some feeds; none if not given.</param>
    public TestFetcher(Action<FetchingOptions>? configure = null, Func<string, IPAddress[]>? resolve = null, TimeProvider? clock = null, NewsroomContent? newsroom = null, FeedRule[]? rules = null)
    {
        var services = new ServiceCollection();
        services.AddOptions<FetchingOptions>().Configure(options =>
        {
            options.AllowPrivateNetworks.Add("127.0.0.1/32");
            configure?.Invoke(options);
        });
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<ResolveHost>((host, _) => resolve is null
            ? Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound))
            : Task.FromResult(resolve(host)));
        services.AddSingleton(newsroom ?? NewsroomContent.None);
        services.AddSingleton(new FeedRules(rules ?? []));
        services.AddFetching();
        _provider = services.BuildServiceProvider();
    }

    /// <summary>The fetcher under test.</summary>
    public FeedFetcher Fetcher => _provider.GetRequiredService<FeedFetcher>();

    /// <summary>Any other part of the folder.</summary>
    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    /// <summary>Fetches, with what an earlier fetch left behind.</summary>
    public Task<FetchResult> FetchAsync(Uri url, CacheValidators? validators = null, CancellationToken? ct = null) =>
        Fetcher.FetchAsync(new FetchRequest(FeedUrlOf(url), validators ?? CacheValidators.None), ct ?? TestContext.Current.CancellationToken);

    /// <summary>Fetches what must come.</summary>
    public async Task<FetchResult.Body> BodyAsync(Uri url, CacheValidators? validators = null) =>
        Assert.IsType<FetchResult.Body>(await FetchAsync(url, validators));

    /// <summary>Fetches what must fail.</summary>
    public async Task<FetchTrouble> TroubleAsync(Uri url, CacheValidators? validators = null) =>
        Assert.IsType<FetchResult.Failed>(await FetchAsync(url, validators)).Trouble;

    public void Dispose() => _provider.Dispose();

    public static FeedUrl FeedUrlOf(Uri url)
    {
        Assert.True(FeedUrl.TryFrom(url, out var feed));
        return feed;
    }
}
