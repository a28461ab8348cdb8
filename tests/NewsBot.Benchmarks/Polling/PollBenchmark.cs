using System.Diagnostics;
using System.Globalization;

namespace NewsBot.Benchmarks.Polling;

/// <summary>
/// What a look at a feed costs: ours, from claiming to the transaction on disk, beside a bare <see cref="HttpClient"/> loop that
/// remembers nothing; each with feeds on as many hosts, from nothing and then unchanged, in the same run. They take turns, several
/// times, and of each the cheapest time counts: what else the machine does only ever adds to it.
/// </summary>
internal static class PollBenchmark
{
    private const int Turns = 3;

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
            List<PassCost[]> ours = [], peer = [];
            for (var turn = 0; turn < Turns; turn++)
            {
                ours.Add(await MeasureAsync("ours", feeds, port));
                peer.Add(await MeasureAsync("peer", feeds, port));
            }
            foreach (var (pass, our, their) in Passes.Zip(Cheapest(ours), Cheapest(peer)))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{feeds,6} {pass,-10} {our.Cpu,13:0.000} {their.Cpu,13:0.000} {our.Cpu / their.Cpu,6:0.0} {our.FeedsPerSecond,13:0} {their.FeedsPerSecond,13:0} {our.Memory,9:0} {their.Memory,9:0}"));
        }
        origin.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await origin.WaitForExitAsync(patience.Token);
        return 0;
    }

    /// <summary>Of each pass the turn that took least CPU; of memory the most.</summary>
    private static IEnumerable<PassCost> Cheapest(List<PassCost[]> turns) => Passes.Select((_, pass) =>
        turns.Select(turn => turn[pass]).MinBy(cost => cost.Cpu)! with { Memory = turns.Max(turn => turn[pass].Memory) });

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
