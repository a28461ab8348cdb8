using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Core.Tests.Rendering.Telegram;

/// <summary>
/// Reads Telegram's HTML by its documentation (https://core.telegram.org/bots/api#html-style), and is stricter than the server:
/// every tag known and closed in order, nothing empty, nothing in code, no quotation in another, every sign escaped.
/// </summary>
internal static class TelegramParser
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "a", "b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote", "tg-time" };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "p", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li", "table", "tr", "details", "footer", "img", "video", "tg-slideshow" };

    private static readonly HashSet<string> Rich = [.. Known, .. Blocks, "td", "th", "summary"];

    /// <summary>What it says, or an exception that tells what is wrong.</summary>
    public static (string Text, int Tags) Parse(string html)
    {
        var (text, open, tags) = (new StringBuilder(), new Stack<(string Name, int Start)>(), 0);
        for (var at = 0; at < html.Length;)
        {
            switch (html[at])
            {
                case '&':
                    var semicolon = html.IndexOf(';', at);
                    text.Append(html[at..(semicolon + 1)] switch { "&lt;" => '<', "&gt;" => '>', "&amp;" => '&', "&quot;" => '"', var other => throw new FormatException(other) });
                    at = semicolon + 1;
                    break;
                case '<':
                    var end = html.IndexOf('>', at);
                    if (html[at + 1] == '/')
                        Close(html[(at + 2)..end], open, text.Length);
                    else
                    {
                        Open(html[(at + 1)..end], open, text.Length);
                        tags++;
                    }

                    at = end + 1;
                    break;
                case '>' or '"':
                    throw new FormatException($"bare {html[at]} at {at}");
                default:
                    text.Append(html[at++]);
                    break;
            }
        }

        return open.Count == 0 ? (text.ToString(), tags) : throw new FormatException($"<{open.Peek().Name}> is not closed");
    }

    /// <summary>Asserts all that Telegram asks of a message, and returns what it says.</summary>
    public static string Check(TelegramMessage message)
    {
        var (text, tags) = Parse(message.Html);
        var room = message.Media.Count > 0 || message.File is not null ? 1024 : 4096;
        Assert.InRange(tags, 0, 90);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html) - Encoding.UTF8.GetByteCount(text), 0, 9_500 + 5 * text.Count(c => c is '&' or '<' or '>' or '"'));
        foreach (var form in new[] { text, message.Plain })
        {
            Assert.InRange(form.Length, room == 1024 ? 0 : 1, room);
            Assert.DoesNotContain(form.EnumerateRunes(), rune => rune.Value != '\n' && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control);
            Assert.DoesNotContain(form, c => c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E'));
            Assert.Equal(form, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(form)));
        }

        if (message.RichHtml is { } rich)
            CheckRich(rich);
        Assert.InRange(message.Media.Count, 0, 10);
        Assert.All(message.Media.Select(media => media.Address).Append(message.Card).OfType<Uri>(), address => Assert.StartsWith("http", address.Scheme, StringComparison.Ordinal));
        Assert.InRange(message.Keyboard.Sum(row => row.Count), 0, 100);
        return text;
    }

    /// <summary>Asserts what Telegram asks of a rich message (https://core.telegram.org/bots/api#rich-message-limits).</summary>
    public static void CheckRich(string html)
    {
        var root = XElement.Parse($"<x>{html}</x>", LoadOptions.PreserveWhitespace);
        var all = root.Descendants().ToList();
        Assert.All(all, element => Assert.Contains(element.Name.LocalName, Rich));
        Assert.InRange(root.Value.Length, 0, 32_768);
        Assert.InRange(all.Count(element => Blocks.Contains(element.Name.LocalName)), 0, 500);
        Assert.All(all.Where(element => !element.HasElements), element => Assert.InRange(element.Ancestors().Count(), 1, 16));
        Assert.All(all.Where(element => element.Name == "tr"), row => Assert.InRange(row.Elements().Count(), 1, 20));
        Assert.All(all.Where(element => element.Name == "ul" || element.Name == "ol"), list => Assert.All(list.Elements(), item => Assert.Equal("li", item.Name)));
        Assert.All(all.Where(element => element.Name == "a"), link => Assert.StartsWith("http", link.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.InRange(all.Count(element => element.Name == "img" || element.Name == "video" || element.Name == "audio"), 0, 50);
    }

    private static void Open(string tag, Stack<(string Name, int Start)> open, int at)
    {
        var (name, attributes) = tag.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (tag[..space], tag[(space + 1)..]) : (tag, "");
        if (!Known.Contains(name))
            throw new FormatException($"<{tag}> is not known");
        var isLanguage = name == "code" && open.TryPeek(out var outer) && outer.Name == "pre";
        if (open.Any(o => o.Name is "pre" or "code") && !isLanguage)
            throw new FormatException($"<{name}> in code");
        if (name is "pre" or "code" && !isLanguage && open.Any(o => o.Name is not "blockquote"))
            throw new FormatException("code in a style");
        if (open.Any(o => o.Name == name))
            throw new FormatException($"<{name}> in <{name}>");
        var isRight = name switch
        {
            "a" => attributes.StartsWith("href=\"http", StringComparison.Ordinal) && attributes.IndexOf('"', 6) == attributes.Length - 1 && !attributes.Contains('<', StringComparison.Ordinal),
            "code" => attributes.Length == 0 || isLanguage && attributes.StartsWith("class=\"language-", StringComparison.Ordinal),
            "blockquote" => attributes is "" or "expandable",
            "tg-time" => attributes.StartsWith("unix=\"", StringComparison.Ordinal) && attributes.EndsWith("\" format=\"dt\"", StringComparison.Ordinal),
            _ => attributes.Length == 0,
        };
        if (!isRight)
            throw new FormatException($"<{tag}> is written wrongly");
        open.Push((name, at));
    }

    private static void Close(string name, Stack<(string Name, int Start)> open, int at)
    {
        if (open.Count == 0 || open.Peek().Name != name)
            throw new FormatException($"</{name}> closes nothing");
        if (open.Pop().Start == at)
            throw new FormatException($"<{name}> is empty");
    }
}
