using System.Buffers;
using System.Text;

namespace NewsBot.Core.Parsing.Html;

/// <summary>How sure it is that a text is HTML.</summary>
internal enum TextKind
{
    /// <summary>Declared as HTML: every tag goes.</summary>
    Html,

    /// <summary>Nothing is declared (RSS): tags that HTML knows go, <c>List&lt;String&gt;</c> stays.</summary>
    Unknown,

    /// <summary>Declared as plain text, which is often untrue: tags go only where they come in pairs.</summary>
    Plain,
}

/// <summary>Titles, names and labels as plain text on one line.</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> NeedsWork = SearchValues.Create("<&\t\r\n\f\v\u0085\u2028\u2029");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Elements = new HashSet<string>(
        ("a abbr acronym address article aside audio b basefont bdi bdo bdt big blink blockquote br button caption center cite code col "
        + "dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html "
        + "i iframe img input ins kbd label legend li link main map mark marquee menu meta nav nobr noscript object ol option p param "
        + "picture pre q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg table tbody td textarea "
        + "tfoot th thead time title tr track tt u ul var video wbr").Split(' '), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // Where one word may go on: a tag of these breaks no word, any other does.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> InlineElements = new HashSet<string>(
        "a abbr acronym b bdi bdo big blink cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup tt u var wbr"
        .Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text on one line, without tags, its character references decoded; null if nothing is left.</summary>
    public static string? From(string? written, TextKind kind)
    {
        if (written is null)
            return null;
        if (!written.AsSpan().ContainsAny(NeedsWork) && !written.Contains("  ", StringComparison.Ordinal))
            return Trimmed(written);

        var text = written;
        if (text.Contains('<', StringComparison.Ordinal) && (kind != TextKind.Plain || LooksLikeHtml(text)))
            text = WithoutTags(text, kind == TextKind.Html);
        return Trimmed(OneLine(CharacterReference.Decode(text)));
    }

    /// <summary>True if the text holds a pair of HTML tags, or one that needs no partner.</summary>
    public static bool LooksLikeHtml(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return false;
        var scanner = new MarkupScanner(text);
        while (scanner.Read())
        {
            if (scanner.Kind == MarkupKind.EndTag && Elements.Contains(scanner.Name))
                return true;
            if (scanner.Kind == MarkupKind.StartTag && (scanner.Name is "br" or "BR" or "hr" or "img" or "IMG" or "p" or "P"))
                return true;
        }
        return false;
    }

    private static string WithoutTags(string text, bool all)
    {
        var kept = new StringBuilder(text.Length);
        var scanner = new MarkupScanner(text);
        while (scanner.Read())
        {
            switch (scanner.Kind)
            {
                case MarkupKind.StartTag or MarkupKind.EndTag when !scanner.IsCut && (all || Elements.Contains(scanner.Name)):
                    if (!InlineElements.Contains(scanner.Name))
                        kept.Append(' ');
                    break;
                case MarkupKind.CharacterData when scanner.Token.StartsWith("<![CDATA["):
                    kept.Append(scanner.Token[9..(scanner.IsCut ? ^0 : ^3)]);
                    break;
                case MarkupKind.CharacterData or MarkupKind.Comment or MarkupKind.Instruction or MarkupKind.Declaration:
                    break;
                default:
                    kept.Append(scanner.Token);
                    break;
            }
        }
        return kept.ToString();
    }

    /// <summary>Runs of white space as one blank; ideographic and no-break spaces stay as they are.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isBlank = c is ' ' or '\t' or '\r' or '\n' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029';
            if (!isBlank)
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString();
    }

    private static string? Trimmed(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.Length == 0 ? null : trimmed.Length == text.Length ? text : trimmed.ToString();
    }
}
