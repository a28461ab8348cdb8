using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A file that the server keeps and knows by its id.</summary>
public sealed record MediaFile
{
    private const int ThumbnailSide = 320;

    /// <summary><c>photo</c>, <c>video</c>, <c>audio</c>, <c>animation</c> or <c>document</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The <c>file_id</c>, by which the bot may send it again.</summary>
    public required string FileId { get; init; }

    /// <summary>The <c>file_unique_id</c>.</summary>
    public required string UniqueId { get; init; }

    /// <summary>The address it was fetched from; null for an upload.</summary>
    public string? Url { get; init; }

    /// <summary>The name that an upload had; null for what came from an address.</summary>
    public string? FileName { get; init; }

    /// <summary>The type that an upload named, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes of an upload; empty for what came from an address.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The id of the small size of a photo.</summary>
    internal string ThumbnailId => "s" + FileId;

    /// <summary>Where <c>getFile</c> says it lies.</summary>
    internal string Path => $"{Kind}s/{UniqueId}{System.IO.Path.GetExtension(FileName ?? Url)}";

    /// <summary>Puts the file into a message.</summary>
    internal void Write(JsonObject message)
    {
        switch (Kind)
        {
            case "photo":
                message["photo"] = new JsonArray(Size(ThumbnailId, "s" + UniqueId, ThumbnailSide), Size(FileId, UniqueId, 1280));
                break;
            case "animation":
                message["animation"] = File();
                message["document"] = File(); // The server tells an animation twice, for old clients.
                break;
            default:
                message[Kind] = File();
                break;
        }
    }

    private JsonObject Size(string id, string uniqueId, int longestSide)
    {
        var scale = Math.Min(1.0, (double)longestSide / Math.Max(1, Math.Max(Width, Height)));
        return new JsonObject
        {
            ["file_id"] = id,
            ["file_unique_id"] = uniqueId,
            ["file_size"] = Bytes.Length,
            ["width"] = Math.Max(1, (int)(Width * scale)),
            ["height"] = Math.Max(1, (int)(Height * scale)),
        };
    }

    private JsonObject File()
    {
        var file = new JsonObject { ["file_id"] = FileId, ["file_unique_id"] = UniqueId, ["file_size"] = Bytes.Length };
        if (FileName is not null)
            file["file_name"] = FileName;
        if (ContentType is not null)
            file["mime_type"] = ContentType;
        if (Kind is "video" or "animation" or "audio")
            file["duration"] = 0;
        if (Kind is "video" or "animation")
        {
            file["width"] = Width;
            file["height"] = Height;
        }

        return file;
    }
}
