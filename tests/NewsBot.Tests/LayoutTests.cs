using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NewsBot.Tests;

/// <summary>Holds the house to its plan: who may know whom, and what lies where.</summary>
public sealed partial class LayoutTests
{
    /// <summary>The folders of src/NewsBot and the folders each may know. Core is free to all; Program knows all.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Fetching"] = [],
        ["Storage"] = [],
        ["Chat"] = [],
        ["Polling"] = ["Fetching", "Storage"],
        ["Delivery"] = ["Storage", "Chat"],
        ["Commands"] = ["Storage", "Fetching", "Chat"],
        ["Operations"] = ["Storage"],
        ["CommandLine"] = ["Fetching", "Storage", "Chat", "Polling", "Delivery", "Commands", "Operations"],
    };

    private static readonly string[] CoreFolders =
        ["Model", "Parsing", "Detection", "Scheduling", "Composing", "Rendering", "Commands"];

    private static readonly string[] Projects = ["NewsBot", "NewsBot.Core"];

    private static string Root { get; } = FindRoot();

    [Fact]
    public void No_folder_knows_one_that_it_should_not()
    {
        var offences =
            from folder in MayKnow.Keys
            from file in SourceFiles(Path.Combine(Root, "src", "NewsBot", folder))
            from Match mention in OtherFolder().Matches(File.ReadAllText(file))
            let other = mention.Groups["folder"].Value
            where other != folder && MayKnow.ContainsKey(other) && !MayKnow[folder].Contains(other)
            select $"{Path.GetRelativePath(Root, file)} knows {other}";
        Assert.Empty(offences.Distinct());
    }

    [Fact]
    public void One_chat_platform_never_knows_another()
    {
        var platforms = Directory.GetDirectories(Path.Combine(Root, "src", "NewsBot", "Chat")).Select(Path.GetFileName).ToList();
        var offences =
            from platform in platforms
            from file in SourceFiles(Path.Combine(Root, "src", "NewsBot", "Chat", platform!))
            from other in platforms
            where other != platform && File.ReadAllText(file).Contains($"NewsBot.Chat.{other}", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Root, file)} knows {other}";
        Assert.Empty(offences);
    }

    [Fact]
    public void The_rooms_are_those_of_the_plan()
    {
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), Folders("src/NewsBot"));
        Assert.Equal(CoreFolders.Order(StringComparer.Ordinal), Folders("src/NewsBot.Core"));
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var offences =
            from project in Projects
            from file in SourceFiles(Path.Combine(Root, "src", project))
            let folder = Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
            let declared = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
            where declared.Length > 0 && declared != folder
            select $"{Path.GetRelativePath(Root, file)} declares {declared}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Sql_stands_only_in_the_store()
    {
        var offences =
            from file in SourceFiles(Path.Combine(Root, "src"))
            where !file.Contains(Path.Combine("Storage", "Sqlite"), StringComparison.Ordinal)
            where Sql().IsMatch(File.ReadAllText(file))
            select Path.GetRelativePath(Root, file);
        Assert.Empty(offences);
    }

    [Fact]
    public void The_map_leads_to_files_that_exist()
    {
        var map = MapLine().Matches(File.ReadAllText(Path.Combine(Root, "src", "README.md")))
            .Select(line => line.Groups["path"].Value)
            .Select(path => path.StartsWith("Core/", StringComparison.Ordinal) ? $"NewsBot.Core/{path[5..]}" : $"NewsBot/{path}")
            .ToList();
        Assert.Equal(11, map.Count);
        Assert.All(map, path => Assert.True(File.Exists(Path.Combine(Root, "src", path)), path));
    }

    [Fact]
    public void The_top_level_holds_what_the_plan_says()
    {
        string[] allowed = ["src", "tests", "config", "README.md", "NewsBot.sln", "Dockerfile", "LICENSE", "global.json"];
        string[] made = ["data", "TestResults", "BenchmarkDotNet.Artifacts"];
        var extra = Directory.GetFileSystemEntries(Root).Select(path => Path.GetFileName(path))
            .Where(name => name[0] != '.' && !allowed.Contains(name) && !made.Contains(name));
        Assert.Empty(extra);
    }

    private static IEnumerable<string> Folders(string path) =>
        Directory.GetDirectories(Path.Combine(Root, path)).Select(folder => Path.GetFileName(folder))
            .Where(name => name is not ("bin" or "obj" or "Properties")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"\bNewsBot\.(?<folder>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherFolder();

    [GeneratedRegex(@"^ +\d+  (?<path>\S+\.cs) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MapLine();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(SELECT .* FROM|INSERT INTO|DELETE FROM|CREATE TABLE)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sql();
}
