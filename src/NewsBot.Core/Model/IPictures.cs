namespace NewsBot.Core.Model;

/// <summary>
/// Brings pictures from strangers' sites in a form that a platform takes. It stands in Core because platforms use it and
/// the guarded client implements it, and these two never know each other.
/// </summary>
public interface IPictures
{
    /// <summary>Downloads a picture and, if need be, converts and shrinks it. What goes wrong is in the answer; only
    /// cancellation is thrown.</summary>
    Task<PictureAnswer> FetchAsync(Uri address, PictureLimits limits, CancellationToken cancellationToken);
}

/// <summary>What a platform takes as an uploaded picture. JPEG and PNG it always takes.</summary>
/// <param name="MaxBytes">Size of the file.</param>
/// <param name="MaxSides">Width and height together, in pixels.</param>
/// <param name="MaxRatio">The longer side divided by the shorter one.</param>
public sealed record PictureLimits(long MaxBytes, int MaxSides, double MaxRatio);

/// <summary>How fetching a picture ended: a closed family.</summary>
public abstract record PictureAnswer
{
    private PictureAnswer()
    {
    }

    /// <summary>It is here, within the limits.</summary>
    /// <param name="Bytes">The file.</param>
    /// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
    public sealed record Ready(ReadOnlyMemory<byte> Bytes, string MediaType) : PictureAnswer
    {
        /// <summary>A name for the file with the extension of its type.</summary>
        public string FileName => MediaType == "image/png" ? "picture.png" : "picture.jpg";
    }

    /// <summary>It cannot be had.</summary>
    /// <param name="Reason">One line for the operator.</param>
    public sealed record Failed(string Reason) : PictureAnswer;
}
