using System.Collections.Frozen;

namespace NewsBot.Core.Parsing.Dates;

/// <summary>A unit written behind a number.</summary>
internal enum DateUnit
{
    None,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// <summary>Half of the day.</summary>
internal enum DayHalf
{
    None,
    Morning,
    Afternoon,
}

/// <summary>Words that stand in dates.</summary>
internal static class DateWords
{
    private const int ShortestBeginning = 3;

    // For each month the beginnings by which it is known; where one begins another the longer counts. Languages with many feeds:
    // English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Polish, Czech, Hungarian, Romanian, Turkish,
    // Indonesian, Russian, Ukrainian, Bulgarian, Greek.
    private static readonly FrozenDictionary<string, int> Beginnings = ByBeginning(
        "jan gen ene oca янв січ ιαν jän ledn led styc sty ian януар",
        "feb fév fev feβ şub фев лют φεβ únor úno unor lut",
        "mar már mär mrt mrz maa mac март мар бер μάρ μαρ břez bře brez",
        "apr avr abr nis апр квіт кві απρ ápr dub kwi квітн",
        "may mai mag maj maí mei май мая трав тра μάι μαΐ μαι máj kvě květ kve mayıs",
        "jun juin giu haz июн черв чер ιούν ιουν iun jún červn červen čer cer cze kes",
        "jul juil lug tem июл лип ιούλ ιουλ iul júl července červenec lipi lip hei",
        "aug aoû aou ago agu ağu авг серп сер αύγ αυγ srp sie elo ágú",
        "sep set eyl сен вер σεπ szep zář zar wrz syy",
        "oct okt out ott ouk eki окт жовт жов οκτ říj rij paź paz lok",
        "nov kas ноя лист лис νοέ νοε listop lis marras",
        "dec dez déc dic des ara дек груд гру δεκ pros gru joulu");

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = Beginnings.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int LongestBeginning = Beginnings.Keys.Max(beginning => beginning.Length);

    private static readonly string[] Numerals =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];

    /// <summary>1 to 12, or 0 if the word is no month.</summary>
    public static int Month(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Numerals.Length; i++)
        {
            if (word.SequenceEqual(Numerals[i]))
                return i + 1;
        }
        if (word.Length is < ShortestBeginning or > 20 || IsDayName(word))
            return 0;
        for (var length = Math.Min(word.Length, LongestBeginning); length >= ShortestBeginning; length--)
        {
            if (Months.TryGetValue(word[..length], out var month))
                return month;
        }
        return 0;
    }

    /// <summary>Morning and afternoon.</summary>
    public static DayHalf Half(ReadOnlySpan<char> word) => word switch
    {
        "下午" or "晚上" or "傍晚" or "午後" or "오후" or "PM" or "pm" or "p.m" or "P.M" or "Pm" => DayHalf.Afternoon,
        "上午" or "凌晨" or "早上" or "午前" or "오전" or "AM" or "am" or "a.m" or "A.M" or "Am" => DayHalf.Morning,
        _ => DayHalf.None,
    };

    /// <summary>Reads the unit that stands at the cursor, if one does.</summary>
    public static DateUnit Unit(ref DateCursor cursor)
    {
        var at = cursor.Rest.TrimStart();
        var skipped = cursor.Rest.Length - at.Length;
        if (at.Length == 0 || at[0] < 0x3000)
            return DateUnit.None;
        var unit = at[0] switch
        {
            '年' or '년' => DateUnit.Year,
            '月' or '월' => DateUnit.Month,
            '日' or '号' or '號' or '일' => DateUnit.Day,
            '时' or '時' or '点' or '點' or '시' => DateUnit.Hour,
            '分' or '분' => DateUnit.Minute,
            '秒' or '초' => DateUnit.Second,
            _ => DateUnit.None,
        };
        if (unit != DateUnit.None)
            cursor.Advance(skipped + 1);
        return unit;
    }

    /// <summary>
    /// True if a date stays a date when the word is left out: before the time the name of a day in any language, a filler (<c>de</c>,
    /// <c>at</c>); behind it a zone that nobody knows. A long word there means that the text is no date.
    /// </summary>
    public static bool SaysNothing(ReadOnlySpan<char> word, bool isAfterTime) =>
        word[0] >= 0x3000 || word.Contains('/') || word.Length <= (isAfterTime ? 5 : 14);

    /// <summary>Tuesdays that begin like March.</summary>
    private static bool IsDayName(ReadOnlySpan<char> word) =>
        word.StartsWith("mar", StringComparison.OrdinalIgnoreCase)
            && (word.Equals("mardi", StringComparison.OrdinalIgnoreCase) || word.Equals("martes", StringComparison.OrdinalIgnoreCase)
                || word.Equals("martedì", StringComparison.OrdinalIgnoreCase));

    private static FrozenDictionary<string, int> ByBeginning(params string[] months) => months
        .SelectMany(words => words.Split(' '), (words, beginning) => (Beginning: beginning, Month: Array.IndexOf(months, words) + 1))
        .DistinctBy(entry => entry.Beginning, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(entry => entry.Beginning, entry => entry.Month, StringComparer.OrdinalIgnoreCase);
}
