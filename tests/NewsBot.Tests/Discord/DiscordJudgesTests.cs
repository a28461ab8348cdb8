using System.Text.Json;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Discord;

/// <summary>
/// Whether the stand-in is honest enough for those who know nothing of it: discord.js, the most used client, is run against it by a
/// probe, and a script in Python asks it the usual questions. Both lie in the folder that <c>NEWSBOT_SHARED</c> names.
/// <c>NEWSBOT_DISCORDJS</c> names a copy of the first with its packages installed.
/// </summary>
public sealed class DiscordJudgesTests
{
    private const string Expected = "ready,register,send,slash,defer,component,resume";

    [Fact]
    public async Task A_client_in_wide_use_takes_the_stand_in_for_Discord_and_the_validator_takes_both_their_words()
    {
        var probe = FindProbe();
        await using var server = await DiscordServer.StartAsync();
        var guild = server.AddGuild();
        var channel = guild.AddChannel();
        var ada = server.AddPerson("ada", guild);

        var probing = TelegramJudge.RunAsync(
            "node",
            ["probe.mjs", "--api", server.Url, "--token", server.Token, "--channel", channel.Id, "--guild", guild.Id, "--expect", Expected, "--timeout", "25"],
            probe);
        await UntilAsync(() => News() is not null, "the news and its edit");
        if (!probing.IsCompleted)
        {
            var ping = server.Run(ada, channel, "ping");
            var slow = server.Run(ada, channel, "slow", ("q", "tea"));
            var press = server.Press(ada, News()!, "probe:btn");
            await UntilAsync(() => ping.Settled.IsCompleted && slow.FollowUps.Count > 0 && press.Settled.IsCompleted, "the answers");
            server.Reconnect();
        }

        var (code, output) = await probing;

        Assert.True(code == 0, output);
        var checks = output.Split('\n')
            .Where(line => line.StartsWith("{\"check\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(
            Expected.Split(',').Order(StringComparer.Ordinal),
            checks.Select(check => check.GetProperty("check").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(checks, check => Assert.True(check.GetProperty("ok").GetBoolean(), check.ToString()));
        Assert.Equal(
            ["done tea", "follow", "pong", "pressed probe:btn"],
            server.Messages(channel).Select(message => message.Content).Order(StringComparer.Ordinal));
        Assert.Empty(server.Offences);
        Assert.Equal(["/gateway", "/resume"], server.Connections.Select(connection => connection.Path));

        await DiscordJudge.ValidateAsync([.. server.Requests.Select(request => request.ToLogLine()), .. server.GatewayLogLines], responses: true);

        StoredMessage? News() => server.Messages(channel).FirstOrDefault(message => message.Content == "news (edited)");
        Task UntilAsync(Func<bool> isSo, string what) => BotUnderTest.UntilAsync(() => isSo() || probing.IsCompleted, what);
    }

    [Fact]
    public async Task The_usual_questions_are_answered_as_Discord_documents_it()
    {
        Assert.SkipUnless(DiscordJudge.IsHere, DiscordJudge.Absence ?? "");
        var script = Path.Combine(Environment.GetEnvironmentVariable("NEWSBOT_SHARED")!, "rigs", "discord", "probe_responses.py");
        Assert.SkipUnless(File.Exists(script), $"there is no {script}");
        // The script sends all at once and waits for nothing.
        await using var server = await DiscordServer.StartAsync(new DiscordServerOptions { Rates = DiscordRates.None });
        var channel = server.AddGuild().AddChannel();
        using var folder = new TemporaryFolder();

        var (code, output) = await TelegramJudge.RunAsync(
            "python3",
            [script, $"{server.Url}/v10", server.Token, server.Application, channel.Guild!.Id, channel.Id, folder.File("answers.jsonl")],
            folder.Path);

        Assert.True(code == 0, output);
        Assert.Contains("0 behaviour deviations, 0 schema errors", output, StringComparison.Ordinal);
        await DiscordJudge.ValidateAsync(server.Requests.Where(request => request.Status < 400).Select(request => request.ToLogLine()), responses: true);
    }

    private static string FindProbe()
    {
        var installed = Environment.GetEnvironmentVariable("NEWSBOT_DISCORDJS");
        var shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");
        Assert.SkipWhen(installed is null && shared is null, "neither NEWSBOT_DISCORDJS nor NEWSBOT_SHARED names a folder with the probe");
        Assert.SkipUnless(TelegramJudge.IsProgram("node"), "there is no node here");
        var folder = installed ?? Path.Combine(shared!, "rigs", "discordjs");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules", "discord.js")),
            $"the packages of the probe in {folder} are not installed; copy it, npm install there, and name the copy in NEWSBOT_DISCORDJS");
        return folder;
    }
}
