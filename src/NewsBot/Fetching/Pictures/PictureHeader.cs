using System.Buffers.Binary;

namespace NewsBot.Fetching.Pictures;

/// <summary>
/// What a picture says of itself before anything is decoded. A few hundred bytes can promise a thousand megapixels, and the
/// promise is enough to refuse it.
/// </summary>
/// <param name="Width">In pixels, as stored.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="IsPlain">False if it must be turned (Exif), or if its colours are for print (four components).</param>
internal sealed record PictureHeader(int Width, int Height, bool IsPlain = true)
{
    /// <summary>Reads the header of the kinds that most pictures are; null for other kinds and for broken headers.</summary>
    public static PictureHeader? Read(PictureKind kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        PictureKind.Jpeg => Jpeg(bytes),
        PictureKind.Png when bytes.Length >= 24 && bytes[12..].StartsWith("IHDR"u8) => Of(Big32(bytes[16..]), Big32(bytes[20..])),
        PictureKind.Gif when bytes.Length >= 10 => Of(Little16(bytes[6..]), Little16(bytes[8..])),
        PictureKind.WebP when bytes.Length >= 30 => WebP(bytes[12..]),
        PictureKind.Bmp when bytes.Length >= 26 => Bmp(bytes[14..]),
        _ => null,
    };

    private static PictureHeader? Of(long width, long height, bool isPlain = true) =>
        width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new PictureHeader((int)width, (int)height, isPlain) : null;

    /// <summary>Walks the segments up to the frame header (ITU T.81, annex B).</summary>
    private static PictureHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var isUpright = true;
        var at = 2;
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF)
                return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++; // padding
                continue;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2; // stands alone
                continue;
            }
            var length = Big16(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
                return null;
            var segment = bytes.Slice(at + 4, length - 2);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return segment.Length >= 6 ? Of(Big16(segment[3..]), Big16(segment[1..]), isUpright && segment[5] != 4) : null;
            if (marker is 0xD9 or 0xDA)
                return null;
            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8))
                isUpright &= IsUpright(segment[6..]);
            at += 2 + length;
        }
        return null;
    }

    /// <summary>The orientation (tag 0x0112) in the first directory of the Exif data; upright unless it says otherwise.</summary>
    private static bool IsUpright(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return true;
        var isLittle = tiff[0] == 'I';
        var first = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2)
            return true;
        var entries = tiff[((int)first + 2)..];
        for (int left = Short(tiff[(int)first..]); left > 0 && entries.Length >= 12; left--, entries = entries[12..])
        {
            if (Short(entries) == 0x0112)
                return Short(entries[8..]) <= 1;
        }
        return true;

        int Short(ReadOnlySpan<byte> at) => isLittle ? Little16(at) : Big16(at);
    }

    /// <summary>The first chunk: RFC 9649 sections 2.5 to 2.7.</summary>
    private static PictureHeader? WebP(ReadOnlySpan<byte> chunk)
    {
        var data = chunk[8..];
        if (chunk.StartsWith("VP8X"u8))
            return Of(1 + Little24(data[4..]), 1 + Little24(data[7..]));
        if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return Of(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }
        return chunk.StartsWith("VP8 "u8) ? Of(Little16(data[6..]) & 0x3FFF, Little16(data[8..]) & 0x3FFF) : null;
    }

    /// <summary>The oldest header has 16-bit sides; in the others a negative height means that rows run from the top.</summary>
    private static PictureHeader? Bmp(ReadOnlySpan<byte> header) =>
        header[0] == 12
            ? Of(Little16(header[4..]), Little16(header[6..]))
            : Of(BinaryPrimitives.ReadInt32LittleEndian(header[4..]), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[8..])));

    private static int Big16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Big32(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32BigEndian(at);

    private static int Little16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static int Little24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
}
