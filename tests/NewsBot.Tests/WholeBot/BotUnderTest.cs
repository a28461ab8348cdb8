using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Chat;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.WholeBot;

/// <summary>The whole bot in this process, as Program builds it: a real database file, real fetching on loopback, Quartz,
/// the web page on a free port; beside it the <see cref="NotebookPlatform"/>. Feeds are looked at each second.</summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    /// <summary>Only a failure waits this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;

    private BotUnderTest(WebApplication app, NotebookPlatform notebook) => (_app, Notebook) = (app, notebook);

    public NotebookPlatform Notebook { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Page => new(_app.Urls.First());

    public static async Task<BotUnderTest> StartAsync(string folder, params string[] more)
    {
        var notebook = new NotebookPlatform();
        var app = Program.Build(SettingsFor(folder, more), services =>
        {
            services.AddSingleton<IChatPlatform>(notebook);
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new TestLog()));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new BotUnderTest(app, notebook);
    }

    /// <summary>Says something and waits for the answer.</summary>
    public async Task<Reply> AskAsync(ChatAddress chat, string text, bool mayManage = true)
    {
        var before = Answers(chat).Count;
        Notebook.Say(chat, text, mayManage);
        await UntilAsync(() => Answers(chat).Count > before, $"an answer to {text}");
        return Answers(chat)[before];
    }

    /// <summary>Waits until nothing is owed any more: sent or refused.</summary>
    public async Task UntilNothingIsOwedAsync()
    {
        var outbox = Services.GetRequiredService<IDeliveryStore>();
        for (var look = 0; (await outbox.BacklogAsync(TestContext.Current.CancellationToken)).Pending > 0; look++)
        {
            Assert.True(look < 3000, "waited in vain for the outbox to empty");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so; fails with its description otherwise.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!isSo())
        {
            Assert.True(clock.GetElapsedTime(started) < Patience, $"waited in vain for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private List<Reply> Answers(ChatAddress chat) =>
        [.. Notebook.Notes.Where(note => note.Chat == chat && note.Reply is not null).Select(note => note.Reply!)];

    private static Settings SettingsFor(string folder, string[] more)
    {
        var loaded = Settings.Load(new SettingsSources
        {
            CommandLine =
            [
                "Web:Urls=http://127.0.0.1:0",
                $"Storage:ConnectionString={Path.Combine(folder, "newsbot.db")}",
                "Fetching:AllowPrivateNetworks:0=127.0.0.0/8",
                "Polling:MinInterval=00:00:01",
                "Polling:DefaultInterval=00:00:01",
                "Access:Mode=open",
                .. more,
            ],
        });
        return loaded is SettingsResult.Good good
            ? good.Settings
            : throw new InvalidOperationException(((SettingsResult.Faulty)loaded).Message);
    }
}
