using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SqlitePushStoreTests() : PushStoreTests(new SqliteUnderTest());

/// <summary>What <see cref="IPushStore"/> promises, on any engine.</summary>
public abstract class PushStoreTests(IStoreUnderTest store) : StoreTest(store)
{
    private const string Home = "https://news.example.com";

    private static readonly FeedHub Hub = new(new Uri("https://hub.example/"), "https://News.example/feed?a=%7e");

    [Fact]
    public async Task A_subscription_comes_back_as_it_was_saved()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        var state = Active(Noon) with
        {
            LastPush = Noon,
            LookAsked = Noon,
            DistrustedUntil = Noon,
            Pause = TimeSpan.FromHours(2),
            Misses = 5,
            WithoutHub = Noon,
            Trouble = "no",
        };
        var added = await AddAsync(feed, "id", state);

        Assert.Equal(added, await Store.Pushes.FindAsync("id", Token));
        Assert.Equal(added, await Store.Pushes.OfFeedAsync(feed.Id, Token));
        Assert.Equal(added, Assert.Single(await Store.Pushes.ActiveAsync(Token)));
        Assert.Null(await Store.Pushes.FindAsync("ID", Token));
    }

    [Fact]
    public async Task A_feed_has_one_subscription_that_is_not_ending()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        await AddAsync(feed, "first", PushTrust.Begin(Noon));
        await AddAsync(feed, "second", PushTrust.Begin(Noon));
        Assert.Null(await Store.Pushes.FindAsync("second", Token));

        await Store.Pushes.ChangeAsync("first", _ => PushTrust.Leave(Active(Noon), Noon), Token);
        await AddAsync(feed, "second", PushTrust.Begin(Noon));
        Assert.Equal("second", (await Store.Pushes.OfFeedAsync(feed.Id, Token))!.Id);
    }

    [Fact]
    public async Task Feeds_that_name_a_hub_and_are_read_are_without_one_until_it_is_added()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        Assert.Equal([feed.Id], (await Store.Pushes.WithoutAsync(10, Token)).Select(each => each.Id));

        await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);
        Assert.Empty(await Store.Pushes.WithoutAsync(10, Token));

        await Store.Subscriptions.AddAsync(Ann, feed.Id, Noon, Token);
        await AddAsync(feed, "id", PushTrust.Begin(Noon));
        Assert.Empty(await Store.Pushes.WithoutAsync(10, Token));
    }

    [Theory]
    [InlineData("nobody reads it")]
    [InlineData("it ended")]
    [InlineData("it names no hub")]
    [InlineData("it names another hub")]
    [InlineData("it calls itself otherwise")]
    [InlineData("the bot moved")]
    public async Task A_subscription_without_a_reason_is_to_end(string why)
    {
        var feed = await AddFeedWithHubAsync(Ann);
        await AddAsync(feed, "id", Active(Noon));
        await Store.Pushes.LeaveAsync(Home, Noon, Token);
        Assert.Equal(PushStage.Active, (await Store.Pushes.FindAsync("id", Token))!.State.Stage);

        if (why == "nobody reads it")
            await Store.Subscriptions.RemoveAsync(Ann, feed.Id, Token);
        await SaveAsync(why switch
        {
            "it ended" => feed with { Health = feed.Health with { Ended = true } },
            "it names no hub" => feed with { Hub = null },
            "it names another hub" => feed with { Hub = Hub with { Address = new Uri("https://other.example/") } },
            "it calls itself otherwise" => feed with { Hub = Hub with { Topic = "https://News.example/feed?a=~" } },
            _ => feed,
        });
        await Store.Pushes.LeaveAsync(why == "the bot moved" ? "https://elsewhere.example" : Home, Noon, Token);

        Assert.Equal(PushStage.Leaving, (await Store.Pushes.FindAsync("id", Token))!.State.Stage);
        Assert.Equal("id", Assert.Single(await Store.Pushes.DueAsync(Noon, 10, Token)).Id);
    }

    [Fact]
    public async Task What_has_ended_is_known_for_two_weeks_and_then_forgotten()
    {
        await AddAsync(await AddFeedWithHubAsync(Ann), "id", PushTrust.Denied(PushTrust.Leave(Active(Noon), Noon), "gone", Noon));
        Assert.Empty(await Store.Pushes.DueAsync(Noon.AddDays(20), 10, Token));
        await Store.Pushes.LeaveAsync(Home, Noon.AddDays(13), Token);
        Assert.NotNull(await Store.Pushes.FindAsync("id", Token));
        await Store.Pushes.LeaveAsync(Home, Noon.AddDays(15), Token);
        Assert.Null(await Store.Pushes.FindAsync("id", Token));
    }

    [Fact]
    public async Task A_change_that_is_none_is_told_apart()
    {
        await AddAsync(await AddFeedWithHubAsync(Ann), "id", PushTrust.Begin(Noon));
        Assert.Null(await Store.Pushes.ChangeAsync("id", _ => null, Token));
        Assert.Null(await Store.Pushes.ChangeAsync("other", state => state, Token));
        Assert.NotNull(await Store.Pushes.ChangeAsync("id", state => state, Token));
    }

    [Fact]
    public async Task A_feed_can_be_called_for_but_not_too_soon_after_the_last_look_and_not_while_it_fails()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        var least = TimeSpan.FromMinutes(5);
        await SaveAsync(feed with { Health = new FeedHealth { LastSuccess = Noon, NextPoll = Noon.AddHours(4) } });
        await Store.Pushes.LookSoonAsync(feed.Id, least, Noon.AddMinutes(1), Token);
        Assert.Equal(Noon.AddMinutes(5), (await FeedAsync(feed)).Health.NextPoll);
        await Store.Pushes.LookSoonAsync(feed.Id, least, Noon.AddMinutes(30), Token);
        Assert.Equal(Noon.AddMinutes(5), (await FeedAsync(feed)).Health.NextPoll);

        await SaveAsync(feed with { Health = new FeedHealth { LastSuccess = Noon, NextPoll = Noon.AddHours(4), Failures = 1 } });
        await Store.Pushes.LookSoonAsync(feed.Id, least, Noon.AddHours(1), Token);
        Assert.Equal(Noon.AddHours(4), (await FeedAsync(feed)).Health.NextPoll);
    }

    [Fact]
    public async Task Looks_that_were_put_off_come_at_their_usual_time_when_the_hub_is_not_relied_on_any_more()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        await SaveAsync(feed with { Health = new FeedHealth { LastSuccess = Noon, NextPoll = Noon.AddHours(24) } });
        await AddAsync(feed, "id", Active(Noon) with { WithoutHub = Noon.AddMinutes(15) });

        await Store.Pushes.ResumeAsync(all: false, Noon.AddHours(1), Token);
        Assert.Equal(Noon.AddHours(24), (await FeedAsync(feed)).Health.NextPoll);
        await Store.Pushes.ResumeAsync(all: true, Noon.AddHours(1), Token);
        Assert.Equal(Noon.AddMinutes(15), (await FeedAsync(feed)).Health.NextPoll);
    }

    [Fact]
    public async Task A_push_leaves_validators_health_and_schedule_of_its_feed_alone()
    {
        var feed = await AddFeedWithHubAsync(Ann);
        var polled = feed with
        {
            Validators = new CacheValidators("\"2\"", "now"),
            BodyHash = "new",
            Health = new FeedHealth { LastSuccess = Noon, NextPoll = Noon.AddHours(1), NextPollReason = new PollReason(PollReasonKind.OnDemand), Failures = 1, Trouble = new FetchTrouble(TroubleKind.NotFound, "no luck") },
        };
        await SaveAsync(polled);

        var pushed = feed with { Health = feed.Health with { LastItem = Noon.AddMinutes(1) } };
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = pushed, IsPushed = true, New = [Item("one")] }, Noon, Token);

        Assert.Equal(polled with { Health = polled.Health with { LastItem = Noon.AddMinutes(1) } }, await FeedAsync(feed));
        Assert.Single(await ClaimAsync(Noon));
    }

    private static PushState Active(DateTimeOffset at) =>
        PushTrust.Pushed(PushTrust.Confirmed(PushTrust.Asking(PushTrust.Begin(at), at, 0), HubMode.Subscribe, null, at)!, at);

    private async Task<Feed> AddFeedWithHubAsync(ChatAddress reader)
    {
        var feed = await AddFeedAsync(reader);
        await SaveAsync(feed with { Hub = Hub });
        return await FeedAsync(feed);
    }

    private async Task<PushSubscription> AddAsync(Feed feed, string id, PushState state)
    {
        var subscription = new PushSubscription(id, feed, Hub, Home, "secret", state);
        await Store.Pushes.AddAsync(subscription, Token);
        return subscription;
    }

    private Task<IReadOnlyList<SavedItem>> SaveAsync(Feed feed) => Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed }, Noon, Token);

    private async Task<Feed> FeedAsync(Feed feed) => (await Store.Feeds.FindAsync(feed.Url, Token))!;
}
