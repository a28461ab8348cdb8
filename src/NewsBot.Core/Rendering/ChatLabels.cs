using System.Globalization;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>The few words that a message says by itself, in the language of the chat.</summary>
internal sealed class ChatLabels(ChatLanguage language)
{
    /// <summary>Between a label and what it labels.</summary>
    public string Colon => In(": ", "：");

    /// <summary>A video.</summary>
    public string Video => In("Video", "视频");

    /// <summary>A sound.</summary>
    public string Audio => In("Audio", "音频");

    /// <summary>Leads to the article.</summary>
    public string Read => In("Read", "阅读全文");

    /// <summary>Leads to the rest of a text.</summary>
    public string ReadOn => In("Read on", "阅读全文");

    /// <summary>Opens the rest of a text.</summary>
    public string FullText => In("Full text", "全文");

    /// <summary>Further items came with this one and are not sent.</summary>
    public string Unsent(int count) => In(
        $"＋{count} more came at once and were not sent: /latest shows them", $"＋另有 {count} 条同时到达，没有逐条发送：用 /latest 查看");

    /// <summary>How large a file is, in brackets; empty if it is not known.</summary>
    public string Size(long? bytes) => bytes is > 0 and var known ? In($" ({Amount(known)})", $"（{Amount(known)}）") : "";

    /// <summary>A moment in UTC, for those whose program does not show it in their own time zone.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Amount(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
        >= 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000)} KB"),
    };

    private string In(string english, string chinese) => language == ChatLanguage.Chinese ? chinese : english;
}
