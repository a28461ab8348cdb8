using System.Text;
using ImageMagick;
using NewsBot.Core.Model;
using NewsBot.Fetching.Pictures;

namespace NewsBot.Tests.Fetching.Pictures;

public sealed class PictureConversionTests
{
    [Theory]
    [InlineData(MagickFormat.Jpeg, "image/jpeg", "picture.jpg")]
    [InlineData(MagickFormat.Png, "image/png", "picture.png")]
    public void A_JPEG_or_PNG_within_the_limits_stays_as_it_is_byte_for_byte(MagickFormat format, string mediaType, string fileName)
    {
        var bytes = Sample.Of(format);

        var ready = Sample.Ready(bytes);

        Assert.Equal(bytes, ready.Bytes.ToArray());
        Assert.Equal(mediaType, ready.MediaType);
        Assert.Equal(fileName, ready.FileName);
    }

    [Theory]
    [InlineData(MagickFormat.WebP)]
    [InlineData(MagickFormat.Avif)]
    [InlineData(MagickFormat.Gif)]
    [InlineData(MagickFormat.Bmp)]
    [InlineData(MagickFormat.Tiff)]
    [InlineData(MagickFormat.Ico)]
    public void Other_kinds_become_a_JPEG_of_the_same_size(MagickFormat format)
    {
        var ready = Sample.Ready(Sample.Of(format));

        Assert.Equal("image/jpeg", ready.MediaType);
        using var image = Sample.Open(ready);
        Assert.Equal((60u, 40u), (image.Width, image.Height));
        Assert.True(Sample.LooksLike(image, 30, 20, MagickColors.Red));
    }

    [Fact]
    public void A_lossless_WebP_is_read_too()
    {
        using var source = new MagickImage(MagickColors.Blue, 60, 40);
        source.Settings.SetDefine(MagickFormat.WebP, "lossless", true);

        using var image = Sample.Open(Sample.Ready(source.ToByteArray(MagickFormat.WebP)));

        Assert.True(Sample.LooksLike(image, 30, 20, MagickColors.Blue));
    }

    [Fact]
    public void A_drawing_is_drawn_large_enough_to_be_seen()
    {
        var ready = Sample.Ready(Sample.Svg("""<rect width="60" height="40" fill="red"/>"""));

        using var image = Sample.Open(ready);
        Assert.Equal((512u, 341u), (image.Width, image.Height));
        Assert.True(Sample.LooksLike(image, 256, 170, MagickColors.Red));
    }

    [Fact]
    public void A_drawing_without_a_background_keeps_its_transparency()
    {
        var ready = Sample.Ready(Sample.Svg("""<circle cx="30" cy="20" r="10" fill="red"/>"""));

        Assert.Equal("image/png", ready.MediaType);
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_taken()
    {
        using var frames = new MagickImageCollection { new MagickImage(MagickColors.Red, 60, 40), new MagickImage(MagickColors.Blue, 60, 40) };

        using var image = Sample.Open(Sample.Ready(frames.ToByteArray(MagickFormat.Gif)));

        Assert.True(Sample.LooksLike(image, 30, 20, MagickColors.Red));
    }

    [Fact]
    public void Small_transparent_pictures_become_a_PNG()
    {
        using var source = Sample.Halves(MagickColors.Transparent, MagickColors.Blue);

        var ready = Sample.Ready(source.ToByteArray(MagickFormat.WebP));

        Assert.Equal("image/png", ready.MediaType);
        using var image = Sample.Open(ready);
        Assert.False(image.IsOpaque);
    }

    [Fact]
    public void Large_transparent_pictures_are_laid_on_white()
    {
        using var source = Sample.Halves(MagickColors.Transparent, MagickColors.Blue, 1200, 1000);
        using var noise = new MagickImage(Sample.Noise(MagickFormat.Png, 600, 1000));
        source.Composite(noise, 600, 0, CompositeOperator.Copy);

        var ready = Sample.Ready(source.ToByteArray(MagickFormat.Tiff));

        Assert.Equal("image/jpeg", ready.MediaType);
        using var image = Sample.Open(ready);
        Assert.True(Sample.LooksLike(image, 100, 500, MagickColors.White));
    }

    [Fact]
    public void Too_many_pixels_are_scaled_down_in_proportion()
    {
        using var image = Sample.Open(Sample.Ready(Sample.Of(MagickFormat.Jpeg, 8000, 4000)));

        Assert.InRange(image.Width + image.Height, 9_990u, 10_000u);
        Assert.Equal(2.0, (double)image.Width / image.Height, 0.01);
    }

    [Fact]
    public void A_strip_gets_a_white_border()
    {
        using var image = Sample.Open(Sample.Ready(Sample.Of(MagickFormat.Png, 400, 10)));

        Assert.Equal((400u, 20u), (image.Width, image.Height));
        Assert.True(Sample.LooksLike(image, 200, 10, MagickColors.Red));
        Assert.True(Sample.LooksLike(image, 200, 0, MagickColors.White));
        Assert.True(Sample.LooksLike(image, 200, 19, MagickColors.White));
    }

    [Fact]
    public void Too_many_bytes_are_saved_at_lower_quality()
    {
        var limits = Sample.Limits with { MaxBytes = 300_000 };

        var ready = Sample.Ready(Sample.Noise(MagickFormat.Png, 500, 500), limits);

        Assert.Equal("image/jpeg", ready.MediaType);
        Assert.InRange(ready.Bytes.Length, 1, 300_000);
        using var image = Sample.Open(ready);
        Assert.Equal(500u, image.Width);
    }

    [Fact]
    public void Where_quality_is_not_enough_the_picture_gets_smaller()
    {
        var limits = Sample.Limits with { MaxBytes = 20_000 };

        var ready = Sample.Ready(Sample.Noise(MagickFormat.Png, 500, 500), limits);

        Assert.InRange(ready.Bytes.Length, 1, 20_000);
        using var image = Sample.Open(ready);
        Assert.InRange(image.Width, 1u, 499u);
    }

    [Fact]
    public void What_cannot_get_small_enough_fails()
    {
        Assert.Contains("100 bytes", Sample.Failure(Sample.Noise(MagickFormat.Png, 500, 500), Sample.Limits with { MaxBytes = 100 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_photograph_taken_sideways_is_turned_upright_and_tells_no_more_of_its_camera()
    {
        using var source = Sample.Halves(MagickColors.Red, MagickColors.Blue);
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.Orientation, (ushort)6);
        exif.SetValue(ExifTag.Make, "A camera");
        source.SetProfile(exif);
        source.Orientation = Orientation.RightTop;

        using var image = Sample.Open(Sample.Ready(source.ToByteArray(MagickFormat.Jpeg)));

        Assert.Equal((40u, 60u), (image.Width, image.Height));
        Assert.True(Sample.LooksLike(image, 20, 5, MagickColors.Red));
        Assert.True(Sample.LooksLike(image, 20, 55, MagickColors.Blue));
        Assert.Null(image.GetExifProfile());
    }

    [Fact]
    public void Colours_for_print_become_colours_of_the_screen()
    {
        using var source = new MagickImage(MagickColors.Red, 60, 40) { ColorSpace = ColorSpace.CMYK };

        using var image = Sample.Open(Sample.Ready(source.ToByteArray(MagickFormat.Jpeg)));

        Assert.Equal(ColorSpace.sRGB, image.ColorSpace);
        Assert.True(Sample.LooksLike(image, 30, 20, MagickColors.Red));
    }

    [Fact]
    public void A_page_is_called_a_page()
    {
        Assert.Equal("an HTML page instead of a picture", Sample.Failure("<!DOCTYPE html><html><body><svg></svg></body></html>"u8.ToArray()));
    }

    [Fact]
    public void Nothing_is_called_nothing()
    {
        Assert.Equal("an empty answer", Sample.Failure([]));
    }

    [Theory]
    [InlineData("push graphic-context\nviewbox 0 0 64 48\nimage over 0,0 0,0 'text:/etc/passwd'\npop graphic-context")]
    [InlineData("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")]
    [InlineData("<?xml version=\"1.0\"?><image><read filename=\"/etc/passwd\"/></image>")]
    [InlineData("%PDF-1.7\n")]
    [InlineData("BMW builds a new car and so on and on and on")]
    public void What_only_ImageMagick_would_call_a_picture_is_none(string text)
    {
        Assert.StartsWith("no kind of picture", Sample.Failure(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MagickFormat.Png)]
    [InlineData(MagickFormat.Jpeg)]
    [InlineData(MagickFormat.Gif)]
    [InlineData(MagickFormat.WebP)]
    [InlineData(MagickFormat.Avif)]
    [InlineData(MagickFormat.Bmp)]
    [InlineData(MagickFormat.Tiff)]
    [InlineData(MagickFormat.Ico)]
    public void A_picture_cut_off_anywhere_is_an_answer_and_no_exception(MagickFormat format)
    {
        var whole = Sample.Of(format);
        var tight = new PictureLimits(1_000_000, 50, 20);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 100))
            Assert.NotNull(PictureConverter.Convert(whole[..length], tight));
    }

    [Fact]
    public void A_picture_that_promises_too_many_pixels_is_refused_by_its_header()
    {
        // Decoding it would speak of its checksum instead.
        Assert.Equal("a Png of 30000 × 30000 pixels, more than are read", Sample.Failure(Sample.PngOf(30_000, 30_000)));
    }

    [Fact]
    public void Many_pixels_are_refused_even_on_short_sides()
    {
        Assert.Contains("more than are read", Sample.Failure(Sample.PngOf(15_000, 15_000)), StringComparison.Ordinal);
    }
}
