namespace NewsBot.Core.Composing.Cleaning;

/// <summary>
/// Lines that publishers put around an article, known by their words: dates, bylines, credits, invitations to subscribe,
/// pointers to other pages. A line is what stands between two breaks. Longer lines than any of these are prose and not
/// looked at, so a pattern can say "anything" without meaning much.
/// </summary>
/// <remarks>The words themselves: <see cref="NoiseWords"/>.</remarks>
internal static class NoiseLines
{
    private const int MaxNoise = 320;
    private const int MaxHeading = 60;
    private const int MaxLabel = 40;

    /// <summary>True if the line is not part of the article.</summary>
    /// <param name="line">Folded text.</param>
    /// <param name="outlet">Adds the publisher's own patterns.</param>
    public static bool IsNoise(string line, Outlet outlet) =>
        line.Length is > 0 and <= MaxNoise
        && (NoiseWords.Date.Fits(line) || NoiseWords.Byline.Fits(line) || NoiseWords.Credit.Fits(line)
            || NoiseWords.Rights.Fits(line) || NoiseWords.RightsInside.Fits(line)
            || NoiseWords.Pointer.Fits(line) || NoiseWords.PointerInside.Fits(line)
            || NoiseWords.Newsletter.Fits(line) || NoiseWords.NewsletterInside.Fits(line)
            || NoiseWords.Machinery.Fits(line) || IsShareLabel(line) || IsRelatedHeading(line)
            || outlet.Lines?.Fits(line) == true || outlet.Names.Contains(line, StringComparer.OrdinalIgnoreCase));

    /// <summary>True for a line that is a date, or a name with one: before the text these are bylines.</summary>
    public static bool IsDated(string line) => line.Length <= MaxNoise && (NoiseWords.Date.Fits(line) || NoiseWords.EndsInDate.Fits(line));

    /// <summary>True for a sentence that invites the reader elsewhere instead of telling.</summary>
    public static bool IsInvitation(string sentence) =>
        sentence.Length <= MaxNoise
        && (NoiseWords.Invitation.Fits(sentence) || NoiseWords.Newsletter.Fits(sentence) || NoiseWords.NewsletterInside.Fits(sentence));

    /// <summary>True for an editor's word about the article: corrections, warnings, where it first appeared.</summary>
    public static bool IsEditorsNote(string paragraph) => NoiseWords.EditorsNote.Fits(Start(paragraph));

    /// <summary>True after which nothing of the article follows: the footers of feed services.</summary>
    public static bool IsEnd(string line) => line.Length <= MaxNoise && NoiseWords.End.Fits(line);

    /// <summary>True for "分享：", "Share this" and the like.</summary>
    public static bool IsShareLabel(string line) => line.Length <= MaxLabel && NoiseWords.ShareLabel.Fits(line);

    /// <summary>True for a heading over other stories.</summary>
    public static bool IsRelatedHeading(string line) => line.Length <= MaxHeading && NoiseWords.Related.Fits(line);

    /// <summary>True if the text names the source of a picture.</summary>
    public static bool HasCredit(string text) => NoiseWords.CreditInside.Fits(text);

    /// <summary>True for labels that say nothing.</summary>
    public static bool IsEmptyLabel(string label) => NoiseWords.EmptyLabel.Fits(label);

    /// <summary>Length of an agency's or outlet's mark at the start of a paragraph: "（某某社开罗11日电）", "CAIRO (Agency) - ".</summary>
    public static int DatelineLength(string paragraph)
    {
        var match = NoiseWords.Dateline.Match(Start(paragraph));
        return match.Success && match.Length < paragraph.Length ? match.Length : 0;
    }

    private static string Start(string paragraph) => PlainText.Cut(paragraph, MaxNoise);
}
