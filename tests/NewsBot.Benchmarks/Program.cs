using System.Globalization;
using NewsBot.Benchmarks;
using NewsBot.Benchmarks.Simulation;

return args switch
{
    ["parse", var folder] => ParseThroughput.Run(folder),
    ["schedule", var arrivals] => ScheduleSimulation.Run(arrivals),
    ["telegram"] => await TelegramLoad.RunAsync(speed: 1),
    ["telegram", var speed] when double.TryParse(speed, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 100 =>
        await TelegramLoad.RunAsync(factor),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: NewsBot.Benchmarks parse FOLDER       feeds of a folder: ours, a bare XmlReader walk, CodeHollow.FeedReader
               NewsBot.Benchmarks schedule CSV      three weeks of feeds on a simulated clock: requests and delay, ours and others'
               NewsBot.Benchmarks telegram [SPEED]   20 items to each of 1,000 chats under Telegram's limits, time SPEED times as fast
        """);
    return 2;
}
