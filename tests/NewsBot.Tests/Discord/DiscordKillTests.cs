using System.Diagnostics;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Discord;

/// <summary>The program itself, in a process of its own, killed while it sends.</summary>
public sealed class DiscordKillTests : IDisposable
{
    private const int Rounds = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_between_the_sending_and_the_writing_down_it_sends_each_story_once(bool isForum)
    {
        await using var server = await DiscordServer.StartAsync(new DiscordServerOptions { Rates = DiscordRates.None });
        await using var origin = await FeedOrigin.StartAsync();
        var ann = server.AddPerson("ann");
        var guild = server.AddGuild("newsroom", ann);
        var channel = guild.AddChannel(isForum ? DiscordChannel.Forum : DiscordChannel.Text, "news");
        var titles = new List<string> { "story 0" };
        origin.Serve("/feed", _ => Reply.Feed([.. titles.ToArray().Reverse()]));
        using (var bot = Start(server))
        {
            await BotUnderTest.UntilAsync(() => server.OpenSessions > 0 && server.Commands.Count > 0, "the bot");
            var sub = server.Run(ann, guild.AddChannel(name: "desk"), "sub", ("url", $"{origin.Url("/feed")}"), ("channel", channel));
            await BotUnderTest.UntilAsync(() => sub.Settled.IsCompleted, "the subscription");
            Kill(bot);
        }

        var route = isForum ? "POST /channels/*/threads" : "POST /channels/*/messages";
        for (var round = 1; round <= Rounds; round++)
        {
            using var bot = Start(server);
            // The story of the round before is tried once more; the answer to the next one never reaches the bot.
            await BotUnderTest.UntilAsync(() => Repeats() >= round - 1, "another attempt");
            server.LoseAnswer(route);
            titles.Add($"story {round}");
            await BotUnderTest.UntilAsync(() => Shown().Count == round, "the story");
            Kill(bot);
        }

        using var last = Start(server);
        titles.Add("the last story");
        await BotUnderTest.UntilAsync(() => Shown().Contains("the last story"), "the last story");
        Kill(last);
        Assert.Equal([.. titles.Skip(1)], Shown());
        // A killed bot forgets when it last began a session; Discord refuses it, and it begins a little later.
        Assert.All(server.Offences, offence => Assert.StartsWith("Two identifies", offence, StringComparison.Ordinal));

        List<string> Shown() => isForum
            ? [.. BotOnDiscord.Threads(channel).Select(thread => thread.Name)]
            : [.. server.Messages(channel).Select(BotOnDiscord.Title).OfType<string>()];

        // In a forum another attempt begins with a look at what is open there.
        int Repeats() => isForum
            ? server.Requests.Count(request => request.Is("GET", $"/guilds/{guild.Id}/threads/active"))
            : server.Requests.Where(request => request.IsSend(channel)).GroupBy(Nonce, StringComparer.Ordinal).Count(tries => tries.Count() > 1);

        static string? Nonce(RecordedRequest request) => request.Json!.Value.GetProperty("nonce").GetString();
    }

    private Process Start(DiscordServer server) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "newsbot"),
        [
            "run",
            "--Web:Urls=http://127.0.0.1:0",
            $"--Storage:ConnectionString={_folder.File("newsbot.db")}",
            "--Fetching:AllowPrivateNetworks=127.0.0.0/8",
            "--Polling:MinInterval=00:00:01",
            "--Polling:DefaultInterval=00:00:01",
            "--Access:Mode=open",
            $"--Discord:Token={server.Token}",
            $"--Discord:ApiBaseUrl={server.Url}",
        ])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    private static void Kill(Process bot)
    {
        bot.Kill();
        bot.WaitForExit();
    }
}
