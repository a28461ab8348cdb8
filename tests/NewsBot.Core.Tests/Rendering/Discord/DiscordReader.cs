using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Tests.Rendering.Discord;

/// <summary>
/// Reads Discord's Markdown as its programs do: rules are tried in their order at each place, and the longest of bold, italic and
/// underlined wins. Tells each character with what it looks like, and everything else that was found on the way.
/// </summary>
internal sealed partial class DiscordReader
{
    private static readonly (string Name, Regex Rule)[] Styles =
    [
        ("italic", Italic()), ("italic", ItalicByLine()), ("bold", Bold()), ("underline", Underline()),
    ];

    private readonly StringBuilder _text = new();

    /// <summary>What it says, without spaces of no width.</summary>
    public string Text => _text.ToString();

    /// <summary>For each character of <see cref="Text"/> what it looks like, in the order of the alphabet.</summary>
    public List<string> Looks { get; } = [];

    /// <summary>Mentions, links, emoji, headings, items and so on.</summary>
    public List<string> Found { get; } = [];

    /// <summary>Reads a text.</summary>
    public static DiscordReader Read(string markdown)
    {
        var reader = new DiscordReader();
        reader.Read(markdown, [], isLineStart: true);
        return reader;
    }

    private void Read(string source, HashSet<string> looks, bool isLineStart)
    {
        for (var at = 0; at < source.Length;)
        {
            var rest = source[at..];
            if (isLineStart)
            {
                if (Begin(rest) is > 0 and var skipped)
                {
                    at += skipped;
                    continue;
                }
            }

            isLineStart = source[at] == '\n' || isLineStart && source[at] == ' ';
            at += One(rest, looks);
        }
    }

    /// <summary>What a line may begin with. Code is read by <see cref="One"/>.</summary>
    private int Begin(string rest)
    {
        foreach (var (name, rule) in new[] { ("quote", QuoteMark()), ("heading", HeadingMark()), ("small", SmallMark()), ("item", ItemMark()) })
        {
            if (rule.Match(rest) is { Success: true } mark)
            {
                Found.Add(name);
                return mark.Length;
            }
        }

        return 0;
    }

    private int One(string rest, HashSet<string> looks)
    {
        if (CodeBlock().Match(rest) is { Success: true } block)
            return Say(block, string.Join('\n', block.Groups["words"].Value.Split('\n').Select(line => line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line)), ["pre"]);
        if (Escape().Match(rest) is { Success: true } escape)
            return Say(escape, escape.Groups["words"].Value, looks);
        if (AutoLink().Match(rest) is { Success: true } auto)
        {
            Found.Add("link " + auto.Groups["words"].Value);
            return Say(auto, auto.Groups["words"].Value, [.. looks, "link"]);
        }

        if (Url().Match(rest) is { Success: true } url)
        {
            Found.Add("url " + url.Value);
            return Say(url, url.Value, looks);
        }

        if (Link().Match(rest) is { Success: true } link)
        {
            Found.Add("link " + link.Groups["target"].Value);
            Read(link.Groups["words"].Value, [.. looks, "link"], isLineStart: false);
            return link.Length;
        }

        if (Mention().Match(rest) is { Success: true } mention)
        {
            Found.Add(mention.Value);
            return mention.Length;
        }

        var styles = Styles.Select(style => (style.Name, Match: style.Rule.Match(rest))).Where(style => style.Match.Success).ToList();
        var spoiler = (Name: "spoiler", Match: Spoiler().Match(rest));
        var strike = (Name: "strike", Match: Strike().Match(rest));
        var best = styles.Count > 0 ? styles.MaxBy(style => style.Match.Length) : spoiler.Match.Success ? spoiler : strike;
        if (best.Match.Success)
        {
            Read(best.Match.Groups["words"].Value, [.. looks, best.Name], isLineStart: false);
            return best.Match.Length;
        }

        if (Code().Match(rest) is { Success: true } code)
            return Say(code, code.Groups["words"].Value, [.. looks, "code"]);
        if (Emoji().Match(rest) is { Success: true } emoji)
            Found.Add(emoji.Value);
        Say(null, rest[..1], looks);
        return 1;
    }

    private int Say(Match? match, string text, HashSet<string> looks)
    {
        var look = string.Join(' ', looks.Order(StringComparer.Ordinal));
        foreach (var c in text.Where(c => c != '\u200B'))
        {
            _text.Append(c);
            Looks.Add(look);
        }

        return match?.Length ?? 1;
    }

    [GeneratedRegex(@"^(?:>>> ?|> )", RegexOptions.None, 5_000)]
    private static partial Regex QuoteMark();

    [GeneratedRegex(@"^#{1,3}\s+(?=\S)", RegexOptions.None, 5_000)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(@"^-#\s+(?=\S)", RegexOptions.None, 5_000)]
    private static partial Regex SmallMark();

    [GeneratedRegex(@"^ *(?:[*+-]|[0-9]+\.) ", RegexOptions.None, 5_000)]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"^```(?:[a-zA-Z0-9_+\-.#]+?\n)?\n*(?<words>[^\n][\s\S]*?)\n*```", RegexOptions.None, 5_000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\\(?<words>[^0-9A-Za-z\s])", RegexOptions.None, 5_000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"^<(?<words>https?://[^ >]+)>", RegexOptions.None, 5_000)]
    private static partial Regex AutoLink();

    [GeneratedRegex(@"^(?:https?|steam)://[^\s<]+[^<.,:;""'\]\s]", RegexOptions.None, 5_000)]
    private static partial Regex Url();

    [GeneratedRegex(@"^\[(?<words>(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?(?<target>(?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['""][\s\S]*?['""])?\s*\)", RegexOptions.None, 5_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?:<@!?[0-9]+>|<@&[0-9]+>|<#[0-9]+>|<t:-?[0-9]+(?::[tTdDfFsSR])?>|</[^>]+:[0-9]+>|<a?:\w+:[0-9]+>|<id:[^>]+>|@everyone|@here)", RegexOptions.None, 5_000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\*(?=\S)(?<words>(?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s\*\\]|\*\*)|[^\s\*\\])+?)\*(?!\*)", RegexOptions.None, 5_000)]
    private static partial Regex Italic();

    [GeneratedRegex(@"^\b_(?<words>(?:__|\\[\s\S]|[^\\_])+?)_\b", RegexOptions.None, 5_000)]
    private static partial Regex ItalicByLine();

    [GeneratedRegex(@"^\*\*(?<words>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)", RegexOptions.None, 5_000)]
    private static partial Regex Bold();

    [GeneratedRegex(@"^__(?<words>(?:\\[\s\S]|[^\\])+?)__(?!_)", RegexOptions.None, 5_000)]
    private static partial Regex Underline();

    [GeneratedRegex(@"^~~(?<words>[\s\S]+?)~~(?!_)", RegexOptions.None, 5_000)]
    private static partial Regex Strike();

    [GeneratedRegex(@"^\|\|(?<words>[\s\S]+?)\|\|", RegexOptions.None, 5_000)]
    private static partial Regex Spoiler();

    [GeneratedRegex(@"^(?<fence>`+)(?<words>[\s\S]*?[^`])\k<fence>(?!`)", RegexOptions.None, 5_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^:[^\s:]+:", RegexOptions.None, 5_000)]
    private static partial Regex Emoji();
}
