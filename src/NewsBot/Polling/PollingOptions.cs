using System.ComponentModel.DataAnnotations;

namespace NewsBot.Polling;

/// <summary>Section <c>Polling</c>: how often feeds are looked at. All intervals are <c>hh:mm:ss</c>.</summary>
public sealed class PollingOptions
{
    /// <summary>No feed is looked at more often than this, whatever its publisher says.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a feed is looked at whose publisher says nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan DefaultInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A healthy feed is looked at no less often than this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromHours(6);
}
