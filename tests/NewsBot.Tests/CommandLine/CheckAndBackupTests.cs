using System.Net;
using System.Net.Sockets;
using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.CommandLine;

public sealed class CheckAndBackupTests : IDisposable
{
    private readonly Shell _shell = new();

    [Fact]
    public async Task A_fresh_place_is_fine()
    {
        var outcome = await _shell.RunAsync("check", "--Web:Urls=http://127.0.0.1:0", "--Fetching:Contact=me@example.org");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            [
                "ok: settings: no file; the defaults hold",
                $"ok: folder: {Path.GetDirectoryName(_shell["newsbot.db"])} can be written",
                $"ok: database: {_shell["newsbot.db"]} does not exist yet and will be made",
                "ok: port: http://127.0.0.1:0 is free",
            ],
            outcome.Lines);
        Assert.False(File.Exists(_shell["newsbot.db"]));
    }

    [Fact]
    public async Task Each_wrong_setting_is_a_line()
    {
        var outcome = await _shell.RunAsync("check", "--Access:Mode=x", "--Retention:SeenDays=1");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                "wrong: settings: command line: Access:Mode is \"x\", but must be allowlist or open.",
                "wrong: settings: command line: Retention:SeenDays is \"1\", but must be a whole number from 30 to 36500.",
            ],
            outcome.Lines);
    }

    [Fact]
    public async Task A_token_that_Discord_knows_is_told_with_the_name_of_its_bot()
    {
        await using var discord = await DiscordServer.StartAsync();
        var outcome = await _shell.RunAsync(
            "check", "--Web:Urls=http://127.0.0.1:0", $"--Discord:Token={discord.Token}", $"--Discord:ApiBaseUrl={discord.Url}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"ok: discord: the token is that of {discord.Bot.Name}", outcome.Lines);
    }

    [Fact]
    public async Task A_token_that_Discord_does_not_know_is_told_with_what_to_do()
    {
        await using var discord = await DiscordServer.StartAsync();
        var outcome = await _shell.RunAsync(
            "check", "--Web:Urls=http://127.0.0.1:0", "--Discord:Token=another", $"--Discord:ApiBaseUrl={discord.Url}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Lines, line => line.StartsWith("wrong: discord: ", StringComparison.Ordinal) && line.Contains("set Discord:Token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_Telegram_knows_is_told_with_the_name_of_its_bot()
    {
        await using var telegram = await BotApiServer.StartAsync();
        var outcome = await _shell.RunAsync(
            "check", "--Web:Urls=http://127.0.0.1:0", $"--Telegram:Token={telegram.Token}", $"--Telegram:ApiBaseUrl={telegram.Url}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"ok: telegram: the token is that of @{telegram.Bot.Username}", outcome.Lines);
    }

    [Fact]
    public async Task A_token_that_Telegram_does_not_know_is_told_without_showing_it()
    {
        await using var telegram = await BotApiServer.StartAsync();
        var outcome = await _shell.RunAsync(
            "check", "--Web:Urls=http://127.0.0.1:0", "--Telegram:Token=987654321:wrong", $"--Telegram:ApiBaseUrl={telegram.Url}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Lines, line => line.StartsWith("wrong: telegram: ", StringComparison.Ordinal));
        Assert.DoesNotContain("987654321:wrong", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var outcome = await _shell.RunAsync("check", $"--Web:Urls=http://127.0.0.1:{port}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            $"wrong: port: http://127.0.0.1:{port} is in use → if the bot itself is running, all is well; else end the other program, or set Web:Urls",
            outcome.Lines);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_without_a_stack_trace()
    {
        _shell.Write("newsbot.db", new string('x', 10_000));
        var check = await _shell.RunAsync("check", "--Web:Urls=http://127.0.0.1:0");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains(check.Lines, line => line.StartsWith("wrong: database: ", StringComparison.Ordinal));
        var poll = await _shell.RunAsync("poll", "--once");
        Assert.Equal(1, poll.ExitCode);
        Assert.Equal(1, poll.Error.Count(c => c == '\n'));
        Assert.DoesNotContain("   at ", poll.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_a_whole_database()
    {
        await _shell.RunAsync("import", _shell.Write("a/1.md", "[One](https://news.example/1)\n------\n\n<p>Text.</p>\n"));
        await _shell.RunAsync("import", _shell["a"]);
        var outcome = await _shell.RunAsync("backup", _shell["copy.db"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var check = await _shell.RunAsync("check", "--Web:Urls=http://127.0.0.1:0", $"--Storage:ConnectionString={_shell["copy.db"]}");
        Assert.Contains("is sound; 1 feeds, 1 items", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_never_overwrites()
    {
        var outcome = await _shell.RunAsync("backup", _shell.Write("copy.db", "mine"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"newsbot: {_shell["copy.db"]} exists already", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_shell["copy.db"]));
    }

    public void Dispose() => _shell.Dispose();
}
