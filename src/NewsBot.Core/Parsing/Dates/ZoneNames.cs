using System.Collections.Frozen;

namespace NewsBot.Core.Parsing.Dates;

/// <summary>Names of time zones as they occur in feeds; of namesakes the one with more feeds.</summary>
internal static class ZoneNames
{
    private const int MaxPlaceLength = 40;

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Hours = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["WET"] = 0, ["UCT"] = 0, ["Etc/UTC"] = 0, ["Etc/GMT"] = 0,
        ["BST"] = 1, ["IST"] = 5.5, ["WEST"] = 1, ["CET"] = 1, ["MET"] = 1, ["MEZ"] = 1, ["WAT"] = 1,
        ["CEST"] = 2, ["MEST"] = 2, ["MESZ"] = 2, ["EET"] = 2, ["SAST"] = 2, ["CAT"] = 2, ["IDT"] = 3,
        ["EEST"] = 3, ["MSK"] = 3, ["TRT"] = 3, ["EAT"] = 3, ["MSD"] = 4, ["GST"] = 4, ["PKT"] = 5, ["YEKT"] = 5,
        ["ICT"] = 7, ["WIB"] = 7, ["HKT"] = 8, ["SGT"] = 8, ["PHT"] = 8, ["AWST"] = 8, ["MYT"] = 8, ["WITA"] = 8,
        ["JST"] = 9, ["KST"] = 9, ["ACST"] = 9.5, ["ACDT"] = 10.5, ["AEST"] = 10, ["AEDT"] = 11, ["NZST"] = 12, ["NZDT"] = 13,
        ["NST"] = -3.5, ["NDT"] = -2.5, ["BRT"] = -3, ["ART"] = -3, ["CLT"] = -4, ["AST"] = -4, ["ADT"] = -3,
        ["EST"] = -5, ["EDT"] = -4, ["ET"] = -5, ["CST"] = -6, ["CDT"] = -5, ["CT"] = -6, ["MST"] = -7, ["MDT"] = -6,
        ["MT"] = -7, ["PST"] = -8, ["PDT"] = -7, ["PT"] = -8, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The offset that an abbreviation stands for.</summary>
    public static bool Find(ReadOnlySpan<char> name, out TimeSpan offset)
    {
        var isKnown = Hours.TryGetValue(name, out var hours);
        offset = TimeSpan.FromHours(hours);
        return isKnown;
    }

    /// <summary>The zone of a place in the time zone database (<c>America/New_York</c>); null if it is none.</summary>
    public static TimeZoneInfo? FindPlace(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxPlaceLength || !name.Contains('/') || name.ContainsAny('.', '\\'))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out var zone) ? zone : null;
    }
}
