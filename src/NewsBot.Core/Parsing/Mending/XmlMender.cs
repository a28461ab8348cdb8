using System.Text;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Mending;

/// <summary>A document made well-formed.</summary>
/// <param name="Xml">The document.</param>
/// <param name="Why">What was wrong with it, in a few words for people.</param>
internal sealed record MendedXml(string Xml, string Why);

/// <summary>
/// Makes any text with a feed in it well-formed XML, in one pass and with a bounded stack: what stands around the feed
/// is dropped, stray marks are escaped, tags are closed, prefixes declared, HTML's entities written out, and what no XML
/// may contain is left out.
/// </summary>
internal sealed class XmlMender
{
    private const int MaxDepth = 512;
    private const int MaxPrefixes = 50;
    private const int MaxReopened = 100;

    private readonly string _text;
    private readonly StringBuilder _body;
    private readonly MendedText _content;
    private readonly List<string> _open = [];
    private readonly SortedSet<string> _prefixes = new(StringComparer.Ordinal);
    private readonly Damage _damage = new();
    private int _tooDeep;
    private int _reopened;
    private int _rootTagEnd;

    private XmlMender(string text)
    {
        _text = text;
        _body = new StringBuilder(text.Length + 256);
        _content = new MendedText(_body, InternalEntities.Read(text), _damage);
    }

    /// <summary>The document in the text, well-formed; null if no element can be found.</summary>
    public static MendedXml? Mend(string text) => new XmlMender(text).Mend();

    /// <summary>True if a feed begins somewhere in the text, behind something else.</summary>
    public static bool HoldsFeed(string text)
    {
        var scanner = new MarkupScanner(text, xml: true);
        while (scanner.Read())
        {
            if (scanner.Kind == MarkupKind.StartTag && IsFeedRoot(scanner.Name))
                return true;
        }
        return false;
    }

    private MendedXml? Mend()
    {
        var scanner = new MarkupScanner(_text, xml: true);
        scanner.Continue(FindRoot());
        while (scanner.Read())
        {
            if (_rootTagEnd > 0 && _open.Count == 0)
            {
                if (scanner.Kind is MarkupKind.Text && scanner.Token.Trim().Length == 0)
                    continue;
                _damage.Add("something follows the feed");
                break;
            }
            Take(ref scanner);
        }
        if (_rootTagEnd == 0)
            return null;
        if (_open.Count > 0)
            _damage.Add("it is cut off or its elements are not closed");
        CloseDownTo(0);
        Declare();
        return new MendedXml(_body.ToString(), _damage.ToString());
    }

    private int FindRoot()
    {
        var scanner = new MarkupScanner(_text, xml: true);
        var first = -1;
        while (scanner.Read())
        {
            if (scanner.Kind != MarkupKind.StartTag)
                continue;
            if (first < 0)
                first = scanner.Start;
            if (IsRoot(scanner.Name))
            {
                if (_text.AsSpan(0, scanner.Start).TrimStart() is { Length: > 0 } before && !before.StartsWith("<?xml", StringComparison.Ordinal)
                    && !before.StartsWith("<!", StringComparison.Ordinal))
                {
                    _damage.Add("something stands in front of the feed");
                }
                return scanner.Start;
            }
        }
        return first < 0 ? _text.Length : first;
    }

    private static bool IsRoot(ReadOnlySpan<char> name) => IsFeedRoot(name) || name.Equals("opml", StringComparison.OrdinalIgnoreCase);

    private static bool IsFeedRoot(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local.Equals("rss", StringComparison.OrdinalIgnoreCase) || local.Equals("RDF", StringComparison.OrdinalIgnoreCase)
            || local.Equals("feed", StringComparison.OrdinalIgnoreCase);
    }

    private void Take(ref MarkupScanner scanner)
    {
        switch (scanner.Kind)
        {
            case MarkupKind.Text when _open.Count > 0: _content.Text(scanner.Token); break;
            case MarkupKind.CharacterData when _open.Count > 0: TakeCharacterData(ref scanner); break;
            case MarkupKind.StartTag when !scanner.IsCut: TakeStart(ref scanner); break;
            case MarkupKind.EndTag: TakeEnd(scanner.Name); break;
            case MarkupKind.Comment when scanner.IsCut:
                _damage.Add("a comment is not closed");
                scanner.Continue(scanner.Start + 4);
                break;
        }
    }

    private void TakeCharacterData(ref MarkupScanner scanner)
    {
        var inside = scanner.Token[9..(scanner.IsCut ? ^0 : ^3)];
        // A section that reaches over the start of another was never closed itself.
        var next = inside.IndexOf("<![CDATA[", StringComparison.Ordinal);
        var isOpen = scanner.IsCut || (next >= 0 && _reopened < MaxReopened && HoldsEndOfItem(inside[..next]));
        if (isOpen)
        {
            _reopened++;
            _damage.Add("a CDATA section is not closed");
            scanner.Continue(scanner.Start + 9);
            return;
        }
        _content.CharacterData(inside);
    }

    private static bool HoldsEndOfItem(ReadOnlySpan<char> text) =>
        text.Contains("</item>", StringComparison.OrdinalIgnoreCase) || text.Contains("</entry>", StringComparison.OrdinalIgnoreCase);

    private void TakeStart(ref MarkupScanner scanner)
    {
        if (XmlName.Clean(scanner.Name) is not { } name || name.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            _damage.Add("a tag has no proper name");
            return;
        }
        CloseWhatEndsBefore(name);
        var isEmpty = scanner.IsSelfClosing || (_open.Count > 0 && IsVoid(name));
        if (_open.Count >= MaxDepth && !isEmpty)
        {
            _damage.Add("elements are nested too deep");
            _tooDeep++;
            return;
        }
        UsePrefixOf(name);
        _body.Append('<').Append(name);
        TakeAttributes(scanner.Attributes);
        if (_rootTagEnd == 0)
            _rootTagEnd = _body.Length;
        _body.Append(isEmpty ? "/>" : ">");
        if (!isEmpty)
            _open.Add(name);
    }

    private void TakeAttributes(Range where)
    {
        var attributes = new AttributeScanner(_text, where);
        HashSet<string>? seen = null;
        while (attributes.Read())
        {
            if (XmlName.Clean(attributes.Name) is not { } name || !(seen ??= new(StringComparer.Ordinal)).Add(name))
            {
                _damage.Add("an attribute is written twice or has no proper name");
                continue;
            }
            var value = _text.AsSpan(attributes.Value);
            // To take a prefix back, or to rebind the reserved ones, is an error in XML namespaces.
            if (name.StartsWith("xmlns:", StringComparison.Ordinal) && (value.Length == 0 || name is "xmlns:xml" or "xmlns:xmlns"))
                continue;
            if (!attributes.IsQuoted)
                _damage.Add("an attribute has no quotes");
            UsePrefixOf(name);
            _body.Append(' ').Append(name).Append("=\"");
            _content.AttributeValue(value);
            _body.Append('"');
        }
    }

    private void UsePrefixOf(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && _prefixes.Count < MaxPrefixes)
            _prefixes.Add(name[..colon]);
    }

    private void TakeEnd(ReadOnlySpan<char> name)
    {
        if (_tooDeep > 0)
        {
            _tooDeep--;
            return;
        }
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (!name.Equals(_open[i], StringComparison.OrdinalIgnoreCase))
                continue;
            if (i < _open.Count - 1)
                _damage.Add("elements are not closed");
            CloseDownTo(i);
            return;
        }
        if (!IsVoid(name.ToString()))
            _damage.Add("an end tag closes nothing");
    }

    /// <summary>An item ends where the next begins, and a line of text where the next field begins.</summary>
    private void CloseWhatEndsBefore(string name)
    {
        if (_open.Count < 2)
            return;
        if (name is "item" or "entry")
        {
            var open = _open.LastIndexOf(name);
            if (open > 0)
            {
                _damage.Add("elements are not closed");
                CloseDownTo(open);
            }
        }
        else if (IsLine(_open[^1]) && IsField(name) && _open[^2] is "item" or "entry" or "channel" or "feed")
        {
            _damage.Add("elements are not closed");
            CloseDownTo(_open.Count - 1);
        }
    }

    private static bool IsLine(string name) =>
        name is "title" or "link" or "guid" or "pubDate" or "id" or "updated" or "published" or "category" or "dc:date" or "dc:creator";

    private static bool IsField(string name) => IsLine(name) || name is "description" or "summary" or "content" or "content:encoded"
        or "author" or "comments" or "enclosure" or "source" or "language" or "lastBuildDate" or "image" or "ttl";

    private void CloseDownTo(int count)
    {
        for (var i = _open.Count - 1; i >= count; i--)
            _body.Append("</").Append(_open[i]).Append('>');
        _open.RemoveRange(count, _open.Count - count);
    }

    /// <summary>Gives the root every prefix that it does not declare itself; inner declarations still win.</summary>
    private void Declare()
    {
        var root = _body.ToString(0, _rootTagEnd);
        var declarations = new StringBuilder();
        foreach (var prefix in _prefixes)
        {
            if (prefix is "xml" or "xmlns" || root.Contains($" xmlns:{prefix}=", StringComparison.Ordinal))
                continue;
            declarations.Append($" xmlns:{prefix}=\"urn:undeclared:{prefix}\"");
            if (!_text.Contains($"xmlns:{prefix}", StringComparison.Ordinal))
                _damage.Add("a namespace prefix is not declared");
        }
        _body.Insert(_rootTagEnd, declarations.ToString());
    }

    private static bool IsVoid(string name) => name.ToLowerInvariant() is "br" or "hr" or "img" or "input" or "wbr" or "embed" or "area" or "col";
}
