using System.Text;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>What a publisher sends comes out byte for byte.</summary>
public sealed class BodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData((256 * 1024) - 1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(1_000_000)]
    public async Task A_body_of_any_length_comes_whole(int length)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        var text = string.Create(length, new Random(length), static (letters, chance) =>
        {
            foreach (ref var letter in letters)
                letter = (char)chance.Next('a', 'z');
        });
        origin.Serve("/counted", Reply.Xml(text));
        origin.Serve("/chunked", Reply.Chunked(text));
        origin.Serve("/packed", Reply.Packed("gzip", text));

        foreach (var path in (string[])["/counted", "/chunked", "/packed"])
            Assert.Equal(text, Encoding.UTF8.GetString((await fetcher.BodyAsync(origin.Url(path))).Bytes));
    }
}
