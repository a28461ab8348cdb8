using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Operations;

/// <summary>The words of the status page. They are ours and need no escaping.</summary>
internal abstract record StatusWords(
    string Tag,
    string Title,
    string Back,
    string Feeds,
    string InTrouble,
    string Ended,
    string Waiting,
    string Since,
    string LastSuccess,
    string LastItem,
    string NextPoll,
    string Due,
    string Never,
    string NotYet,
    string Gone,
    string Repair,
    string Pushed,
    string LastPush,
    string NoFeeds,
    string AsOf)
{
    /// <summary>The words in a language.</summary>
    public static StatusWords In(ChatLanguage language) => language == ChatLanguage.Chinese ? new Chinese() : new English();

    /// <summary>The words that chats are told.</summary>
    public Wording Say { get; } = new(Tag == "en" ? ChatLanguage.English : ChatLanguage.Chinese);

    /// <summary>What is wrong with a feed, as a sentence.</summary>
    public string Cause(FetchTrouble trouble)
    {
        var cause = Say.Cause(trouble);
        return string.Concat(cause[..1].ToUpperInvariant(), cause.AsSpan(1), Tag == "en" ? "." : "。");
    }

    /// <summary>How many feeds are not listed.</summary>
    public abstract string NotListed(int count);

    /// <summary>How often in a row something failed.</summary>
    public abstract string InARow(int count);

    /// <summary>A time as its distance from now: negative is past.</summary>
    public string Spoken(TimeSpan distance)
    {
        // Half a minute more rounds what is cut off below.
        var length = distance.Duration() + TimeSpan.FromSeconds(30);
        if (length < TimeSpan.FromMinutes(1))
            return Now(distance > TimeSpan.Zero);
        var (count, unit) = length switch
        {
            { TotalHours: < 1 } => ((int)length.TotalMinutes, Unit.Minute),
            { TotalDays: < 1 } => ((int)length.TotalHours, Unit.Hour),
            _ => ((int)length.TotalDays, Unit.Day),
        };
        return Distance(count, unit, distance > TimeSpan.Zero);
    }

    /// <summary>Less than a minute ago, or ahead.</summary>
    protected abstract string Now(bool isAhead);

    /// <summary>So many units ago, or ahead.</summary>
    protected abstract string Distance(int count, Unit unit, bool isAhead);

    /// <summary>A unit of time.</summary>
    protected enum Unit
    {
        /// <summary>60 seconds.</summary>
        Minute,

        /// <summary>60 minutes.</summary>
        Hour,

        /// <summary>24 hours.</summary>
        Day,
    }

    private sealed record English() : StatusWords(
        "en", "Status", "Back to the chat", "Feeds", "In trouble", "Ended", "To deliver", "oldest:", "Last read", "Last new item", "Next look",
        "now", "never", "not yet", "Its publisher has ended this feed for good.", "Read after a repair:",
        "Told at once by the hub", "last",
        "There are no feeds yet. Send the bot the address of a site.", "As of")
    {
        public override string NotListed(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} more feeds are not listed.");

        public override string InARow(int count) => string.Create(CultureInfo.InvariantCulture, $"({count} times in a row)");

        protected override string Now(bool isAhead) => isAhead ? "in a moment" : "just now";

        protected override string Distance(int count, Unit unit, bool isAhead)
        {
            var name = unit switch { Unit.Minute => "minute", Unit.Hour => "hour", _ => "day" };
            var length = string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? "" : "s")}");
            return isAhead ? "in " + length : length + " ago";
        }
    }

    private sealed record Chinese() : StatusWords(
        "zh-CN", "运行状况", "返回对话", "订阅源", "有问题", "已停刊", "待送达", "最早：", "最近读取", "最近新文章", "下次查看",
        "即刻", "不再查看", "还没有", "发布者已永久停止这个源。", "修补后读取：",
        "由推送中心即时通知：", "最近", "还没有源。把网站地址发给机器人即可。", "截至")
    {
        public override string NotListed(int count) => string.Create(CultureInfo.InvariantCulture, $"另有 {count} 个源没有列出。");

        public override string InARow(int count) => string.Create(CultureInfo.InvariantCulture, $"（连续 {count} 次）");

        protected override string Now(bool isAhead) => isAhead ? "马上" : "刚刚";

        protected override string Distance(int count, Unit unit, bool isAhead)
        {
            var name = unit switch { Unit.Minute => "分钟", Unit.Hour => "小时", _ => "天" };
            return string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(isAhead ? "后" : "前")}");
        }
    }
}
