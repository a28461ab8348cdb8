using System.Globalization;
using System.Text;
using NewsBot.Core.Commands;

namespace NewsBot.Core.Rendering;

/// <summary>What an answer says in its own words.</summary>
internal static class ReplyText
{
    /// <summary>Its words; an error begins with a sign, and so does not look like news.</summary>
    public static FormattedText Of(Reply reply, ChatLabels labels, bool isMarkdown = false)
    {
        var text = FormattedBlocks.Write(reply.Text, labels, isMarkdown);
        return reply.IsTrouble && !BeginsWithSign(text.Text) ? FormattedText.Join(" ", new FormattedText("⚠️", []), text) : text;
    }

    private static bool BeginsWithSign(string text) =>
        text.Length > 0 && Rune.TryGetRuneAt(text, 0, out var first) && Rune.GetUnicodeCategory(first) == UnicodeCategory.OtherSymbol;
}
