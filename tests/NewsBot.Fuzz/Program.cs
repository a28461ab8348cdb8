using System.Globalization;
using NewsBot.Fuzz;
using SharpFuzz;

return args switch
{
    ["mutate", var folder, var count] when Number(count) is { } many => MutationRun.Run(folder, many, seed: 1),
    ["mutate", var folder, var count, var seed] when Number(count) is { } many && Number(seed) is { } series => MutationRun.Run(folder, many, series),
    ["read", var folder, var count] when Number(count) is { } many => MutationRun.Run(folder, many, seed: 1, readOnly: true),
    ["file", var file] => One(file),
    ["afl"] => Guided(),
    _ => Usage(),
};

static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

static int One(string file)
{
    FeedTarget.Run(File.ReadAllBytes(file));
    Console.WriteLine("nothing was thrown");
    return 0;
}

// afl-fuzz starts this with an input on stdin, and learns from what it covers which inputs to spoil next.
static int Guided()
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        FeedTarget.Run(input.GetBuffer().AsSpan(0, (int)input.Length));
    });
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: NewsBot.Fuzz mutate FOLDER COUNT [SEED]   that many spoilt files of a folder; what throws or hangs is kept
               NewsBot.Fuzz read FOLDER COUNT            the same, parsing alone: many more in the same time
               NewsBot.Fuzz file FILE                    one input again
               NewsBot.Fuzz afl                          the target for afl-fuzz; see README.md
        """);
    return 2;
}
