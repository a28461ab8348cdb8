namespace NewsBot.Core.Scheduling;

/// <summary>Section <c>Polling</c>: how often feeds are looked at. All intervals are <c>hh:mm:ss</c>, from one second to seven days.</summary>
public sealed class PollingOptions
{
    /// <summary>No feed is looked at more often than this, whatever its publisher says.</summary>
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often a feed is looked at that has one item an hour, for one chat, and so is a feed of which nothing is known yet. Four times as many
    /// items, or chats, are looked at twice as often. This is what sets how many requests the bot makes.
    /// </summary>
    public TimeSpan DefaultInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A quiet feed, and one whose site's Cache-Control says so, is unread for no longer than this. A feed's own ttl may ask for a day; a feed
    /// that has been silent for a month may rest for a day too.
    /// </summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromHours(6);
}
