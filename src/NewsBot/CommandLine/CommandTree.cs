using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;
using NewsBot.CommandLine.Configuration;
using NewsBot.CommandLine.Verbs;

namespace NewsBot.CommandLine;

/// <summary>The verbs, and what all of them have in common: settings, exit codes, and one clear line when something is wrong.</summary>
/// <param name="terminal">Where they write.</param>
/// <param name="sources">Where settings come from, given the file and the <c>Section:Key=value</c> texts of the command line.</param>
/// <param name="runBot">The verb <c>run</c>.</param>
internal sealed class CommandTree(
    Terminal terminal,
    Func<string?, IReadOnlyList<string>, SettingsSources> sources,
    Func<Settings, CancellationToken, Task<int>> runBot)
{
    /// <summary>How long a verb may take to end after Ctrl+C. The bot itself ends by the rules of its host.</summary>
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(10);

    private readonly Option<string?> _config = new("--config")
    {
        Description = "The settings file. Without it: config/newsbot.json in the working folder, else the one beside the program.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change one setting for this run; also written --Section:Key=value. May be repeated.",
        HelpName = "Section:Key=value",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Parses and does, and returns the exit code. Never throws.</summary>
    public async Task<int> InvokeAsync(IReadOnlyList<string> args)
    {
        // No response files: @name is a name here.
        var parsed = Build().Parse(SpellOutSettings(args), new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction)
        {
            var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
            // Some of these messages come in several lines.
            var words = parsed.Errors.SelectMany(error => error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            terminal.Error.WriteLine($"newsbot: {string.Join(' ', words)} See: newsbot{verb} --help");
            return ExitCode.WrongUsage;
        }

        var isRun = parsed.CommandResult.Command is RootCommand or { Name: RunVerb.Name };
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = isRun ? null : TerminationGrace,
        });
    }

    /// <summary>Makes an action of a verb's work: reads the settings, does it, and turns what goes wrong into one line.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Do(Func<ParseResult, Settings, CancellationToken, Task<int>> work) =>
        async (parsed, cancellationToken) =>
        {
            switch (Settings.Load(Sources(parsed)))
            {
                case SettingsResult.Faulty faulty:
                    return terminal.Fail(faulty.Message);
                case SettingsResult.Good(var settings):
                    try
                    {
                        return await work(parsed, settings, cancellationToken);
                    }
                    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                    {
                        return terminal.Fail("stopped before it was done.");
                    }
                    catch (Exception e)
                    {
                        return terminal.Fail(Trouble.Explain(e, settings));
                    }

                default:
                    return ExitCode.Failed;
            }
        };

    /// <summary>The same for a verb that is a class: it gets the parts of the bot that its constructor names.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Do<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TVerb>(
        Func<TVerb, ParseResult, CancellationToken, Task<int>> work) =>
        Do(async (parsed, settings, cancellationToken) =>
        {
            await using var parts = BotParts.Build(settings, terminal);
            return await work(ActivatorUtilities.CreateInstance<TVerb>(parts), parsed, cancellationToken);
        });

    /// <summary>Where this command line takes its settings from.</summary>
    public SettingsSources Sources(ParseResult parsed) => sources(parsed.GetValue(_config), parsed.GetValue(_set) ?? []);

    private RootCommand Build()
    {
        var root = new RootCommand("NewsBot watches news feeds and tells people in their chats, once per story.")
        {
            _config,
            _set,
            RunVerb.Build(this, runBot),
            PollVerb.Build(this),
            PreviewVerb.Build(this),
            InspectVerb.Build(this),
            ImportVerb.Build(this),
            ExportVerb.Build(this),
            CheckVerb.Build(this, terminal),
            BackupVerb.Build(this),
        };
        root.SetAction(Do((_, settings, cancellationToken) => runBot(settings, cancellationToken)));
        return root;
    }

    /// <summary>Turns <c>--Section:Key=value</c> and <c>--Section:Key value</c> into <c>--set Section:Key=value</c>: an
    /// option for each of the settings would drown the help.</summary>
    private static List<string> SpellOutSettings(IReadOnlyList<string> args)
    {
        var words = new List<string>(args.Count + 4);
        for (var i = 0; i < args.Count; i++)
        {
            var word = args[i];
            if (word == "--")
                return [.. words, .. args.Skip(i)];
            if (!IsSetting(word))
            {
                words.Add(word);
                continue;
            }

            var needsValue = !word.Contains('=', StringComparison.Ordinal) && i + 1 < args.Count;
            words.Add("--set");
            words.Add(needsValue ? $"{word[2..]}={args[++i]}" : word[2..]);
        }

        return words;
    }

    private static bool IsSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal)
        && SettingsTable.All.Any(setting => word.AsSpan(2).StartsWith(setting.Section + ":", StringComparison.OrdinalIgnoreCase));
}
