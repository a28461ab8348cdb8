using System.Buffers.Binary;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>The sides of a JPEG or PNG, in pixels.</summary>
internal sealed record PictureSize(int Width, int Height)
{
    /// <summary>What a picture is taken to be that nobody described.</summary>
    public static PictureSize Usual { get; } = new(1200, 800);

    /// <summary>Whether Telegram takes it as a photo: sides of 10,000 together, at most twenty to one.</summary>
    public bool IsPhoto => Width + Height <= 10_000 && Width <= 20L * Height && Height <= 20L * Width;

    /// <summary>Reads the first bytes; null when they are neither JPEG nor PNG.</summary>
    public static PictureSize? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 24 && bytes[..8].SequenceEqual<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return new PictureSize(BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        return bytes.Length >= 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 ? ReadJpeg(bytes[2..]) : null;
    }

    /// <summary>Walks the segments to the frame header, which names the sides.</summary>
    private static PictureSize? ReadJpeg(ReadOnlySpan<byte> rest)
    {
        while (rest.Length >= 9 && rest[0] == 0xFF)
        {
            var marker = rest[1];
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
                return new PictureSize(BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..]));
            var skip = marker == 0xFF ? 1 : marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (skip > rest.Length)
                return null;
            rest = rest[skip..];
        }

        return null;
    }
}
