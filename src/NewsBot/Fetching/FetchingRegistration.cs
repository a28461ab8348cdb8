using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Fetching.Newsroom;
using NewsBot.Fetching.Pictures;
using NewsBot.Fetching.WebSub;

namespace NewsBot.Fetching;

/// <summary>Start-up of this folder.</summary>
public static class FetchingRegistration
{
    /// <summary>Adds the fetchers of feeds and of pictures, their guard, the finder, the client of hubs and the newsroom; <see cref="FetchingOptions"/> are bound by the caller.</summary>
    public static IServiceCollection AddFetching(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResolveHost>((host, ct) => Dns.GetHostAddressesAsync(host, ct));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FetchingOptions>, FetchingOptionsCheck>());
        services.AddSingleton(provider => AddressGuard.For(provider.GetRequiredService<IOptions<FetchingOptions>>().Value));
        services.TryAddSingleton(_ => NewsroomContent.Find());
        services.AddSingleton<DemoNewsroom>();
        services.AddSingleton<ArchiveFolder>();
        services.AddSingleton<FeedFetcher>();
        services.AddSingleton<FeedFinder>();
        services.AddSingleton<HubClient>();
        services.AddSingleton<IPictures, PictureFetcher>();
        return services;
    }
}
