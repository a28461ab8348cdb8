using System.Text.RegularExpressions;
using AngleSharp.Css.Dom;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>What is known of one publisher beyond the general rules, as data.</summary>
internal sealed partial class Outlet
{
    private static readonly Outlet Unknown = new();

    private static readonly Outlet[] All =
    [
        new()
        {
            Hosts = ["rfi.fr", "france24.com"],
            Names = ["法国国际广播电台", "RFI", "RFI - 法国国际广播电台", "France 24"],
            Columns = ["要闻分析", "法国报纸摘要", "要闻解说", "今日经济"],
            Drop = Selectors.Parse(".t-copyright"),
            Lines = RfiLines,
        },
        new()
        {
            Hosts = ["voachinese.com", "voanews.com", "voacantonese.com"],
            Names = ["美国之音", "美國之音", "VOA", "Voice of America"],
            Drop = Selectors.Parse("a[href^='/a/']:empty, a[href^='/content/article/']:empty, a[href*='pangea-cms.com']"),
            Lines = VoaLines,
        },
        new()
        {
            Hosts = ["dw.com"],
            Names = ["德国之声", "德國之聲", "DW", "德国之声中文网"],
            Lines = DwLines,
        },
        new()
        {
            Hosts = ["nytimes.com", "nytchinese.com"],
            Names = ["纽约时报中文网", "纽约时报", "紐約時報中文網", "The New York Times"],
            Drop = Selectors.Parse("time[pudate], figure cite, .author-info"),
            Lines = NytLines,
        },
        new()
        {
            Hosts = ["rfa.org"],
            Names = ["自由亚洲电台", "自由亞洲電台", "RFA", "普通话主页"],
            Drop = Selectors.Parse(".copyright, .searchresultdate, img[src*='icon-zoom']"),
            Lines = RfaLines,
        },
        new()
        {
            Hosts = ["chinadigitaltimes.net"],
            Names = ["中国数字时代", "中國數字時代", "China Digital Times"],
            Drop = Selectors.Parse(".su-spoiler, .modula, span[style*='0.8em'], img[src*='amazon-adsystem']"),
            Lines = CdtLines,
        },
        new()
        {
            Hosts = ["bbc.com", "bbc.co.uk"],
            Names = ["BBC News 中文", "BBC中文网", "BBC 中文", "BBC News", "BBC"],
            Drop = Selectors.Parse(".story-image-copyright, .bbccom_slot, .bbccom_advert, .media-player-wrapper, .jump-link, .player-with-placeholder__caption, "
                + "main > ul[role=list], main > div > ul[role=list], [data-e2e=media-player], [data-e2e=image-placeholder] + p"),
            Lines = BbcLines,
        },
    ];

    /// <summary>Registrable domains; their sub-domains are meant too.</summary>
    public string[] Hosts { get; private init; } = [];

    /// <summary>Names that stand at the end or the start of titles.</summary>
    public string[] Names { get; private init; } = [];

    /// <summary>Column names that stand at the end of titles.</summary>
    public string[] Columns { get; private init; } = [];

    /// <summary>Elements that are not the article.</summary>
    public ISelector? Drop { get; private init; }

    /// <summary>Pattern of lines that are not the article.</summary>
    public Regex? Lines { get; private init; }

    /// <summary>The outlet that an address belongs to; one without rules if it is not known.</summary>
    public static Outlet Of(Uri? address) =>
        address is null ? Unknown : Array.Find(All, outlet => outlet.Hosts.Any(host => WebAddress.IsWithin(address.Host, host))) ?? Unknown;

    [GeneratedRegex(@"^(Array|[（(]?译者[:：].*|[（(]?核稿[:：].*)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex RfiLines { get; }

    [GeneratedRegex(@"^(=+|[^，。]{2,20}\s*—+|.{0,12}YouTube(播放列表|视频)[:：].*|.*嘉宾和观众听众.{0,6}发表的?.{0,6}个人观点.*|[（(]本文(参考|參考|依据|依據)了?.{1,40}的?(报道|報道|報導)。?[）)])$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex VoaLines { get; }

    [GeneratedRegex(@"^(null|.*版[权權][声聲]明.*|摘编自其他媒体.*|德国之声致力于为您提供客观中立.*|[（(][^（）()]{1,30}[社等][）)]|.{0,40}[（(](综合报[导道]|[^（）()]{1,20}社等?)[）)]|DW中文有Instagram.*)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex DwLines { get; }

    [GeneratedRegex(@"^([（(]?欢迎.*订阅.*|本文最初发表于.*|本文根据.*编译。?|.{0,40}是《?(纽约时报|时报).*欢迎在.*关注.*|.*对本文有报道贡献。?)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex NytLines { get; }

    [GeneratedRegex(@"^(自由亚洲电台.{0,40}报道\s*责编.*|Photo[:：]\s*RFA.*)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex RfaLines { get; }

    [GeneratedRegex(@"^(请点击购买.*|将鼠标悬停于?图片上.*|.*get_post_time\(.*|CDT ?(注|编者按|编者注|档案卡)[:：]?.*|中国数字时代已存档.*|【.真理部.是网民对.*)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex CdtLines { get; }

    [GeneratedRegex(@"^(你的器材不支持.*|您的设备不支持.*|(跳过|结尾) ?(热读|Podcast|广告|YouTube|推荐).*|(Skip|End of) .{1,30}( and continue reading)?|热读|告知[:：]第三方内容可能包含广告.*|广告 ?\d*|跳过 ?Twitter.*|结尾 ?Twitter.*|End of .* post.*)$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    private static partial Regex BbcLines { get; }
}
