namespace NewsBot.Core.Model;

/// <summary>Why a feed is looked at next when it is. Kept as what it is and worded for whoever asks.</summary>
/// <param name="Kind">What decided.</param>
public sealed record PollReason(PollReasonKind Kind)
{
    /// <summary>The pause before the look, where one was decided upon.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>For <see cref="PollReasonKind.Rhythm"/>: how many items a day are expected.</summary>
    public double? ItemsADay { get; init; }

    /// <summary>For <see cref="PollReasonKind.Failures"/>: how many in a row.</summary>
    public int? Failures { get; init; }
}

/// <summary>What can decide when a feed is looked at. Names in here are stored: renaming one needs a migration.</summary>
public enum PollReasonKind
{
    /// <summary>How often its items appear.</summary>
    Rhythm,

    /// <summary>Nothing is known of it yet.</summary>
    Unknown,

    /// <summary>The operator's longest pause.</summary>
    Longest,

    /// <summary>The operator's shortest pause.</summary>
    Shortest,

    /// <summary>Its own ttl.</summary>
    Ttl,

    /// <summary>Its own update period (sy:updatePeriod).</summary>
    UpdatePeriod,

    /// <summary>Its site's Cache-Control or Expires.</summary>
    CacheControl,

    /// <summary>Its own skipHours or skipDays.</summary>
    SkippedTime,

    /// <summary>It is the demonstration.</summary>
    Demonstration,

    /// <summary>Its site's Retry-After.</summary>
    RetryAfter,

    /// <summary>It failed.</summary>
    Failures,

    /// <summary>Its whole site asked to be left alone.</summary>
    SiteQuiet,

    /// <summary>The bot's own network is down.</summary>
    Offline,

    /// <summary>It was late when the bot started, as many were.</summary>
    AfterStart,

    /// <summary>A failure that was counted against it was the bot's own.</summary>
    Forgiven,

    /// <summary>Somebody asked for it.</summary>
    OnDemand,

    /// <summary>Its hub tells what is new, and looks only make sure.</summary>
    HubTells,

    /// <summary>Its hub says that there is something new.</summary>
    HubCalls,

    /// <summary>Its hub may have been silent.</summary>
    HubSilent,
}
