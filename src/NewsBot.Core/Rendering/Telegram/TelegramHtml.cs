using System.Text;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Writes a <see cref="TelegramText"/> as Telegram's HTML: every tag that is opened is closed, in order, and everything
/// that is not a tag of ours is escaped.</summary>
internal static class TelegramHtml
{
    /// <summary>The HTML.</summary>
    public static string Write(TelegramText text)
    {
        var html = new StringBuilder();
        var open = new Stack<TelegramEntity>();
        var at = 0;
        foreach (var entity in text.Entities)
        {
            CloseUntil(entity.Start);
            Escape(html, text.Text.AsSpan(at, entity.Start - at));
            at = entity.Start;
            html.Append(OpeningTag(entity));
            open.Push(entity);
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

    /// <summary>How many pairs of tags an entity takes.</summary>
    public static int Tags(TelegramEntity entity) => entity is { Look: TelegramLook.Pre, Value: not null } ? 2 : 1;

    /// <summary>How many bytes its tags take in UTF-8.</summary>
    public static int Bytes(TelegramEntity entity) => Encoding.UTF8.GetByteCount(OpeningTag(entity)) + ClosingTag(entity).Length;

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

    private static string OpeningTag(TelegramEntity entity) => entity.Look switch
    {
        TelegramLook.Bold => "<b>",
        TelegramLook.Italic => "<i>",
        TelegramLook.Underline => "<u>",
        TelegramLook.Strike => "<s>",
        TelegramLook.Spoiler => "<tg-spoiler>",
        TelegramLook.Code => "<code>",
        TelegramLook.Pre when entity.Value is null => "<pre>",
        TelegramLook.Pre => $"<pre><code class=\"language-{Escaped(entity.Value)}\">",
        TelegramLook.Quote => "<blockquote>",
        TelegramLook.FoldedQuote => "<blockquote expandable>",
        TelegramLook.Time => $"<tg-time unix=\"{entity.Value}\" format=\"dt\">",
        _ => $"<a href=\"{Escaped(entity.Value!)}\">",
    };

    private static string ClosingTag(TelegramEntity entity) => entity.Look switch
    {
        TelegramLook.Bold => "</b>",
        TelegramLook.Italic => "</i>",
        TelegramLook.Underline => "</u>",
        TelegramLook.Strike => "</s>",
        TelegramLook.Spoiler => "</tg-spoiler>",
        TelegramLook.Code => "</code>",
        TelegramLook.Pre => entity.Value is null ? "</pre>" : "</code></pre>",
        TelegramLook.Quote or TelegramLook.FoldedQuote => "</blockquote>",
        TelegramLook.Time => "</tg-time>",
        _ => "</a>",
    };
}
