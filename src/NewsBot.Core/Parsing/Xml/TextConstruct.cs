using System.Text;
using System.Text.Unicode;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>
/// Elements that hold a text for people: RSS, which does not say in which form; Atom 1.0 text and content constructs
/// (RFC 4287 sections 3.1 and 4.1.3); Atom 0.3 content with its <c>mode</c>.
/// </summary>
internal static class TextConstruct
{
    private enum Form
    {
        Undeclared,
        Text,
        Html,
        Markup,
        Base64,
    }

    /// <summary>The current element as plain text on one line.</summary>
    public static string? Title(XmlCursor cursor, Uri baseUri)
    {
        var form = Declared(cursor);
        var inner = cursor.Content(baseUri);
        var text = form == Form.Base64 ? FromBase64(inner.Text) : inner.Text;
        return PlainText.From(text, inner.IsMarkup || form is Form.Html or Form.Markup ? TextKind.Html
            : form == Form.Text ? TextKind.Plain : TextKind.Unknown);
    }

    /// <summary>The current element as HTML or, undeclared, as it was written; addresses in it absolute.</summary>
    public static string? Html(XmlCursor cursor, Uri baseUri)
    {
        var form = Declared(cursor);
        var innerBase = cursor.Base(baseUri);
        var inner = cursor.Content(innerBase);
        if (inner.Text.Length == 0)
            return null;
        if (inner.IsMarkup)
            return inner.Text;
        var text = form == Form.Base64 ? FromBase64(inner.Text) : inner.Text;
        if (form == Form.Text && !PlainText.LooksLikeHtml(text))
            return CharacterReference.Encode(text);
        return HtmlLinks.Absolute(text, innerBase);
    }

    private static Form Declared(XmlCursor cursor)
    {
        var type = cursor.Attribute("type")?.Trim().ToLowerInvariant();
        if (cursor.Attribute("mode") is { } mode)
        {
            return mode.Trim().ToLowerInvariant() switch
            {
                "base64" => Form.Base64,
                "xml" when type is null or "text/plain" => Form.Undeclared,
                "xml" => Form.Markup,
                _ => type is "text/html" or "application/xhtml+xml" ? Form.Html : Form.Undeclared,
            };
        }
        return type switch
        {
            null or "" => Form.Undeclared,
            "text" or "text/plain" => Form.Text,
            "html" or "text/html" => Form.Html,
            "xhtml" or "application/xhtml+xml" => Form.Markup,
            _ when type.StartsWith("text/", StringComparison.Ordinal) => Form.Text,
            _ when type.EndsWith("xml", StringComparison.Ordinal) => Form.Markup,
            _ when type.Contains('/', StringComparison.Ordinal) => Form.Base64,
            _ => Form.Undeclared,
        };
    }

    /// <summary>What was encoded, if it is text at all; otherwise the text as it stands.</summary>
    private static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        // Many short words are valid Base64 by chance; what they decode to is no text.
        return Convert.TryFromBase64String(text, bytes, out var length) && Utf8.IsValid(bytes.AsSpan(0, length))
            ? CleanText.From(Encoding.UTF8.GetString(bytes, 0, length)) ?? ""
            : text;
    }
}
