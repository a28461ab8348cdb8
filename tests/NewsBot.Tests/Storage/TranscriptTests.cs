using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

public sealed class SqliteTranscriptTests() : TranscriptTests(new SqliteUnderTest());

/// <summary>What <see cref="ITranscript"/> promises, on any engine.</summary>
public abstract class TranscriptTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task What_was_said_is_read_in_its_order()
    {
        foreach (var key in (string[])["a", "b", "c"])
            await Store.Transcript.AppendAsync(Bob, key, $"{{\"text\":\"{key}\"}}", Noon, Token);

        var all = await Store.Transcript.ReadAsync(Bob, 0, 10, Token);

        Assert.Equal(["a", "b", "c"], all.Select(entry => entry.Key).ToList());
        Assert.Equal(("{\"text\":\"a\"}", Noon), (all[0].Payload, all[0].At));
        Assert.Equal(["b", "c"], (await Store.Transcript.ReadAsync(Bob, 0, 2, Token)).Select(entry => entry.Key).ToList());
        Assert.Equal(["c"], (await Store.Transcript.ReadAsync(Bob, all[1].Number, 10, Token)).Select(entry => entry.Key).ToList());
    }

    [Fact]
    public async Task The_same_key_is_said_once()
    {
        var first = await Store.Transcript.AppendAsync(Bob, "a", "1", Noon, Token);
        var second = await Store.Transcript.AppendAsync(Bob, "a", "2", Noon.AddDays(1), Token);

        Assert.True(first.IsNew);
        Assert.Equal(first with { IsNew = false }, second);
        Assert.Single(await Store.Transcript.ReadAsync(Bob, 0, 10, Token));
    }

    [Fact]
    public async Task Chats_do_not_hear_each_other()
    {
        await Store.Transcript.AppendAsync(Ann, "a", "1", Noon, Token);

        Assert.True((await Store.Transcript.AppendAsync(Bob, "a", "1", Noon, Token)).IsNew);
        Assert.Empty(await Store.Transcript.ReadAsync(new ChatAddress("web", "eve"), 0, 10, Token));
    }
}
