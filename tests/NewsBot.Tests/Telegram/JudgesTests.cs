using System.Text.Json;
using NewsBot.Tests.Telegram.StandIn;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Telegram;

/// <summary>
/// Whether the stand-in is honest enough for a client that knows nothing of it: grammY, the most used one, is run
/// against it by a probe that lies in the folder that <c>NEWSBOT_SHARED</c> names. <c>NEWSBOT_GRAMMY</c> names a copy of
/// the probe with its packages installed.
/// </summary>
public sealed class JudgesTests
{
    private const long Ada = 1001;
    private const string Seconds = "6";

    [Fact]
    public async Task A_client_in_wide_use_takes_the_stand_in_for_Telegram_and_the_validator_takes_its_calls()
    {
        var probe = FindProbe();
        // The probe sends six messages at once and waits for nothing.
        await using var server = await BotApiServer.StartAsync(new BotApiOptions { Rates = new RateOptions { PerChatBurst = 10 } });
        var ada = server.AddUser(Ada);
        server.Say(ada, "/start");
        server.Say(ada, "a word");

        var probing = TelegramJudge.RunAsync("node", ["probe.mjs", server.Url, server.Token, $"{Ada}", Seconds], probe);
        await BotUnderTest.UntilAsync(() => Greeting() is not null || probing.IsCompleted, "the answer to /start");
        if (Greeting() is { } greeting)
            server.Press(greeting, "More", ada);
        var (code, output) = await probing;

        Assert.True(code == 0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        var checks = lines.Where(line => line.TryGetProperty("check", out _)).ToList();
        Assert.Equal(8, checks.Count);
        Assert.All(checks, check => Assert.True(check.GetProperty("ok").GetBoolean(), check.ToString()));
        var summary = lines.Single(line => line.TryGetProperty("summary", out _));
        Assert.True(summary.GetProperty("ok").GetBoolean(), output);
        Assert.Equal(["start", "a word", "cb act:1"], summary.GetProperty("handled").EnumerateArray().Select(handled => handled.GetString()));
        Assert.Equal("pressed", server.Messages(Ada).Single(message => message.Id == Greeting("pressed")!.Id).Text);
        Assert.Equal(0, server.Offences);

        await TelegramJudge.ValidateAsync(server.Requests);

        StoredMessage? Greeting(string text = "hi") => server.Messages(Ada).LastOrDefault(message => message.IsByBot && message.Text == text);
    }

    private static string FindProbe()
    {
        var installed = Environment.GetEnvironmentVariable("NEWSBOT_GRAMMY");
        var shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");
        Assert.SkipWhen(installed is null && shared is null, "neither NEWSBOT_GRAMMY nor NEWSBOT_SHARED names a folder with the probe");
        Assert.SkipUnless(TelegramJudge.IsProgram("node"), "there is no node here");
        var folder = installed ?? Path.Combine(shared!, "rigs", "grammy");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules", "grammy")),
            $"the packages of the probe in {folder} are not installed; copy it, npm install there, and name the copy in NEWSBOT_GRAMMY");
        return folder;
    }
}
