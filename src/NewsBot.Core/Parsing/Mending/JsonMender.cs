using System.Text;

namespace NewsBot.Core.Parsing.Mending;

/// <summary>
/// Makes broken JSON readable: raw control characters in strings, halves of surrogate pairs, junk around the document, and an end
/// that never came. Up to the break everything is kept.
/// </summary>
internal static class JsonMender
{
    private const int MaxDepth = 60;

    /// <summary>The text with those faults mended; other faults stay.</summary>
    public static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length + 64);
        var open = new Stack<char>();
        var isInString = false;
        var lastWhole = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isInString)
            {
                isInString = c != '"';
                i = AppendInString(mended, text, i);
                continue;
            }
            if (c is '{' or '[')
                open.Push(c == '{' ? '}' : ']');
            else if (c is '}' or ']' && (!open.TryPop(out var expected) || expected != c))
                break;
            isInString = c == '"';
            if (!char.IsControl(c) || c is '\n' or '\r' or '\t')
                mended.Append(c);
            if (c is '}' or ']' && open.Count == 2)
                lastWhole = mended.Length;
            if (open.Count == 0 || open.Count > MaxDepth)
                break;
        }
        return open.Count == 0 || open.Count > MaxDepth ? mended.ToString() : CutAfter(mended, lastWhole);
    }

    /// <summary>Keeps what stands before the value that was cut; the usual case is a cut among the items.</summary>
    private static string CutAfter(StringBuilder mended, int lastWhole)
    {
        mended.Length = lastWhole;
        return mended.Append("]}").ToString();
    }

    /// <summary>Appends one character of a string, or one escape. Returns the place of its last character.</summary>
    private static int AppendInString(StringBuilder mended, string text, int at)
    {
        var c = text[at];
        if (c == '\\' && at + 1 < text.Length)
            return AppendEscape(mended, text, at);
        if (char.IsControl(c))
            mended.Append(c is '\n' or '\r' or '\t' ? ' ' : "");
        else
            mended.Append(c);
        return at;
    }

    private static int AppendEscape(StringBuilder mended, string text, int at)
    {
        var mark = text[at + 1];
        if (mark != 'u')
        {
            // A backslash that escapes nothing stands for itself.
            mended.Append("\"\\/bfnrt".Contains(mark, StringComparison.Ordinal) ? "\\" : "\\\\").Append(mark);
            return at + 1;
        }
        var unit = Unit(text, at);
        if (unit < 0)
        {
            mended.Append("\\\\u");
            return at + 1;
        }
        if (char.IsHighSurrogate((char)unit) && Unit(text, at + 6) is var low and >= 0 && char.IsLowSurrogate((char)low))
        {
            mended.Append(text, at, 12);
            return at + 11;
        }
        mended.Append(char.IsSurrogate((char)unit) ? "\\ufffd" : text.Substring(at, 6));
        return at + 5;
    }

    private static int Unit(string text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
            ? unit
            : -1;
}
