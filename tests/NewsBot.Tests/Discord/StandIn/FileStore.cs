namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A file that somebody sends along with a command.</summary>
internal sealed record UploadedFile(string Name, byte[] Bytes);

/// <summary>A file of a message, or one that somebody sent.</summary>
internal sealed record StoredFile(string Id, string Name, byte[] Bytes, string ContentType, string Path);

/// <summary>What lies on Discord's CDN; who knows a path may read there.</summary>
internal sealed class FileStore
{
    private readonly Dictionary<string, StoredFile> _files = [];

    public StoredFile Keep(string id, string channel, string name, byte[] bytes, string? contentType = null)
    {
        var path = $"/attachments/{channel}/{id}/{Uri.EscapeDataString(name)}";
        return _files[Uri.UnescapeDataString(path)] = new StoredFile(id, name, bytes, contentType ?? TypeOf(name), path);
    }

    /// <summary>The file at a decoded path, or null.</summary>
    public StoredFile? At(string path) => _files.GetValueOrDefault(path);

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".xml" or ".opml" => "text/xml; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
