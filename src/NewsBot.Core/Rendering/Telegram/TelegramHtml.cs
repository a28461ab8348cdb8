using System.Text;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Writes a <see cref="FormattedText"/> as Telegram's HTML: every tag that is opened is closed, in order, and everything
/// that is not a tag of ours is escaped.</summary>
internal static class TelegramHtml
{
    /// <summary>The HTML.</summary>
    public static string Write(FormattedText text)
    {
        var html = new StringBuilder();
        var open = new Stack<TextSpan>();
        var at = 0;
        foreach (var span in text.Spans)
        {
            CloseUntil(span.Start);
            Escape(html, text.Text.AsSpan(at, span.Start - at));
            at = span.Start;
            html.Append(OpeningTag(span));
            open.Push(span);
        }

        CloseUntil(text.Length);
        Escape(html, text.Text.AsSpan(at));
        return html.ToString();

        void CloseUntil(int position)
        {
            while (open.TryPeek(out var inner) && inner.End <= position)
            {
                Escape(html, text.Text.AsSpan(at, inner.End - at));
                at = inner.End;
                html.Append(ClosingTag(open.Pop()));
            }
        }
    }

    /// <summary>How many pairs of tags an span takes.</summary>
    public static int Tags(TextSpan span) => span is { Look: TextLook.Pre, Value: not null } ? 2 : 1;

    /// <summary>How many bytes its tags take in UTF-8.</summary>
    public static int Bytes(TextSpan span) => Encoding.UTF8.GetByteCount(OpeningTag(span)) + ClosingTag(span).Length;

    /// <summary>Writes text with what HTML minds escaped.</summary>
    public static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                _ => html.Append(c),
            };
        }
    }

    /// <summary>Text with what HTML minds escaped.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        Escape(escaped, text);
        return escaped.ToString();
    }

    private static string OpeningTag(TextSpan span) => span.Look switch
    {
        TextLook.Bold => "<b>",
        TextLook.Italic => "<i>",
        TextLook.Underline => "<u>",
        TextLook.Strike => "<s>",
        TextLook.Spoiler => "<tg-spoiler>",
        TextLook.Code => "<code>",
        TextLook.Pre when span.Value is null => "<pre>",
        TextLook.Pre => $"<pre><code class=\"language-{Escaped(span.Value)}\">",
        TextLook.Quote => "<blockquote>",
        TextLook.FoldedQuote => "<blockquote expandable>",
        TextLook.Time => $"<tg-time unix=\"{span.Value}\" format=\"dt\">",
        _ => $"<a href=\"{Escaped(span.Value!)}\">",
    };

    private static string ClosingTag(TextSpan span) => span.Look switch
    {
        TextLook.Bold => "</b>",
        TextLook.Italic => "</i>",
        TextLook.Underline => "</u>",
        TextLook.Strike => "</s>",
        TextLook.Spoiler => "</tg-spoiler>",
        TextLook.Code => "</code>",
        TextLook.Pre => span.Value is null ? "</pre>" : "</code></pre>",
        TextLook.Quote or TextLook.FoldedQuote => "</blockquote>",
        TextLook.Time => "</tg-time>",
        _ => "</a>",
    };
}
