using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace NewsBot.Core.Parsing.Html;

/// <summary>HTML character references (<c>&amp;eacute;</c>, <c>&amp;#8211;</c>) and their characters.</summary>
internal static class CharacterReference
{
    private const int MaxNameLength = 32;

    /// <summary>What the numbers 128 to 159 mean to a browser (HTML, 13.2.5.80): windows-1252. A null stands for nothing.</summary>
    public const string Windows1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    private static readonly SearchValues<char> MustBeEscaped = SearchValues.Create("&<>");

    /// <summary>
    /// The characters that the reference at the start of <paramref name="text"/> stands for; null if it is none. A
    /// reference without its semicolon is none: in addresses <c>&amp;copy=1</c> is a parameter.
    /// </summary>
    /// <param name="text">Text that starts with an ampersand.</param>
    /// <param name="length">Length of the reference, ampersand and semicolon included.</param>
    public static string? Read(ReadOnlySpan<char> text, out int length)
    {
        var end = text[..Math.Min(text.Length, MaxNameLength + 2)].IndexOf(';');
        length = end + 1;
        if (end < 2)
            return null;
        var name = text[1..end];
        if (name[0] == '#')
            return FromNumber(name[1..]);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return null;
        }
        return name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "nbsp" => "\u00A0",
            _ => HtmlEntityProvider.Resolver.GetSymbol(text[1..length].ToString()),
        };
    }

    /// <summary>Replaces all references once.</summary>
    public static string Decode(string text)
    {
        var at = text.IndexOf('&', StringComparison.Ordinal);
        if (at < 0)
            return text;
        var decoded = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (; at >= 0; at = rest.IndexOf('&'))
        {
            decoded.Append(rest[..at]);
            rest = rest[at..];
            var characters = Read(rest, out var length);
            decoded.Append(characters ?? "&");
            rest = rest[(characters is null ? 1 : length)..];
        }
        return decoded.Append(rest).ToString();
    }

    /// <summary>Plain text as HTML or XML text.</summary>
    public static string Encode(string text) => text.AsSpan().ContainsAny(MustBeEscaped)
        ? text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
        : text;

    /// <summary>Plain text as an attribute value in double quotes.</summary>
    public static string EncodeAttribute(string text) =>
        Encode(text).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static string? FromNumber(ReadOnlySpan<char> digits)
    {
        var isHex = digits.Length > 1 && digits[0] is 'x' or 'X';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(isHex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var number))
            return null;
        return number switch
        {
            '\t' or '\n' or '\r' => ((char)number).ToString(),
            < 32 or 127 => "",
            >= 128 and < 160 => Windows1252[number - 128] is var meant and not '\0' ? meant.ToString() : "",
            0xFFFE or 0xFFFF => "",
            _ => Rune.IsValid(number) ? new Rune(number).ToString() : "\uFFFD",
        };
    }
}
