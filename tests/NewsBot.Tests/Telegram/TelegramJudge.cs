using System.Diagnostics;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>
/// An independent judge of what was sent to Telegram: a validator in Python that knows the machine-readable Bot API and
/// was not written with this bot in mind. It lies in the folder that <c>NEWSBOT_SHARED</c> names.
/// </summary>
internal static class TelegramJudge
{
    private static readonly string? Shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");

    /// <summary>Why nothing can be judged here; null when it can.</summary>
    public static string? Absence { get; } =
        Shared is null ? "NEWSBOT_SHARED names no folder with the validator"
        : !File.Exists(Validator) ? $"there is no {Validator}"
        : !IsProgram("python3") ? "there is no python3 here" : null;

    /// <summary>Whether the judge is here.</summary>
    public static bool IsHere => Absence is null;

    private static string Validator => Path.Combine(Shared ?? "", "rigs", "telegram", "validate.py");

    /// <summary>Fails the test with what the judge says of a log, unless every call is clean. Skips it when the judge is not here.</summary>
    public static async Task ValidateAsync(string log)
    {
        Assert.SkipUnless(IsHere, Absence ?? "");
        var (code, output) = await RunAsync("python3", [Validator, log, "--rates"], Path.GetTempPath());
        Assert.True(code == 0, output);
    }

    /// <summary>The same for the calls that a stand-in has seen.</summary>
    public static async Task ValidateAsync(IReadOnlyList<RecordedRequest> requests)
    {
        using var folder = new TemporaryFolder();
        var log = folder.File("requests.jsonl");
        await File.WriteAllLinesAsync(log, requests.Select(request => request.ToLogLine()), TestContext.Current.CancellationToken);
        await ValidateAsync(log);
    }

    /// <summary>Whether a program can be started by its name.</summary>
    internal static bool IsProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs a program to its end and returns all that it said.</summary>
    internal static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var ct = TestContext.Current.CancellationToken;
            var said = process.StandardOutput.ReadToEndAsync(ct);
            var complained = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, await said + await complained);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
