using System.Buffers;
using System.Text;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Mending;

/// <summary>Writes text so that it may stand in XML.</summary>
internal sealed class MendedText(StringBuilder output, IReadOnlyDictionary<string, string> entities, Damage damage)
{
    // What must be looked at: marks, and everything that XML may not hold (XML 1.0, 2.2) or only in pairs.
    private static readonly SearchValues<char> Special = SearchValues.Create(
    [
        '&', '<', '>', '"', '\uFFFE', '\uFFFF',
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n', '\r']),
        .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c),
    ]);

    private int _expanded;

    /// <summary>Character data of an element.</summary>
    public void Text(ReadOnlySpan<char> text) => Write(text, referencesCount: true, isAttribute: false);

    /// <summary>The value of an attribute in double quotes.</summary>
    public void AttributeValue(ReadOnlySpan<char> text) => Write(text, referencesCount: true, isAttribute: true);

    /// <summary>The inside of a CDATA section, as ordinary text.</summary>
    public void CharacterData(ReadOnlySpan<char> text) => Write(text, referencesCount: false, isAttribute: false);

    private void Write(ReadOnlySpan<char> text, bool referencesCount, bool isAttribute)
    {
        while (text.Length > 0)
        {
            var at = text.IndexOfAny(Special);
            if (at < 0)
            {
                output.Append(text);
                return;
            }
            output.Append(text[..at]);
            text = text[at..];
            var taken = 1;
            switch (text[0])
            {
                case '&' when referencesCount: taken = Reference(text); break;
                case '&': output.Append("&amp;"); break;
                case '<': output.Append("&lt;"); break;
                case '>': output.Append("&gt;"); break;
                case '"': output.Append(isAttribute ? "&quot;" : "\""); break;
                case var high when text.Length > 1 && char.IsSurrogatePair(high, text[1]):
                    output.Append(text[..2]);
                    taken = 2;
                    break;
                default:
                    damage.Add("it holds characters that XML does not allow");
                    break;
            }
            text = text[taken..];
        }
    }

    private int Reference(ReadOnlySpan<char> text)
    {
        if (CharacterReference.Read(text, out var length) is { } characters)
        {
            if (text[1] != '#' && characters is not ("&" or "<" or ">" or "\"" or "'"))
                damage.Add("it uses HTML's entities");
            foreach (var c in characters)
                Escaped(c);
            return length;
        }
        if (length > 2 && entities.TryGetValue(text[1..(length - 1)].ToString(), out var value)
            && (_expanded += value.Length) < InternalEntities.MaxExpansion)
        {
            foreach (var c in value)
                Escaped(c);
            return length;
        }
        damage.Add("an ampersand is not escaped");
        output.Append("&amp;");
        return 1;
    }

    private void Escaped(char c)
    {
        switch (c)
        {
            case '&': output.Append("&amp;"); break;
            case '<': output.Append("&lt;"); break;
            case '>': output.Append("&gt;"); break;
            case '"': output.Append("&quot;"); break;
            default: output.Append(c); break;
        }
    }
}
