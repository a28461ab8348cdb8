using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqliteFeedStoreTests() : FeedStoreTests(new SqliteUnderTest());

/// <summary>What <see cref="IFeedStore"/> promises, on any engine.</summary>
public abstract class FeedStoreTests(IStoreUnderTest store) : StoreTest(store)
{
    [Fact]
    public async Task A_feed_is_found_by_its_address_however_it_is_written()
    {
        var added = await Store.Feeds.AddAsync(Url("https://News.Example:443/feed"), "News", Noon, Token);

        Assert.Equal(added, await Store.Feeds.FindAsync(Url("https://news.example/feed"), Token));
        Assert.Null(await Store.Feeds.FindAsync(Url("https://news.example/FEED"), Token));
    }

    [Fact]
    public async Task A_new_feed_is_due_at_once()
    {
        var feed = await AddFeedAsync(Ann);

        Assert.Equal(Noon, feed.Health.NextPoll);
        Assert.Equal([feed], await Store.Feeds.ClaimDueAsync(Noon, Lease, 10, evenUnsubscribed: false, Token));
    }

    [Fact]
    public async Task A_routine_look_is_known_to_whoever_asks_next()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Feeds.ClaimDueAsync(Noon, Lease, 10, evenUnsubscribed: false, Token);
        var looked = feed with { Health = feed.Health with { LastSuccess = Noon, NextPoll = Noon.AddMinutes(30), NextPollReason = new PollReason(PollReasonKind.OnDemand) } };

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = looked, IsRoutine = true }, Noon, Token);

        Assert.Equal(looked, await Store.Feeds.FindAsync(feed.Url, Token));
        Assert.Empty(await Store.Feeds.ClaimDueAsync(Noon.AddMinutes(29), Lease, 10, evenUnsubscribed: false, Token));
        Assert.Single(await Store.Feeds.ClaimDueAsync(Noon.AddMinutes(30), Lease, 10, evenUnsubscribed: false, Token));
    }

    [Fact]
    public async Task Many_routine_looks_are_all_remembered()
    {
        var feeds = new List<Feed>();
        for (var i = 0; i < 600; i++)
            feeds.Add(await AddFeedAsync($"host{i}.example"));

        await Task.WhenAll(feeds.Select(feed => Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed with { Health = feed.Health with { LastSuccess = Noon, NextPoll = Noon.AddHours(1) } }, IsRoutine = true }, Noon, Token)));

        Assert.All(await Store.Feeds.AllAsync(Token), feed => Assert.Equal(Noon.AddHours(1), feed.Health.NextPoll));
    }

    [Fact]
    public async Task Adding_a_known_address_returns_the_feed_that_is_there()
    {
        var first = await Store.Feeds.AddAsync(Url("https://news.example/feed"), "News", Noon, Token);
        var second = await Store.Feeds.AddAsync(Url("https://news.example/feed"), "Other", Noon.AddDays(1), Token);

        Assert.Equal(first, second);
        Assert.Single(await Store.Feeds.AllAsync(Token));
    }

    [Fact]
    public async Task Feeds_are_listed_by_title()
    {
        await Store.Feeds.AddAsync(Url("https://a.example/"), "nature", Noon, Token);
        await Store.Feeds.AddAsync(Url("https://b.example/"), "Biology", Noon, Token);

        Assert.Equal(["Biology", "nature"], (await Store.Feeds.AllAsync(Token)).Select(feed => feed.Title).ToList());
    }

    [Fact]
    public async Task A_feed_comes_back_as_it_was_saved()
    {
        var feed = await AddFeedAsync();
        var saved = feed with
        {
            Url = Url("https://user:secret@moved.example/新闻?a=1"),
            Title = "新闻 📰",
            Link = new Uri("https://moved.example/"),
            Language = "zh-CN",
            Validators = new CacheValidators("W/\"x\"", "Sat, 14 Mar 2026 12:00:00 GMT"),
            BodyHash = "abc",
            Health = new FeedHealth
            {
                LastSuccess = Noon,
                LastItem = Noon.AddMilliseconds(-1),
                Failures = 3,
                Trouble = new FetchTrouble(TroubleKind.TimedOut, "It does not answer."),
                Repair = "A bare & was mended.",
                NextPoll = Noon.AddHours(1),
                NextPollReason = new PollReason(PollReasonKind.Failures) { Failures = 3, Pause = TimeSpan.FromHours(1) },
                Ended = true,
            },
        };
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = saved }, Noon, Token);

        Assert.Equal(saved, await Store.Feeds.FindAsync(saved.Url, Token));
        Assert.Null(await Store.Feeds.FindAsync(feed.Url, Token));
    }

    [Fact]
    public async Task A_feed_that_moved_to_the_address_of_another_keeps_its_own()
    {
        var old = await AddFeedAsync("old.example");
        var other = await AddFeedAsync("new.example");
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = old with { Url = other.Url, Title = "Old" } }, Noon, Token);

        Assert.Equal("Old", (await Store.Feeds.FindAsync(old.Url, Token))!.Title);
        Assert.Equal(other.Id, (await Store.Feeds.FindAsync(other.Url, Token))!.Id);
    }

    [Fact]
    public async Task Saving_a_feed_that_is_not_there_fails()
    {
        var feed = await AddFeedAsync();
        var stranger = feed with { Id = new FeedId(99) };

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Feeds.SaveAsync(new UpdateIntent { Feed = stranger }, Noon, Token));
    }

    [Fact]
    public async Task A_bot_that_starts_frees_what_a_killed_one_held()
    {
        var feed = await AddFeedAsync(Ann);
        await ClaimAsync(Noon, 10);

        await Store.Feeds.ReleaseAsync(Noon, TimeSpan.FromMinutes(15), Token);

        Assert.Equal([feed.Id], await ClaimAsync(Noon, 10));
    }

    [Fact]
    public async Task The_longest_due_are_claimed_first_and_nobody_else_gets_them_until_the_lease_ends()
    {
        var feeds = new List<Feed>();
        foreach (var minutes in (int[])[3, 1, 2])
            feeds.Add(await Store.Feeds.AddAsync(Url($"https://{minutes}.example/"), "", Noon.AddMinutes(minutes), Token));
        var now = Noon.AddMinutes(5);

        Assert.Equal([feeds[1].Id, feeds[2].Id], await ClaimAsync(now, 2));
        Assert.Equal([feeds[0].Id], await ClaimAsync(now, 2));
        Assert.Empty(await ClaimAsync(now + Lease - TimeSpan.FromMilliseconds(1), 10));
        Assert.Equal(3, (await ClaimAsync(now + Lease, 10)).Count);
    }

    [Fact]
    public async Task A_feed_without_subscribers_is_due_only_if_asked_for()
    {
        await AddFeedAsync();

        Assert.Empty(await Store.Feeds.ClaimDueAsync(Noon, Lease, 10, evenUnsubscribed: false, Token));
        Assert.Single(await Store.Feeds.ClaimDueAsync(Noon, Lease, 10, evenUnsubscribed: true, Token));
    }

    [Fact]
    public async Task A_feed_that_ended_is_never_due()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed with { Health = feed.Health with { Ended = true } } }, Noon, Token);

        Assert.Empty(await ClaimAsync(Noon.AddYears(1), 10));
    }

    [Fact]
    public async Task Saving_sets_when_the_feed_is_due_next()
    {
        var feed = await AddFeedAsync(Ann);
        await ClaimAsync(Noon, 1);
        await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed with { Health = feed.Health with { NextPoll = Noon.AddSeconds(5) } } }, Noon, Token);

        Assert.Empty(await ClaimAsync(Noon.AddSeconds(4), 1));
        Assert.Single(await ClaimAsync(Noon.AddSeconds(5), 1));
    }

    private async Task<IReadOnlyList<FeedId>> ClaimAsync(DateTimeOffset now, int limit) =>
        [.. (await Store.Feeds.ClaimDueAsync(now, Lease, limit, evenUnsubscribed: true, Token)).Select(feed => feed.Id)];
}
