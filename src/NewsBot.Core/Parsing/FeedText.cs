using System.Buffers;
using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace NewsBot.Core.Parsing;

/// <summary>
/// Bytes to text. The order: byte order mark; UTF-16 or UTF-32 by the shape of the first bytes; bytes that are valid
/// UTF-8, whatever the labels say; the charset of the Content-Type header; the declaration inside the document;
/// detection. A label whose charset does not fit the bytes is passed over.
/// </summary>
public static class FeedText
{
    private const int DeclarationBytes = 1024;
    private const int SampleBytes = 128 * 1024;

    // Labels lie most often by naming UTF-8, or a multi-byte charset, over bytes of something else. A stray or cut byte is
    // no lie: one fault in this many characters is put up with.
    private const int CharactersPerFault = 16;

    private static readonly SearchValues<char> ParameterEnd = SearchValues.Create("\"';, \t");
    private static readonly SearchValues<byte> NameEnd = SearchValues.Create("\"'; \t\r\n?>/"u8);

    /// <summary>The whole text.</summary>
    /// <param name="bytes">As received.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var encoding = Detect(bytes, contentType, out var preamble);
        return encoding.GetString(bytes[preamble..]);
    }

    /// <summary>The encoding that the bytes are in, and the length of a byte order mark in front of them.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> bytes, string? contentType, out int preamble)
    {
        if (ByMark(bytes, out preamble) is { } marked)
            return marked;
        if (ByShape(bytes) is { } wide)
            return wide;
        if (Utf8.IsValid(bytes))
            return SevenBit(bytes, contentType) ?? Encoding.UTF8;

        var sample = Sample(bytes);
        if (CharsetLabel.Find(HeaderCharset(contentType)) is { } header && Fits(header, sample))
            return header;
        if (CharsetLabel.Find(DeclaredCharset(bytes)) is { } declared && Fits(declared, sample))
            return declared;
        if (Fits(Encoding.UTF8, sample))
            return Encoding.UTF8;
        return Detected(sample) ?? CharsetLabel.Find("windows-1252")!;
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> bytes, out int preamble)
    {
        (var encoding, preamble) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0x84, 0x31, 0x95, 0x33, ..] => (CharsetLabel.Find("gb18030"), 4),
            _ => (null, 0),
        };
        return encoding;
    }

    /// <summary>Wide characters without a mark show in the NULs around the first ones (XML 1.0, appendix F.1).</summary>
    private static Encoding? ByShape(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [> 0, 0, 0, 0, > 0, 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, > 0, 0, 0, 0, > 0, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        [> 0, 0, > 0, 0, ..] => Encoding.Unicode,
        [0, > 0, 0, > 0, ..] => Encoding.BigEndianUnicode,
        // "<?xm" in EBCDIC.
        [0x4C, 0x6F, 0xA7, 0x94, ..] => CharsetLabel.Find("ibm037"),
        _ => null,
    };

    /// <summary>ISO-2022-JP and its kin are ASCII to the eye: they are believed when labelled and their escapes are there.</summary>
    private static Encoding? SevenBit(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (!bytes.Contains((byte)0x1B) && !bytes.Contains((byte)'~'))
            return null;
        var label = HeaderCharset(contentType) ?? DeclaredCharset(bytes);
        var isSevenBit = label is not null
            && (label.StartsWith("iso-2022-", StringComparison.OrdinalIgnoreCase) || label.StartsWith("hz-gb", StringComparison.OrdinalIgnoreCase));
        return isSevenBit && Ascii.IsValid(bytes) ? CharsetLabel.Find(label) : null;
    }

    private static string? HeaderCharset(string? contentType)
    {
        var at = contentType?.IndexOf("charset", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
            return null;
        var rest = contentType.AsSpan(at + 7).TrimStart();
        if (rest.Length == 0 || rest[0] != '=')
            return null;
        rest = rest[1..].TrimStart(" \t\"'");
        var end = rest.IndexOfAny(ParameterEnd);
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    /// <summary>The label in <c>&lt;?xml encoding="…"?&gt;</c>, or in a page's <c>meta charset</c>.</summary>
    private static string? DeclaredCharset(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, DeclarationBytes)];
        var declaration = head.IndexOf("<?xml"u8);
        if (declaration >= 0)
        {
            var inside = head[declaration..];
            var end = inside.IndexOf((byte)'>');
            return Value(end < 0 ? inside : inside[..end], "encoding"u8);
        }
        return Value(head, "charset"u8);
    }

    private static string? Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        if (at < 0)
            return null;
        var rest = text[(at + name.Length)..].TrimStart(" \t\r\n"u8);
        if (rest.Length == 0 || rest[0] != '=')
            return null;
        rest = rest[1..].TrimStart(" \t\r\n\"'"u8);
        var end = rest.IndexOfAny(NameEnd);
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }

    /// <summary>A stretch from the first byte that is not ASCII.</summary>
    private static ReadOnlySpan<byte> Sample(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        var start = Math.Max(0, first - 64);
        return bytes.Slice(start, Math.Min(SampleBytes, bytes.Length - start));
    }

    private static bool Fits(Encoding encoding, ReadOnlySpan<byte> sample)
    {
        if (encoding.IsSingleByte)
            return true;
        var buffer = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(sample.Length));
        var text = buffer.AsSpan(0, encoding.GetChars(sample, buffer));
        var faults = text.Count('\uFFFD');
        var others = faults == 0 ? 0 : CountBeyondAscii(text) - faults;
        ArrayPool<char>.Shared.Return(buffer);
        return faults <= 2 + (others / CharactersPerFault) && (faults <= 2 ? others >= faults : others > 0);
    }

    private static int CountBeyondAscii(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
            count += c > 0x7F ? 1 : 0;
        return count;
    }

    private static Encoding? Detected(ReadOnlySpan<byte> sample)
    {
        var best = CharsetDetector.DetectFromBytes(sample.ToArray()).Detected;
        return best?.EncodingName is { } name ? CharsetLabel.Find(name) : null;
    }
}
