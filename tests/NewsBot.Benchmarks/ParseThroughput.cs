using System.Diagnostics;
using System.Globalization;
using System.Xml;
using CodeHollow.FeedReader;
using NewsBot.Core.Parsing;

namespace NewsBot.Benchmarks;

/// <summary>
/// Parses the same feeds with three parsers, in one run and one thread: ours; a bare walk of <see cref="XmlReader"/>, the floor
/// below which no parser built on it can come; and CodeHollow.FeedReader; beside them python-feedparser where it is there. What counts is the ratio: machines differ.
/// </summary>
internal static class ParseThroughput
{
    private const int Rounds = 30;

    // The runtime compiles what is used often anew, behind the scenes, and on a busy machine that takes its time: until it
    // is done the comparison is one of how far each parser's code got.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static readonly Uri Url = new("https://news.example/feed.xml");

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };

    /// <summary>Measures over the XML files of a folder and prints a line a parser.</summary>
    public static int Run(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).Where(file => IsXml(file.Bytes)).ToArray();
        var feeds = Array.ConvertAll(files, file => file.Bytes);
        var readable = Array.FindAll(feeds, feed => Walk(feed) && Peer(feed) && Ours(feed));
        Console.WriteLine($"{feeds.Length} XML files, {Size(feeds):F2} MB; {readable.Length} of them ({Size(readable):F2} MB) are read by all three");

        var all = Compare("all files, failures included", feeds);
        if (FeedparserPeer.Measure(files.Select(file => file.Path)) is { } python)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {"feedparser",-15} {feeds.Length / python.TotalSeconds,8:F0} feeds/s {Size(feeds) / python.TotalSeconds,7:F1} MB/s\nNewsBot is {python / all:F0} times as fast as python-feedparser"));
        Compare("files that all three read", readable);
        return 0;
    }

    /// <summary>Prints a line a parser.</summary>
    /// <returns>How long ours takes.</returns>
    private static TimeSpan Compare(string title, byte[][] feeds)
    {
        Console.WriteLine($"\n{title}");
        Parser[] parsers = [new("NewsBot", Ours), new("XmlReader walk", Walk), new("CodeHollow", Peer)];
        foreach (var parser in parsers)
            parser.WarmUp(feeds, WarmUp);
        // In turns, so that what else the machine does slows all of them alike.
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var parser in parsers)
                parser.Measure(feeds);
        }
        foreach (var parser in parsers)
            Print(parser, feeds);
        var (ours, walk, peer) = (parsers[0].Best, parsers[1].Best, parsers[2].Best);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"NewsBot takes {ours / walk:F2} times the bare walk, and is {peer / ours:F2} times as fast as CodeHollow"));
        return ours;
    }

    private static void Print(Parser parser, byte[][] feeds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {parser.Name,-15} {feeds.Length / parser.Best.TotalSeconds,8:F0} feeds/s {Size(feeds) / parser.Best.TotalSeconds,7:F1} MB/s {parser.Allocated / 1024 / Math.Max(1, feeds.Length),6} KiB/feed {parser.Allocated / 1e6 / Size(feeds),6:F1} B/B  reads {parser.Read}"));

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

    private sealed class Parser(string name, Func<byte[], bool> parse)
    {
        public string Name => name;

        /// <summary>The fastest pass.</summary>
        public TimeSpan Best { get; private set; } = TimeSpan.MaxValue;

        /// <summary>Bytes that a pass allocates.</summary>
        public long Allocated { get; private set; }

        /// <summary>Feeds that could be read.</summary>
        public int Read { get; private set; }

        public void WarmUp(byte[][] feeds, TimeSpan least)
        {
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < least;)
                Pass(feeds);
        }

        public void Measure(byte[][] feeds)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            Read = Pass(feeds);
            var time = Stopwatch.GetElapsedTime(started);
            Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (time < Best)
                Best = time;
        }

        private int Pass(byte[][] feeds)
        {
            var read = 0;
            foreach (var feed in feeds)
                read += parse(feed) ? 1 : 0;
            return read;
        }
    }
}
