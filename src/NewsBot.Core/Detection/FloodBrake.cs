namespace NewsBot.Core.Detection;

/// <summary>
/// Holds back what a site brings anew by mistake: hundreds of old articles under new ids and links. News that came while the bot
/// was off are no flood, however many: their dates lie between the last look and now, and apart from one another.
/// </summary>
public static class FloodBrake
{
    /// <summary>So many are never too many.</summary>
    public const int Least = 10;

    private const int TimesUsual = 5;

    /// <summary>How far back items are counted to learn what is usual.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromDays(28);

    /// <summary>A site may show an article some time after the date that it gives it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>Silences all but the newest of items that are too many and have nothing to show that they are new.</summary>
    /// <param name="fresh">Items never seen, oldest first.</param>
    /// <param name="lately">How many items of the feed were new within the <see cref="Window"/>.</param>
    /// <param name="lastLook">When the feed was last read.</param>
    /// <param name="now">The time of this look.</param>
    /// <returns>The same items, and how many of them were silenced.</returns>
    public static (IReadOnlyList<FreshItem> Items, int Silenced) Apply(
        IReadOnlyList<FreshItem> fresh, int lately, DateTimeOffset? lastLook, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        if (lastLook is not { } last)
            return (fresh, 0);
        var crowded = fresh.GroupBy(item => item.Item.Item.Published).Where(group => group.Count() > Least).Select(group => group.Key).ToHashSet();
        var doubtful = fresh.Where(item => item.Announce && !IsDated(item)).ToList();
        var usual = lately * ((now - last) / Window);
        var room = (int)Math.Max(Least, Math.Ceiling(TimesUsual * usual));
        if (doubtful.Count <= room)
            return (fresh, 0);
        var silenced = doubtful.SkipLast(room).ToHashSet();
        return ([.. fresh.Select(item => silenced.Contains(item) ? item with { Announce = false } : item)], silenced.Count);

        bool IsDated(FreshItem item) =>
            item.Item.Item.Published is { } date && date > last - Slack && date < now + Slack && !crowded.Contains(date);
    }
}
