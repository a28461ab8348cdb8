using System.Collections;
using System.Globalization;
using System.Text.Json;
using NewsBot.Core.Commands;

namespace NewsBot.CommandLine.Configuration;

/// <summary>Where settings come from. <see cref="Read"/> brings them together; it judges names, not values.</summary>
public sealed class SettingsSources
{
    /// <summary>What environment variables begin with; two underscores stand for the colon.</summary>
    public const string Prefix = "NEWSBOT_";

    /// <summary>Where the settings file lies, in the working folder or beside the program.</summary>
    public const string UsualFile = "config/newsbot.json";

    /// <summary>The settings file, or null for none.</summary>
    public string? File { get; init; }

    /// <summary>The environment variables, or those that matter of them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the command line says, as <c>Section:Key=value</c>.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>The sources of this process.</summary>
    /// <param name="file">The settings file that was asked for, or null for the usual one, if it exists.</param>
    /// <param name="commandLine">What the command line says, as <c>Section:Key=value</c>.</param>
    public static SettingsSources OfProcess(string? file, IReadOnlyList<string> commandLine)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, UsualFile);
        return new SettingsSources
        {
            File = file ?? (System.IO.File.Exists(UsualFile) ? UsualFile : System.IO.File.Exists(beside) ? beside : null),
            Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
            CommandLine = commandLine,
        };
    }

    /// <summary>Every setting that is given anywhere, with its values from the source that has the last word.</summary>
    /// <param name="faults">Gets a line for each name that means nothing, and for a file that cannot be read.</param>
    /// <param name="feeds">The keys of the list <c>Feeds</c>.</param>
    internal IReadOnlyDictionary<Setting, GivenValues> Read(ICollection<string> faults, out IReadOnlyList<GivenKey> feeds)
    {
        var given = new Dictionary<Setting, GivenValues>();
        feeds = [];
        foreach (var source in new[] { FromFile(faults), FromEnvironment(), FromCommandLine() })
        {
            // A list is given by one source as a whole: entries of two sources would make a third list that nobody wrote.
            var keys = source.ToLookup(pair => FeedRuleSettings.Owns(pair.Key));
            if (keys.Contains(true))
                feeds = [.. keys[true]];
            foreach (var group in keys[false].Select(pair => Recognise(pair, faults)).OfType<Recognised>().GroupBy(pair => pair.Setting))
                given[group.Key] = new GivenValues(group.First().Origin, [.. group.OrderBy(pair => pair.Index).Select(pair => pair.Value)]);
        }

        return given;
    }

    private List<GivenKey> FromFile(ICollection<string> faults)
    {
        if (File is null)
            return [];
        try
        {
            using var stream = System.IO.File.OpenRead(File);
            // Comments and trailing commas are accepted by this reader.
            var root = new ConfigurationBuilder().AddJsonStream(stream).Build();
            return [.. root.AsEnumerable()
                .Where(pair => pair.Value is not null && pair.Key is not "$schema")
                .Select(pair => new GivenKey(pair.Key, pair.Value!, File))];
        }
        catch (JsonException e)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{File}, line {e.LineNumber + 1}: this is not JSON: {Cause(e)}"));
        }
        catch (FormatException e)
        {
            faults.Add($"{File}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{File}: the settings file cannot be read: {e.Message}");
        }

        return [];
    }

    private IEnumerable<GivenKey> FromEnvironment() =>
        from variable in Environment
        where variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        let key = variable.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)
        // Other programs may share our prefix; but a setting with one underscore for two is a slip.
        where key.Contains(':', StringComparison.Ordinal) || Nearest(key.Replace('_', ':')) is not null
        select new GivenKey(key, variable.Value, variable.Key);

    private IEnumerable<GivenKey> FromCommandLine() =>
        CommandLine.Select(text => text.Split('=', 2)).Select(parts => new GivenKey(parts[0], parts.ElementAtOrDefault(1) ?? "", "command line"))
            // Said twice, the last one holds.
            .Reverse().DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Reverse();

    private static Recognised? Recognise(GivenKey pair, ICollection<string> faults)
    {
        if (SettingsTable.Find(pair.Key) is { } setting)
            return new Recognised(setting, 0, pair.Value, pair.Origin);
        var end = pair.Key.LastIndexOf(':');
        if (end > 0 && int.TryParse(pair.Key.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && SettingsTable.Find(pair.Key[..end]) is { } list)
        {
            if (list.IsList)
                return new Recognised(list, index, pair.Value, pair.Origin);
            faults.Add($"{pair.Origin}: {list.Key} takes one value, not a list.");
            return null;
        }

        faults.Add(Nearest(pair.Key.Replace('_', ':')) is { } meant
            ? $"{pair.Origin}: there is no setting {pair.Key}; did you mean {meant.Key}?"
            : $"{pair.Origin}: there is no setting {pair.Key}; config/README.md lists them.");
        return null;
    }

    /// <summary>The setting that was probably meant: few letters differ, or the section was forgotten or mistaken.</summary>
    private static Setting? Nearest(string key) =>
        SettingsTable.All
            .Select(setting => (setting, distance: Math.Min(
                Distance(key, setting.Key), Distance(key[(key.LastIndexOf(':') + 1)..], setting.Key[(setting.Section.Length + 1)..]))))
            .Where(pair => pair.distance <= pair.setting.Key.Length / 5)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.setting)
            .FirstOrDefault();

    private static int Distance(string given, string known) =>
        EditDistance.Between(given.ToUpperInvariant(), known.ToUpperInvariant());

    private static string Cause(JsonException e) => e.Message.Split(" LineNumber:")[0];

    private sealed record Recognised(Setting Setting, int Index, string Value, string Origin);
}

/// <summary>What one source gives for a setting.</summary>
/// <param name="Origin">The file, the variable or the command line.</param>
/// <param name="Values">One value; of a list, its entries, or all of them in one text separated by commas.</param>
internal sealed record GivenValues(string Origin, IReadOnlyList<string> Values)
{
    /// <summary>Takes the values over into <paramref name="settings"/>; returns what is wrong with them, or null.</summary>
    public string? Fault(Setting setting, Settings settings)
    {
        var values = setting.IsList
            ? Values.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : Values;
        return values.FirstOrDefault(value => !setting.TryPut(settings, value)) is { } wrong
            ? $"{Origin}: {setting.Key} is {(setting.IsSecret ? "not shown" : $"\"{wrong}\"")}, but must be {setting.Allowed}."
            : null;
    }
}
