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

    private static readonly ISelector Everywhere = Selectors.Parse(
        // machinery
        "script, style, link, meta, template, form, button, input, select, textarea, nav, object, embed, canvas, dialog, "
        + "[hidden], [style*='display:none'], [style*='display: none'], .screen-reader-text, .sr-only, .visually-hidden, .off-screen, "
        // captions and credits
        + "figcaption, .wp-caption-text, .image-caption, .media-caption, .photo-credit, .image-credit, .photo-caption, .caption-text, "
        + "p[role=text], small[style*='#999'], #zoomattribute, "
        // sharing
        + ".addtoany_share_save_container, .a2a_kit, .sharedaddy, .share-buttons, .share-button, .share-modal, .share-bar, .share-links, "
        + ".social-share, .social-sharing, .social-links, .post-share, .shareaholic-canvas, .sharethis-inline-share-buttons, .ssba, "
        + ".heateor_sss_sharing_container, .feedflare, .bdsharebuttonbox, .social-share-component, "
        // newsletters and memberships
        + ".newsletter, .newsletter-signup, .newsletter-box, .kg-signup-card, .subscription-widget-wrap, .subscription-widget-wrap-editor, "
        + ".subscription-widget, .wp-block-jetpack-subscriptions, .mc4wp-form, .o-self-promo, [data-selfpromo-newsletter], "
        + "[data-selfpromo-app], .m-interstitial, .paywall, .kg-callout-emoji, .memberful-global-teaser-content, "
        // advertisements
        + ".ad, .ads, .advert, .advertisement, .adsbygoogle, [id^='div-gpt-ad'], [data-e2e=advertisement], .google-auto-placed, "
        + ".ad-container, .ad-slot, "
        // related stories
        + ".related, .related-posts, .related-articles, .related-content, .relatedposts, .jp-relatedposts, .yarpp-related, .crp_related, "
        + ".wp-embedded-content, .read-more, .more-link, .post-navigation, aside, "
        // what stands about the text
        + ".byline, .author-bio, .author-box, .author-info, .entry-meta, .post-meta, .post-tags, .tags-links, .breadcrumbs, .mw-editsection, "
        + ".wp-block-pullquote, .pullquote, .pull-quote, footer, address");

    private static readonly string[] ShareTargets =
    [
        "facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog/", "twitter.com/intent/", "twitter.com/share",
        "twitter.com/home?status=", "x.com/intent/", "x.com/share", "linkedin.com/share", "linkedin.com/cws/share", "pinterest.com/pin/create",
        "reddit.com/submit", "t.me/share", "telegram.me/share", "api.whatsapp.com/send", "web.whatsapp.com/send", "wa.me/?text=",
        "whatsapp://", "service.weibo.com/share", "v.t.sina.com.cn/share", "share.v.t.qq.com", "connect.qq.com/widget", "sns.qzone.qq.com",
        "tumblr.com/share", "tumblr.com/widgets/share", "social-plugins.line.me", "line.me/r/msg", "line://", "fb-messenger://", "vk.com/share",
        "b.hatena.ne.jp/add", "b.hatena.ne.jp/entry", "getpocket.com/save", "getpocket.com/edit", "news.ycombinator.com/submitlink",
        "addtoany.com/", "addthis.com/bookmark", "mailto:?", "bsky.app/intent/", "threads.net/intent/", "plus.google.com/share", "flipboard.com/bookmarklet",
        "instapaper.com/edit", "instapaper.com/hello", "feeds.wordpress.com/1.0/go", "del.icio.us/post",
    ];

    /// <summary>Leaves the article in <paramref name="body"/>, with its pictures.</summary>
    public static void Remove(IElement body, Uri? baseUrl, Outlet outlet)
    {
        foreach (var caption in CaptionBoxes(body))
            caption.Remove();
        RemoveAll(body, Everywhere);
        if (outlet.Drop is { } drop)
            RemoveAll(body, drop);
        foreach (var link in body.QuerySelectorAll("a[href]").Where(IsShareLink))
            RemoveShareBar(link);
        foreach (var list in body.QuerySelectorAll("ul, ol").Where(list => IsRelatedList(list, baseUrl)))
            list.Remove();
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3, h4, h5, h6, p, div").Where(IsRelatedHeading))
            RemoveRelatedSection(heading);
    }

    private static void RemoveAll(IElement body, ISelector selector)
    {
        foreach (var element in body.Descendants<IElement>().Where(element => selector.Match(element)).ToList())
            element.Remove();
    }

    /// <summary>
    /// Captions without markup of their own: the one paragraph close to a picture and a line that names the picture's
    /// source ("图像来源", "Photo by"). The credit shows that the box is a figure.
    /// </summary>
    private static List<IElement> CaptionBoxes(IElement body)
    {
        var captions = new List<IElement>();
        foreach (var picture in body.QuerySelectorAll("img, video").Take(MaxFigures))
        {
            if (CaptionBox(picture, body) is { } box)
                captions.AddRange(box.QuerySelectorAll("p, span, figcaption, small, div").Where(e => e.QuerySelector("img, video, picture") is null));
        }
        return captions;
    }

    private static IElement? CaptionBox(IElement picture, IElement body)
    {
        IElement? box = null;
        var above = 0;
        for (var up = picture.ParentElement; up is not null && up != body && above <= MaxLevelsAboveCredit; up = up.ParentElement)
        {
            var text = PlainText.Fold(VisibleText(up, MaxCaptionBox));
            if (text.Length >= MaxCaptionBox || up.QuerySelector("h1, h2, h3") is not null)
                break;
            if (box is null && !NoiseLines.HasCredit(text))
                continue;
            if (up.QuerySelectorAll("p").Count(p => !NoiseLines.HasCredit(p.TextContent)) > 1)
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
        link.GetAttribute("href") is { } href && ShareTargets.Any(target => href.Contains(target, StringComparison.OrdinalIgnoreCase));

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
        if (box.QuerySelector("img, video, audio, iframe, a[href]") is not null)
            return false;
        var text = PlainText.Fold(VisibleText(box, MaxShareLabel + 1)).Trim(' ', '|', '·', '/', ',', '•');
        return text.Length == 0 || text.Length <= MaxShareLabel && NoiseLines.IsShareLabel(text);
    }

    /// <summary>A list of nothing but links to the outlet's own pages is a pointer to other stories, not part of this one.</summary>
    private static bool IsRelatedList(IElement list, Uri? baseUrl)
    {
        var items = list.Children.Where(child => child.LocalName == "li").ToList();
        return items.Count > 0 && items.All(item =>
            item.QuerySelectorAll("a[href]") is { Length: > 0 } links
            && links.Sum(link => PlainText.Fold(link.TextContent).Length) >= PlainText.Fold(item.TextContent).Length - 2
            && links.All(link => IsOwnPage(link, baseUrl)));
    }

    private static bool IsOwnPage(IElement link, Uri? baseUrl) =>
        baseUrl is not null && Uri.TryCreate(baseUrl, link.GetAttribute("href"), out var target)
        && string.Equals(target.Host, baseUrl.Host, StringComparison.OrdinalIgnoreCase) && target.Fragment.Length == 0;

    private static bool IsRelatedHeading(IElement element) =>
        element.Children.Length <= 2 && NoiseLines.IsRelatedHeading(PlainText.Fold(VisibleText(element, 80)));

    /// <summary>Removes a heading such as "相关图集：" with the lists, links and captioned pictures that follow it.</summary>
    private static void RemoveRelatedSection(IElement heading)
    {
        while (heading.NextElementSibling is { } next && IsRelatedMaterial(next))
            next.Remove();
        heading.Remove();
    }

    private static bool IsRelatedMaterial(IElement element) =>
        element.LocalName is "ul" or "ol" or "figure" or "br"
        || element.QuerySelector("img") is not null && element.QuerySelector("p") is null && element.QuerySelector("b, strong, a") is not null
        || element.QuerySelectorAll("a") is { Length: > 0 } links && links.Sum(a => a.TextContent.Length) >= element.TextContent.Trim().Length - 2;
}
