using System.Diagnostics;
using System.Globalization;

namespace NewsBot.Benchmarks;

/// <summary>
/// python-feedparser, which many readers are built on, over the same files in a process of its own: warm, one thread, as ours. It
/// comes with Debian (<c>apt-get install python3-feedparser</c>).
/// </summary>
internal static class FeedparserPeer
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads paths from its input, parses each file once to warm up, then measures; the fastest of three passes counts.</summary>
    private const string Script = """
        import sys, time, feedparser
        feeds = [open(path.rstrip('\n'), 'rb').read() for path in sys.stdin]
        def passing():
            started = time.perf_counter()
            for feed in feeds:
                feedparser.parse(feed, sanitize_html=False)
            return time.perf_counter() - started
        passing()
        print(min(passing() for _ in range(3)))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>How long a pass over the files takes; null if it is not here.</summary>
    public static TimeSpan? Measure(IEnumerable<string> files)
    {
        if (!File.Exists(Python))
            return null;
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            foreach (var file in files)
                process.StandardInput.WriteLine(Path.GetFullPath(file));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has no feedparser and is gone already.
        }
        if (!process.WaitForExit(Patience))
            process.Kill();
        _ = errors.Result;
        return double.TryParse(output.Result, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }
}
