using System.Text;
using System.Xml;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>What stands inside an element.</summary>
/// <param name="Text">Text with its references decoded; or markup, with all addresses absolute.</param>
/// <param name="IsMarkup">True if child elements were found: then <see cref="Text"/> is HTML.</param>
internal readonly record struct Inner(string Text, bool IsMarkup);

/// <summary>
/// A forward walk over the elements of a document. Whoever handles an element may leave the cursor anywhere inside it:
/// <see cref="NextChild"/> steps over what was not read.
/// </summary>
internal sealed class XmlCursor(XmlReader reader)
{
    // Markup nested deeper is flattened: browsers stop near here too, and what reads it later may be recursive.
    private const int MaxMarkupDepth = 200;

    private readonly List<(string Namespace, string Prefix, Vocabulary Vocabulary)> _known = new(8);
    private readonly StringBuilder _text = new();
    private bool _isOnChild;

    /// <summary>Depth of the current element.</summary>
    public int Depth => reader.Depth;

    /// <summary>Name of the current element without its prefix.</summary>
    public string Name => reader.LocalName;

    /// <summary>The namespace of the current element as written.</summary>
    public string Namespace => reader.NamespaceURI;

    /// <summary>Whose words the current element is in.</summary>
    public Vocabulary Vocabulary => Find(reader.NamespaceURI, reader.Prefix);

    /// <summary>Goes to the first element of the document; false if there is none.</summary>
    public bool ToRoot()
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
                return true;
        }
        return false;
    }

    /// <summary>Goes to the next child element of the element at <paramref name="depth"/>; false after its last.</summary>
    public bool NextChild(int depth)
    {
        if (_isOnChild)
        {
            _isOnChild = false;
            return true;
        }
        if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth && reader.IsEmptyElement)
            return false;
        if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            return false;
        while (reader.Read())
        {
            if (reader.Depth <= depth)
                return false;
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1)
                return true;
        }
        return false;
    }

    /// <summary>The value of an attribute without a namespace; null if it is absent.</summary>
    public string? Attribute(string name) => reader.HasAttributes ? reader.GetAttribute(name) : null;

    /// <summary>The value of an attribute in whatever namespace and case.</summary>
    public string? AnyAttribute(string localName)
    {
        string? value = null;
        for (var more = reader.MoveToFirstAttribute(); more && value is null; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName.Equals(localName, StringComparison.OrdinalIgnoreCase))
                value = reader.Value;
        }
        reader.MoveToElement();
        return value;
    }

    /// <summary>The base of relative addresses inside the current element (XML Base section 4.2).</summary>
    public Uri Base(Uri outer) => reader.HasAttributes && reader.GetAttribute("xml:base") is { } text
        ? WebAddress.Base(text, outer)
        : outer;

    /// <summary>The current element's own <c>xml:lang</c>.</summary>
    public string? Language() => reader.HasAttributes && reader.GetAttribute("xml:lang") is { Length: > 0 } text ? text : null;

    /// <summary>The text inside the current element, trimmed, that of its children included; null if there is none.</summary>
    public string? Text()
    {
        if (reader.IsEmptyElement)
            return null;
        var depth = reader.Depth;
        if (OnlyText(depth) is { } only)
            return Clean(only);
        while (reader.Depth > depth)
        {
            if (IsText(reader.NodeType))
                _text.Append(reader.Value);
            if (!reader.Read())
                break;
        }
        return Clean(_text.ToString());
    }

    /// <summary>The text in front of the first child element, trimmed; null if there is none. The children can still be read.</summary>
    public string? TextBeforeChildren()
    {
        if (reader.IsEmptyElement)
            return null;
        if (OnlyText(reader.Depth) is { } only)
            return Clean(only);
        _isOnChild = true;
        return Clean(_text.ToString());
    }

    /// <summary>What is inside the current element, as text or as HTML; addresses in markup are resolved against a base.</summary>
    public Inner Content(Uri baseUri)
    {
        if (reader.IsEmptyElement)
            return new Inner("", IsMarkup: false);
        var depth = reader.Depth;
        if (OnlyText(depth) is { } only)
            return new Inner(Clean(only) ?? "", IsMarkup: false);

        var markup = new MarkupWriter(_text, MaxMarkupDepth);
        while (reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element: markup.Start(reader, baseUri); break;
                case XmlNodeType.EndElement: markup.End(reader.LocalName); break;
                case XmlNodeType.CDATA: markup.CharacterData(reader.Value); break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    markup.Text(reader.Value);
                    break;
            }
            if (!reader.Read())
                break;
        }
        return new Inner(Clean(_text.ToString()) ?? "", markup.HasElements);
    }

    /// <summary>
    /// The usual case without a copy: a single piece of text. Otherwise null, with the pieces up to the first child element in
    /// <see cref="_text"/> and the reader on that child, or on the end.
    /// </summary>
    private string? OnlyText(int depth)
    {
        _text.Clear();
        string? first = null, blank = null;
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                // White space stands around a CDATA section mostly, and goes when the whole is trimmed.
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when first is null:
                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when blank is null && _text.Length == 0:
                    blank = reader.Value;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when first is null:
                    first = reader.Value;
                    break;
                case var type when IsText(type):
                    _text.Append(_text.Length == 0 ? first : "").Append(blank).Append(reader.Value);
                    blank = null;
                    break;
                case XmlNodeType.Element:
                    _text.Append(_text.Length == 0 ? first : "").Append(blank);
                    return null;
            }
        }
        return _text.Length > 0 ? _text.ToString() : first ?? "";
    }

    private static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    private static string? Clean(string text) => CleanText.From(text);

    private Vocabulary Find(string name, string prefix)
    {
        // The reader hands out the same string for the same name.
        foreach (var known in _known)
        {
            if (ReferenceEquals(known.Namespace, name) && ReferenceEquals(known.Prefix, prefix))
                return known.Vocabulary;
        }
        var vocabulary = Namespaces.Find(name, prefix);
        if (_known.Count < 64)
            _known.Add((name, prefix, vocabulary));
        return vocabulary;
    }
}
