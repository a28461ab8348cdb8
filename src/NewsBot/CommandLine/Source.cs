using System.Diagnostics.CodeAnalysis;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.CommandLine;

/// <summary>What people name on the command line: an address, a file, a list of feeds.</summary>
internal static class Source
{
    /// <summary>Whether the text is an address; what else it may be is a path.</summary>
    public static bool IsUrl(string text, [NotNullWhen(true)] out FeedUrl? url)
    {
        url = null;
        return text.Contains("://", StringComparison.Ordinal) && FeedUrl.TryParse(text, out url) && !url.IsArchive;
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="IOException">It is a folder, has more than <paramref name="maxBytes"/>, or cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string file, long maxBytes, CancellationToken cancellationToken)
    {
        if (Directory.Exists(file))
            throw new IOException($"{file} is a folder.");
        await using var stream = File.OpenRead(file);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            // Counted as it comes: a pipe does not tell its length.
            if (bytes.Length > maxBytes)
                throw new IOException($"{file} has more than {maxBytes} bytes (Fetching:MaxBytes).");
        }

        return bytes.ToArray();
    }

    /// <summary>The feeds of an OPML file; its <c>rsshub://</c> addresses are those of the operator's instance.</summary>
    /// <exception cref="IOException">It cannot be read, or is no list of feeds.</exception>
    public static async Task<OpmlResult.Listed> ReadOpmlAsync(string file, Settings settings, CancellationToken cancellationToken) =>
        Opml.Parse(await ReadAsync(file, Opml.MaxBytes, cancellationToken), RssHub.At(settings.Fetching.RssHubUrl)) switch
        {
            OpmlResult.Listed list => list,
            OpmlResult.NotOpml(var reason) => throw new IOException($"{file} is no list of feeds (OPML). {reason}."),
            var other => throw new InvalidOperationException($"No such result: {other}"),
        };
}
