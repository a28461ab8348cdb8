using Microsoft.Extensions.Options;
using NewsBot.Chat.Web;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;

namespace NewsBot.CommandLine.Configuration;

/// <summary>What single settings allow and yet cannot be, or cannot be together.</summary>
internal static class SettingsContradictions
{
    /// <summary>A line each.</summary>
    /// <param name="settings">What was read.</param>
    /// <param name="isSound">Whether a section has no wrong values: half-read sections are not judged.</param>
    public static IEnumerable<string> Find(Settings settings, Func<string, bool> isSound) =>
    [
        .. isSound("Web") ? Faults(new WebOptionsCheck(), settings.Web) : [],
        .. isSound("Fetching") ? Faults(new FetchingOptionsCheck(), settings.Fetching) : [],
        .. isSound("Polling") ? Intervals(settings.Polling) : [],
    ];

    private static IEnumerable<string> Faults<T>(IValidateOptions<T> check, T options)
        where T : class =>
        check.Validate(Options.DefaultName, options).Failures ?? [];

    private static IEnumerable<string> Intervals(PollingOptions polling)
    {
        if (polling.MinInterval > polling.DefaultInterval)
            yield return $"Polling:MinInterval ({polling.MinInterval:c}) is longer than Polling:DefaultInterval ({polling.DefaultInterval:c}): make it shorter, or the other longer.";
        if (polling.DefaultInterval > polling.MaxInterval)
            yield return $"Polling:DefaultInterval ({polling.DefaultInterval:c}) is longer than Polling:MaxInterval ({polling.MaxInterval:c}): make it shorter, or the other longer.";
    }
}
