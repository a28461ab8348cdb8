using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace NewsBot.Chat.Telegram;

/// <summary>Start-up of this folder.</summary>
public static class TelegramRegistration
{
    /// <summary>Longer than Telegram holds a request for updates open, and longer than an upload may take.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds Telegram if it is switched on: a token is all it needs.</summary>
    public static IServiceCollection AddTelegram(this IServiceCollection services, TelegramOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsOn)
            return services;
        return services
            .AddSingleton<ITelegramBotClient>(_ => Client(options, Http()))
            .AddSingleton<SendPace>()
            .AddSingleton<ButtonData>()
            .AddSingleton<MediaSender>()
            .AddSingleton<TelegramSender>()
            .AddSingleton<ChatStanding>()
            .AddSingleton<UpdateSource>()
            .AddSingleton<Webhook>()
            .AddSingleton<CommandMenu>()
            .AddSingleton<InlineAnswers>()
            .AddSingleton<IChatPlatform, TelegramPlatform>();
    }

    /// <summary>Serves the address under which Telegram delivers, if one is set.</summary>
    public static void MapTelegram(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<TelegramOptions>>().Value;
        if (options is { IsOn: true, WebhookUrl.Length: > 0 })
            endpoints.MapPost(new Uri(options.WebhookUrl).AbsolutePath, (HttpRequest request, Webhook webhook, CancellationToken cancellationToken) =>
                webhook.ReceiveAsync(request, cancellationToken));
    }

    /// <summary>The client as the rest of this folder wants it: it waits for nobody by itself.</summary>
    internal static TelegramBotClient Client(TelegramOptions options, HttpClient http) => new(
        new TelegramBotClientOptions(options.Token, options.ApiBaseUrl.Length == 0 ? null : options.ApiBaseUrl) { RetryThreshold = 0, RetryCount = 0 },
        http);

    /// <summary>It comes from no factory and so logs nothing: each address has the token in it. The proxy is that of the
    /// environment (<c>HTTPS_PROXY</c>).</summary>
    internal static HttpClient Http() => new(new SocketsHttpHandler
    {
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    {
        Timeout = RequestTimeout,
    };
}
