using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

public sealed class SqlitePlatformMemoryTests() : PlatformMemoryTests(new SqliteUnderTest());

/// <summary>What <see cref="IPlatformMemory"/> promises, on any engine.</summary>
public abstract class PlatformMemoryTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task What_is_remembered_takes_the_place_of_what_was()
    {
        await Store.Memory.RememberAsync("telegram", "heard", "41", Noon, Token);
        await Store.Memory.RememberAsync("telegram", "heard", "42", Noon, Token);

        Assert.Equal("42", await Store.Memory.RecallAsync("telegram", "heard", Token));
    }

    [Fact]
    public async Task Platforms_do_not_share_their_memory()
    {
        await Store.Memory.RememberAsync("telegram", "heard", "41", Noon, Token);

        Assert.Null(await Store.Memory.RecallAsync("discord", "heard", Token));
        Assert.Null(await Store.Memory.RecallAsync("telegram", "said", Token));
    }

    [Fact]
    public async Task What_is_forgotten_is_gone_and_nothing_may_be_forgotten_too()
    {
        await Store.Memory.RememberAsync("telegram", "heard", "41", Noon, Token);

        await Store.Memory.ForgetAsync("telegram", "heard", Token);
        await Store.Memory.ForgetAsync("telegram", "heard", Token);

        Assert.Null(await Store.Memory.RecallAsync("telegram", "heard", Token));
    }
}
