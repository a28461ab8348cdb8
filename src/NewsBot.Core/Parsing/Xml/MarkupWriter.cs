using System.Text;
using System.Xml;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Writes child elements down as HTML: without namespaces, with absolute addresses, no deeper than a limit.</summary>
/// <param name="html">Holds the text that stood before the first child, decoded; the markup is appended to it.</param>
/// <param name="maxDepth">Elements nested deeper leave only their text.</param>
internal sealed class MarkupWriter(StringBuilder html, int maxDepth)
{
    private readonly Stack<(bool IsWritten, Uri? Base)> _open = new();
    private bool _isRaw = true;

    /// <summary>True after the first element.</summary>
    public bool HasElements => !_isRaw;

    /// <summary>Writes the start tag that <paramref name="reader"/> stands on.</summary>
    public void Start(XmlReader reader, Uri baseUri)
    {
        if (_isRaw)
        {
            // Text before the first child may be HTML that was escaped on its own; only then is it one already.
            var before = html.ToString();
            html.Clear().Append(before.Contains('<', StringComparison.Ordinal) ? before : CharacterReference.Encode(before));
            _isRaw = false;
        }
        var isEmpty = reader.IsEmptyElement;
        var isWritten = _open.Count < maxDepth;
        var name = reader.LocalName;
        var inner = _open.TryPeek(out var parent) && parent.Base is not null ? parent.Base : baseUri;
        if (isWritten)
            html.Append('<').Append(name);
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xml" && reader.LocalName == "base")
                inner = WebAddress.Base(reader.Value, inner);
        }
        for (var more = isWritten && reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Prefix.Length > 0 || reader.LocalName == "xmlns")
                continue;
            html.Append(' ').Append(reader.LocalName).Append("=\"")
                .Append(HtmlLinks.Rewritten(reader.LocalName, reader.Value, inner) ?? CharacterReference.EncodeAttribute(reader.Value))
                .Append('"');
        }
        reader.MoveToElement();
        if (isWritten)
            html.Append('>');
        if (!isEmpty)
            _open.Push((isWritten, inner));
        else if (isWritten && !IsVoid(name))
            html.Append("</").Append(name).Append('>');
    }

    /// <summary>Writes an end tag.</summary>
    public void End(string name)
    {
        if (_open.TryPop(out var closed) && closed.IsWritten)
            html.Append("</").Append(name).Append('>');
    }

    /// <summary>Writes text.</summary>
    public void Text(string text) => html.Append(CharacterReference.Encode(text));

    /// <summary>Writes a CDATA section: beside child elements it holds markup more often than text.</summary>
    public void CharacterData(string text) =>
        html.Append(text.Contains('<', StringComparison.Ordinal) ? text : CharacterReference.Encode(text));

    private static bool IsVoid(string name) => name.ToLowerInvariant()
        is "br" or "img" or "hr" or "input" or "source" or "wbr" or "embed" or "area" or "col" or "track" or "meta" or "link" or "param";
}
