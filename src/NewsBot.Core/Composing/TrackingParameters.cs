using System.Collections.Frozen;

namespace NewsBot.Core.Composing;

/// <summary>Query parameters that tell the publisher where a reader came from and the reader nothing.</summary>
internal static class TrackingParameters
{
    private static readonly string[] Prefixes = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "__hs", "_hs", "at_", "itm_", "stm_", "trk_", "oly_", "vero_", "ga_", "_bta_"];

    private static readonly FrozenSet<string> Everywhere = FrozenSet.ToFrozenSet(
    [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh",
        "mc_cid", "mc_eid", "mkt_tok", "_openstat", "rb_clickid", "s_cid", "ref_src", "ref_url", "wt_mc", "wt.mc_id", "wt_zmc", "cmpid", "ncid", "ocid", "icid", "xtor",
        "hsctatracking", "epik", "ml_subscriber", "ml_subscriber_hash", "rss_id", "_ga", "_gl", "nr_email_referer", "sc_campaign", "sc_channel",
        "spm", "scm", "spm_id_from", "share_token", "share_source", "share_medium", "share_plat", "share_tag", "share_session_id", "share_from", "wfr", "isappinstalled",
        "from_source", "vd_source", "unique_k", "sharesource", "weibo_id", "guce_referrer", "guce_referrer_sig", "guccounter", "soc_src", "soc_trk", "trackingid", "smid", "smtyp",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that track on one host and mean something on others.</summary>
    private static readonly (string Host, string[] Names)[] ByHost =
    [
        ("nytimes.com", ["campaign_id", "emc", "nl", "instance_id", "segment_id", "user_id", "regi_id", "te", "module", "action", "pgtype", "partner", "rref", "ref", "referringsource"]),
        ("weibo.com", ["from", "wvr", "mod", "is_hot", "refer_flag", "type"]), ("weibo.cn", ["from", "wvr", "mod", "is_hot", "wm", "featurecode"]),
        ("mp.weixin.qq.com", ["chksm", "scene", "subscene", "sessionid", "clicktime", "enterid", "ascene", "devicetype", "version", "nettype", "lang", "pass_ticket", "wx_header", "srcid", "sharer_sharetime", "sharer_shareid", "exportkey"]),
        ("amazon.com", ["tag", "linkid", "linkcode", "camp", "creative", "creativeasin", "ref_", "pf_rd_p", "pf_rd_r", "pd_rd_w", "pd_rd_r", "pd_rd_wg", "ascsubtag", "psc", "qid", "sr"]),
        ("youtube.com", ["feature", "si", "pp", "ab_channel", "kw"]), ("youtu.be", ["feature", "si"]),
        ("twitter.com", ["s", "t", "cxt"]), ("x.com", ["s", "t", "cxt"]),
        ("bilibili.com", ["from", "seid", "timestamp", "ts", "bbid", "is_story_h5", "mid", "plat_id", "buvid", "up_id", "msource", "refer_from"]),
        ("bbc.com", ["ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "ocid", "piano-modal"]), ("bbc.co.uk", ["ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "piano-modal"]),
        ("theguardian.com", ["cmp", "cmp_bunit", "cmp_tu"]), ("reuters.com", ["feedtype", "feedname", "rpc", "taid", "il"]), ("dw.com", ["maca"]),
        ("washingtonpost.com", ["wpisrc", "wpmm", "tid", "itid"]), ("cnn.com", ["iref", "cid"]), ("bloomberg.com", ["srnd", "sref", "cmpid"]), ("wsj.com", ["mod", "st", "reflink"]),
        ("heise.de", ["wt_mc"]), ("spiegel.de", ["sara_ref"]), ("lemonde.fr", ["xtref"]), ("zhihu.com", ["utm_id", "share_code"]), ("36kr.com", ["f", "channel"]),
        ("163.com", ["spss", "spsw", "spssid", "f"]), ("sina.com.cn", ["from", "wm", "vt"]), ("sina.cn", ["from", "wm", "vt"]), ("sohu.com", ["pvid", "scm"]), ("thepaper.cn", ["commtag"]),
        ("medium.com", ["source", "sk"]), ("substack.com", ["r", "s", "isfreemail"]), ("spotify.com", ["si", "nd"]), ("reddit.com", ["share_id", "rdt"]), ("tiktok.com", ["_t", "_r", "is_from_webapp"]),
    ];

    /// <summary>The query of an address without them, with its question mark; what stays is untouched.</summary>
    public static string Without(Uri address)
    {
        if (address.Query.Length <= 1)
            return "";
        var kept = address.Query[1..].Split('&').Where(part => part.Length > 0 && !IsTracking(part, address.Host)).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    /// <summary>True for fragments that feeds and analytics add: <c>#xtor=RSS-1</c>, <c>#utm_source=…</c>, a text selection.</summary>
    public static bool IsTrackingFragment(string fragment) =>
        fragment is "#" or "#rss" or "#ref=rss"
        || Array.Exists(["#xtor=", "#utm_", "#at_", "#:~:text=", "#Echobox=", "#ftag=", "#mtm_"], start => fragment.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static bool IsTracking(string part, string host)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? part : part[..at];
        var value = at < 0 ? "" : part[(at + 1)..];
        if (Everywhere.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            return true;
        if (Array.Exists(ByHost, rule => WebAddress.IsWithin(host, rule.Host) && rule.Names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            return true;
        return name is "ref" or "source" or "from" or "partner" or "src" or "emc" or "cmp"
            && (value.Contains("rss", StringComparison.OrdinalIgnoreCase) || value is "feed" or "newsletter" || WebAddress.IsWithin(host, value) && value.Contains('.', StringComparison.Ordinal));
    }
}
