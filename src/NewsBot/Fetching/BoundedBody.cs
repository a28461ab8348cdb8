using System.Buffers;
using System.IO.Compression;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>The bytes of an answer, or why they are not to be had.</summary>
internal readonly record struct BodyRead(byte[]? Bytes, FetchTrouble? Trouble);

/// <summary>
/// Reads a body that may be endless, truncated or a decompression bomb. First what is on the wire, then what it unpacks
/// to, both under the same cap; one layer of gzip, deflate or brotli is undone.
/// </summary>
internal static class BoundedBody
{
    /// <summary>What is offered in Accept-Encoding.</summary>
    public const string Codings = "gzip, br, deflate";

    /// <summary>Markup shrinks to a tenth, a repetitive feed to a fiftieth; beyond this it was made to burst.</summary>
    private const int HighestRatio = 200;

    /// <summary>What feeds shrink to a part of.</summary>
    private const long UsualRatio = 5;

    private const int LeastRoom = 16 * 1024;

    /// <summary>Nearly all feeds are smaller. A longer length is only a promise.</summary>
    private const int MostRoom = 256 * 1024;

    /// <summary>Below this nothing can hurt, whatever its ratio.</summary>
    private const int HarmlessBytes = 1024 * 1024;

    /// <summary>Reads and unpacks at most <paramref name="maxBytes"/>.</summary>
    /// <exception cref="IOException">The connection broke, or ended before the body did.</exception>
    public static async Task<BodyRead> ReadAsync(HttpContent content, long maxBytes, CancellationToken ct)
    {
        var codings = content.Headers.ContentEncoding.Where(coding => !IsNone(coding)).ToList();
        if (codings.Count > 1)
            return Bad($"packed more than once ({string.Join(", ", codings)})");
        if (content.Headers.ContentLength is var length && length > maxBytes)
            return TooLarge(maxBytes);

        await using var wire = await content.ReadAsStreamAsync(ct);
        if (await ReadUpToAsync(wire, maxBytes, length, ct) is not { } packed)
            return TooLarge(maxBytes);
        if (codings is not [var packing] || packed.Length == 0)
            return new BodyRead(packed, null);

        try
        {
            await using var unpacking = Unpacking(packing, packed);
            if (unpacking is null)
                return Bad($"packed in a way that was not offered ({packing})");
            var limit = Math.Min(maxBytes, Math.Max(HarmlessBytes, (long)packed.Length * HighestRatio));
            return await ReadUpToAsync(unpacking, limit, expected: packed.Length * UsualRatio, ct) is { } bytes ? new BodyRead(bytes, null) : TooLarge(limit);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return Bad($"the body is not the {packing} that its header promises, or ends too early");
        }
    }

    /// <summary>Everything, or null if there is more than allowed. Thousands of bodies a minute fit into a borrowed array; only what
    /// is larger, and rare, is gathered in memory of its own, which nobody keeps.</summary>
    private static async Task<byte[]?> ReadUpToAsync(Stream stream, long maxBytes, long? expected, CancellationToken ct)
    {
        var room = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((expected ?? 0) + 1, LeastRoom, MostRoom));
        try
        {
            MemoryStream? before = null;
            var length = 0;
            int read;
            while ((read = await stream.ReadAsync(room.AsMemory(length), ct)) > 0)
            {
                length += read;
                if ((before?.Length ?? 0) + length > maxBytes)
                    return null;
                if (length < room.Length)
                    continue;
                (before ??= new MemoryStream()).Write(room);
                length = 0;
            }
            if (before is null)
                return room.AsSpan(0, length).ToArray();
            before.Write(room, 0, length);
            return before.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static Stream? Unpacking(string coding, byte[] packed)
    {
        var source = new MemoryStream(packed, writable: false);
        return coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            "BR" => new BrotliStream(source, CompressionMode.Decompress),
            // RFC 9110 section 8.4.1.2 means zlib, and notes that some send the bare stream.
            "DEFLATE" when HasZlibHeader(packed) => new ZLibStream(source, CompressionMode.Decompress),
            "DEFLATE" => new DeflateStream(source, CompressionMode.Decompress),
            _ => null,
        };
    }

    private static bool HasZlibHeader(byte[] packed) =>
        packed.Length >= 2 && (packed[0] & 0x0F) == 8 && ((packed[0] << 8) | packed[1]) % 31 == 0;

    /// <summary>Names that mean "not packed": the standard's, and those that servers send by mistake.</summary>
    private static bool IsNone(string coding) => coding.ToUpperInvariant() is "IDENTITY" or "NONE" or "UTF-8" or "UTF8";

    private static BodyRead TooLarge(long limit) => new(null, new FetchTrouble(TroubleKind.TooLarge, $"more than {limit} bytes"));

    private static BodyRead Bad(string detail) => new(null, new FetchTrouble(TroubleKind.BadAnswer, detail));
}
