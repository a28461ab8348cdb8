namespace NewsBot.Core.Parsing.Html;

/// <summary>What a <see cref="MarkupScanner"/> stands on.</summary>
internal enum MarkupKind
{
    Text,
    StartTag,
    EndTag,
    Comment,
    CharacterData,
    Instruction,
    Declaration,
}

/// <summary>
/// Walks over markup tag by tag, in one pass and without a tree, so that neither depth nor breakage of the markup costs
/// anything. A <c>&lt;</c> that opens nothing is text.
/// </summary>
/// <param name="text">HTML or XML in any state.</param>
/// <param name="xml">True for XML: a quoted value ends at a <c>&lt;</c>, and no element holds raw text.</param>
internal ref struct MarkupScanner(ReadOnlySpan<char> text, bool xml = false)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _xml = xml;

    // Once an end mark is known to be absent from the rest it is not looked for again: that keeps the scan linear.
    private bool _noDoubleQuote;
    private bool _noSingleQuote;
    private bool _noCommentEnd;
    private bool _noCharacterDataEnd;
    private bool _noSubsetEnd;

    private string? _rawUntil;

    /// <summary>What the current token is.</summary>
    public MarkupKind Kind { get; private set; }

    /// <summary>Where the token starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where the next one starts.</summary>
    public int End { get; private set; }

    /// <summary>Name of a tag as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Where the attributes of a start tag stand.</summary>
    public Range Attributes { get; private set; }

    /// <summary>True for a start tag that is its own end.</summary>
    public bool IsSelfClosing { get; private set; }

    /// <summary>True when the end mark of the token is missing: everything to the end of the text is in it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The text of the current token.</summary>
    public readonly ReadOnlySpan<char> Token => _text[Start..End];

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Read()
    {
        Start = End;
        IsCut = false;
        if (Start >= _text.Length)
            return false;
        if (_rawUntil is not null && ReadRaw())
            return true;
        var rest = _text[Start..];
        if (rest[0] == '<' && Opens(rest))
            return ReadMarkup(rest);

        var next = 1;
        while (true)
        {
            var found = rest[next..].IndexOf('<');
            if (found < 0)
                return Take(MarkupKind.Text, rest.Length);
            next += found;
            if (Opens(rest[next..]))
                return Take(MarkupKind.Text, next);
            next++;
        }
    }

    /// <summary>Steps to the token that starts at <paramref name="position"/>: the caller has dealt with all before.</summary>
    public void Continue(int position) => End = position;

    private static bool Opens(ReadOnlySpan<char> rest) => rest.Length > 1
        && (rest[1] is '!' or '?' || IsNameStart(rest[1]) || (rest[1] == '/' && rest.Length > 2 && IsNameStart(rest[2])));

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c > 0xBF && char.IsLetter(c));

    private bool ReadMarkup(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!--"))
            return TakeUntil(MarkupKind.Comment, rest, 4, "-->", ref _noCommentEnd);
        if (rest.StartsWith("<![CDATA["))
            return TakeUntil(MarkupKind.CharacterData, rest, 9, "]]>", ref _noCharacterDataEnd);
        return rest[1] switch
        {
            '?' => ReadInstruction(rest),
            '!' => ReadDeclaration(rest),
            _ => ReadTag(rest),
        };
    }

    private bool ReadInstruction(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        return end < 0 ? TakeCut(MarkupKind.Instruction) : Take(MarkupKind.Instruction, end + 1);
    }

    private bool ReadDeclaration(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        if (end < 0)
            return TakeCut(MarkupKind.Declaration);
        // A DOCTYPE may declare things in brackets.
        if (rest[..end].Contains('[') && !_noSubsetEnd)
        {
            var close = rest.IndexOf(']');
            _noSubsetEnd = close < 0;
            if (close > end && rest[close..].IndexOf('>') is var last and >= 0)
                end = close + last;
        }
        return Take(MarkupKind.Declaration, end + 1);
    }

    private bool ReadTag(ReadOnlySpan<char> rest)
    {
        var kind = rest[1] == '/' ? MarkupKind.EndTag : MarkupKind.StartTag;
        var nameStart = kind == MarkupKind.EndTag ? 2 : 1;
        var nameEnd = nameStart;
        while (nameEnd < rest.Length && !char.IsWhiteSpace(rest[nameEnd]) && rest[nameEnd] is not ('>' or '/' or '<'))
            nameEnd++;
        Name = rest[nameStart..nameEnd];

        var end = nameEnd;
        while (true)
        {
            var found = rest[end..].IndexOfAny("<>\"'");
            if (found < 0)
                return TakeCut(kind);
            end += found;
            if (rest[end] == '>')
                break;
            if (rest[end] == '<')
            {
                // A tag that never ended before the next began.
                if (_xml && Opens(rest[end..]))
                    return TakeTag(kind, rest, nameEnd, end, end);
                end++;
                continue;
            }
            var close = FollowsEquals(rest, end) ? CloseQuote(rest, end) : 0;
            end += close > 0 ? close + 1 : 1;
        }
        return TakeTag(kind, rest, nameEnd, end, end + 1);
    }

    private bool TakeTag(MarkupKind kind, ReadOnlySpan<char> rest, int nameEnd, int attributesEnd, int length)
    {
        IsSelfClosing = attributesEnd > nameEnd && rest[attributesEnd - 1] == '/' && EndsItself(rest, nameEnd, attributesEnd - 1);
        Attributes = (Start + nameEnd)..(Start + attributesEnd - (IsSelfClosing ? 1 : 0));
        if (!_xml && kind == MarkupKind.StartTag && !IsSelfClosing && Name.Length is 5 or 6)
            _rawUntil = Name.Equals("script", StringComparison.OrdinalIgnoreCase) ? "</script"
                : Name.Equals("style", StringComparison.OrdinalIgnoreCase) ? "</style" : null;
        return Take(kind, length);
    }

    /// <summary>In HTML the slash in <c>&lt;a href=/feed/&gt;</c> belongs to the address.</summary>
    private readonly bool EndsItself(ReadOnlySpan<char> rest, int nameEnd, int slash) =>
        _xml || slash == nameEnd || char.IsWhiteSpace(rest[slash - 1]) || rest[slash - 1] is '"' or '\'' || !rest[nameEnd..slash].Contains('=');

    private static bool FollowsEquals(ReadOnlySpan<char> rest, int quote)
    {
        var before = rest[..quote].TrimEnd();
        return before.Length > 0 && before[^1] == '=';
    }

    /// <summary>Distance to the closing quote, or 0 if there is none.</summary>
    private int CloseQuote(ReadOnlySpan<char> rest, int quote)
    {
        var mark = rest[quote];
        if (mark == '"' ? _noDoubleQuote : _noSingleQuote)
            return 0;
        var after = rest[(quote + 1)..];
        var close = _xml ? after.IndexOfAny(mark, '<') : after.IndexOf(mark);
        if (close >= 0)
            return after[close] == mark ? close + 1 : 0;
        if (mark == '"')
            _noDoubleQuote = true;
        else
            _noSingleQuote = true;
        return 0;
    }

    private bool ReadRaw()
    {
        var end = _text[Start..].IndexOf(_rawUntil, StringComparison.OrdinalIgnoreCase);
        _rawUntil = null;
        return end != 0 && Take(MarkupKind.CharacterData, end < 0 ? _text.Length - Start : end);
    }

    private bool TakeUntil(MarkupKind kind, ReadOnlySpan<char> rest, int skip, string mark, ref bool isAbsent)
    {
        var end = isAbsent ? -1 : rest[skip..].IndexOf(mark, StringComparison.Ordinal);
        isAbsent = end < 0;
        return end < 0 ? TakeCut(kind) : Take(kind, skip + end + mark.Length);
    }

    private bool TakeCut(MarkupKind kind)
    {
        IsCut = true;
        Attributes = default;
        IsSelfClosing = false;
        return Take(kind, _text.Length - Start);
    }

    private bool Take(MarkupKind kind, int length)
    {
        Kind = kind;
        End = Start + length;
        return true;
    }
}
