namespace NewsBot.Core.Parsing.Html;

/// <summary>Whether an address looks like that of a picture.</summary>
internal static class PictureAddress
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"];

    /// <summary>True if the path ends like a picture's file name.</summary>
    public static bool IsPicture(ReadOnlySpan<char> address)
    {
        var end = address.IndexOfAny('?', '#');
        var path = end < 0 ? address : address[..end];
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
