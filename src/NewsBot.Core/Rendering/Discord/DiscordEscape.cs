using System.Text;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>
/// Writes words so that Discord shows them as they are: nothing of them formats, links, opens a preview, calls anybody or ends a
/// style around them. A backslash makes any sign that is neither letter, digit nor space a plain one
/// (https://support.discord.com/hc/en-us/articles/210298617), and is enough for everything that only the reader's program
/// reads. Whom a message calls is found by the server too, which was seen not to heed backslashes: there a space of no width
/// parts the sign from the name.
/// </summary>
internal static class DiscordEscape
{
    /// <summary>A space of no width: nobody sees it, and no sign reaches across it.</summary>
    public const char Apart = '\u200B';

    private const int WordReach = 100;

    /// <summary>Writes a part of a text; what is around it tells where lines begin and what a sign would mean.</summary>
    public static void Append(StringBuilder markdown, string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (MeansSomething(text, at))
                markdown.Append('\\');
            markdown.Append(text[at]);
            if (text[at] == '@' && Calls(text, at))
                markdown.Append(Apart);
        }
    }

    /// <summary>A text on its own.</summary>
    public static string Of(string text)
    {
        var markdown = new StringBuilder(text.Length + 8);
        Append(markdown, text, 0, text.Length);
        return markdown.ToString();
    }

    /// <summary>An address as the target of a link: nothing in it ends the link or a style around it.</summary>
    public static string Address(string address)
    {
        var escaped = new StringBuilder(address.Length);
        foreach (var c in address)
        {
            var isSecond = c is '_' or '~' && escaped.Length > 0 && escaped[^1] == c;
            if (c is '(' or ')' or '<' or '>' or '*' or '|' or '`' or '\\' or '"' || isSecond || char.IsWhiteSpace(c))
                escaped.Append(Uri.HexEscape(c));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool MeansSomething(string text, int at) => text[at] switch
    {
        '\\' or '*' or '_' or '`' or '~' or '|' or '[' or ']' or '<' => true,
        '#' or '-' or '+' or '>' => StartsLine(text, at),
        '.' => EndsOrdinal(text, at),
        // "]" ends the words of a link for the reader's program even behind a backslash, if this follows.
        '(' => at > 0 && text[at - 1] == ']',
        // «:smile:» becomes a picture, and what only looks like it is shown with all its backslashes.
        ':' => at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]),
        '/' => at > 0 && text[at - 1] is ':' or '/' || IsInvitation(text, at),
        _ => false,
    };

    /// <summary>Headings, quotations, lists and small print begin a line.</summary>
    private static bool StartsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
            at--;
        return at == 0 || text[at - 1] == '\n';
    }

    /// <summary>«1. » begins a list.</summary>
    private static bool EndsOrdinal(string text, int at)
    {
        var first = at;
        while (first > 0 && char.IsAsciiDigit(text[first - 1]))
            first--;
        return first < at && StartsLine(text, first);
    }

    /// <summary>Invitations open a preview without any «https://».</summary>
    private static bool IsInvitation(string text, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && at - first < WordReach && !char.IsWhiteSpace(text[first - 1]))
            first--;
        while (last < text.Length && last - at < WordReach && !char.IsWhiteSpace(text[last]))
            last++;
        return text.AsSpan(first, last - first).Contains("discord", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>«@everyone», «@here», and the sign in «&lt;@1&gt;».</summary>
    private static bool Calls(string text, int at)
    {
        var after = text.AsSpan(at + 1);
        return at > 0 && text[at - 1] == '<'
            || after.StartsWith("everyone", StringComparison.OrdinalIgnoreCase)
            || after.StartsWith("here", StringComparison.OrdinalIgnoreCase);
    }
}
