using System.Net;
using System.Text;

namespace NewsBot.Fetching.Newsroom;

/// <summary>
/// The newsroom's HTML: its pages, and the text of its feed items, wrapped in what publishers wrap theirs in (a share bar,
/// an invitation to a newsletter, related links, a footer), so that one sees the bot take it off.
/// </summary>
internal static class NewsroomPages
{
    /// <summary>The front page, which leads readers to stories and programs to the feed.</summary>
    public static string Front(string newsroom, IEnumerable<NewsroomItem> items, Uri site)
    {
        var list = string.Concat(items.Select(item => $"<li lang=\"{Text(item.Story.Language)}\"><a href=\"{Text(item.Link(site).AbsolutePath)}\">{Text(item.Story.Title)}</a></li>\n"));
        return Document(newsroom, "en", newsroom, "", $"<h1>{Text(newsroom)}</h1>\n<ul>\n{list}</ul>\n");
    }

    /// <summary>The page of one story.</summary>
    public static string Story(string newsroom, NewsroomItem item, Uri site)
    {
        var story = item.Story;
        var head = new StringBuilder();
        head.Append("<meta property=\"og:type\" content=\"article\">\n");
        head.Append("<meta property=\"og:title\" content=\"").Append(Text(story.Title)).Append("\">\n");
        if (story.Paragraphs.Count > 0)
            head.Append("<meta property=\"og:description\" content=\"").Append(Text(story.Paragraphs[0])).Append("\">\n");
        if (item.Picture(site) is { } picture)
            head.Append("<meta property=\"og:image\" content=\"").Append(Text(picture.AbsoluteUri)).Append("\">\n");
        return Document(newsroom, story.Language, story.Title, head.ToString(),
            $"<nav><a href=\"{DemoNewsroom.Root}\">{Text(newsroom)}</a></nav>\n<article>\n<h1>{Text(story.Title)}</h1>\n{Article(item, site)}</article>\n");
    }

    /// <summary>The text of a story as its feed carries it.</summary>
    public static string Cluttered(string newsroom, NewsroomItem item, Uri site)
    {
        var link = Text(item.Link(site).AbsoluteUri);
        var words = Clutter.In(item.Story.Language);
        return $"""
            <div class="share-bar social-share"><a href="{link}#wechat">{words.Share}</a> · <a href="{link}#mail">{words.Mail}</a></div>
            {Article(item, site)}
            <div class="newsletter-signup"><strong>{words.Newsletter}</strong> <a href="{link}#newsletter">{words.SignUp}</a></div>
            <div class="related-posts"><p>{words.Related}</p><ul><li><a href="{Text(new Uri(site, DemoNewsroom.Root).AbsoluteUri)}">{Text(newsroom)}</a></li></ul></div>
            <p class="feed-footer">{string.Format(null, words.Footer, $"<a href=\"{link}\">{Text(item.Story.Title)}</a>", Text(newsroom))}</p>
            <img src="{Text(new Uri(site, DemoNewsroom.Root).AbsoluteUri)}pixel.gif" width="1" height="1" alt="">
            """;
    }

    private static string Article(NewsroomItem item, Uri site)
    {
        var story = item.Story;
        var html = new StringBuilder();
        if (item.Picture(site) is { } picture)
        {
            html.Append("<figure><img src=\"").Append(Text(picture.AbsoluteUri)).Append("\" alt=\"").Append(Text(story.Caption ?? ""))
                .Append("\"><figcaption>").Append(Text(story.Caption ?? "")).Append("</figcaption></figure>\n");
        }
        foreach (var paragraph in story.Paragraphs)
            html.Append("<p>").Append(Text(paragraph)).Append("</p>\n");
        return html.ToString();
    }

    private static string Document(string newsroom, string language, string title, string head, string body) => $"""
        <!DOCTYPE html>
        <html lang="{Text(language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <link rel="alternate" type="application/rss+xml" title="{Text(newsroom)}" href="{DemoNewsroom.FeedPath}">
        {head}<style>body{"{"}max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.7 system-ui,sans-serif{"}"}img{"{"}max-width:100%{"}"}figcaption{"{"}color:#666;font-size:.9rem{"}"}</style>
        </head>
        <body>
        {body}</body>
        </html>
        """;

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The clutter in the story's language.</summary>
    private sealed record Clutter(string Share, string Mail, string Newsletter, string SignUp, string Related, string Footer)
    {
        private static readonly Clutter Chinese = new("分享到微信", "邮件转发", "订阅每日早报，新闻不错过。", "立即订阅", "相关阅读", "本文 {0} 首发于 {1}。");
        private static readonly Clutter English = new("Share", "Email this", "Get the morning briefing in your inbox.", "Sign up", "Related", "The post {0} appeared first on {1}.");

        public static Clutter In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
    }
}
