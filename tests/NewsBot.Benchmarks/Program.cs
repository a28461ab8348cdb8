using NewsBot.Benchmarks;

return args switch
{
    ["parse", var folder] => ParseThroughput.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: NewsBot.Benchmarks parse FOLDER    feeds of a folder: ours, a bare XmlReader walk, CodeHollow.FeedReader");
    return 2;
}
