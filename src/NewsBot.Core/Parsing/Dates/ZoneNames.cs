using System.Collections.Frozen;
using System.Globalization;

namespace NewsBot.Core.Parsing.Dates;

/// <summary>Names of time zones as they occur in feeds; of namesakes the one with more feeds.</summary>
internal static class ZoneNames
{
    private const int MaxPlaceLength = 40;

    // Hours east of Greenwich, then the abbreviations.
    private static readonly FrozenDictionary<string, TimeSpan>.AlternateLookup<ReadOnlySpan<char>> Offsets = Table(
        "0 Z UT UTC GMT WET UCT Etc/UTC Etc/GMT",
        "1 BST WEST CET MET MEZ WAT",
        "2 CEST MEST MESZ EET SAST CAT",
        "3 EEST IDT MSK TRT EAT",
        "4 MSD GST",
        "5 PKT YEKT",
        "5.5 IST",
        "7 ICT WIB",
        "8 HKT SGT PHT AWST MYT WITA",
        "9 JST KST",
        "9.5 ACST",
        "10 AEST",
        "10.5 ACDT",
        "11 AEDT",
        "12 NZST",
        "13 NZDT",
        "-2.5 NDT",
        "-3 ADT BRT ART",
        "-3.5 NST",
        "-4 AST EDT CLT",
        "-5 EST ET CDT",
        "-6 CST CT MDT",
        "-7 MST MT PDT",
        "-8 PST PT AKDT",
        "-9 AKST",
        "-10 HST");

    /// <summary>The offset that an abbreviation stands for.</summary>
    public static bool Find(ReadOnlySpan<char> name, out TimeSpan offset) => Offsets.TryGetValue(name, out offset);

    /// <summary>The zone of a place in the time zone database (<c>America/New_York</c>); null if it is none.</summary>
    public static TimeZoneInfo? FindPlace(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxPlaceLength || !name.Contains('/') || name.ContainsAny('.', '\\'))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out var zone) ? zone : null;
    }

    private static FrozenDictionary<string, TimeSpan>.AlternateLookup<ReadOnlySpan<char>> Table(params ReadOnlySpan<string> rows)
    {
        var offsets = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            var words = row.Split(' ');
            foreach (var name in words[1..])
                offsets.Add(name, TimeSpan.FromHours(double.Parse(words[0], CultureInfo.InvariantCulture)));
        }
        return offsets.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
