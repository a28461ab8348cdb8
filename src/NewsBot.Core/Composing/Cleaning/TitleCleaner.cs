using System.Text.RegularExpressions;

namespace NewsBot.Core.Composing.Cleaning;

/// <summary>Makes a headline of what feeds put into titles.</summary>
internal static partial class TitleCleaner
{
    private const int MaxLength = 400;
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", "｜", " ｜ ", "|", "_", " · ", " • ", " « ", " » ", " :: ", " / "];

    /// <summary>
    /// One line of text: entities that were escaped twice are decoded, the source's own name at either end, and at the
    /// end the site's name and the outlet's columns, are dropped.
    /// </summary>
    public static string Clean(string? raw, string sourceName, Outlet outlet, Uri? link)
    {
        var title = PlainText.Fold(PlainText.DecodeEntities(raw ?? ""));
        title = StripClone.Replace(title, "");
        string[] names = [sourceName, .. outlet.Names, .. outlet.Columns, .. SiteNames(link)];
        while (WithoutSuffix(title, names) is { } shorter)
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

    /// <summary>"The Example" at theexample.com: sites are called as their domains are, spaces aside.</summary>
    private static string[] SiteNames(Uri? link) => link is null ? [] : [.. link.Host.Split('.').SkipLast(1).Where(label => label.Length > 3)];

    private static bool IsName(string part, string[] names) =>
        Letters(part) is { Length: > 0 } letters && Array.Exists(names, name => string.Equals(letters, Letters(name), StringComparison.OrdinalIgnoreCase));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex("^CLONE ?- ?", Patterns.Exact, Patterns.TimeoutMilliseconds)]
    private static partial Regex StripClone { get; }
}
