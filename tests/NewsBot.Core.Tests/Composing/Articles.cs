using NewsBot.Core.Composing;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Composing;

/// <summary>Items for the tests of this folder, around invented text.</summary>
internal static class Articles
{
    public const string Lead = "青川市政府周一宣布，横跨青川的新桥将于五月通车，全长两公里。";
    public const string Second = "市长李明表示，工程历时三年，比计划提前两个月完成。";
    public const string EnglishLead = "The city of Greenford opened its new bridge across the river on Monday, two months ahead of schedule.";

    public static Post Compose(string html, string title = "新桥五月通车", string link = "https://news.example/2024/bridge", string source = "青川日报") =>
        PostComposer.Compose(
            new FeedItem { Title = title, Link = new Uri(link), Content = html },
            new PostSource(source, new Uri("https://news.example/"), null));

    public static string Text(Post post) => post.Body.ToPlainText();
}
