using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>Makes a headline of what feeds put into titles.</summary>
internal static partial class TitleCleaner
{
    private const int MaxLength = 400;
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", "｜", " ｜ ", "|", "_", " · ", " • ", " « ", " » ", " :: ", " / "];

    /// <summary>
    /// One line of text: entities that were escaped twice are decoded, the source's own name at either end and column
    /// names of the outlet at the end are dropped.
    /// </summary>
    public static string Clean(string? raw, string sourceName, Outlet outlet)
    {
        var title = PlainText.Fold(PlainText.DecodeEntities(raw ?? ""));
        title = StripClone.Replace(title, "");
        var names = outlet.Names.Append(sourceName).Where(name => name.Length > 0).ToArray();
        while (WithoutSuffix(title, [.. names, .. outlet.Columns]) is { } shorter)
            title = shorter;
        if (WithoutPrefix(title, [sourceName]) is { } rest)
            title = rest;
        return title.Length <= MaxLength ? title : PlainText.Cut(title, MaxLength) + "…";
    }

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

    [GeneratedRegex("^CLONE ?- ?", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex StripClone { get; }
}
