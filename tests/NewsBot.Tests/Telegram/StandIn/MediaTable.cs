using System.Collections.Concurrent;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>How the server's own fetch of an address ends.</summary>
public enum MediaFailure
{
    /// <summary>«failed to get HTTP URL content».</summary>
    Unreachable,

    /// <summary>«wrong type of the web page content».</summary>
    WrongType,

    /// <summary>«wrong HTTP URL specified».</summary>
    BadAddress,
}

/// <summary>
/// What the server finds at addresses, and the files it keeps. It never goes to the network: an address that nobody
/// scripted is taken to be a picture of the usual size. As with the real server, what failed once keeps failing.
/// </summary>
public sealed class MediaTable
{
    private const int MostPhotoBytes = 10 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, MediaFailure> _failing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MediaFailure> _failed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PictureSize> _sizes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MediaFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _fetched = new();
    private readonly bool _judgePictures;
    private int _lastFile;

    internal MediaTable(bool judgePictures) => _judgePictures = judgePictures;

    /// <summary>The addresses that the server was told to fetch, in order.</summary>
    public IReadOnlyList<string> Fetched => [.. _fetched];

    /// <summary>Scripts the fetch of an address to fail.</summary>
    public void Fail(string url, MediaFailure failure = MediaFailure.Unreachable) => _failing[url] = failure;

    /// <summary>Lets an address answer again. If it was asked for meanwhile, it goes on failing: the server remembers.</summary>
    public void Recover(string url) => _failing.TryRemove(url, out _);

    /// <summary>Scripts the sides of the picture at an address, in pixels.</summary>
    public void Picture(string url, int width, int height) => _sizes[url] = new PictureSize(width, height);

    /// <summary>The file with an id, or null.</summary>
    public MediaFile? Find(string fileId) => _files.GetValueOrDefault(fileId);

    /// <summary>The file that lies at a path of <c>getFile</c>, or null.</summary>
    internal MediaFile? At(string path) => _files.Values.FirstOrDefault(file => file.Path == path);

    /// <summary>Takes what a call names as its file: an upload, the name of a part, an address or an id.</summary>
    /// <exception cref="MediaRefused">The code and text of the refusal.</exception>
    internal MediaFile Take(string kind, string? named, UploadedFile? upload)
    {
        if (upload is not null)
            return Upload(kind, upload);
        if (named is null or "")
            throw new MediaRefused(null, $"there is no {kind} in the request");
        if (named.StartsWith("attach://", StringComparison.Ordinal))
            throw new MediaRefused(null, $"attached file \"{named["attach://".Length..]}\" was not uploaded");
        if (_files.TryGetValue(named, out var known))
            return known.Kind == kind ? known : throw new MediaRefused(null, $"can't use file of type {known.Kind} as {kind}");
        return named.Contains("://", StringComparison.Ordinal)
            ? Fetch(kind, named)
            : throw new MediaRefused(null, "wrong file identifier/HTTP URL specified");
    }

    /// <summary>Keeps a file that a person sends.</summary>
    internal MediaFile Keep(string kind, string fileName, string? contentType, byte[] bytes) =>
        Register(new MediaFile { Kind = kind, FileId = "", UniqueId = "", FileName = fileName, ContentType = contentType, Bytes = bytes });

    private MediaFile Upload(string kind, UploadedFile upload)
    {
        var size = PictureSize.Read(upload.Bytes);
        if (kind == "photo")
        {
            if (upload.Bytes.Length > MostPhotoBytes)
                throw new MediaRefused(null, $"file of size {upload.Bytes.Length} bytes is too big for a photo; the maximum size is {MostPhotoBytes} bytes");
            if (upload.Bytes.Length == 0)
                throw new MediaRefused(null, "file must be non-empty");
            if (_judgePictures && size is null)
                throw new MediaRefused("IMAGE_PROCESS_FAILED", "IMAGE_PROCESS_FAILED");
            if (size is { IsPhoto: false })
                throw new MediaRefused("PHOTO_INVALID_DIMENSIONS", "PHOTO_INVALID_DIMENSIONS");
        }

        size ??= PictureSize.Usual;
        return Register(new MediaFile
        {
            Kind = kind,
            FileId = "",
            UniqueId = "",
            FileName = upload.FileName,
            ContentType = upload.ContentType,
            Bytes = upload.Bytes,
            Width = size.Width,
            Height = size.Height,
        });
    }

    private MediaFile Fetch(string kind, string url)
    {
        _fetched.Enqueue(url);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            throw Refused(MediaFailure.BadAddress);
        if (_failed.TryGetValue(url, out var failure) || _failing.TryGetValue(url, out failure))
        {
            _failed[url] = failure;
            throw Refused(failure);
        }

        // Documented: by address, sendDocument takes these three only.
        if (kind == "document" && Path.GetExtension(address.AbsolutePath).ToUpperInvariant() is not (".GIF" or ".PDF" or ".ZIP"))
            throw Refused(MediaFailure.WrongType);
        var size = _sizes.GetValueOrDefault(url, PictureSize.Usual);
        if (kind == "photo" && !size.IsPhoto)
            throw new MediaRefused("PHOTO_INVALID_DIMENSIONS", "PHOTO_INVALID_DIMENSIONS");
        return Register(new MediaFile { Kind = kind, FileId = "", UniqueId = "", Url = url, Width = size.Width, Height = size.Height });
    }

    private MediaFile Register(MediaFile file)
    {
        var number = Interlocked.Increment(ref _lastFile);
        file = file with { FileId = $"AgACAgIAAxkStandIn{number:D6}{file.Kind}", UniqueId = $"AQADStandIn{number:D6}" };
        _files[file.FileId] = file;
        if (file.Kind == "photo")
            _files[file.ThumbnailId] = file;
        return file;
    }

    private static MediaRefused Refused(MediaFailure failure) => failure switch
    {
        MediaFailure.Unreachable => new MediaRefused("WEBPAGE_CURL_FAILED", "failed to get HTTP URL content"),
        MediaFailure.WrongType => new MediaRefused("WEBPAGE_MEDIA_EMPTY", "wrong type of the web page content"),
        _ => new MediaRefused("EXTERNAL_URL_INVALID", "wrong HTTP URL specified: the URL is not valid"),
    };
}

/// <summary>A file that the server does not take.</summary>
/// <param name="code">How an album names the fault; null for a fault of the request itself, which names no item.</param>
/// <param name="text">What a single send answers.</param>
internal sealed class MediaRefused(string? code, string text) : Exception(text)
{
    /// <summary>How an album names the fault.</summary>
    public string? Code { get; } = code;
}
