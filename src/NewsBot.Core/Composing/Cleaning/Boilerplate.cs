using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Css.Dom;
using AngleSharp.Dom;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>
/// Removes the elements of a page that are not the article: by selector where markup says what a thing is, and by
/// structure where it does not.
/// </summary>
internal static class Boilerplate
{
    private const int MaxCaptionBox = 300;
    private const int MaxShareLabel = 24;
    private const int MaxFigures = 40;
    private const int MaxLevelsAboveCredit = 2;

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "script", "style", "link", "meta", "template", "form", "button", "input", "select", "textarea", "nav", "object", "embed", "canvas",
        "dialog", "figcaption", "aside", "footer", "address",
    ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Classes = FrozenSet.ToFrozenSet(
    [
        // machinery
        "screen-reader-text", "sr-only", "visually-hidden", "off-screen",
        // captions and credits
        "wp-caption-text", "image-caption", "media-caption", "photo-credit", "image-credit", "photo-caption", "caption-text",
        // sharing
        "addtoany_share_save_container", "a2a_kit", "sharedaddy", "share-buttons", "share-button", "share-modal", "share-bar", "share-links",
        "social-share", "social-sharing", "social-links", "post-share", "shareaholic-canvas", "sharethis-inline-share-buttons", "ssba",
        "heateor_sss_sharing_container", "feedflare", "bdsharebuttonbox", "social-share-component",
        // newsletters and memberships
        "newsletter", "newsletter-signup", "newsletter-box", "kg-signup-card", "subscription-widget-wrap", "subscription-widget-wrap-editor",
        "subscription-widget", "wp-block-jetpack-subscriptions", "mc4wp-form", "o-self-promo",
        "m-interstitial", "paywall", "kg-callout-emoji", "memberful-global-teaser-content",
        // advertisements
        "ad", "ads", "advert", "advertisement", "adsbygoogle", "google-auto-placed", "ad-container", "ad-slot",
        // related stories
        "related", "related-posts", "related-articles", "related-content", "relatedposts", "jp-relatedposts", "yarpp-related", "crp_related",
        "wp-embedded-content", "read-more", "more-link", "post-navigation",
        // what stands about the text
        "byline", "author-bio", "author-box", "author-info", "entry-meta", "post-meta", "post-tags", "tags-links", "breadcrumbs", "mw-editsection",
        "wp-block-pullquote", "pullquote", "pull-quote",
    ], StringComparer.Ordinal);

    private static readonly ISelector Attributes = Selectors.Parse(
        "[hidden], [style*='display:none'], [style*='display: none'], p[role=text], small[style*='#999'], #zoomattribute, "
        + "[data-selfpromo-newsletter], [data-selfpromo-app], [id^='div-gpt-ad'], [data-e2e=advertisement]");

    private static readonly SearchValues<string> ShareTargets = SearchValues.Create(
    [
        "facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog/", "twitter.com/intent/", "twitter.com/share",
        "twitter.com/home?status=", "x.com/intent/", "x.com/share", "linkedin.com/share", "linkedin.com/cws/share", "pinterest.com/pin/create",
        "reddit.com/submit", "t.me/share", "telegram.me/share", "api.whatsapp.com/send", "web.whatsapp.com/send", "wa.me/?text=",
        "whatsapp://", "service.weibo.com/share", "v.t.sina.com.cn/share", "share.v.t.qq.com", "connect.qq.com/widget", "sns.qzone.qq.com",
        "tumblr.com/share", "tumblr.com/widgets/share", "social-plugins.line.me", "line.me/r/msg", "line://", "fb-messenger://", "vk.com/share",
        "b.hatena.ne.jp/add", "b.hatena.ne.jp/entry", "getpocket.com/save", "getpocket.com/edit", "news.ycombinator.com/submitlink",
        "addtoany.com/", "addthis.com/bookmark", "mailto:?", "bsky.app/intent/", "threads.net/intent/", "plus.google.com/share", "flipboard.com/bookmarklet",
        "instapaper.com/edit", "instapaper.com/hello", "feeds.wordpress.com/1.0/go", "del.icio.us/post",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Leaves the article in <paramref name="body"/>, with its pictures.</summary>
    public static void Remove(IElement body, Uri? baseUrl, Outlet outlet)
    {
        foreach (var caption in CaptionBoxes(body))
            caption.Remove();
        foreach (var element in body.Inside().FindAll(IsBoilerplate))
            element.Remove();
        if (outlet.Drop is { } drop)
        {
            foreach (var element in body.Inside().FindAll(element => drop.Match(element)))
                element.Remove();
        }
        foreach (var link in body.Inside().Where(IsShareLink))
            RemoveShareBar(link);
        foreach (var list in body.Inside().Where(list => IsRelatedList(list, baseUrl)))
            list.Remove();
        foreach (var heading in body.Inside().Where(IsRelatedHeading))
            RemoveRelatedSection(heading);
    }

    private static bool IsBoilerplate(IElement element) =>
        Names.Contains(element.LocalName)
        || element.Attributes.Length > 0 && (element.ClassList.Any(Classes.Contains) || Attributes.Match(element));

    /// <summary>
    /// Captions without markup of their own: the one paragraph close to a picture and a line that names the picture's
    /// source ("图像来源", "Photo by"). The credit shows that the box is a figure.
    /// </summary>
    private static List<IElement> CaptionBoxes(IElement body)
    {
        var captions = new List<IElement>();
        foreach (var picture in body.Inside().Where(e => e.LocalName is "img" or "video").Take(MaxFigures))
        {
            if (CaptionBox(picture, body) is { } box)
                captions.AddRange(box.Inside().Where(e => e.LocalName is "p" or "span" or "figcaption" or "small" or "div" && !e.Inside().Exists(IsPicture)));
        }
        return captions;
    }

    private static bool IsPicture(IElement element) => element.LocalName is "img" or "video" or "picture";

    private static IElement? CaptionBox(IElement picture, IElement body)
    {
        IElement? box = null;
        var above = 0;
        for (var up = picture.ParentElement; up is not null && up != body && above <= MaxLevelsAboveCredit; up = up.ParentElement)
        {
            var text = PlainText.Fold(VisibleText(up, MaxCaptionBox));
            if (text.Length >= MaxCaptionBox || up.Inside().Exists(e => e.LocalName is "h1" or "h2" or "h3"))
                break;
            if (box is null && !NoiseLines.HasCredit(text))
                continue;
            if (up.Inside().Count(e => e.LocalName == "p" && !NoiseLines.HasCredit(e.TextContent)) > 1)
                break;
            box = up;
            above++;
            if (up.LocalName == "figure")
                break;
        }
        return box;
    }

    /// <summary>The text outside scripts and noscript, up to a limit.</summary>
    private static string VisibleText(IElement element, int limit)
    {
        var text = new StringBuilder();
        Append(element);
        return text.ToString();

        void Append(INode node)
        {
            foreach (var child in node.ChildNodes)
            {
                if (text.Length >= limit)
                    return;
                if (child is IText words)
                    text.Append(words.Data.AsSpan().Trim());
                else if (child is IElement { LocalName: not ("script" or "style" or "noscript") })
                    Append(child);
            }
        }
    }

    private static bool IsShareLink(IElement link) =>
        link.LocalName == "a" && link.GetAttribute("href").AsSpan().ContainsAny(ShareTargets);

    /// <summary>Removes a share link, and what around it is left with nothing but a label.</summary>
    private static void RemoveShareBar(IElement link)
    {
        var parent = link.ParentElement;
        link.Remove();
        while (parent is { ParentElement: not null } box and not { LocalName: "body" } && IsEmptyBar(box))
        {
            parent = box.ParentElement;
            box.Remove();
        }
    }

    private static bool IsEmptyBar(IElement box)
    {
        if (box.Inside().Exists(e => e.LocalName is "img" or "video" or "audio" or "iframe" || IsLink(e)))
            return false;
        var text = PlainText.Fold(VisibleText(box, MaxShareLabel + 1)).Trim(' ', '|', '·', '/', ',', '•');
        return text.Length == 0 || text.Length <= MaxShareLabel && NoiseLines.IsShareLabel(text);
    }

    private static bool IsLink(IElement element) => element.LocalName == "a" && element.HasAttribute("href");

    /// <summary>A list of nothing but links to the outlet's own pages is a pointer to other stories, not part of this one.</summary>
    private static bool IsRelatedList(IElement list, Uri? baseUrl)
    {
        if (list.LocalName is not ("ul" or "ol"))
            return false;
        var items = list.Children.Where(child => child.LocalName == "li").ToList();
        return items.Count > 0 && items.All(item =>
            item.Inside().FindAll(IsLink) is { Count: > 0 } links
            && links.Sum(link => PlainText.Fold(link.TextContent).Length) >= PlainText.Fold(item.TextContent).Length - 2
            && links.All(link => IsOwnPage(link, baseUrl)));
    }

    private static bool IsOwnPage(IElement link, Uri? baseUrl) =>
        baseUrl is not null && Uri.TryCreate(baseUrl, link.GetAttribute("href"), out var target)
        && string.Equals(target.Host, baseUrl.Host, StringComparison.OrdinalIgnoreCase) && target.Fragment.Length == 0;

    private static bool IsRelatedHeading(IElement element) =>
        element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "div"
        && element.ChildElementCount <= 2 && NoiseLines.IsRelatedHeading(PlainText.Fold(VisibleText(element, 80)));

    /// <summary>Removes a heading such as "相关图集：" with the lists, links and captioned pictures that follow it.</summary>
    private static void RemoveRelatedSection(IElement heading)
    {
        while (heading.NextElementSibling is { } next && IsRelatedMaterial(next))
            next.Remove();
        heading.Remove();
    }

    private static bool IsRelatedMaterial(IElement element)
    {
        if (element.LocalName is "ul" or "ol" or "figure" or "br")
            return true;
        var inside = element.Inside();
        var links = inside.FindAll(e => e.LocalName == "a");
        return (Has("img") && !Has("p") && (links.Count > 0 || Has("b") || Has("strong")))
            || (links.Count > 0 && links.Sum(a => a.TextContent.Length) >= element.TextContent.Trim().Length - 2);

        bool Has(string name) => inside.Exists(e => e.LocalName == name);
    }
}
