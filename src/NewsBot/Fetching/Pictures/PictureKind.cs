using System.Buffers.Binary;
using System.Text;
using System.Xml;

namespace NewsBot.Fetching.Pictures;

/// <summary>The kinds of picture that are read.</summary>
internal enum PictureKind
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
    Heic,
    Svg,
    Bmp,
    Tiff,
    Icon,
}

/// <summary>Tells what bytes are by looking at them: headers and file names are claims, and only the decoder of what is
/// really there may see it.</summary>
internal static class PictureKinds
{
    /// <summary>The kind, or null if these bytes begin like none of them.</summary>
    public static PictureKind? Of(byte[] bytes)
    {
        ReadOnlySpan<byte> start = bytes;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return PictureKind.Jpeg;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return PictureKind.Png;
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
            return PictureKind.Gif;
        if (start.Length >= 16 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBPVP8"u8))
            return PictureKind.WebP;
        if (start.Length >= 16 && start[4..].StartsWith("ftyp"u8))
            return OfBrand(start[8..12]);
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8))
            return PictureKind.Tiff;
        if (start.Length >= 22 && start.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) && start[4] > 0 && start[5] == 0)
            return PictureKind.Icon;
        // "BM" also begins words; the length of the second header does not.
        if (start.Length >= 26 && start.StartsWith("BM"u8) && BinaryPrimitives.ReadUInt32LittleEndian(start[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124)
            return PictureKind.Bmp;
        return IsSvg(bytes) ? PictureKind.Svg : null;
    }

    /// <summary>What came instead of a picture, for the operator.</summary>
    public static string Instead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "an empty answer";
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1024)]);
        return start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            ? "an HTML page instead of a picture"
            : $"no kind of picture that is known (it begins with {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 12)])})";
    }

    /// <summary>The major brand of ISO/IEC 14496-12; one library decodes both, and looks at the rest.</summary>
    private static PictureKind? OfBrand(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
            return PictureKind.Avif;
        return brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8)
            || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8)
            ? PictureKind.Heic
            : null;
    }

    private static bool IsSvg(byte[] bytes)
    {
        if (!bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).Contains((byte)'<'))
            return false;
        try
        {
            using var xml = SafeSvg.Open(bytes);
            return xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == "svg";
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
