using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Fetching.Pictures;

namespace NewsBot.Tests.Fetching.Pictures;

public sealed class PictureFitTests
{
    private static readonly Gen<(int Width, int Height, PictureLimits Limits)> Any =
        from width in Gen.Int[1, 16_000]
        from height in Gen.Int[1, 16_000]
        from sides in Gen.Int[100, 20_000]
        from ratio in Gen.Double[1.5, 30]
        select (width, height, new PictureLimits(1, sides, ratio));

    [Fact]
    public void Every_picture_ends_on_a_canvas_within_the_limits() => Any.Sample(picture =>
    {
        var fit = PictureFit.For(picture.Width, picture.Height, picture.Limits);
        return PictureFit.IsWithin(fit.CanvasWidth, fit.CanvasHeight, picture.Limits);
    });

    [Fact]
    public void A_picture_lies_within_its_canvas_and_is_never_enlarged() => Any.Sample(picture =>
    {
        var fit = PictureFit.For(picture.Width, picture.Height, picture.Limits);
        return fit.Width <= fit.CanvasWidth && fit.Height <= fit.CanvasHeight && fit.Width <= picture.Width && fit.Height <= picture.Height;
    });

    [Fact]
    public void A_picture_within_the_limits_keeps_its_size() => Any.Sample(picture =>
    {
        if (!PictureFit.IsWithin(picture.Width, picture.Height, picture.Limits))
            return true;
        return PictureFit.For(picture.Width, picture.Height, picture.Limits) == new PictureFit(picture.Width, picture.Height, picture.Width, picture.Height);
    });
}
