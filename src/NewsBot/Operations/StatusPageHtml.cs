using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>Writes the status page. Pure. Its looks are those of the chat page, <c>/page/page.css</c> and <c>/page/status.css</c>.</summary>
internal static class StatusPageHtml
{
    /// <summary>Feeds that are listed; those in trouble come first.</summary>
    public const int MaxFeeds = 500;

    private static readonly HtmlEncoder Escape = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The page as HTML.</summary>
    public static string Write(StatusReport report, ChatLanguage language)
    {
        var words = StatusWords.In(language);
        var feeds = report.Feeds.OrderBy(Order).ThenBy(feed => feed.Title, StringComparer.OrdinalIgnoreCase).ToList();
        var list = new StringBuilder();
        foreach (var feed in feeds.Take(MaxFeeds))
            list.Append(Feed(feed, report.Pushed.GetValueOrDefault(feed.Id), words, report.Now));
        var note = feeds.Count == 0 ? words.NoFeeds : feeds.Count > MaxFeeds ? words.NotListed(feeds.Count - MaxFeeds) : "";

        return $"""
            <!doctype html>
            <html lang="{words.Tag}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>{words.Title} · NewsBot</title>
              <link rel="icon" href="/page/icon.svg">
              <link rel="stylesheet" href="/page/page.css">
              <link rel="stylesheet" href="/page/status.css">
            </head>
            <body>
              <header class="masthead">
                <div class="column">
                  <a class="brand" href="/"><img src="/page/icon.svg" alt="" width="28" height="28"><span>NewsBot</span></a>
                  <a class="quiet back" href="/">{words.Back}</a>
                </div>
              </header>
              <main class="column status">
                <h1>{words.Title}</h1>
                {Figures(report, words)}
                <ol class="feeds">{list}</ol>
                <p class="note">{note}</p>
                <p class="note">{words.AsOf} {Stamp(report.Now)}</p>
              </main>
            </body>
            </html>
            """;
    }

    /// <summary>What needs somebody comes first, what is over comes last.</summary>
    private static int Order(Feed feed) => feed.Health switch
    {
        { Ended: true } => 2,
        { Trouble: not null } => 0,
        _ => 1,
    };

    private static string Figures(StatusReport report, StatusWords words)
    {
        var waiting = report.Oldest is { } oldest ? $"<small>{words.Since} {Time(oldest, words, report.Now)}</small>" : "";
        return $"""
            <dl class="figures">
              <div><dt>{words.Feeds}</dt><dd>{report.Feeds.Count}</dd></div>
              <div{(report.Feeds.Any(feed => Order(feed) == 0) ? " class=\"alarm\"" : "")}><dt>{words.InTrouble}</dt><dd>{report.Feeds.Count(feed => Order(feed) == 0)}</dd></div>
              <div><dt>{words.Ended}</dt><dd>{report.Feeds.Count(feed => feed.Health.Ended)}</dd></div>
              <div><dt>{words.Waiting}</dt><dd>{report.Pending}{waiting}</dd></div>
            </dl>
            """;
    }

    private static string Feed(Feed feed, PushSubscription? push, StatusWords words, DateTimeOffset now)
    {
        var health = feed.Health;
        var state = Order(feed) switch { 0 => "trouble", 2 => "ended", _ => "well" };
        var next = health.Ended ? words.Never : health.NextPoll <= now ? words.Due : Time(health.NextPoll, words, now);
        var why = health is { Ended: false, NextPollReason: { } reason }
            ? $"<small>{Escape.Encode(words.Say.Reason(reason))}</small>"
            : "";
        var failures = health.Failures > 1 ? $" {words.InARow(health.Failures)}" : "";
        return $"""
            <li class="{state}">
              <h2>{Link(feed.Link, feed.Title)}</h2>
              <p class="address">{Escape.Encode(feed.Url.ToString())}</p>
              {(health.Ended ? $"<p class=\"alert\">{words.Gone}</p>" : "")}
              {(health is { Ended: false, Trouble: { } trouble } ? $"<p class=\"alert\">{Escape.Encode(words.Cause(trouble))}{failures} <small lang=\"en\">{Escape.Encode(trouble.Detail)}</small></p>" : "")}
              {(health.Repair is { } repair ? $"<p class=\"repair\">{words.Repair} <span lang=\"en\">{Escape.Encode(repair)}</span></p>" : "")}
              {(push is not null ? $"<p class=\"pushed\">{words.Pushed} {Escape.Encode(push.Hub.Address.Host)} ({words.LastPush} {Time(push.State.LastPush, words, now)})</p>" : "")}
              <dl>
                <div><dt>{words.LastSuccess}</dt><dd>{Time(health.LastSuccess, words, now)}</dd></div>
                <div><dt>{words.LastItem}</dt><dd>{Time(health.LastItem, words, now)}</dd></div>
                <div><dt>{words.NextPoll}</dt><dd>{next}{why}</dd></div>
              </dl>
            </li>
            """;
    }

    private static string Link(Uri? target, string text) =>
        target is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" }
            ? $"<a href=\"{Escape.Encode(target.AbsoluteUri)}\" target=\"_blank\" rel=\"noopener noreferrer\">{Escape.Encode(text)}</a>"
            : Escape.Encode(text);

    private static string Time(DateTimeOffset? time, StatusWords words, DateTimeOffset now) =>
        time is { } at
            ? $"<time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\" title=\"{Stamp(at)}\">{words.Spoken(at - now)}</time>"
            : words.NotYet;

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
