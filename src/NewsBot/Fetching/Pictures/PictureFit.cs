using NewsBot.Core.Model;

namespace NewsBot.Fetching.Pictures;

/// <summary>How a picture is brought within limits: scaled down to one size, then laid in the middle of a canvas that is
/// larger only if the picture is too long for its width.</summary>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="CanvasWidth">Of the canvas, in pixels.</param>
/// <param name="CanvasHeight">Of the canvas, in pixels.</param>
internal sealed record PictureFit(int Width, int Height, int CanvasWidth, int CanvasHeight)
{
    /// <summary>True if the picture needs a border.</summary>
    public bool IsPadded => CanvasWidth != Width || CanvasHeight != Height;

    /// <summary>True if a picture of this size may go as it is.</summary>
    public static bool IsWithin(int width, int height, PictureLimits limits) =>
        (long)width + height <= limits.MaxSides && Math.Max(width, height) <= Math.Min(width, height) * limits.MaxRatio;

    /// <summary>The largest fit for a picture of this size, shrunk further by <paramref name="scale"/> (0 to 1).</summary>
    public static PictureFit For(int width, int height, PictureLimits limits, double scale = 1)
    {
        var longer = Math.Max(width, height);
        var shorter = Math.Min(width, height);
        // Lengthwise the border adds nothing, so the canvas is decided first.
        var canvasShorter = Math.Max(shorter, longer / limits.MaxRatio);
        var factor = Math.Min(1, (limits.MaxSides - 1) / (longer + canvasShorter));
        if (longer + Math.Ceiling(canvasShorter) <= limits.MaxSides)
            factor = 1;
        factor *= scale;

        var fitLonger = Math.Max(1, (int)(longer * factor));
        var fitShorter = Math.Max(1, (int)(shorter * factor));
        var padded = Math.Max(fitShorter, (int)Math.Ceiling(fitLonger / limits.MaxRatio));
        return width >= height
            ? new PictureFit(fitLonger, fitShorter, fitLonger, padded)
            : new PictureFit(fitShorter, fitLonger, padded, fitLonger);
    }
}
