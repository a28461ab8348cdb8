namespace NewsBot.Core.Scheduling;

/// <summary>Section <c>Polling</c>: how often feeds are looked at. All intervals are <c>hh:mm:ss</c>, from one second to seven days.</summary>
public sealed class PollingOptions
{
    /// <summary>No feed is looked at more often than this, whatever its publisher says.</summary>
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a feed is looked at whose publisher says nothing.</summary>
    public TimeSpan DefaultInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A site's Cache-Control keeps a healthy feed unread for no longer than this; a feed's own ttl may ask for a day.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromHours(6);
}
