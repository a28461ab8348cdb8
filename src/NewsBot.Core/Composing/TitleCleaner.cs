using System.Net;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing;

/// <summary>Makes a headline of what feeds put into titles.</summary>
internal static class TitleCleaner
{
    private const int MaxLength = 400;
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", "｜", " ｜ ", "|", "_", " · ", " • ", " « ", " » ", " :: ", " / "];

    /// <summary>
    /// One line of text: entities that were escaped twice are decoded, the source's own name at either end and column
    /// names of the outlet at the end are dropped.
    /// </summary>
    public static string Clean(string? raw, string sourceName, Outlet outlet)
    {
        var title = TextRuns.Fold(DecodeEntities(raw ?? ""));
        title = StripClone.Replace(title, "");
        var names = outlet.Names.Append(sourceName).Where(name => name.Length > 0).ToArray();
        while (WithoutSuffix(title, [.. names, .. outlet.Columns]) is { } shorter)
            title = shorter;
        if (WithoutPrefix(title, [sourceName]) is { } rest)
            title = rest;
        return title.Length <= MaxLength ? title : CutAtCharacter(title, MaxLength) + "…";
    }

    /// <summary>Decodes entities that are still there after parsing: at most two layers.</summary>
    public static string DecodeEntities(string text)
    {
        for (var i = 0; i < 2 && Entity.IsMatch(text); i++)
            text = WebUtility.HtmlDecode(text);
        return text;
    }

    /// <summary>At most so many UTF-16 units without cutting a surrogate pair.</summary>
    public static string CutAtCharacter(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string? WithoutSuffix(string title, string[] names)
    {
        foreach (var separator in Separators)
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsName(title[(at + separator.Length)..], names) && title[..at].Trim().Length > 0)
                return title[..at].Trim();
        }
        return null;
    }

    private static string? WithoutPrefix(string title, string[] names)
    {
        foreach (var separator in Separators.Append(": ").Append("："))
        {
            var at = title.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsName(title[..at], names) && title[(at + separator.Length)..].Trim() is { Length: > 0 } rest)
                return rest;
        }
        return null;
    }

    private static bool IsName(string part, string[] names) =>
        Array.Exists(names, name => string.Equals(part.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static readonly Regex Entity = new("&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}[0-9]{0,2});", Patterns.Linear | RegexOptions.IgnoreCase);

    private static readonly Regex StripClone = new("^CLONE ?- ?", Patterns.Linear);
}
