using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>
/// The vocabulary of <see cref="NoiseLines"/>: simplified and traditional Chinese and English first, then the commonest
/// other languages. Each pattern is a list of alternatives; what an entry is for, its neighbours tell.
/// </summary>
/// <remarks>
/// Words that may stand anywhere in a line have a pattern of their own, which is searched for. As "anything, the words" in
/// a pattern for whole lines they would be tried at each place of it, at ten times the cost of all other patterns.
/// </remarks>
internal static partial class NoiseWords
{
    private const string Day = @"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
        + @"|(\p{L}{3,9},?\s+)?\d{1,2}\.?\s+\p{L}{3,9}\.?,?\s+(19|20)\d\d|(\p{L}{3,9},?\s+)?\p{L}{3,9}\.?\s+\d{1,2},?\s+(19|20)\d\d";

    private const string Time = @"([T\s,–—-]*\d{1,2}[:：h.]\d{2}([:：]\d{2}(\.\d+)?)?)?(\s*(Z|GMT|UTC|[ECMP][SD]T|ET|[ap]\.?m\.?|Uhr|[+-]\d\d:?\d\d))*";

    private const string DateWords =
        $@"((发布|發佈|發布|更新|发表|發表|日期)(时间|時間|于|於)?|Published|Updated|Posted|Last updated|Veröffentlicht|Publié|Publicado|Опубликовано)?( on| am| le| el)?\s*[:：]?\s*({Day}){Time}"
        + @"|\d{1,3}\s*(秒钟?|秒鐘?|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|分|時間)以?前"
        + @"|(about )?(\d{1,3}|an?) (second|minute|hour|day|week|month)s? ago";

    [GeneratedRegex("^(?:" + DateWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Date { get; }

    /// <summary>A name and a date on one line.</summary>
    private const string EndsInDateWords =
        @"((19|20)\d\d[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](19|20)\d\d)([T\s,–—-]*\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*(Z|GMT|UTC)?)?";

    [GeneratedRegex("(?:" + EndsInDateWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex EndsInDate { get; }

    private const string BylineWords =
        @"[（(【\[]?\s*(本报|本報|特约|特約|见习|見習|实习|實習)?(记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|编译|編譯|翻译|翻譯|译者|譯者|作者|撰文|撰稿|网编|網編|校对|校對|核稿|审校|審校|摄影|攝影|摄像|监制|監製|来源|來源|稿源|新闻来源|新聞來源)\s*[:：丨|/／][^。！？!?]*[）)】\]]?"
        + @"|(文|图|圖|图文|圖文)\s*[/／丨|][^。！？]*"
        + "|[（(](记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|翻译|翻譯|译者|譯者)[^。！？）)]*[）)]"
        + @"|(?-i:By\s+\p{Lu}[\p{L}.'’-]+(\s+(and\s+)?\p{Lu}[\p{L}.'’-]*){0,7}(,(\s+\p{Lu}[\p{L}.]*){1,5})?)"
        + @"|(?-i:(Von|Par|Por|Di|Door)\s*:?\s+\p{Lu}[\p{L}.'’-]+(\s+\p{Lu}[\p{L}.'’-]+){1,4})"
        + @"|\(?(Additional )?(Reporting|Writing|Editing|Written|Edited|Compiled|Recorded|Produced|Translated)( and (editing|written|edited|writing))? by .*";

    [GeneratedRegex("^(?:" + BylineWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Byline { get; }

    private const string RightsWords =
        @"(©|Ⓒ|\(c\) ?\d).*"
        + @"|Copyright\s*(©|\(c\)|(19|20)\d\d|:).*"
        + "|.{0,20}(版权所有|版權所有|版权声明|版權聲明|版权归|版權歸).*"
        + "|(未经|未經).*(许可|許可|授权|授權|允许|允許).*"
        + "|Alle Rechte vorbehalten.*"
        + "|Tous droits réservés.*"
        + "|Todos los derechos reservados.*"
        + "|Все права защищены.*"
        + "|저작권.*무단.*";

    [GeneratedRegex("^(?:" + RightsWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Rights { get; }

    private const string RightsInsideWords = "(?<=^| )All rights reserved|無断転載|无断转载";

    [GeneratedRegex(RightsInsideWords, Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex RightsInside { get; }

    private const string CreditWords =
        "(图像来源|圖像來源|图片来源|圖片來源|图片版权|圖片版權|图源|圖源).*"
        + "|(资料|資料)(图|圖|图片|圖片|照|照片|画面|畫面)([:：].*|.{0,30})"
        + "|.{0,150}[（(].{0,20}(图片|圖片|照片|资料图|資料圖|截图|截圖|摄|攝)[）)]"
        + "|Image (caption|source|credit).*"
        + @"|(Image|Images|Photo|Photos|Photograph|Credit|Picture)\s*[:/].*"
        + "|Photos? (by|credit|courtesy).*"
        + @"|Getty Images(\s*[/|].*)?"
        + @"|(Foto|Fotos|Bild|Bildquelle|Bilder|Crédits?( photos?)?|Crédito|Фото|写真)\s*[:：=].*";

    [GeneratedRegex("^(?:" + CreditWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Credit { get; }

    /// <summary>Credits as they stand amid a figure's text.</summary>
    private const string CreditInsideWords =
        "图像来源"
        + "|圖像來源"
        + "|图片来源"
        + "|圖片來源"
        + "|图片版权"
        + "|圖片版權"
        + "|Image (source|caption|credit)"
        + "|Photo (credit|by )"
        + "|Photograph:"
        + "|Getty Images";

    [GeneratedRegex(CreditInsideWords, Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex CreditInside { get; }

    private const string NewsletterWords =
        @"[^\p{L}\p{N}]{0,6}(欢迎|歡迎|请|請|点击|點擊|扫码|掃碼|长按|長按|扫描|掃描|免费|免費|立即|马上).{0,50}(订阅|訂閱|关注我们|關注我們|公众号|公眾號|二维码|二維碼|电子报|電子報|简报|簡報|加入会员|客户端).*"
        + @"|[^\p{L}\p{N}]{0,6}(订阅|訂閱|关注|關注).{0,20}(简报|簡報|电子报|電子報|公众号|公眾號|频道|頻道|播客|newsletter|Telegram|YouTube).{0,30}"
        + @"|[^\p{L}\p{N}]{0,6}(Want|Looking for|Enjoy|Enjoying|Like|Love)\b.*(newsletter|subscrib|sign up|inbox).*"
        + @"|[^\p{L}\p{N}]{0,6}(Please )?(Subscribe|Sign up|Sign-up|Register)\b.*\b(newsletters?|inbox|mailing list|e-?mails?|subscribers?|to get|for free|updates|podcast|today|now|here)\b.*"
        + @"|[^\p{L}\p{N}]{0,6}(Join|Get)\b.*\b(newsletters?|inbox|mailing list|Patreon|membership|in your e-?mail)\b.*"
        + @"|[^\p{L}\p{N}]{0,6}Subscribe( to [\w’' ]{1,40})?\W*"
        + "|(Abonnez|Inscrivez)-vous.*"
        + "|(Suscríbete|Suscríbase|Assine|Iscriviti) .*"
        + "|Подпис(ывайтесь|аться) .*"
        + "|(メルマガ|ニュースレター)(に|を)?(登録|購読).*";

    [GeneratedRegex("^(?:" + NewsletterWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Newsletter { get; }

    private const string PaidWords = "(is|was) (for|available to) (paid|paying) (subscribers|members)";

    /// <summary>Not far from the start of the line. That is asked behind the words, for the words are what is searched for.</summary>
    private const string NewsletterInsideWords =
        PaidWords + "(?<=^.{0,40}" + PaidWords + ")"
        + "|Newsletter(?<=^.{0,40}Newsletter).{0,60}(abonnieren|anmelden|bestellen)";

    [GeneratedRegex(NewsletterInsideWords, Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex NewsletterInside { get; }

    private const string PointerWords =
        @"\W{0,4}(Read|Continue|Keep|View|See|Learn|Show) ?(more|reading|comments?|entry|post)?\W{0,4}"
        + @"|\W{0,4}(Continue reading|(Read|View|See) (the )?(full|more|original|entire|rest|whole|complete)|Read on)\b.*"
        + @"|\W{0,4}Click (here|through)\b.*"
        + @"|(This|The) (article|post|story|entry)\b.*\b(appeared|published|posted)\b.*"
        + @"|\W{0,3}(本文|文章|帖子|博文|《.{1,120}》).{0,160}(首发于|首發於|最先出现在|最先出現在).{1,60}"
        + @"|(Discuss|Comment on|Permalink|Leave a comment|Comments?)( (this|the|on|in|\().{0,60})?\W{0,3}"
        + @"|\W?\d+ comments?\W?"
        + @"|submitted by\b.*"
        + @"|\[(link|comments?|\d+ comments?)\](\s*\[[^\[\]]{1,20}\])*"
        + @"|(Article|Comments) URL: .*"
        + @"|Points: \d+"
        + @"|# Comments: \d+"
        + @"|.{1,60} posted (a|an|\d+) (photos?|videos?):"
        + @"|\W{0,4}(Follow|Find|Like) (us|me|him|her|them|.{2,40}) on (Twitter|X|Instagram|Facebook|YouTube|LinkedIn|Mastodon|Bluesky|Spotify|Apple Podcasts|TikTok)\b.*"
        + @"|\W{0,4}(Watch|Listen)( (now|live|it|the (video|episode|show|podcast)|to (this|the) .{1,30}))? (on|at|via|here)\b.{0,40}"
        + "|(Hosted on Acast|Support (this podcast|the show)|Learn more about your ad choices|Hosted by Simplecast|Our Sponsors|Sponsors?:).*"
        + @"|See (acast\.com|omnystudio\.com|pcm\.adswizz\.com|megaphone\.fm).*"
        + @"|\W{0,4}(阅读|閱讀|查看|浏览|瀏覽|点击|點擊|了解|继续|繼續)(全文|原文|更多|详情|詳情|阅读|閱讀|这里|這裡|此处|此處)\W{0,6}.{0,10}"
        + @"|\W{0,4}(点击|點擊|继续|繼續)(查看|阅读|閱讀|浏览|瀏覽|观看|觀看|收听|收聽|下载|下載).{0,40}"
        + @"|\W{0,4}(点击|點擊)(本文|此处|此處|这里|這裡|链接|連結).{0,40}"
        + "|(延伸阅读|延伸閱讀|相关阅读|相關閱讀|相关报道|相關報道|相關報導|相关新闻|相關新聞|推荐阅读|推薦閱讀|更多阅读|更多閱讀|参考链接|參考連結|阅读原文|閱讀原文|原文链接|原文連結|原文[:：]|链接[:：]|連結[:：]).*"
        + "|(Weiterlesen|Mehr lesen|Mehr zum Thema|Lesen Sie (auch|mehr)|Lire (la suite|aussi|l'article)|À lire aussi|Leer más|Lee también|Leia (mais|também)|Leggi (tutto|anche)|Lees (meer|verder)|Читать (далее|также|полностью)|Читайте также|続きを読む|もっと見る|関連記事|더 보기).*";

    [GeneratedRegex("^(?:" + PointerWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Pointer { get; }

    private const string PointerInsideWords = @"\b(appeared first on|first appeared on|was originally published (in|on|at|by))\b";

    [GeneratedRegex(PointerInsideWords, Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex PointerInside { get; }

    private const string MachineryWords =
        "Feed enhanced by.*"
        + "|获取更多RSS.*"
        + "|(Your|This) browser (does not|doesn[’']t) support.*"
        + "|(Please )?enable JavaScript.*"
        + "|(您的|你的)?浏览器不支持.*"
        + @"|(Advertisement|Anzeige|Publicité|Publicidad|广告|廣告|広告|Реклама)\W{0,3}"
        + @"|(Filed under|Tags?|Post tags|Categories|Category|标签|標籤|关键词|關鍵詞|分类|分類)\s*[:：].*"
        + @"|[-=_*·•.~—─]{2,}"
        + "|null|undefined|NaN";

    [GeneratedRegex("^(?:" + MachineryWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Machinery { get; }

    private const string EndWords =
        "获取更多RSS.*"
        + "|Feed enhanced by.*"
        + "|©.*get_post_time.*";

    [GeneratedRegex("^(?:" + EndWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex End { get; }

    private const string ShareLabelWords =
        @"\W{0,3}(分享((到|至|给|給).{0,8}|本文|文章|这篇文章|這篇文章)?|(转发|轉發)到.{0,8}|Share( this)?( (post|article|story|page))?( (on|via|with) .{1,16})?|Teilen|Partager|Compartir|Compartilhar|Condividi|Delen|Поделиться|シェア(する)?|공유(하기)?|Tweet|Facebook|Twitter|WhatsApp|Telegram|E-?mail|Print|打印|列印|复制链接|複製連結|Copy link)\s*[:：]?";

    [GeneratedRegex("^(?:" + ShareLabelWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex ShareLabel { get; }

    private const string RelatedWords =
        @"\W{0,3}((更多)?(相关|相關)(图集|圖集|报道|報道|报导|報導|新闻|新聞|阅读|閱讀|文章|内容|內容|话题|專題|专题|链接|連結)|延伸(阅读|閱讀)|(推荐|推薦|热门|熱門)(阅读|閱讀|文章|新闻|新聞)|猜你喜欢|(您|你)(可能|也许)(还|也|會|会)?(喜欢|喜歡|感兴趣|感興趣))\s*([:：].*)?"
        + @"|\W{0,3}(Related|Related (articles?|stories|story|posts?|content|coverage|reading|links?|topics?|news)|More (on this( story)?|from .{1,30}|stories|coverage|like this)|Recommended( (reading|for you|stories))?|You (may|might) also (like|enjoy)|(See|Read) also|Most (read|popular)|Further reading)\s*([:：].*)?"
        + @"|\W{0,3}(Mehr zum Thema|Das könnte Sie auch interessieren|Sur le même sujet|À lire aussi|Voir aussi|Te puede interesar|Leia também|Leggi anche|Читайте также|関連(記事|リンク|ニュース)|あわせて読みたい|관련 ?(기사|뉴스))\s*([:：].*)?";

    [GeneratedRegex("^(?:" + RelatedWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Related { get; }

    private const string InvitationWords =
        @"\W{0,2}(欢迎|歡迎)(点击|點擊|收看|收听|收聽|关注|關注|订阅|訂閱|扫码|阅读|閱讀)"
        + @"|\W{0,2}(请|請)(点击|點擊|关注|關注|扫描|掃描|扫码|收看)"
        + @"|\W{0,2}(点击|點擊)(此处|此處|这里|這裡|查看|观看|觀看|收听|下载|链接|連結)"
        + @"|\W{0,2}(Click here|Click through|Tap here|Watch the video|See the full|Read the full|Check out (our|the full))\b";

    [GeneratedRegex("^(?:" + InvitationWords + ")", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex Invitation { get; }

    private const string EditorsNoteWords =
        @"\W{0,2}(CDT ?)?(编者按|編者按|编按|編按|编者的话|編者的話|编者注|編者註|編者注|编注|編註|编辑注|按[:：]|注[:：]|註[:：])"
        + @"|\W{0,2}(原标题|原標題|原题|原文标题|更正[:：]|勘误|导读[:：]|導讀[:：]|声明[:：]|聲明[:：]|免责声明|免責聲明)"
        + @"|\W{0,2}本文(首发|首發|原载|原載|原刊|转载|轉載|转自|轉自|来自|來自|系|由|最初|授权|授權|仅代表|僅代表)"
        + @"|\W{0,2}以下.{0,12}(转载|轉載|来自|來自|首发|首發)"
        + @"|\W{0,2}(转自|轉自|转载自|轉載自)"
        + @"|\W{0,2}(Editor[’']?s[’']? note|Ed\. note|(Correction|Clarification|Editor[’']s update)s?\s*[:(—–-]|Update[^.]{0,40}:|(Trigger|Content|Spoiler) (warning|alert)|(Disclaimer|Disclosure|Note|Warning)\s*[:—–])"
        + @"|\W{0,2}(Anm\. d\. Red|Hinweis:|Transparenzhinweis|NDLR|Note de la rédaction|Nota (del editor|de la redacción)|От редакции|編集部注)";

    [GeneratedRegex("^(?:" + EditorsNoteWords + ")", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex EditorsNote { get; }

    private const string DatelineWords =
        @"^(?:[（(【〔\[]\s*[^（）()【】〔〕\[\]]{0,30}?(社|网|網|时报|時報|日报|日報|晚报|晚報|电台|電台|电视台|電視台|讯|訊|电|電|综合报[道导]|綜合報[道導])(\s*[^（）()【】〔〕\[\]]{0,12}(电|電|讯|訊|报[道导]|報[道導]))?\s*[）)】〕\]][\s:：]*"
        + @"|(新华社|新華社|中新社|中新网|中新網|中央社|法新社|路透社|美联社|美聯社|德新社|韩联社|韓聯社|共同社|财联社|本报|本報|本台)[^，。：:,.]{0,24}?(电|電|讯|訊)(\s*[（(][^（）()]{0,40}[）)][\s，,：:]*|[\s，,：:]+)"
        + @"|\p{Lu}[\p{Lu}\p{M} .,'’/-]{1,40}(,\s\p{L}[\p{L}.\s]{1,24})?(,\s*\p{L}{3,9}\.?\s\d{1,2}(,\s\d{4})?)?\s*\((Reuters|AP|AFP|dpa|Xinhua|EFE|ANSA|TASS|UPI|PTI|ANI|IANS|Bloomberg|CNN|VOA|Kyodo|Kyodo News|Yonhap)\)\s*[-–—:]{1,2}\s*"
        + @"|\p{L}[\p{L} .,/-]{1,40}\((dpa|AFP|Reuters|ots|dts)(/[a-z]{2,4})?\)\s*[-–—]\s*"
        + @"|\(?(Reuters|AFP|AP|dpa|Xinhua)\)?\s[-–—]\s)";

    [GeneratedRegex(DatelineWords, Patterns.Exact, Patterns.TimeoutMilliseconds)]
    public static partial Regex Dateline { get; }

    private const string EmptyLabelWords =
        "uncategori[sz]ed"
        + "|未分类|未分類|未指定"
        + "|allgemein|non classé|sin categoría|sem categoria|без рубрики"
        + "|default|general|none";

    [GeneratedRegex("^(?:" + EmptyLabelWords + ")$", Patterns.AnyCase, Patterns.TimeoutMilliseconds)]
    public static partial Regex EmptyLabel { get; }
}
