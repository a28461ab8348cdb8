using NewsBot.CommandLine.Configuration;

namespace NewsBot.CommandLine;

/// <summary>The command line of the bot.</summary>
public static class CommandLineEntry
{
    /// <summary>Does what the command line says and returns the exit code: 0 good, 1 the work failed, 2 wrong usage.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="runBot">Runs the bot until it is told to end, and returns the exit code: the verb <c>run</c>.</param>
    public static Task<int> RunAsync(string[] args, Func<Settings, CancellationToken, Task<int>> runBot)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(runBot);
        return new CommandTree(Terminal.OfProcess(), SettingsSources.OfProcess, runBot).InvokeAsync(args);
    }
}
