using System.Diagnostics;
using System.Globalization;
using System.Xml;
using CodeHollow.FeedReader;
using NewsBot.Core.Parsing;

namespace NewsBot.Benchmarks;

/// <summary>
/// Parses the same feeds with three parsers, in one run and one thread: ours; a bare walk of <see cref="XmlReader"/>, the floor
/// below which no parser built on it can come; and CodeHollow.FeedReader. What counts is the ratio: machines differ.
/// </summary>
internal static class ParseThroughput
{
    private const int WarmUps = 5;
    private const int Passes = 10;

    private static readonly Uri Url = new("https://news.example/feed.xml");

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };

    /// <summary>Measures over the XML files of a folder and prints a line a parser.</summary>
    public static int Run(string folder)
    {
        var feeds = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(IsXml).ToArray();
        var readable = Array.FindAll(feeds, feed => Walk(feed) && Peer(feed) && Ours(feed));
        Console.WriteLine($"{feeds.Length} XML files, {Size(feeds):F2} MB; {readable.Length} of them ({Size(readable):F2} MB) are read by all three");

        Compare("all files, failures included", feeds);
        Compare("files that all three read", readable);
        return 0;
    }

    private static void Compare(string title, byte[][] feeds)
    {
        Console.WriteLine($"\n{title}");
        var ours = Measure("NewsBot", feeds, Ours);
        var walk = Measure("XmlReader walk", feeds, Walk);
        var peer = Measure("CodeHollow", feeds, Peer);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"NewsBot takes {ours / walk:F2} times the bare walk, and is {peer / ours:F2} times as fast as CodeHollow"));
    }

    private static TimeSpan Measure(string name, byte[][] feeds, Func<byte[], bool> parse)
    {
        for (var i = 0; i < WarmUps; i++)
            Pass(feeds, parse, out _);
        var best = TimeSpan.MaxValue;
        var read = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Passes; i++)
        {
            var time = Pass(feeds, parse, out read);
            if (time < best)
                best = time;
        }
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Passes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-15} {feeds.Length / best.TotalSeconds,8:F0} feeds/s {Size(feeds) / best.TotalSeconds,7:F1} MB/s {allocated / 1024 / Math.Max(1, feeds.Length),6} KiB/feed  reads {read}"));
        return best;
    }

    private static TimeSpan Pass(byte[][] feeds, Func<byte[], bool> parse, out int read)
    {
        read = 0;
        var started = Stopwatch.GetTimestamp();
        foreach (var feed in feeds)
            read += parse(feed) ? 1 : 0;
        return Stopwatch.GetElapsedTime(started);
    }

    private static bool Ours(byte[] feed) => FeedParser.Parse(feed, Url) is ParseResult.Parsed;

    private static bool Walk(byte[] feed)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(feed), Settings);
            while (reader.Read())
            {
                // A parser must at least have the text.
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                    _ = reader.Value;
            }
            return true;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return false;
        }
    }

    private static bool Peer(byte[] feed)
    {
        try
        {
            return FeedReader.ReadFromByteArray(feed).Items is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static bool IsXml(byte[] feed) => feed.AsSpan(0, Math.Min(feed.Length, 1024)).IndexOf("<"u8) is >= 0 and < 512
        && !feed.AsSpan().TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8);

    private static double Size(byte[][] feeds) => feeds.Sum(feed => (long)feed.Length) / 1e6;
}
