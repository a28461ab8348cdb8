using System.Diagnostics;
using System.Globalization;

namespace NewsBot.Benchmarks.Polling;

/// <summary>
/// What a look at a feed costs: ours, from claiming to the transaction on disk, beside a bare <see cref="HttpClient"/> loop that
/// remembers nothing; each with feeds on as many hosts, from nothing and then unchanged, in the same run.
/// </summary>
internal static class PollBenchmark
{
    private static readonly string[] Passes = ["first look", "unchanged"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Prints a table with a row a pass.</summary>
    public static async Task<int> RunAsync(int[] counts)
    {
        using var origin = Child("poll-origin");
        var port = await origin.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The origin did not start.");
        Console.WriteLine($"{"feeds",6} {"pass",-10} {"ours ms/feed",13} {"peer ms/feed",13} {"ratio",6} {"ours feeds/s",13} {"peer feeds/s",13} {"ours MiB",9} {"peer MiB",9}");
        foreach (var feeds in counts)
        {
            var ours = await MeasureAsync("ours", feeds, port);
            var peer = await MeasureAsync("peer", feeds, port);
            foreach (var (pass, our, their) in Passes.Zip(ours, peer))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{feeds,6} {pass,-10} {our.Cpu,13:0.000} {their.Cpu,13:0.000} {our.Cpu / their.Cpu,6:0.0} {our.FeedsPerSecond,13:0} {their.FeedsPerSecond,13:0} {our.Memory,9:0} {their.Memory,9:0}"));
        }
        origin.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await origin.WaitForExitAsync(patience.Token);
        return 0;
    }

    private static async Task<PassCost[]> MeasureAsync(string subject, int feeds, string port)
    {
        using var child = Child("poll-subject", subject, feeds.ToString(CultureInfo.InvariantCulture), port);
        using var patience = new CancellationTokenSource(Patience);
        var lines = (await child.StandardOutput.ReadToEndAsync(patience.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await child.WaitForExitAsync(patience.Token);
        return child.ExitCode == 0 ? Array.ConvertAll(lines, PassCost.Parse) : throw new InvalidOperationException($"{subject} failed.");
    }

    /// <summary>This program in a process of its own, for one of its inner verbs.</summary>
    public static Process Child(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
