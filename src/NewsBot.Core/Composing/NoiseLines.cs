using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing;

/// <summary>
/// Lines of text that publishers put around an article, known by their words: dates, bylines, credits, invitations to
/// subscribe, pointers to other pages. Simplified and traditional Chinese and English first, then the commonest other
/// languages. A line is what stands between two breaks; patterns look at short lines only, so prose is never matched.
/// </summary>
internal static class NoiseLines
{
    private const int MaxNoise = 320;
    private const int MaxHeadMatter = 110;

    /// <summary>True if the line is not part of the article.</summary>
    /// <param name="line">Folded text.</param>
    /// <param name="outlet">Adds the publisher's own patterns.</param>
    /// <param name="beforeText">True until the first line of prose: bylines with a date stand there.</param>
    public static bool IsNoise(string line, Outlet outlet, bool beforeText)
    {
        if (line.Length == 0 || line.Length > MaxNoise)
            return false;
        if (Date.IsMatch(line) || Byline.IsMatch(line) || Rights.IsMatch(line) || Credit.IsMatch(line)
            || Newsletter.IsMatch(line) || Pointer.IsMatch(line) || Machinery.IsMatch(line) || IsShareLabel(line) || IsRelatedHeading(line))
            return true;
        if (outlet.Lines?.IsMatch(line) == true)
            return true;
        return beforeText && line.Length <= MaxHeadMatter && HeadMatter.IsMatch(line);
    }

    /// <summary>True for a sentence that invites the reader elsewhere instead of telling.</summary>
    public static bool IsInvitation(string sentence) => sentence.Length <= MaxNoise && (Invitation.IsMatch(sentence) || Newsletter.IsMatch(sentence));

    /// <summary>True for an editor's word about the article: corrections, warnings, where it first appeared.</summary>
    public static bool IsEditorsNote(string paragraph) => EditorsNote.IsMatch(paragraph);

    /// <summary>True after which nothing of the article follows: the footers of feed services.</summary>
    public static bool IsEnd(string line) => line.Length <= MaxNoise && End.IsMatch(line);

    /// <summary>True for "分享：", "Share this" and the like.</summary>
    public static bool IsShareLabel(string line) => line.Length <= 40 && ShareLabel.IsMatch(line);

    /// <summary>True for a heading over other stories.</summary>
    public static bool IsRelatedHeading(string line) => line.Length <= 60 && Related.IsMatch(line);

    /// <summary>True if the text names the source of a picture.</summary>
    public static bool HasCredit(string text) => InnerCredit.IsMatch(text);

    /// <summary>True for labels that say nothing.</summary>
    public static bool IsEmptyLabel(string label) => EmptyLabel.IsMatch(label);

    /// <summary>Length of an agency's or outlet's mark at the start of a paragraph: "（法新社东京8日电）", "BAGHDAD (Reuters) - ".</summary>
    public static int DatelineLength(string paragraph)
    {
        var match = Dateline.Match(paragraph);
        return match.Success && match.Length < paragraph.Length ? match.Length : 0;
    }

    // 12/04/2021 - 08:02; 2020年 7月 16日; Sun, 05 Jun 2022 04:04:26 GMT; 2020-07-06T07:12:10.477Z; 21 分钟前; July 16, 2020; 3 hours ago
    private static readonly Regex Date = new("""
        ^(
        (发布|發佈|更新|发表|Published|Updated|Posted|Last\ updated|Veröffentlicht|Publié|Publicado|Опубликовано)?(时间|時間|于|於|on|am|le|el)?\s*[:：]?\s*
        ( \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}
        | (19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日
        | ((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?\d{1,2}\.?\s+\p{L}{3,9}\.?,?\s+(19|20)\d\d
        | ((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?\p{L}{3,9}\.?\s+\d{1,2},?\s+(19|20)\d\d
        )
        ([T\s,–—-]*(\d{1,2}[:：h.]\d{2}([:：]\d{2}(\.\d+)?)?)?\s*(Z|GMT|UTC|[ECMP][SD]T|ET|[ap]\.?m\.?|Uhr|[+-]\d\d:?\d\d)?)*
        | \d{1,3}\s*(秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|分|時間)(以)?前
        | (about\ )?\d{1,3}\ (second|minute|hour|day|week|month)s?\ ago
        )$
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    // 记者：高锋 责编：嘉远; 翻译：纽约时报中文网; By Jane Doe; Reporting by …; editing by …
    private static readonly Regex Byline = new("""
        ^(
        [（(【\[]?\s*(本报|本報|特约|特約|见习|見習|实习|實習)?(记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|编译|編譯|翻译|翻譯|译者|譯者|作者|撰文|撰稿|网编|網編|校对|校對|核稿|审校|審校|摄影|攝影|摄像|监制|監製|文字|来源|來源|稿源|原文链接|原文連結|新闻来源|新聞來源)\s*[:：丨|/／].*
        | (文|图|圖|图文|圖文)\s*[/／丨|].+
        | [（(]\s*(记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|翻译|譯者|译者).*[）)]
        | By\s+\p{Lu}[\p{L}.'’-]+(\s+(and\s+)?\p{Lu}[\p{L}.'’-]*){0,7}(,.*)?
        | (Von|Par|Por|Di|Door|Af|Text|Автор|Текст)\s*:?\s+\p{Lu}[\p{L}.'’-]+(\s+\p{Lu}[\p{L}.'’-]+){0,4}
        | \(?(Additional\ )?(Reporting|Writing|Editing|Written|Edited|Compiled|Recorded|Produced|Translated)(\ and\ (editing|written|edited|writing))?\ by\ .+
        )$
        """, Patterns.Linear | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex Rights = new("""
        ^(©|\(c\)\s|Ⓒ|Copyright\b|版权所有|版權所有|版权声明|版權聲明|版权归|未经.{0,12}(许可|授权|允许).{0,20}(转载|使用)|未經.{0,12}(許可|授權|允許).{0,20}(轉載|使用)|All\ rights\ reserved|Alle\ Rechte|Tous\ droits|Todos\ los\ derechos|無断転載|Все\ права)
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex Credit = new("""
        ^(图像来源|圖像來源|图片来源|圖片來源|图片版权|圖片版權|图源|圖源|资料图片?|資料圖片?|资料照片?|資料照片?|Image\ (caption|source|credit)|Images?:|Photos?(\ (by|credit|courtesy))?\s*[:/]|Photo\ by\b|Photograph:|Credit:|Foto(s)?:|Bild(quelle)?:|Crédit|Getty\ Images|Фото:|写真[:：=])
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex InnerCredit = new("(图像来源|圖像來源|图片来源|圖片來源|图片版权|圖片版權|Image source|Image caption|Image credit|Photo credit|Photo by |Photograph:|Getty Images)", Patterns.Linear | RegexOptions.IgnoreCase);

    // （欢迎点击此处订阅…简报，…）; Subscribe to … to get …, our newsletter
    private static readonly Regex Newsletter = new("""
        ^[^\p{L}\p{N}]{0,6}(
        (欢迎|歡迎|请|請|点击|點擊|扫码|掃碼|长按|長按|扫描|掃描|免费|免費|立即|马上).{0,40}(订阅|訂閱|关注我们|關注我們|公众号|公眾號|二维码|二維碼|电子报|電子報|简报|簡報|通讯|加入会员|下载.{0,8}(App|客户端))
        | (订阅|訂閱|关注|關注).{0,20}(简报|簡報|电子报|電子報|通讯|公众号|公眾號|频道|頻道|播客|newsletter|Telegram|YouTube)
        | (Want|Looking\ for|Enjoy(ing)?|Like|Love).*(newsletter|subscribe|sign\ up|inbox).*
        | (Please\ )?(Subscribe|Sign\ up|Sign-up|Join|Get|Register)\b.*\b(newsletter|inbox|mailing\ list|email|e-mail|subscribers?|to\ get|for\ free|membership|Patreon|podcast|today)\b
        | Subscribe\ (now|today|here|to\ \w+)
        | (This\ (post|story|article)|.{0,40})\ (is|was)\ (for|available\ to)\ (paid|paying)\ (subscribers|members)
        | .{0,40}\bNewsletter\b.*(abonnieren|anmelden|bestellen)
        | (Abonnez|Inscrivez)-vous\b | (Suscríbete|Suscríbase|Assine|Iscriviti)\b | Подпис(ывайтесь|аться)\b
        )
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    // Read more; 点击查看本文英文版。; The post … appeared first on …; submitted by … [link] [comments]
    private static readonly Regex Pointer = new("""
        ^[^\p{L}\p{N}]{0,4}(
        (Read|Continue|Keep|View|See|Learn|Show)\ ?(more|reading|the\ (full|rest|original|complete).*|full.{0,40}|the\ whole.{0,40}|on\b.*|comments?|entry|post)?\W{0,4}
        | (Continue\ reading|Read\ (the\ )?(full|more|original|entire|rest)|Read\ on)\b.*
        | Click\ (here|through)\b.*
        | (This|The)\ (article|post|story|entry)\b.*\b((first\ )?appeared\ (first\ )?(on|at|in)|(was\ )?(originally|first)\ (published|posted|appeared))\b.*
        | .*\bappeared\ first\ on\b.*
        | (Discuss|Comment\ on|Permalink|Comments?)\b\W?.*
        | \d+\ comments?
        | submitted\ by\b.* | \[(link|comments|\d+\ comments?)\](\s*\[.{1,20}\])*
        | (Article|Comments)\ URL:\ .+ | Points:\ \d+ | \#\ Comments:\ \d+
        | (Hosted|Support\ for\ this\ podcast|Support\ the\ show|Learn\ more\ about\ your\ ad\ choices|Hosted\ by|Follow|Find|Watch|Listen)\b.{0,40}\b(on\ Acast|Simplecast|Patreon|megaphone\.fm|Twitter|Instagram|Facebook|YouTube|here|Spotify|Apple\ Podcasts)\b.*
        | See\ (acast\.com|omnystudio\.com|pcm\.adswizz\.com).*
        | (阅读|閱讀|查看|浏览|瀏覽|点击|點擊|了解|继续|繼續)(全文|原文|更多|详情|詳情|阅读|閱讀|查看.{0,30}|此处.{0,40}|此處.{0,40}|这里.{0,40}|本文.{0,40}|浏览.{0,30})\W{0,6}.{0,6}
        | (延伸阅读|延伸閱讀|相关阅读|相關閱讀|相关报道|相關報道|相關報導|推荐阅读|推薦閱讀|更多阅读|更多閱讀|更多消息参见|参考链接|阅读原文|原文[:：]|链接[:：]|連結[:：]).*
        | (Weiterlesen|Mehr\ (lesen|zum\ Thema)|Lesen\ Sie\ (auch|mehr)|Lire\ (la\ suite|aussi|l'article)|À\ lire\ aussi|Leer\ más|Lee\ también|Leia\ (mais|também)|Leggi\ (tutto|anche)|Lees\ (meer|verder)|Читать\ (далее|также|полностью)|Читайте\ также|続きを読む|もっと見る|関連記事|더\ 보기)\b.*
        )$
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex Machinery = new("""
        ^(
        Feed\ enhanced\ by.* | 获取更多RSS.* | (Your|This)\ browser\ does\ not\ support.* | (Please\ )?enable\ JavaScript.* | Advertisement.{0,20} | Anzeige | Publicité | Publicidad | 广告 | 廣告 | 広告 | Реклама | ADVERTISEMENT
        | 您的浏览器不支持.* | 浏览器不支持.* | Filed\ under:.* | Tags?:.* | Post\ tags:.* | Categories:.* | 标签[:：].* | 標籤[:：].* | 关键词[:：].* | 關鍵詞[:：].* | [-=_*·•.~—─]{2,} | null | undefined | \.{3}
        )$
        """, Patterns.Linear | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex End = new("^(获取更多RSS|Feed enhanced by|©.*get_post_time)", Patterns.Linear | RegexOptions.IgnoreCase);

    private static readonly Regex ShareLabel = new(@"^\W{0,3}(分享(到|至|本文|这篇文章|这|給|给)?.{0,8}|转发到.{0,8}|轉發到.{0,8}|Share( this)?( (post|article|story|page|on|via|with).{0,16})?|Teilen|Partager|Compartir|Compartilhar|Condividi|Delen|Поделиться|シェア(する)?|공유(하기)?|Tweet|Facebook|Twitter|WhatsApp|Telegram|Email|E-mail|Print|打印|列印|复制链接|複製連結|Copy link)\s*[:：]?$", Patterns.Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Related = new(@"^\W{0,3}((相关|相關|更多相关|更多相關)(图集|圖集|报道|報道|报导|報導|新闻|新聞|阅读|閱讀|文章|内容|內容|话题|專題|专题|链接|連結)|延伸(阅读|閱讀)|推荐(阅读|文章)|推薦(閱讀|文章)|热门(文章|新闻)|熱門(文章|新聞)|猜你喜欢|您可能感兴趣|你可能(还|也)?(喜欢|感兴趣)|Related( (articles?|stories|posts?|content|coverage|reading|links?|topics?|news))?|More (on this( story)?|from .{1,30}|stories|coverage|like this)|Recommended( (reading|for you|stories))?|You (may|might) also (like|enjoy)|(See|Read) also|Most (read|popular)|Further reading|Mehr zum Thema|Das könnte Sie auch interessieren|Sur le même sujet|À lire aussi|Voir aussi|Te puede interesar|Leia também|Leggi anche|Читайте также|関連(記事|リンク|ニュース)|あわせて読みたい|관련 ?(기사|뉴스))\s*([:：].{0,40})?$", Patterns.Linear | RegexOptions.IgnoreCase);

    // Before the text: a line that ends in a date is a byline (DAVID E. SANGER 2020-07-15 15:15:27; null 2020-07-01T13:55:20.645Z).
    private static readonly Regex HeadMatter = new(@"^.*?((19|20)\d\d[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](19|20)\d\d)([T\s,–—-]*\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*(Z|GMT|UTC)?)?$", Patterns.Linear);

    private static readonly Regex Invitation = new(@"^\W{0,2}(欢迎(点击|收看|收听|关注|订阅|扫码|阅读)|歡迎(點擊|收看|收聽|關注|訂閱|閱讀)|请(点击|關注|关注|扫描|扫码|收看)|請(點擊|關注|掃描|收看)|点击(此处|这里|查看|观看|收听|下载|链接)|點擊(此處|這裡|查看|觀看|收聽|下載|連結)|Click here|Click through|Tap here|Watch the video|See the full|Read the full|Check out (our|the full))", Patterns.Linear | RegexOptions.IgnoreCase);

    private static readonly Regex EditorsNote = new(@"^\W{0,2}(编者按|編者按|编按|編按|编者的话|编者注|編者註|編者注|编注|原标题|原標題|原题|原文标题|按[:：]|注[:：]|註[:：]|更正|勘误|导读[:：]|導讀[:：]|声明[:：]|聲明[:：]|免责声明|本文(首发|原载|原刊|原刊于|转载|转自|转载自|来自|系|由|最初|授权|仅代表)|以下(内容|文章|为|是).{0,12}(转载|来自|首发)|转自|转载自|轉載自|Editor[’']?s[’']? note|Ed\. note|Correction|Clarification|Update(d)?\b.{0,40}:|UPDATE\b|Trigger warning|Content warning|Spoiler (warning|alert)|Disclaimer|Disclosure|Note:|Warning:|Anm\. d\. Red|Hinweis:|Transparenzhinweis|NDLR|Note de l|Nota (del editor|de la redacción)|От редакции|編集部注|【?注意】?)", Patterns.Linear | RegexOptions.IgnoreCase);

    private static readonly Regex Dateline = new("""
        ^(
        [（(【〔\[]\s*[^（）()【】〔〕\[\]]{0,30}?(社|网|網|电|電|报|報|台|臺|讯|訊|综合报道|綜合報導|综合报导|日讯|日電|Reuters|AFP|AP|dpa|Xinhua|EFE|ANSA|TASS|UPI|PTI|ANI|IANS|Bloomberg|CNA)[^（）()【】〔〕\[\]]{0,12}[）)】〕\]]\s*
        | (新华社|新華社|中新社|中新网|中新網|中央社|法新社|路透社|美联社|美聯社|德新社|俄新社|塔斯社|韩联社|韓聯社|共同社|央视新闻|财联社|财新网|澎湃新闻|本报|本報|本台)[^，。：:,.]{0,24}?(电|電|讯|訊|消息)(\s*[（(][^（）()]{0,40}[）)])?[：:，,]?\s+
        | (新华社|新華社|中新社|中新网|中央社|财联社)[^，。：:,.]{1,24}?(电|電|讯|訊)(\s*[（(][^（）()]{0,40}[）)])?[，,：:]?\s*
        | (?-i:\p{Lu})[\p{Lu}\p{M} .,'’/-]{1,40}(,\s\p{L}[\p{L}.\s]{1,24})?\s*(,\s*\p{L}{3,9}\.?\s\d{1,2}(,\s\d{4})?)?\s*\((Reuters|AP|AFP|dpa|Xinhua|EFE|ANSA|TASS|UPI|PTI|ANI|IANS|Bloomberg|CNN|VOA|JTA|KYODO|Kyodo\ News|Yonhap|BUSINESS\ WIRE|GLOBE\ NEWSWIRE)\)\s*[-–—:]{1,2}\s*
        | [\p{L} .,]{2,40}\((dpa[^)]{0,12}|AFP|Reuters|ots)\)\s*[-–—]\s*
        )
        """, Patterns.Linear | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex EmptyLabel = new("^(uncategori[sz]ed|未分类|未分類|allgemein|non classé|sin categoría|sem categoria|default|general|none|без рубрики|未指定)$", Patterns.Linear | RegexOptions.IgnoreCase);
}
