using System.Diagnostics;
using System.Text.RegularExpressions;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Web;

namespace NewsBot.Tests.WholeBot;

/// <summary>The program itself, in a process of its own, killed while it works.</summary>
public sealed partial class KillTests : IDisposable
{
    private const int Rounds = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_the_bot_goes_on_and_every_item_is_shown_once()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var titles = new List<string> { "story 0" };
        origin.Serve("/feed", _ => Reply.Feed([.. titles.ToArray().Reverse()]));
        using (var bot = await StartAsync())
        {
            await SayAsync(bot, $"/sub {origin.Url("/feed")}");
            await UntilShownAsync(bot, "story 0");
            bot.Kill();
        }

        for (var round = 1; round <= Rounds; round++)
        {
            using var bot = await StartAsync();
            var asked = origin.Asked("/feed").Count;
            titles.Add($"story {round}");
            await BotUnderTest.UntilAsync(() => origin.Asked("/feed").Count > asked, "a look at the feed");
            // The item is on its way now: being read, stored, owed or sent, a little further each round.
            await Task.Delay(TimeSpan.FromMilliseconds(40 * round), TimeProvider.System, TestContext.Current.CancellationToken);
            bot.Kill();
        }

        using var last = await StartAsync();
        await UntilShownAsync(last, $"story {Rounds}");
        var shown = await ShownAsync(last);
        Assert.All(titles, title => Assert.Single(shown, message => message.Contains($"\"title\":\"{title}\"", StringComparison.Ordinal)));
    }

    private async Task<BotProcess> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "newsbot"),
            [
                "run",
                "--Web:Urls=http://127.0.0.1:0",
                $"--Storage:ConnectionString={_folder.File("newsbot.db")}",
                "--Fetching:AllowPrivateNetworks=127.0.0.0/8",
                "--Polling:MinInterval=00:00:01",
                "--Polling:DefaultInterval=00:00:01",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
            if (Address().Match(line) is { Success: true } address)
                return new BotProcess(process, new Uri(address.Value));
        throw new InvalidOperationException("The bot ended before it was ready.");
    }

    private static async Task SayAsync(BotProcess bot, string text)
    {
        using var content = new StringContent($$"""{"text":"{{text}}","language":"en"}""", null, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/messages") { Content = content };
        request.Headers.Add("Origin", bot.Page.GetLeftPart(UriPartial.Authority));
        using var answer = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task UntilShownAsync(BotProcess bot, string title)
    {
        await using var events = await EventReader.OpenAsync(bot.Client, "/chat/events");
        while (await events.NextAsync() is { } message)
            if (message.Data.Contains($"\"title\":\"{title}\"", StringComparison.Ordinal))
                return;
        Assert.Fail($"{title} was not shown.");
    }

    private static async Task<IReadOnlyList<string>> ShownAsync(BotProcess bot)
    {
        await using var events = await EventReader.OpenAsync(bot.Client, "/chat/events");
        return [.. (await events.UntilReadyAsync()).Select(message => message.Data)];
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();

    private sealed class BotProcess(Process process, Uri page) : IDisposable
    {
        public Uri Page => page;

        public HttpClient Client { get; } = new() { BaseAddress = page };

        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
        }

        public void Dispose()
        {
            if (!process.HasExited)
                Kill();
            process.Dispose();
            Client.Dispose();
        }
    }
}
