using System.Globalization;
using NewsBot.Benchmarks;
using NewsBot.Benchmarks.Polling;
using NewsBot.Benchmarks.Simulation;

return args switch
{
    ["parse", var folder] => ParseThroughput.Run(folder),
    ["schedule", var arrivals] => ScheduleSimulation.Run(arrivals),
    ["poll"] => await PollBenchmark.RunAsync([1000, 5000, 20_000]),
    ["poll", .. var counts] when Array.TrueForAll(counts, count => int.TryParse(count, CultureInfo.InvariantCulture, out var feeds) && feeds is >= 1 and <= 100_000) =>
        await PollBenchmark.RunAsync(Array.ConvertAll(counts, count => int.Parse(count, CultureInfo.InvariantCulture))),
    ["punctual"] => await Punctuality.RunAsync(10_000),
    ["punctual", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var feeds) && feeds is >= 100 and <= 100_000 =>
        await Punctuality.RunAsync(feeds),
    ["poll-origin"] => await PollOrigin.RunAsync(),
    ["poll-subject", var subject, var feeds, var port] =>
        await PollSubject.RunAsync(subject, int.Parse(feeds, CultureInfo.InvariantCulture), int.Parse(port, CultureInfo.InvariantCulture)),
    ["telegram"] => await TelegramLoad.RunAsync(speed: 1),
    ["telegram", var speed] when double.TryParse(speed, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 100 =>
        await TelegramLoad.RunAsync(factor),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: NewsBot.Benchmarks parse FOLDER       feeds of a folder: ours, a bare XmlReader walk, CodeHollow.FeedReader
               NewsBot.Benchmarks poll [FEEDS...]    CPU and memory of a look at a feed: ours, a bare HttpClient loop (1000 5000 20000)
               NewsBot.Benchmarks punctual [FEEDS]   how late the whole bot asks for feeds that are due (10000; two minutes)
               NewsBot.Benchmarks schedule CSV      three weeks of feeds on a simulated clock: requests and delay, ours and others'
               NewsBot.Benchmarks telegram [SPEED]   20 items to each of 1,000 chats under Telegram's limits, time SPEED times as fast
        """);
    return 2;
}
