using System.Net.Sockets;

namespace NewsBot.Tests.CommandLine;

public sealed class CommandTreeTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData]
    [InlineData("run")]
    public async Task Without_a_verb_the_bot_runs(params string[] args)
    {
        var outcome = await _shell.RunAsync(args);
        Assert.Equal(0, outcome.ExitCode);
        Assert.NotNull(_shell.BotSettings);
    }

    [Theory]
    [InlineData("--Web:Urls=http://127.0.0.1:9000")]
    [InlineData("--Web:Urls", "http://127.0.0.1:9000")]
    [InlineData("--web:urls", "http://127.0.0.1:9000")]
    [InlineData("--set", "Web:Urls=http://127.0.0.1:9000")]
    [InlineData("run", "--Web:Urls=http://127.0.0.1:9000")]
    [InlineData("--set", "Web:Urls=http://127.0.0.1:9000", "run", "--Access:Mode=open")]
    [InlineData("run", "--set", "Access:Mode=open", "--set", "Web:Urls=http://127.0.0.1:9000")]
    public async Task A_setting_can_be_given_on_the_command_line(params string[] args)
    {
        var outcome = await _shell.RunAsync(args);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal("http://127.0.0.1:9000", _shell.BotSettings?.Web.Urls);
    }

    [Fact]
    public async Task Another_settings_file_can_be_named()
    {
        var file = _shell.Write("mine.json", """{ "Retention": { "ArticleDays": 5 } }""");
        await _shell.RunAsync("run", "--config", file);
        Assert.Equal(5, _shell.BotSettings?.Retention.ArticleDays);
    }

    [Fact]
    public async Task Wrong_settings_stop_every_verb_with_one_message()
    {
        _shell.Environment["NEWSBOT_Access__Mode"] = "closed";
        var outcome = await _shell.RunAsync("run");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            "newsbot: The settings are wrong; nothing was started.\n  NEWSBOT_Access__Mode: Access:Mode is \"closed\", but must be allowlist or open.\n",
            outcome.Error);
        Assert.Null(_shell.BotSettings);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("run", "away")]
    [InlineData("run", "--fast")]
    [InlineData("run", "--config")]
    [InlineData("run", "--set")]
    public async Task Wrong_usage_is_told_in_one_line_with_exit_code_2(params string[] args)
    {
        var outcome = await _shell.RunAsync(args);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Out));
        Assert.StartsWith("newsbot: ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("--help\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Error.Count(c => c == '\n'));
        Assert.Null(_shell.BotSettings);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("poll", "--help")]
    [InlineData("preview", "--help")]
    [InlineData("inspect", "--help")]
    [InlineData("import", "--help")]
    [InlineData("export", "--help")]
    [InlineData("check", "--help")]
    [InlineData("backup", "--help")]
    public async Task Help_says_what_a_verb_does_and_which_words_it_takes(params string[] args)
    {
        var outcome = await _shell.RunAsync(args);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Usage:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("--set", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("--config", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_one_clear_line()
    {
        using var shell = new Shell
        {
            Bot = () => throw new IOException("Failed to bind", new InvalidOperationException("", new SocketException((int)SocketError.AddressAlreadyInUse))),
        };
        var outcome = await shell.RunAsync("run");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("newsbot: the address http://127.0.0.1:8080 is in use by another program: end that one, or set Web:Urls.\n", outcome.Error);
    }

    [Fact]
    public async Task A_surprise_is_shown_whole()
    {
        using var shell = new Shell { Bot = () => throw new InvalidOperationException("a slip of ours") };
        var outcome = await shell.RunAsync("run");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("newsbot: this should not have happened; please report it with what you did.\nSystem.InvalidOperationException: a slip of ours\n   at ", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
