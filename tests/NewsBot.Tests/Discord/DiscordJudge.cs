using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram;

namespace NewsBot.Tests.Discord;

/// <summary>
/// An independent judge of what was sent to Discord: a validator in Python that knows Discord's OpenAPI document and its
/// documented limits. It lies in the folder that <c>NEWSBOT_SHARED</c> names.
/// </summary>
internal static class DiscordJudge
{
    private static readonly string? Shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");

    /// <summary>Why nothing can be judged here; null when it can.</summary>
    public static string? Absence { get; } =
        Shared is null ? "NEWSBOT_SHARED names no folder with the validator"
        : !File.Exists(Validator) ? $"there is no {Validator}"
        : !TelegramJudge.IsProgram("python3") ? "there is no python3 here" : null;

    /// <summary>Whether the judge is here.</summary>
    public static bool IsHere => Absence is null;

    private static string Validator => Path.Combine(Shared ?? "", "rigs", "discord", "validate.py");

    /// <summary>Fails the test with what the judge says of some requests, unless each is clean. Skips it when the judge is not here.</summary>
    public static async Task ValidateAsync(IEnumerable<string> logLines, bool responses = false)
    {
        Assert.SkipUnless(IsHere, Absence ?? "");
        using var folder = new TemporaryFolder();
        var log = folder.File("requests.jsonl");
        await File.WriteAllLinesAsync(log, logLines, TestContext.Current.CancellationToken);
        var (code, output) = await TelegramJudge.RunAsync("python3", [Validator, log, .. responses ? ["--responses"] : Array.Empty<string>()], folder.Path);
        Assert.True(code == 0, output);
    }
}
