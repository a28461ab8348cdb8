using System.Buffers.Binary;
using System.Text;
using ImageMagick;
using NewsBot.Core.Model;
using NewsBot.Fetching.Pictures;

namespace NewsBot.Tests.Fetching.Pictures;

/// <summary>Pictures made for tests, and looks at what became of them.</summary>
internal static class Sample
{
    /// <summary>Telegram's limits for an uploaded photo.</summary>
    public static PictureLimits Limits { get; } = new(10 * 1024 * 1024, 10_000, 20);

    /// <summary>A picture of one colour, red unless said otherwise.</summary>
    public static byte[] Of(MagickFormat format, int width = 60, int height = 40, MagickColor? color = null)
    {
        using var image = new MagickImage(color ?? MagickColors.Red, (uint)width, (uint)height);
        return image.ToByteArray(format);
    }

    /// <summary>Noise, which no format packs well.</summary>
    public static byte[] Noise(MagickFormat format, int width, int height)
    {
        using var image = new MagickImage(MagickColors.Gray, (uint)width, (uint)height);
        image.AddNoise(NoiseType.Random);
        return image.ToByteArray(format);
    }

    /// <summary>Left half of one colour, right half of another.</summary>
    public static MagickImage Halves(MagickColor left, MagickColor right, int width = 60, int height = 40)
    {
        var image = new MagickImage(left, (uint)width, (uint)height);
        using var half = new MagickImage(right, (uint)width / 2, (uint)height);
        image.Alpha(AlphaAction.Set);
        image.Composite(half, width / 2, 0, CompositeOperator.Copy);
        return image;
    }

    /// <summary>A PNG whose header promises these sides; there is nothing behind it.</summary>
    public static byte[] PngOf(int width, int height)
    {
        var bytes = Of(MagickFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    /// <summary>An SVG of 60 × 40 with this inside.</summary>
    public static byte[] Svg(string content, string prolog = "") => Encoding.UTF8.GetBytes(
        $"""{prolog}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="40">{content}</svg>""");

    /// <summary>What must be convertible, converted.</summary>
    public static PictureAnswer.Ready Ready(byte[] bytes, PictureLimits? limits = null) =>
        Assert.IsType<PictureAnswer.Ready>(PictureConverter.Convert(bytes, limits ?? Limits));

    /// <summary>Why it cannot be converted.</summary>
    public static string Failure(byte[] bytes, PictureLimits? limits = null) =>
        Assert.IsType<PictureAnswer.Failed>(PictureConverter.Convert(bytes, limits ?? Limits)).Reason;

    /// <summary>The picture in an answer, decoded.</summary>
    public static MagickImage Open(PictureAnswer.Ready ready) => new(ready.Bytes.ToArray(), new MagickReadSettings
    {
        Format = ready.MediaType == "image/png" ? MagickFormat.Png : MagickFormat.Jpeg,
    });

    /// <summary>True if a pixel looks like this colour, as far as JPEG can keep it.</summary>
    public static bool LooksLike(MagickImage image, int x, int y, MagickColor color)
    {
        var pixel = image.GetPixels().GetPixel(x, y).ToColor()!;
        return Math.Abs(pixel.R - color.R) < 30 && Math.Abs(pixel.G - color.G) < 30 && Math.Abs(pixel.B - color.B) < 30;
    }
}
