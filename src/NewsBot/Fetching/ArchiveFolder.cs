using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>
/// Reads a folder of archived articles (or a single one) as if it were a feed: one document, its articles joined by
/// U+001E. Its ETag is a hash of the listing, so that a folder in which nothing happened is not read again.
/// </summary>
public sealed partial class ArchiveFolder(IOptions<FetchingOptions> options, TimeProvider clock, ILogger<ArchiveFolder> log)
{
    /// <summary>The media type that the document is given.</summary>
    public const string ContentType = "text/markdown; charset=utf-8";

    /// <summary>Stands between two articles: RECORD SEPARATOR, which no text holds.</summary>
    private const byte RecordSeparator = 0x1E;

    private const int NewestFiles = 500;

    private static readonly EnumerationOptions TopFolder = new() { IgnoreInaccessible = false };

    /// <summary>
    /// The newest 500 <c>*.md</c> files by time of modification (by name among equals), oldest first, as far as they fit
    /// into <see cref="FetchingOptions.MaxBytes"/>; or <see cref="FetchResult.Unchanged"/>.
    /// </summary>
    public async Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (result, trouble) = await InTimeAsync(request.Url, token => Read(request, token), ct);
        return result ?? trouble!;
    }

    /// <summary>All articles for an import, in order of their names, in batches of the same size; a failure ends the sequence.</summary>
    public async IAsyncEnumerable<FetchResult> ReadAllAsync(FeedUrl folder, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var (files, trouble) = await InTimeAsync(folder, _ => List(folder.Value.LocalPath).OrderBy(file => file.Name, StringComparer.Ordinal).ToList(), ct);
        if (files is null or [])
        {
            yield return trouble ?? Empty(folder);
            yield break;
        }
        foreach (var batch in Batches(files))
        {
            (var result, trouble) = await InTimeAsync(folder, token => Joined(folder, batch, CacheValidators.None, token), ct);
            yield return result ?? trouble!;
            if (result is not FetchResult.Body)
                yield break;
        }
    }

    private FetchResult Read(FetchRequest request, CancellationToken ct)
    {
        var files = Newest(List(request.Url.Value.LocalPath), out var all);
        if (files.Count == 0)
            return Empty(request.Url);

        var validators = new CacheValidators(ETagOf(files, all), LastModified: null);
        if (validators.ETag == request.Validators.ETag)
            return new FetchResult.Unchanged(validators, FreshFor: null);
        return Joined(request.Url, [.. FittingFromTheEnd(files)], validators, ct);
    }

    private static FileSystemEnumerable<ArchivedFile> List(string path)
    {
        var only = File.Exists(path) ? Path.GetFileName(path) : null;
        var folder = only is null ? path : Path.GetDirectoryName(path)!;
        return new FileSystemEnumerable<ArchivedFile>(folder, (ref entry) => new ArchivedFile(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc), TopFolder)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory
                && (only is null ? entry.FileName.EndsWith(".md", StringComparison.OrdinalIgnoreCase) : entry.FileName.SequenceEqual(only)),
        };
    }

    /// <summary>The newest, oldest first. Keeps no more than these while listing: a folder may hold hundreds of thousands.</summary>
    private static List<ArchivedFile> Newest(IEnumerable<ArchivedFile> files, out long all)
    {
        var newest = new PriorityQueue<ArchivedFile, ArchivedFile>(ArchivedFile.OldestFirst);
        all = 0;
        foreach (var file in files)
        {
            all++;
            newest.Enqueue(file, file);
            if (newest.Count > NewestFiles)
                newest.Dequeue();
        }
        var oldestFirst = new List<ArchivedFile>(newest.Count);
        while (newest.TryDequeue(out var file, out _))
            oldestFirst.Add(file);
        return oldestFirst;
    }

    /// <summary>A changed file is among the newest by its time, a deleted one changes the count: together they tell of any change.</summary>
    private static string ETagOf(List<ArchivedFile> files, long all)
    {
        var listing = new StringBuilder().Append(all).Append('\n');
        foreach (var file in files)
            listing.Append(file.Name).Append('\n').Append(file.Length).Append(' ').Append(file.Modified.UtcTicks).Append('\n');
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString())))}\"";
    }

    private IEnumerable<ArchivedFile> FittingFromTheEnd(List<ArchivedFile> files)
    {
        var room = options.Value.MaxBytes;
        var first = files.Count;
        while (first > 0 && (room -= files[first - 1].Length + 1) >= -1)
            first--;
        if (first > 0)
            Log.LeftOut(log, first, files[0].Name, options.Value.MaxBytes);
        return files.Skip(first);
    }

    private IEnumerable<List<ArchivedFile>> Batches(List<ArchivedFile> files)
    {
        var batch = new List<ArchivedFile>();
        var bytes = 0L;
        foreach (var file in files)
        {
            if (batch.Count == NewestFiles || (batch.Count > 0 && bytes + file.Length + 1 > options.Value.MaxBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
            batch.Add(file);
            bytes += file.Length + 1;
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private FetchResult Joined(FeedUrl url, IReadOnlyList<ArchivedFile> files, CacheValidators validators, CancellationToken ct)
    {
        using var joined = new MemoryStream();
        foreach (var file in files)
        {
            ct.ThrowIfCancellationRequested();
            if (joined.Length > 0)
                joined.WriteByte(RecordSeparator);
            if (joined.Length + new FileInfo(file.Name).Length > options.Value.MaxBytes)
                return new FetchResult.Failed(new FetchTrouble(TroubleKind.TooLarge, $"{file.Name} has more than {options.Value.MaxBytes} bytes (Fetching:MaxBytes)"));
            var bytes = File.ReadAllBytes(file.Name);
            bytes.AsSpan().Replace(RecordSeparator, (byte)' ');
            joined.Write(bytes);
        }
        return new FetchResult.Body { Bytes = joined.ToArray(), Url = url.Value, ContentType = ContentType, Validators = validators };
    }

    /// <summary>File systems have no asynchronous listing, and a network drive may hang: the wait ends, whatever becomes of the work.</summary>
    private async Task<(T? Value, FetchResult.Failed? Trouble)> InTimeAsync<T>(FeedUrl url, Func<CancellationToken, T> work, CancellationToken ct)
        where T : class
    {
        try
        {
            return (await Task.Run(() => work(ct), ct).WaitAsync(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock, ct), null);
        }
        catch (TimeoutException)
        {
            return (null, new FetchResult.Failed(new FetchTrouble(TroubleKind.TimedOut, $"{url.Value.LocalPath} could not be read in {options.Value.TimeoutSeconds} s")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return (null, Unreadable(url, e.Message));
        }
    }

    private static FetchResult.Failed Empty(FeedUrl url) => Unreadable(url, "there are no *.md files in it");

    private static FetchResult.Failed Unreadable(FeedUrl url, string why) => new(new FetchTrouble(
        TroubleKind.Unreadable,
        $"{url.Value.LocalPath}: {why.ReplaceLineEndings(" ")} Give the absolute path of a folder of articles (*.md) that the bot's user may read."));

    /// <summary>A file in the listing, with its full path.</summary>
    private sealed record ArchivedFile(string Name, long Length, DateTimeOffset Modified)
    {
        public static Comparer<ArchivedFile> OldestFirst { get; } = Comparer<ArchivedFile>.Create((a, b) =>
            a.Modified != b.Modified ? a.Modified.CompareTo(b.Modified) : string.CompareOrdinal(a.Name, b.Name));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} articles from {First} on are left out: together the newest exceed {MaxBytes} bytes (Fetching:MaxBytes)")]
        public static partial void LeftOut(ILogger log, int count, string first, long maxBytes);
    }
}
