using System.CommandLine;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary><c>newsbot backup</c>: a consistent copy of the database, while the bot runs.</summary>
internal sealed class BackupVerb(Terminal terminal, IMaintenance store)
{
    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write. It must not exist yet." };
        var command = new Command("backup", "Write a consistent copy of the database, while the bot runs.") { file };
        command.SetAction(tree.Do<BackupVerb>((verb, parsed, cancellationToken) => verb.WriteAsync(parsed.GetValue(file)!, cancellationToken)));
        return command;
    }

    private async Task<int> WriteAsync(string file, CancellationToken cancellationToken)
    {
        await store.BackupAsync(Path.GetFullPath(file), cancellationToken);
        terminal.Out.WriteLine($"{file}: {new FileInfo(file).Length} bytes");
        return ExitCode.Good;
    }
}
