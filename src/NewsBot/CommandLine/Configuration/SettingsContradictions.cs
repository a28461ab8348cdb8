using NewsBot.Chat.Web;
using NewsBot.Polling;

namespace NewsBot.Operations;

/// <summary>What single settings allow and yet cannot be, or cannot be together.</summary>
internal static class SettingsContradictions
{
    /// <summary>A line each.</summary>
    /// <param name="settings">What was read.</param>
    /// <param name="isSound">Whether a section has no wrong values: half-read sections are not judged.</param>
    public static IEnumerable<string> Find(Settings settings, Func<string, bool> isSound) =>
    [
        .. isSound("Web") ? new WebOptionsCheck().Validate(name: null, settings.Web).Failures ?? [] : [],
        .. isSound("Polling") ? Intervals(settings.Polling) : [],
    ];

    private static IEnumerable<string> Intervals(PollingOptions polling)
    {
        if (polling.MinInterval > polling.DefaultInterval)
            yield return $"Polling:MinInterval ({polling.MinInterval:c}) is longer than Polling:DefaultInterval ({polling.DefaultInterval:c}): make it shorter, or the other longer.";
        if (polling.DefaultInterval > polling.MaxInterval)
            yield return $"Polling:DefaultInterval ({polling.DefaultInterval:c}) is longer than Polling:MaxInterval ({polling.MaxInterval:c}): make it shorter, or the other longer.";
    }
}
