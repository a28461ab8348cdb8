using System.Runtime.CompilerServices;

namespace NewsBot.Core.Tests.Rendering;

/// <summary>
/// Compares with a golden file beside the test, <c>CLASS.NAME.verified.txt</c>. A difference is written out next to the test
/// program; whoever finds that it is right accepts it with the copy command that the failure names.
/// </summary>
internal static class Golden
{
    public static void Matches(string actual, [CallerMemberName] string name = "", [CallerFilePath] string testFile = "")
    {
        name = $"{Path.GetFileNameWithoutExtension(testFile)}.{name}";
        var verified = Path.Combine(Path.GetDirectoryName(testFile)!, name + ".verified.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n").TrimEnd('\n') : null;
        if (expected == actual.TrimEnd('\n'))
            return;
        var received = Path.Combine(AppContext.BaseDirectory, name + ".received.txt");
        File.WriteAllText(received, actual.TrimEnd('\n') + "\n");
        Assert.Fail($"Differs from what was accepted. To accept it: cp \"{received}\" \"{verified}\"\n\n{actual}");
    }
}
