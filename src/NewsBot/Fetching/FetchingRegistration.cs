using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Fetching.Newsroom;
using NewsBot.Fetching.Pictures;
using NewsBot.Fetching.WebSub;

namespace NewsBot.Fetching;

/// <summary>Start-up of this folder.</summary>
public static class FetchingRegistration
{
    /// <summary>Adds the fetchers of feeds and of pictures, their guard, the finder, RSSHub, the client of hubs and the newsroom;
    /// <see cref="FetchingOptions"/> are bound by the caller.</summary>
    public static IServiceCollection AddFetching(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResolveHost>((host, ct) => Dns.GetHostAddressesAsync(host, ct));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FetchingOptions>, FetchingOptionsCheck>());
        services.AddSingleton(provider => AddressGuard.For(provider.GetRequiredService<IOptions<FetchingOptions>>().Value));
        services.AddSingleton(provider => new OwnHosts(provider.GetRequiredService<IOptions<FetchingOptions>>().Value.OwnHosts));
        services.AddSingleton(provider => RssHub.At(provider.GetRequiredService<IOptions<FetchingOptions>>().Value.RssHubUrl));
        services.TryAddSingleton(_ => NewsroomContent.Find());
        services.AddSingleton<DemoNewsroom>();
        services.AddSingleton<ArchiveFolder>();
        services.TryAddSingleton(FeedRules.None);
        services.AddSingleton(provider => new FeedFetcher(
            provider.GetRequiredService<IOptions<FetchingOptions>>(),
            Network(provider),
            provider.GetRequiredService<FeedRules>(),
            provider.GetRequiredService<OwnHosts>(),
            provider.GetRequiredService<ArchiveFolder>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FeedFinder>();
        services.AddSingleton<IPictures>(provider => new PictureFetcher(
            provider.GetRequiredService<IOptions<FetchingOptions>>(),
            Network(provider),
            provider.GetRequiredService<OwnHosts>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HubClient(
            provider.GetRequiredService<IOptions<FetchingOptions>>(), Network(provider), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Connections that nobody else uses: a slow picture must keep no feed waiting.</summary>
    private static GuardedNetwork Network(IServiceProvider parts) => ActivatorUtilities.CreateInstance<GuardedNetwork>(parts);
}
