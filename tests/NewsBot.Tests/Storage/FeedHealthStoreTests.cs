using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

/// <summary>What is kept of a feed's health, whom a site's wish concerns, and what its chats are told.</summary>
public sealed class FeedHealthStoreTests() : StoreTest(new SqliteUnderTest())
{
    [Fact]
    public async Task What_is_known_of_a_feeds_health_comes_back()
    {
        var feed = await AddFeedAsync(Ann);
        var sick = feed with
        {
            Move = new FeedMove(new Uri("https://b.example/feed"), Noon, 7),
            Health = feed.Health with
            {
                Failures = 3,
                FailingSince = Noon.AddHours(-30),
                ToldAt = Noon.AddHours(-6),
                LastBody = Noon.AddDays(-2),
                Trouble = new FetchTrouble(TroubleKind.ServerError, "HTTP 500", 500, TimeSpan.FromMinutes(1)),
                NextPoll = Noon.AddHours(4),
                NextPollReason = new PollReason(PollReasonKind.Failures) { Failures = 3, Pause = TimeSpan.FromHours(4) },
            },
        };

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = sick }, Noon, Token);

        Assert.Equal(sick, await Store.Feeds.FindAsync(feed.Url, Token));
    }

    [Fact]
    public async Task A_site_that_wants_to_be_left_alone_is_with_all_its_feeds_for_as_long_as_it_asked()
    {
        var feed = await AddFeedAsync("busy.example");
        var sister = await Store.Feeds.AddAsync(Url("https://busy.example/sister"), "sister", Noon, Token);
        var stranger = await AddFeedAsync("other.example");
        await Store.Feeds.SaveAsync(Later(feed, Noon.AddHours(1)) with { SiteQuietUntil = Noon.AddHours(1) }, Noon, Token);

        Assert.Equal([stranger.Id], await ClaimAsync(Noon));
        Assert.Equal((true, Noon.AddHours(1)), (await HealthAsync(sister) is var health ? (health.IsQuiet, health.NextPoll) : default));
        Assert.Equal([stranger.Id], await ClaimAsync(Noon.AddMinutes(59)));
        Assert.Equal(2, (await ClaimAsync(Noon.AddHours(1))).Count(id => id == feed.Id || id == sister.Id));
    }

    [Fact]
    public async Task The_longest_of_several_wishes_counts()
    {
        var feed = await AddFeedAsync("busy.example");
        await Store.Feeds.SaveAsync(Later(feed, Noon) with { SiteQuietUntil = Noon.AddHours(2) }, Noon, Token);
        await Store.Feeds.SaveAsync(Later(feed, Noon) with { SiteQuietUntil = Noon.AddHours(1) }, Noon, Token);

        Assert.Empty(await ClaimAsync(Noon.AddMinutes(90)));
    }

    [Fact]
    public async Task Of_one_site_only_a_few_feeds_are_out_at_a_time_and_nobody_waits_behind_them()
    {
        for (var i = 0; i < 5; i++)
            await Store.Feeds.AddAsync(Url($"https://many.example/{i}"), "many", Noon.AddMinutes(-5), Token);
        var other = await AddFeedAsync("other.example");

        var first = await Store.Feeds.ClaimDueAsync(Noon, Lease, 10, evenUnsubscribed: true, Token);

        Assert.Equal(IFeedStore.MostOfOneSite, first.Count(feed => feed.Url.Host == "many.example"));
        Assert.Contains(first, feed => feed.Id == other.Id);
        Assert.Empty(await ClaimAsync(Noon));
        await Store.Feeds.SaveAsync(Later(first[0], Noon.AddHours(1)), Noon, Token);
        Assert.Single(await ClaimAsync(Noon));
    }

    [Fact]
    public async Task Many_feeds_that_are_late_at_a_start_are_spread_over_the_time_given()
    {
        for (var i = 0; i < 60; i++)
        {
            var feed = await AddFeedAsync($"site{i}.example");
            await Store.Feeds.SaveAsync(Later(feed, Noon.AddHours(-1)), Noon.AddHours(-2), Token);
        }

        await Store.Feeds.ReleaseAsync(Noon, TimeSpan.FromMinutes(60), Token);

        var due = (await Store.Feeds.AllAsync(Token)).Select(feed => feed.Health.NextPoll).Order().ToList();
        Assert.Equal((Noon, Noon.AddMinutes(59)), (due[0], due[^1]));
        Assert.Equal(60, due.Distinct().Count());
    }

    [Fact]
    public async Task A_few_that_are_late_at_a_start_and_those_never_read_are_due_at_once()
    {
        for (var i = 0; i < 20; i++)
            await AddFeedAsync($"new{i}.example");

        await Store.Feeds.ReleaseAsync(Noon.AddHours(1), TimeSpan.FromMinutes(60), Token);

        Assert.All(await Store.Feeds.AllAsync(Token), feed => Assert.Equal(Noon, feed.Health.NextPoll));
    }

    [Fact]
    public async Task A_failure_that_was_not_the_feeds_is_taken_back()
    {
        var feed = await AddFeedAsync(Ann);
        var failed = feed with { Health = feed.Health with { Failures = 1, FailingSince = Noon, Trouble = new FetchTrouble(TroubleKind.HostNotFound, "no such host"), NextPoll = Noon.AddHours(1) } };
        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = failed }, Noon, Token);

        await Store.Feeds.ForgiveAsync([feed.Id], Noon, Token);

        var health = await HealthAsync(feed);
        Assert.Equal((0, null, null, Noon), (health.Failures, health.FailingSince, health.Trouble, health.NextPoll));
    }

    [Fact]
    public async Task A_feed_that_moved_to_where_another_is_hands_its_readers_over()
    {
        var feed = await AddFeedAsync(Ann, Bob);
        var there = await AddFeedAsync("there.example");
        await Store.Subscriptions.AddAsync(Bob, there.Id, Noon, Token);

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed with { Url = there.Url } }, Noon, Token);

        Assert.Equal([there.Id], (await Store.Subscriptions.ListAsync(Ann, Token)).Select(each => each.Feed.Id));
        Assert.Equal([there.Id], (await Store.Subscriptions.ListAsync(Bob, Token)).Select(each => each.Feed.Id));
    }

    [Fact]
    public async Task A_word_about_a_feed_is_owed_to_its_chats_and_is_no_news()
    {
        var feed = await AddFeedAsync(Ann);
        await PublishAsync(feed, Noon, "one");
        var notice = new FeedNotice(FeedNoticeKind.Failing) { Since = Noon, Trouble = new FetchTrouble(TroubleKind.NotFound, "HTTP 404", 404) };

        await Store.Feeds.SaveAsync(new UpdateIntent { Feed = feed, Notice = notice }, Noon, Token);

        await SendAsync(Assert.Single(await Store.Deliveries.ClaimAsync(Noon, Lease, 10, Token)));
        Assert.Equal(notice, Assert.Single(await Store.Deliveries.ClaimAsync(Noon, Lease, 10, Token)).Item.Notice);
        Assert.Equal(["one"], (await Store.Items.LatestAsync(Ann, null, 10, Token)).Select(item => item.Post.Title));
        Assert.Equal(["one"], (await Store.Items.NewestAsync(feed.Id, 10, Token)).Select(item => item.Post.Title));
        Assert.Equal(1, await Store.Feeds.CountSinceAsync(feed.Id, Noon.AddDays(-1), Token));
    }

    [Fact]
    public async Task Who_was_not_told_that_a_feed_fails_is_not_told_that_it_recovered()
    {
        var feed = await AddFeedAsync(Ann);
        await Store.Subscriptions.AddAsync(Bob, feed.Id, Noon.AddHours(2), Token);

        await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed, Notice = new FeedNotice(FeedNoticeKind.Recovered) { Since = Noon.AddHours(1) } }, Noon.AddHours(3), Token);

        Assert.Equal([Ann], (await Store.Deliveries.ClaimAsync(Noon.AddHours(3), Lease, 10, Token)).Select(delivery => delivery.Chat));
    }

    [Fact]
    public async Task A_subscription_that_moves_keeps_its_settings()
    {
        var (from, to) = (await AddFeedAsync(Ann), await AddFeedAsync("new.example"));
        await Store.Subscriptions.SaveSettingsAsync(Ann, from.Id, new SubscriptionSettings { IsSilent = true }, Token);

        await Store.Subscriptions.MoveAsync(Ann, from.Id, to.Id, Noon, Token);

        var moved = Assert.Single(await Store.Subscriptions.ListAsync(Ann, Token));
        Assert.Equal((to.Id, true), (moved.Feed.Id, moved.Settings.IsSilent));
    }

    private new async Task<IReadOnlyList<FeedId>> ClaimAsync(DateTimeOffset now) =>
        [.. (await Store.Feeds.ClaimDueAsync(now, Lease, 10, evenUnsubscribed: true, Token)).Select(feed => feed.Id)];

    private async Task<FeedHealth> HealthAsync(Feed feed) => (await Store.Feeds.FindAsync(feed.Url, Token))!.Health;

    private static UpdateIntent Later(Feed feed, DateTimeOffset due) =>
        new() { Feed = feed with { Health = feed.Health with { LastSuccess = Noon.AddHours(-2), NextPoll = due } } };
}
