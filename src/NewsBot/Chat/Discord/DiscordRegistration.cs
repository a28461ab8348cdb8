using System.Net;
using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Chat.Discord.Sending;

namespace NewsBot.Chat.Discord;

/// <summary>Start-up of this folder.</summary>
public static class DiscordRegistration
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds Discord if it is switched on: a token is all it needs.</summary>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsOn)
            return services;
        return services
            .AddSingleton<Backoff>()
            .AddSingleton<RateLimits>()
            .AddSingleton<InvalidRequests>()
            .AddSingleton(parts => ActivatorUtilities.CreateInstance<DiscordRest>(parts, Http()))
            .AddSingleton<SessionMemory>()
            .AddSingleton<DiscordGateway>()
            .AddSingleton<DiscordWorld>()
            .AddSingleton<ChatChanges>()
            .AddSingleton<DiscordStanding>()
            .AddSingleton<OpenInteractions>()
            .AddSingleton<PressData>()
            .AddSingleton<InteractionDoor>()
            .AddSingleton<DiscordAnswers>()
            .AddSingleton<Offers>()
            .AddSingleton<CommandRegistry>()
            .AddSingleton<MessageForms>()
            .AddSingleton<ForumPosts>()
            .AddSingleton<ShutChats>()
            .AddSingleton<Notices>()
            .AddSingleton<DiscordSender>()
            .AddSingleton<IChatPlatform, DiscordPlatform>();
    }

    /// <summary>It comes from no factory and so logs nothing: some addresses have tokens in them. The proxy is that of the
    /// environment (<c>HTTPS_PROXY</c>).</summary>
    internal static HttpClient Http()
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            // Each request has its own, its answer included.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // Discord wants this form (https://discord.com/developers/docs/reference#user-agent).
        var version = typeof(DiscordRegistration).Assembly.GetName().Version?.ToString(3);
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"DiscordBot (https://newsbot.example, {version})");
        return http;
    }
}
