using ImageMagick;
using NewsBot.Core.Model;

namespace NewsBot.Fetching.Pictures;

/// <summary>
/// Makes of a stranger's bytes a JPEG or PNG within limits. ImageMagick reads a hundred formats, some of which run programs
/// or open files; here it gets the one decoder that the bytes call for, and bounds on all that it may use.
/// </summary>
internal static class PictureConverter
{
    /// <summary>Pixels of a picture before it is made smaller; 4 bytes each while it is worked on.</summary>
    private const long MostPixels = 50_000_000;

    private const int LongestSide = 16_000;

    /// <summary>Up to here a picture with transparency stays a PNG; larger ones are photographs and go onto white.</summary>
    private const int SmallPng = 1024 * 1024;

    private static readonly uint[] Qualities = [88, 78, 68];

    /// <summary>Shares of the largest fitting size, tried in turn at the last of <see cref="Qualities"/>.</summary>
    private static readonly double[] Scales = [0.7, 0.5, 0.35, 0.25, 0.15, 0.1];

    static PictureConverter()
    {
        ResourceLimits.Width = LongestSide;
        ResourceLimits.Height = LongestSide;
        ResourceLimits.Area = MostPixels * 2;
        ResourceLimits.Memory = 1024UL * 1024 * 1024;
        ResourceLimits.MaxMemoryRequest = 512UL * 1024 * 1024;
        ResourceLimits.Disk = 0;
        ResourceLimits.ListLength = 16;
        ResourceLimits.Thread = 1;
        ResourceLimits.Time = 60; // seconds, for each image
        // Else fonts would be looked for where the library was built, in a folder below /tmp.
        if (File.Exists("/etc/fonts/fonts.conf"))
            MagickNET.SetFontConfigDirectory("/etc/fonts");
    }

    /// <summary>The picture as it is, if it is a JPEG or PNG within the limits; else made to be one. Never throws for what
    /// the bytes are.</summary>
    public static PictureAnswer Convert(byte[] bytes, PictureLimits limits)
    {
        if (PictureKinds.Of(bytes) is not { } kind)
            return new PictureAnswer.Failed(PictureKinds.Instead(bytes));
        try
        {
            return kind == PictureKind.Svg ? FromSvg(bytes, limits) : FromPixels(kind, bytes, limits);
        }
        catch (MagickException e)
        {
            return new PictureAnswer.Failed($"a broken {kind} ({FetchTroubles.OneLine(e.Message)})");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return new PictureAnswer.Failed($"ImageMagick cannot be loaded here ({FetchTroubles.OneLine((e.InnerException ?? e).Message)})");
        }
    }

    private static PictureAnswer FromSvg(byte[] bytes, PictureLimits limits)
    {
        if (SafeSvg.Rewrite(bytes, out var trouble) is not { } safe)
            return new PictureAnswer.Failed(trouble);
        var settings = Only(MagickFormat.Rsvg);
        settings.BackgroundColor = MagickColors.Transparent;
        using var image = new MagickImage(safe, settings);
        return Fitting(image, limits);
    }

    private static PictureAnswer FromPixels(PictureKind kind, byte[] bytes, PictureLimits limits)
    {
        var settings = Only(DecoderOf(kind));
        settings.FrameIndex = 0;
        settings.FrameCount = 1;
        if (PictureHeader.Read(kind, bytes) is not { } header)
        {
            if (kind is not (PictureKind.Avif or PictureKind.Heic or PictureKind.Tiff or PictureKind.Icon))
                return new PictureAnswer.Failed($"a broken {kind} (its header does not tell its size)");
            var info = new MagickImageInfo(bytes, settings);
            header = new PictureHeader((int)info.Width, (int)info.Height);
        }

        if (header.Width > LongestSide || header.Height > LongestSide || (long)header.Width * header.Height > MostPixels)
            return new PictureAnswer.Failed($"a {kind} of {header.Width} × {header.Height} pixels, more than are read");
        var isTaken = kind is PictureKind.Jpeg or PictureKind.Png && header.IsPlain;
        if (isTaken && bytes.Length <= limits.MaxBytes && PictureFit.IsWithin(header.Width, header.Height, limits))
            return new PictureAnswer.Ready(bytes, kind == PictureKind.Png ? "image/png" : "image/jpeg");

        using var image = new MagickImage(bytes, settings);
        return Fitting(image, limits);
    }

    private static MagickReadSettings Only(MagickFormat format) => new() { Format = format };

    private static MagickFormat DecoderOf(PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => MagickFormat.Jpeg,
        PictureKind.Png => MagickFormat.Png,
        PictureKind.Gif => MagickFormat.Gif,
        PictureKind.WebP => MagickFormat.WebP,
        PictureKind.Avif => MagickFormat.Avif,
        PictureKind.Heic => MagickFormat.Heic,
        PictureKind.Svg => MagickFormat.Rsvg,
        PictureKind.Bmp => MagickFormat.Bmp,
        PictureKind.Tiff => MagickFormat.Tiff,
        PictureKind.Icon => MagickFormat.Ico,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind without a decoder"),
    };

    private static PictureAnswer Fitting(MagickImage image, PictureLimits limits)
    {
        Normalise(image);
        var whole = (Width: (int)image.Width, Height: (int)image.Height);
        Apply(image, PictureFit.For(whole.Width, whole.Height, limits));
        if (image.HasAlpha && !image.IsOpaque)
        {
            var png = image.ToByteArray(MagickFormat.Png);
            if (png.Length <= Math.Min(SmallPng, limits.MaxBytes))
                return new PictureAnswer.Ready(png, "image/png");
        }

        image.BackgroundColor = MagickColors.White;
        image.Alpha(AlphaAction.Remove);
        foreach (var quality in Qualities)
        {
            if (Jpeg(image, quality) is { } jpeg && jpeg.Length <= limits.MaxBytes)
                return new PictureAnswer.Ready(jpeg, "image/jpeg");
        }
        foreach (var scale in Scales)
        {
            using var smaller = (MagickImage)image.Clone();
            Apply(smaller, PictureFit.For(whole.Width, whole.Height, limits, scale));
            if (Jpeg(smaller, Qualities[^1]) is { } jpeg && jpeg.Length <= limits.MaxBytes)
                return new PictureAnswer.Ready(jpeg, "image/jpeg");
        }
        return new PictureAnswer.Failed($"a picture that does not get as small as {limits.MaxBytes} bytes");
    }

    /// <summary>Upright, in the colours of the screen, and without what else a file may tell of its maker.</summary>
    private static void Normalise(MagickImage image)
    {
        image.ResetPage();
        image.AutoOrient();
        // A profile that is nonsense leaves the colours as they are; what follows needs no profile.
        if (image.GetColorProfile() is not null)
            image.TransformColorSpace(ColorProfiles.SRGB);
        if (image.ColorSpace is not (ColorSpace.sRGB or ColorSpace.Gray))
            image.ColorSpace = ColorSpace.sRGB;
        image.Strip();
        image.Depth = 8;
    }

    private static void Apply(MagickImage image, PictureFit fit)
    {
        if (image.Width != fit.Width || image.Height != fit.Height)
            image.Resize(new MagickGeometry((uint)fit.Width, (uint)fit.Height) { IgnoreAspectRatio = true });
        if (fit.IsPadded)
            image.Extent((uint)fit.CanvasWidth, (uint)fit.CanvasHeight, Gravity.Center, MagickColors.White);
    }

    private static byte[] Jpeg(MagickImage image, uint quality)
    {
        image.Quality = quality;
        return image.ToByteArray(MagickFormat.Jpeg);
    }
}
