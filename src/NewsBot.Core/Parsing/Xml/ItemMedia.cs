using System.Globalization;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Pictures that an item names outside its text (Media RSS, podcasts, RSS <c>image</c>), the largest first.</summary>
internal sealed class ItemMedia
{
    private const int MaxImages = 100;

    // Widths that are assumed where none is told: a media object is the thing itself, a thumbnail is not.
    private const double AssumedContentWidth = 640;
    private const double AssumedImageWidth = 320;
    private const double AssumedThumbnailWidth = 160;

    private List<(Uri Url, double Width)>? _images;

    /// <summary>Takes a <c>media:content</c>. Returns its address as written if it is sound or film.</summary>
    public string? ReadContent(XmlCursor cursor, Uri baseUri)
    {
        if (cursor.Attribute("url") is not { Length: > 0 } address)
            return null;
        var kind = cursor.Attribute("medium") ?? cursor.Attribute("type") ?? "";
        if (kind.StartsWith("image", StringComparison.OrdinalIgnoreCase) || (kind.Length == 0 && PictureAddress.IsPicture(address)))
        {
            Add(address, Width(cursor, AssumedContentWidth), baseUri);
            return null;
        }
        var isFile = kind.StartsWith("video", StringComparison.OrdinalIgnoreCase) || kind.StartsWith("audio", StringComparison.OrdinalIgnoreCase);
        return isFile ? address : null;
    }

    /// <summary>Takes a <c>media:thumbnail</c>.</summary>
    public void ReadThumbnail(XmlCursor cursor, Uri baseUri)
    {
        var width = Width(cursor, AssumedThumbnailWidth);
        Add(cursor.Attribute("url") ?? cursor.Text(), width, baseUri);
    }

    /// <summary>Takes an <c>image</c> of any vocabulary: its address is an attribute, a child, or the text.</summary>
    public void ReadImage(XmlCursor cursor, Uri baseUri)
    {
        var address = cursor.Attribute("href") ?? cursor.Attribute("url") ?? cursor.Attribute("src") ?? cursor.AnyAttribute("resource");
        if (cursor.Attribute("srcset") is { } set)
            address = SourceSet.Largest(set) ?? address;
        var depth = cursor.Depth;
        var text = cursor.TextBeforeChildren();
        while (cursor.NextChild(depth))
        {
            if (cursor.Name is "url" or "link" && (address is null || cursor.Name == "url"))
                address = cursor.Text() ?? address;
        }
        Add(address ?? text, AssumedImageWidth, baseUri);
    }

    /// <summary>All pictures, those among the attached files included.</summary>
    public IReadOnlyList<Uri> Images(List<Enclosure>? enclosures)
    {
        foreach (var file in enclosures ?? [])
        {
            if (file.Type?.StartsWith("image", StringComparison.OrdinalIgnoreCase) ?? PictureAddress.IsPicture(file.Url.AbsolutePath))
                Add(file.Url, AssumedContentWidth);
        }
        return _images switch
        {
            null => [],
            [var only] => [only.Url],
            _ => [.. _images.OrderByDescending(image => image.Width).Select(image => image.Url)],
        };
    }

    private void Add(string? address, double width, Uri baseUri)
    {
        if (WebAddress.Resolve(address, baseUri) is { } url)
            Add(url, width);
    }

    private void Add(Uri url, double width)
    {
        _images ??= [];
        if (_images.Count < MaxImages && !_images.Exists(image => image.Url == url))
            _images.Add((url, width));
    }

    private static double Width(XmlCursor cursor, double assumed) =>
        double.TryParse(cursor.Attribute("width")?.TrimEnd('p', 'x'), NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width > 0
            ? width
            : assumed;
}
