using System.CommandLine;
using NewsBot.CommandLine.Configuration;

namespace NewsBot.CommandLine.Verbs;

/// <summary><c>newsbot run</c>: the bot itself; also what happens without a verb.</summary>
internal static class RunVerb
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "run";

    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree, Func<Settings, CancellationToken, Task<int>> runBot)
    {
        var command = new Command(Name, "Run the bot until it is told to end. This is what happens without a verb.");
        command.SetAction(tree.Do((_, settings, cancellationToken) => runBot(settings, cancellationToken)));
        return command;
    }
}
