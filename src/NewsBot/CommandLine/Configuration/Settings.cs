using Microsoft.Extensions.Options;
using NewsBot.Chat.Discord;
using NewsBot.Chat.Telegram;
using NewsBot.Chat.Web;
using NewsBot.Commands;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Operations;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Configuration;

/// <summary>
/// All settings of the bot, read and found good. Which there are, and what each may be, stands in
/// <see cref="SettingsTable"/>; what they mean, in the options classes and in config/README.md.
/// </summary>
public sealed class Settings
{
    /// <summary>How the bot behaves towards publishers.</summary>
    public FetchingOptions Fetching { get; } = new();

    /// <summary>What is sent with the requests for some feeds.</summary>
    public IReadOnlyList<FeedRule> Feeds { get; private init; } = [];

    /// <summary>How often feeds are looked at.</summary>
    public PollingOptions Polling { get; } = new();

    /// <summary>Where the bot remembers.</summary>
    public StorageOptions Storage { get; } = new();

    /// <summary>The chat page that the bot serves.</summary>
    public WebOptions Web { get; } = new();

    /// <summary>The bot on Telegram.</summary>
    public TelegramOptions Telegram { get; } = new();

    /// <summary>The bot on Discord.</summary>
    public DiscordOptions Discord { get; } = new();

    /// <summary>Who may use the bot.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>How long the bot remembers.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>The settings file that was read, or null if there was none: then the defaults hold.</summary>
    public string? File { get; private init; }

    /// <summary>
    /// Reads the settings file, then the environment, then the command line: what comes later wins, a list as a whole.
    /// Everything that is wrong is found in one go.
    /// </summary>
    public static SettingsResult Load(SettingsSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var faults = new List<string>();
        var given = sources.Read(faults, out var feeds);
        var settings = new Settings { File = sources.File, Feeds = FeedRuleSettings.Read(feeds, faults) };

        var wrongSections = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (setting, values) in given)
        {
            if (values.Fault(setting, settings) is not { } fault)
                continue;
            faults.Add(fault);
            wrongSections.Add(setting.Section);
        }

        faults.AddRange(SettingsContradictions.Find(settings, isSound: section => !wrongSections.Contains(section)));
        return faults.Count == 0 ? new SettingsResult.Good(settings) : new SettingsResult.Faulty(faults);
    }
}

/// <summary>How reading the settings ended: a closed family.</summary>
public abstract record SettingsResult
{
    private SettingsResult()
    {
    }

    /// <summary>All is well.</summary>
    public sealed record Good(Settings Settings) : SettingsResult;

    /// <summary>Something is wrong; the bot must not start.</summary>
    /// <param name="Faults">A line each: where, which setting, which value (never a secret), and what is allowed.</param>
    public sealed record Faulty(IReadOnlyList<string> Faults) : SettingsResult
    {
        /// <summary>All faults as one message.</summary>
        public string Message => string.Join("\n  ", Faults.Prepend("The settings are wrong; nothing was started."));
    }
}

/// <summary>Hands the settings to those who need them.</summary>
public static class SettingsRegistration
{
    /// <summary>Registers <paramref name="settings"/> as a whole and <c>IOptions</c> of each section.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return services
            .AddSingleton(settings)
            .AddSingleton(Options.Create(settings.Fetching))
            .AddSingleton(new FeedRules(settings.Feeds))
            .AddSingleton(Options.Create(settings.Polling))
            .AddSingleton(Options.Create(settings.Storage))
            .AddSingleton(Options.Create(settings.Web))
            .AddSingleton(Options.Create(settings.Telegram))
            .AddSingleton(Options.Create(settings.Discord))
            .AddSingleton(Options.Create(settings.Access))
            .AddSingleton(Options.Create(settings.Retention));
    }
}
