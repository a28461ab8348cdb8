using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteItemStoreTests() : ItemStoreTests(new SqliteUnderTest());

/// <summary>What <see cref="IItemStore"/> promises, on any engine.</summary>
public abstract class ItemStoreTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task The_newest_come_first_by_their_own_date()
    {
        var feed = await AddFeedAsync(Ann);
        Post[] posts =
        [
            Post("yesterday") with { Published = Noon.AddDays(-1) },
            Post("undated"),
            Post("last week") with { Published = Noon.AddDays(-7) },
        ];
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [.. posts.Select(post => Item(post))] }, Noon, Token);

        Assert.Equal(["undated", "yesterday", "last week"], Titles(await Store.Items.LatestAsync(Ann, null, 10, Token)));
        Assert.Equal(["undated", "yesterday"], Titles(await Store.Items.NewestAsync(feed.Id, 2, Token)));
    }

    [Fact]
    public async Task A_date_in_the_future_does_not_keep_an_item_on_top()
    {
        var feed = await AddFeedAsync(Ann);
        var future = Item(Post("from the future") with { Published = Noon.AddYears(70) });
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [future] }, Noon, Token);
        await PublishAsync(feed, Noon.AddMinutes(1), "now");

        Assert.Equal(["now", "from the future"], Titles(await Store.Items.LatestAsync(Ann, null, 10, Token)));
    }

    [Fact]
    public async Task A_chat_sees_the_feeds_it_reads_and_no_others()
    {
        var (mine, other) = (await AddFeedAsync(Ann), await AddFeedAsync("other.example"));
        await PublishAsync(mine, Noon, "my flood");
        await PublishAsync(other, Noon, "other flood");

        Assert.Equal(["my flood"], Titles(await Store.Items.LatestAsync(Ann, null, 10, Token)));
        Assert.Equal(["my flood"], Titles(await Store.Items.LatestAsync(Ann, mine.Id, 10, Token)));
        Assert.Empty(await Store.Items.LatestAsync(Ann, other.Id, 10, Token));
        Assert.Empty(await Store.Items.LatestAsync(Bob, null, 10, Token));
        Assert.Equal(["my flood"], Titles(await Store.Items.SearchAsync(Ann, "flood", 10, Token)));
        Assert.Equal(["other flood"], Titles(await Store.Items.NewestAsync(other.Id, 10, Token)));
    }

    [Theory]
    [InlineData("总统")]
    [InlineData("统访")]
    [InlineData("法国总统")]
    [InlineData("统")]
    [InlineData("京")]
    [InlineData("法国 北京")]
    [InlineData("5G 华为")]
    [InlineData("5G华为")]
    [InlineData("５Ｇ")]
    [InlineData("resume")]
    [InlineData("RÉSUMÉ")]
    [InlineData("résu")]
    [InlineData("北京 resume 5g")]
    public async Task It_is_found_by(string words)
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "法国总统访问北京，华为5G Résumé", "其他");

        Assert.Single(await Store.Items.SearchAsync(Ann, words, 10, Token));
    }

    [Theory]
    [InlineData("国统")]
    [InlineData("总统 上海")]
    [InlineData("sume")]
    [InlineData("")]
    [InlineData("  ，。!\"*")]
    [InlineData("\"")]
    [InlineData("title : 法国 NOT 北京")]
    [InlineData("') OR 1=1 --")]
    public async Task It_is_not_found_by(string words)
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "法国总统访问北京，华为5G Résumé");

        Assert.Empty(await Store.Items.SearchAsync(Ann, words, 10, Token));
    }

    [Fact]
    public async Task Lead_and_text_are_searched_too_but_the_title_counts_more()
    {
        var feed = await AddFeedAsync(Ann);
        Post[] posts =
        [
            Post("in the lead", "A flood came."),
            Post("in the text") with { Body = new RichText([new Paragraph([new Words("There was a flood once.")])]) },
            Post("Flood"),
        ];
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, New = [.. posts.Select(post => Item(post))] }, Noon, Token);

        var titles = Titles(await Store.Items.SearchAsync(Ann, "flood", 10, Token));

        Assert.Equal("Flood", titles[0]);
        Assert.Equal(3, titles.Count);
        Assert.Single(await Store.Items.SearchAsync(Ann, "flood", 1, Token));
    }

    [Fact]
    public async Task Of_equal_matches_the_newer_comes_first()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "flood a");
        await PublishAsync(feed, Noon.AddDays(1), "flood b");

        Assert.Equal(["flood b", "flood a"], Titles(await Store.Items.SearchAsync(Ann, "flood", 10, Token)));
    }

    private static IReadOnlyList<string> Titles(IEnumerable<StoredItem> items) => [.. items.Select(item => item.Post.Title)];
}
