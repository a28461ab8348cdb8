using System.Globalization;
using System.Text;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>
/// Telegram's <c>parse_mode</c> HTML, as documented. Errors have the texts of the real server. Where the documentation
/// forbids what the real server lets pass in silence (a bare <c>&amp;</c> or <c>&gt;</c>, an unknown named entity, a
/// blockquote in a blockquote, markup inside code), this parser refuses: nobody should send it.
/// </summary>
internal sealed class HtmlMarkup
{
    private readonly string _html;
    private readonly StringBuilder _text = new();
    private readonly List<TextEntity> _entities = [];
    private readonly Stack<OpenTag> _open = new();
    private int _at;

    private HtmlMarkup(string html) => _html = html;

    /// <summary>Parses, or throws 400 «can't parse entities».</summary>
    public static FormattedText Parse(string html) => new HtmlMarkup(html.Replace("\r", "", StringComparison.Ordinal)).Parse();

    private FormattedText Parse()
    {
        while (_at < _html.Length)
        {
            var next = _html.AsSpan(_at).IndexOfAny('<', '&', '>');
            if (next < 0)
                next = _html.Length - _at;
            _text.Append(_html, _at, next);
            _at += next;
            if (_at == _html.Length)
                break;
            switch (_html[_at])
            {
                case '&':
                    _text.Append(CharacterReference());
                    break;
                case '>':
                    throw Bad($"Unescaped \">\" at byte offset {Byte(_at)}");
                default:
                    Tag();
                    break;
            }
        }

        if (_open.TryPeek(out var open))
            throw Bad($"Can't find end tag corresponding to start tag \"{open.Name}\"");
        return new FormattedText(_text.ToString(), _entities);
    }

    private void Tag()
    {
        var start = _at++;
        if (_at < _html.Length && _html[_at] == '/')
            EndTag(start);
        else
            StartTag(start);
    }

    private void StartTag(int start)
    {
        var name = Until(static c => IsSpace(c) || c == '>').ToLowerInvariant();
        if (_at == _html.Length)
            throw Bad($"Unclosed start tag at byte offset {Byte(start)}");
        if (!HtmlTags.Names.Contains(name))
            throw Bad($"Unsupported start tag \"{name}\" at byte offset {Byte(start)}");

        var attributes = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            SkipSpace();
            if (_at == _html.Length)
                throw Bad($"Unclosed start tag \"{name}\" at byte offset {Byte(start)}");
            if (_html[_at] == '>')
                break;
            Attribute(name, start, attributes);
        }

        _at++;
        var type = HtmlTags.EntityType(name, attributes, _open.TryPeek(out var parent) ? parent.Name : null)
            ?? throw Bad(HtmlTags.WhyNot(name) + $" at byte offset {Byte(start)}");
        if (name is "blockquote" or "a" && _open.Any(tag => tag.Name == name))
            throw Bad($"Tag \"{name}\" can't be nested at byte offset {Byte(start)}");
        if (_open.Any(tag => tag.Name is "pre" or "code") && !(name == "code" && parent!.Name == "pre"))
            throw Bad($"Tag \"{name}\" can't be inside \"pre\" or \"code\" at byte offset {Byte(start)}");
        _open.Push(new OpenTag(name, type.Type, type.Argument, _text.Length));
    }

    private void Attribute(string tag, int start, Dictionary<string, string?> attributes)
    {
        var name = Until(static c => IsSpace(c) || c is '=' or '>' or '/' or '"' or '\'');
        if (name.Length == 0)
            throw Bad($"Empty attribute name in the tag \"{tag}\" at byte offset {Byte(start)}");
        SkipSpace();
        if (_at == _html.Length)
            throw Bad($"Unclosed start tag \"{tag}\" at byte offset {Byte(start)}");
        if (!HtmlTags.Knows(tag, name))
            throw Bad($"Unsupported attribute \"{name}\" of the tag \"{tag}\" at byte offset {Byte(start)}");
        if (_html[_at] != '=')
        {
            attributes[name] = null;
            return;
        }

        _at++;
        SkipSpace();
        if (_at == _html.Length)
            throw Bad($"Unclosed start tag \"{tag}\" at byte offset {Byte(start)}");
        attributes[name] = _html[_at] is '"' or '\'' ? Quoted(start) : Bare();
    }

    private string Bare()
    {
        var start = _at;
        var value = Until(static c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));
        if (_at < _html.Length && !IsSpace(_html[_at]) && _html[_at] != '>')
            throw Bad($"Unexpected end of name token at byte offset {Byte(start)}");
        return value.ToLowerInvariant();
    }

    private string Quoted(int start)
    {
        var quote = _html[_at++];
        var value = new StringBuilder();
        while (_at < _html.Length && _html[_at] != quote)
            value.Append(_html[_at] == '&' ? CharacterReference() : _html[_at++].ToString());
        if (_at == _html.Length)
            throw Bad($"Unclosed start tag at byte offset {Byte(start)}");
        _at++;
        return value.ToString();
    }

    private void EndTag(int start)
    {
        if (!_open.TryPop(out var open))
            throw Bad($"Unexpected end tag at byte offset {Byte(start)}");
        _at++;
        var name = Until(static c => IsSpace(c) || c == '>').ToLowerInvariant();
        SkipSpace();
        if (_at == _html.Length || _html[_at] != '>')
            throw Bad($"Unclosed end tag at byte offset {Byte(start)}");
        _at++;
        // The empty end tag closes what is open.
        if (name.Length > 0 && name != open.Name)
            throw Bad($"Unmatched end tag at byte offset {Byte(start)}, expected \"</{open.Name}>\", found \"</{name}>\"");
        Close(open);
    }

    private void Close(OpenTag open)
    {
        var length = _text.Length - open.Offset;
        if (length == 0)
            return;
        var argument = open.Argument;
        var type = open.Type;
        if (type == "text_link")
        {
            argument = HtmlTags.Link(argument is { Length: > 0 } ? argument : _text.ToString(open.Offset, length));
            if (argument is null)
                return; // A link that leads nowhere is shown as plain text.
        }

        if (type == "code" && _open.TryPeek(out var pre) && pre.Name == "pre")
        {
            // <pre><code class="language-x"> is one entity when the code fills it.
            if (pre.Offset == open.Offset && argument is not null)
                _open.Push(_open.Pop() with { Argument = argument });
            return;
        }

        // A language that a code names outside of pre is dropped by the server.
        _entities.Add(new TextEntity(type, open.Offset, length, type == "code" ? null : argument));
    }

    /// <summary>Reads <c>&amp;lt;</c>, <c>&amp;#8212;</c> and their like.</summary>
    private string CharacterReference()
    {
        var start = _at++;
        var end = _html.IndexOf(';', start);
        var name = end < 0 || end - start > 9 ? "" : _html[(start + 1)..end];
        var text = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            _ => Numeric(name),
        };
        if (text is null)
            throw Bad($"Unescaped or unsupported \"&\" at byte offset {Byte(start)}");
        _at = end + 1;
        return text;
    }

    private static string? Numeric(string name)
    {
        if (!name.StartsWith('#'))
            return null;
        var isHexadecimal = name.StartsWith("#x", StringComparison.OrdinalIgnoreCase);
        var isNumber = isHexadecimal
            ? int.TryParse(name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            : int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out code);
        return isNumber && code > 0 && Rune.IsValid(code) ? new Rune(code).ToString() : null;
    }

    private string Until(Func<char, bool> isEnd)
    {
        var start = _at;
        while (_at < _html.Length && !isEnd(_html[_at]))
            _at++;
        return _html[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _html.Length && IsSpace(_html[_at]))
            _at++;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\0' or '\v';

    /// <summary>The server counts bytes of UTF-8.</summary>
    private int Byte(int index) => Encoding.UTF8.GetByteCount(_html.AsSpan(0, index));

    private static ApiError Bad(string why) => ApiError.BadRequest("can't parse entities: " + why);

    private sealed record OpenTag(string Name, string Type, string? Argument, int Offset);
}
