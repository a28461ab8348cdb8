namespace NewsBot.Tests.CommandLine.Configuration;

/// <summary>A settings file that lives as long as a test.</summary>
internal sealed class SettingsFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-settings-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "newsbot.json");

    public void Write(string json) => File.WriteAllText(Path, json);

    public static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
