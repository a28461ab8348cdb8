using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <content>Why a feed is looked at next when it is.</content>
public sealed partial class Wording
{
    /// <summary>The reason in a few words, to follow a time; empty if there is none.</summary>
    public string Reason(PollReason? reason) => reason?.Kind switch
    {
        null => "",
        PollReasonKind.Rhythm => In($"{Every(reason)}, for about {Often(reason)}", $"{Every(reason)}，大约{Often(reason)}"),
        PollReasonKind.Unknown => In($"{Every(reason)}, the default", $"{Every(reason)}，默认间隔"),
        PollReasonKind.Longest => In($"{Every(reason)}, the longest allowed", $"{Every(reason)}，设定的最长间隔"),
        PollReasonKind.Shortest => In($"{Every(reason)}, the shortest allowed", $"{Every(reason)}，设定的最短间隔"),
        PollReasonKind.Ttl => In($"{Every(reason)}, the feed's ttl", $"{Every(reason)}，源自己的 ttl"),
        PollReasonKind.UpdatePeriod => In($"{Every(reason)}, the feed's update period", $"{Every(reason)}，源自己的更新周期"),
        PollReasonKind.CacheControl => In($"{Every(reason)}, the site's Cache-Control", $"{Every(reason)}，网站的 Cache-Control"),
        PollReasonKind.SkippedTime => In("the feed's skipHours or skipDays", "源自己的 skipHours 或 skipDays"),
        PollReasonKind.Demonstration => In("the demonstration", "演示"),
        PollReasonKind.RetryAfter => In($"in {Time(reason)}, as the site asked", $"{Time(reason)}后，网站要求的"),
        PollReasonKind.Failures when reason.Failures > 1 => In($"in {Time(reason)}, after {reason.Failures} failures", $"{Time(reason)}后，已连续失败 {reason.Failures} 次"),
        PollReasonKind.Failures => In($"in {Time(reason)}, after a failure", $"{Time(reason)}后，刚失败一次"),
        PollReasonKind.SiteQuiet => In("its site asked to be left alone until then", "网站要求在此之前不要打扰"),
        PollReasonKind.Offline => In("soon again, for the bot's own network seems to be down", "马上再试，机器人自己的网络似乎断了"),
        PollReasonKind.AfterStart => In("spread out after a start", "启动后错开"),
        PollReasonKind.Forgiven => In("the failure was not its own", "失败不怪它"),
        PollReasonKind.OnDemand => In("somebody asked", "有人要求"),
        PollReasonKind.HubTells => In($"{Every(reason)}, for its hub tells what is new", $"{Every(reason)}，平时由推送中心通知"),
        PollReasonKind.HubCalls => In("its hub says that there is something new", "推送中心说有新内容"),
        _ => In("its hub may have been silent", "推送中心可能漏了通知"),
    };

    private string Every(PollReason reason) => In($"every {Time(reason)}", $"每 {Time(reason)}");

    private string Often(PollReason reason) => (reason.ItemsADay ?? 0) switch
    {
        >= 0.5 and var day => Items(day, "day", "天"),
        >= 0.5 / 7 and var day => Items(day * 7, "week", "周"),
        var day => Items(day * 30, "month", "月"),
    };

    private string Items(double count, string time, string chineseTime) => count < 1.5
        ? In($"an item a {time}", $"每{chineseTime} 1 条")
        : In(
            string.Create(CultureInfo.InvariantCulture, $"{count:0} items a {time}"),
            string.Create(CultureInfo.InvariantCulture, $"每{chineseTime} {count:0} 条"));

    private string Time(PollReason reason) => (reason.Pause ?? TimeSpan.Zero) switch
    {
        { TotalMinutes: < 2 } span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} {In("s", "秒")}"),
        { TotalHours: < 2 } span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} {In("min", "分钟")}"),
        var span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} {In("h", "小时")}"),
    };
}
