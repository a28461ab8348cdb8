using System.Diagnostics;

namespace NewsBot.Tests.Storage;

/// <summary>Runs tests of this assembly in a process of their own.</summary>
internal static class TestProcess
{
    /// <summary>The executable of this test project, whatever runs it now.</summary>
    public static string Executable { get; } = Path.ChangeExtension(typeof(TestProcess).Assembly.Location, null);

    /// <summary>
    /// Root may write everywhere, so what is told about read-only files is tested as somebody else: where this process is
    /// root, runs the test as <c>nobody</c> and fails unless it passes there. Where it is not, does nothing.
    /// </summary>
    /// <returns>Whether the test was run elsewhere and is done.</returns>
    public static bool PassesAsNobody(string test)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            return false;
        using var process = Process.Start(new ProcessStartInfo(
            "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Executable, "-noColor", "-method", test])
        {
            Environment = { ["HOME"] = Path.GetTempPath() },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 1,", StringComparison.Ordinal), output);
        return true;
    }
}
