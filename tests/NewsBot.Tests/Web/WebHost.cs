using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Chat;
using NewsBot.Chat.Web;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Tests.Web;

/// <summary>The chat page on a real server on loopback, with a transcript in memory and, if wanted, a bot that answers.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private Task _bot = Task.CompletedTask;

    private WebHost(WebApplication app, MemoryTranscript transcript) => (_app, Transcript) = (app, transcript);

    public MemoryTranscript Transcript { get; }

    public WebPlatform Platform => Service<WebPlatform>();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<WebHost> StartAsync(
        string password = "", MemoryTranscript? transcript = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, int port = 0)
    {
        transcript ??= new MemoryTranscript();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITranscript>(transcript);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<WebOptions>(options => options.Password = password);
        builder.Services.AddWebChat();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapWebChat();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebHost(app, transcript);
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A browser that keeps cookies and follows nothing.</summary>
    public HttpClient Client(bool followRedirects = false)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = followRedirects }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>Answers what people say, as the command loop will.</summary>
    public void Answer(Func<IncomingMessage, Reply> answer) => _bot = Task.Run(async () =>
    {
        try
        {
            await foreach (var heard in Platform.ListenAsync(_stop.Token))
                await SendAsync(answer((IncomingMessage)heard), "reply:" + heard.Id);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    });

    public async Task SendAsync(Reply reply, string key)
    {
        foreach (var message in Platform.Render(reply, new ChatSettings()))
            Assert.IsType<SendResult.Sent>(await Platform.SendAsync(new Envelope(WebPlatform.Home, key), message, TestContext.Current.CancellationToken));
    }

    public async Task SendAsync(Post post, string key)
    {
        foreach (var message in Platform.Render(post, new ChatSettings(), new SubscriptionSettings()))
            Assert.IsType<SendResult.Sent>(await Platform.SendAsync(new Envelope(WebPlatform.Home, key), message, TestContext.Current.CancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _bot;
        await _app.DisposeAsync();
        _stop.Dispose();
    }
}
