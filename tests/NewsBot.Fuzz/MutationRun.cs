using System.Collections.Concurrent;
using System.Globalization;

namespace NewsBot.Fuzz;

/// <summary>Runs the target over many spoilt samples, and keeps each input that it stumbles over.</summary>
internal static class MutationRun
{
    private const int MostKept = 20;

    /// <summary>What takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="folder">Samples: all files below it.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="seed">Chooses the series.</param>
    /// <param name="readOnly">Whether items are read and no more.</param>
    /// <returns>0 if nothing was thrown and nothing hung, else 1.</returns>
    public static int Run(string folder, int count, int seed, bool readOnly = false)
    {
        var samples = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(bytes => bytes.Length is > 0 and < 512 * 1024).ToList();
        var mutator = new FeedMutator(samples, seed);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var underWay = new ConcurrentDictionary<int, long>();
        var (done, bytes, slowest, slowestInput) = (0, 0L, TimeSpan.Zero, 0);
        var stumbled = new ConcurrentQueue<(int Number, Exception Fault)>();
        var gate = new Lock();

        var running = Task.Run(() => Parallel.For(0, count, number =>
        {
            var input = mutator.Input(number);
            underWay[number] = clock.GetTimestamp();
            try
            {
                if (readOnly)
                    FeedTarget.Read(input);
                else
                    FeedTarget.Run(input);
            }
            catch (Exception fault)
            {
                stumbled.Enqueue((number, fault));
            }
            underWay.TryRemove(number, out var begun);
            lock (gate)
            {
                (done, bytes) = (done + 1, bytes + input.Length);
                if (clock.GetElapsedTime(begun) is var took && took > slowest)
                    (slowest, slowestInput) = (took, number);
            }
        }));
        while (!running.Wait(Look))
        {
            if (underWay.FirstOrDefault(each => clock.GetElapsedTime(each.Value) > Patience) is { Value: > 0 } hanging)
            {
                Keep(mutator, hanging.Key, "hang");
                Console.Error.WriteLine($"input {hanging.Key} hangs");
                return 1;
            }
        }

        foreach (var (number, fault) in stumbled.Take(MostKept))
        {
            Keep(mutator, number, "crash");
            Console.Error.WriteLine($"input {number}: {fault}");
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done} inputs of {samples.Count} samples, seed {seed}, {bytes / 1e6:0} MB in {clock.GetElapsedTime(started).TotalSeconds:0} s: {stumbled.Count} thrown, 0 hung; the slowest took {slowest.TotalMilliseconds:0} ms (input {slowestInput})"));
        return stumbled.IsEmpty ? 0 : 1;
    }

    private static void Keep(FeedMutator mutator, int number, string what)
    {
        var file = Path.Combine(Path.GetTempPath(), $"newsbot-{what}-{number}");
        File.WriteAllBytes(file, mutator.Input(number));
        Console.Error.WriteLine($"kept as {file}");
    }
}
