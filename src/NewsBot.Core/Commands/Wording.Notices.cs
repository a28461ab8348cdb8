using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <content>What the bot says about a feed of its own accord, and about looking at one out of turn.</content>
public sealed partial class Wording
{
    /// <summary>Label of the button that has a subscription read from the address that was found.</summary>
    public string ReadThere => In("Read it there", "改从那里读取");

    /// <summary>A feed has not been readable for long.</summary>
    public string FeedFails(string feed, FeedNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var trouble = notice.Trouble is { } cause ? Trouble(notice.Feed, cause) : "";
        return In(
            $"⚠ I have not been able to read {feed} since {notice.Since:yyyy-MM-dd HH:mm} UTC. {trouble}\nI keep trying and will tell you when it works again.{Offer(notice)}",
            $"⚠ 从 {notice.Since:yyyy-MM-dd HH:mm} UTC 起就读不到 {feed} 了。{trouble}\n我会继续尝试，恢复时告诉你。{Offer(notice)}");
    }

    /// <summary>A feed that failed for long is readable again.</summary>
    public string FeedRecovered(string feed) => In(
        $"✅ {feed} can be read again. What appeared meanwhile and is still in it comes now.",
        $"✅ {feed} 又能读了。期间发布、现在仍在源里的内容随后送到。");

    /// <summary>The publisher has ended a feed.</summary>
    public string FeedEnded(string feed, FeedNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return In(
            $"⚠ {feed} is over: its publisher says that it is gone for good (410). I don't ask for it any more.{Offer(notice)}",
            $"⚠ {feed} 已停止：发布者说它永久关闭了（410）。我不会再去读取。{Offer(notice)}");
    }

    /// <summary>The publisher has moved a feed.</summary>
    public string FeedMoved(string feed, FeedNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return In(
            $"{feed} has moved, as its publisher has been saying for a week. I read it at {notice.Address} from now on; you need not do anything.",
            $"{feed} 搬家了（发布者已连续一周这样告知）。今后我从 {notice.Address} 读取，你不用做什么。");
    }

    /// <summary>A subscription is read from elsewhere.</summary>
    public string MovedTo(string feed, string address) => In(
        $"Done: I read {feed} at {address} from now on, with the settings it had.",
        $"好了：今后从 {address} 读取 {feed}，原有设置不变。");

    /// <summary>A subscription should be moved to where it is.</summary>
    public string SameFeed(string feed) => In($"That is where I read {feed} already.", $"{feed} 本来就是从那里读取的。");

    /// <summary>A feed is looked at out of turn.</summary>
    public string Refreshing(string feed) => In(
        $"Looking at {feed} now. What is new comes in a moment; if nothing comes, nothing is new.",
        $"正在读取 {feed}。有新内容马上送到；没有消息就是没有更新。");

    /// <summary>A feed is not looked at out of turn, and when it will be.</summary>
    public string NotRefreshed(string feed, FeedHealth health, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(health);
        return health.LastSuccess is { } last && health.Failures == 0
            ? In(
                $"I looked at {feed} {Ago(last, now)}, and its publisher should not be asked again so soon. I look again {Next(health, now)}.",
                $"{Ago(last, now)}刚读过 {feed}，不宜马上再去打扰发布者。{Next(health, now)}会再读。")
            : In(
                $"{feed} could not be read the last time ({Cause(health.Trouble)}). I try again {Next(health, now)}; asking more often would not help.",
                $"{feed} 上次没读到（{Cause(health.Trouble)}）。{Next(health, now)}会再试，问得更勤也没用。");
    }

    /// <summary>A feed that its publisher ended cannot be looked at.</summary>
    public string RefreshEnded(string feed) => In(
        $"{feed} is over: its publisher says that it is gone for good. End it with /unsub, or read it from elsewhere with /move.",
        $"{feed} 已永久关闭。可以用 /unsub 退订，或用 /move 换个地址读取。");

    private string Offer(FeedNotice notice) => notice.Address is null ? "" : In(
        $"\nIts site offers another feed now: {notice.Address}",
        $"\n它的网站现在提供另一个源：{notice.Address}");
}
