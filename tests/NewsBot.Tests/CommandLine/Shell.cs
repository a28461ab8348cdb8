using NewsBot.CommandLine;
using NewsBot.CommandLine.Configuration;

namespace NewsBot.Tests.CommandLine;

/// <summary>Calls verbs in this process, in a folder of their own, and catches what they write.</summary>
internal sealed class Shell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-shell-");

    /// <summary>The clock of the verbs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables of the verbs; none of this process get in.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The settings with which the bot itself was started.</summary>
    public Settings? BotSettings { get; private set; }

    /// <summary>What the bot itself does when it is started.</summary>
    public Func<Task<int>> Bot { get; init; } = () => Task.FromResult(0);

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Calls <c>newsbot</c> with these words.</summary>
    public async Task<Outcome> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var tree = new CommandTree(
            new Terminal(output, error, ErrorIsScreen: false, Time),
            (file, commandLine) => new SettingsSources { File = file, Environment = Environment, CommandLine = [$"Storage:ConnectionString={this["newsbot.db"]}", .. commandLine] },
            (settings, _) =>
            {
                BotSettings = settings;
                return Bot();
            });
        return new Outcome(await tree.InvokeAsync(args), output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>What a verb left behind.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
