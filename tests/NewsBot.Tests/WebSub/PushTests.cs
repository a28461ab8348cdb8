using System.Net;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Polling.Push;
using NewsBot.Storage;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WebSub;

/// <summary>What pushes do, and how far the bot relies on them (W3C WebSub section 7).</summary>
public sealed class PushTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task A_pushed_item_is_stored_without_a_request(string method)
    {
        await using var bot = await SubscribedAsync();
        bot.Hub.Manners = new HubManners { Signs = method };
        await bot.PushAsync("one");
        Assert.Equal(["one", "zero"], await bot.ItemsAsync());
        Assert.Single(bot.Origin.Asked("/feed"));
    }

    [Fact]
    public async Task Whoever_brings_an_item_first_it_is_owed_once()
    {
        await using var bot = await SubscribedAsync();
        await bot.PushAsync("one");
        bot.Publish(("one", 0), ("two", 0));
        Assert.Equal(["two"], await bot.LookAsync());
        await bot.Hub.PushAsync(bot.Entry("two"));
        await bot.PushAsync("three");

        Assert.Equal((3, 4), (await OwedAsync(bot), (await bot.ItemsAsync()).Count));
    }

    [Fact]
    public async Task A_push_leaves_validators_and_schedule_as_they_are()
    {
        await using var bot = await SubscribedAsync();
        bot.Origin.Serve("/feed", Origins.Reply.Feed("zero").With("ETag", "\"1\"").With("Link", $"<{bot.Hub.Url}>; rel=hub, <{bot.Topic}>; rel=self"));
        await bot.LookAsync();
        var before = await bot.FeedAsync();
        await bot.PushAsync("one");
        var after = await bot.FeedAsync();
        Assert.Equal(before with { Health = after.Health, Hints = after.Hints }, after);
        Assert.Equal(before.Health with { LastItem = after.Health.LastItem }, after.Health);
    }

    [Fact]
    public async Task A_wrong_signature_is_accepted_and_ignored()
    {
        await using var bot = await SubscribedAsync();
        bot.Hub.Manners = new HubManners { SignsWrongly = true };
        Assert.Equal([HttpStatusCode.Accepted], await bot.Hub.PushAsync(bot.Entry("forged")));
        var callback = (await bot.PushAsync()).Callback.AbsoluteUri;
        Assert.Equal(HttpStatusCode.Accepted, await bot.Hub.SendAsync(callback, bot.Entry("unsigned"), signature: null));
        Assert.Equal(HttpStatusCode.NotFound, await bot.Hub.SendAsync("https://x/websub/0123456789abcdef", bot.Entry("lost"), signature: null));

        bot.Hub.Manners = new HubManners();
        await bot.PushAsync("real");
        Assert.Equal(["real", "zero"], await bot.ItemsAsync());
    }

    [Fact]
    public async Task A_wrong_signature_earns_no_trust_and_calls_for_no_look()
    {
        await using var bot = await SubscribedAsync();
        bot.Hub.Manners = new HubManners { SignsWrongly = true };
        await bot.Hub.PushAsync(bot.Entry("forged"));
        var state = (await bot.PushAsync()).State;
        Assert.Equal((false, null, null), (state.IsTrusted, state.LastPush, state.LookAsked));
    }

    [Fact]
    public async Task A_push_that_is_too_large_is_accepted_and_ignored()
    {
        await using var bot = await SubscribedAsync();
        Assert.Equal([HttpStatusCode.Accepted], await bot.Hub.PushAsync(new string(' ', PushEndpoints.MaxBytes) + bot.Entry("huge")));
        Assert.Null((await bot.PushAsync()).State.LastPush);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><p>something is new</p></html>")]
    public async Task A_push_that_says_nothing_has_the_feed_looked_at(string body)
    {
        await using var bot = await SubscribedAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await bot.LookIfDueAsync());
        bot.Publish(("one", 40));
        await bot.Hub.PushAsync(body);
        await bot.UntilDueAsync();

        Assert.Equal(["one"], await bot.LookIfDueAsync());
        Assert.Equal(0, (await bot.PushAsync()).State.Misses);
    }

    [Fact]
    public async Task A_call_during_a_look_is_followed_by_another_look()
    {
        await using var bot = await SubscribedAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        var gate = new TaskCompletionSource();
        bot.Origin.Serve("/feed", Origins.Reply.Xml(bot.Entry("zero")).With("Link", $"<{bot.Hub.Url}>; rel=hub, <{bot.Topic}>; rel=self").After(gate.Task));
        var look = bot.LookAsync();
        await WholeBot.BotUnderTest.UntilAsync(() => bot.Origin.Asked("/feed").Count == 2, "the look to begin");

        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await bot.Hub.PushAsync("");
        gate.SetResult();
        await look;
        Assert.Equal(bot.Clock.GetUtcNow().AddMinutes(5), (await bot.FeedAsync()).Health.NextPoll);
    }

    [Fact]
    public async Task An_item_that_may_be_a_known_one_is_told_by_a_look_at_the_whole_feed()
    {
        await using var bot = await SubscribedAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        await bot.Hub.PushAsync(bot.Entry("zero").Replace("\"false\">zero<", "\"false\">other<", StringComparison.Ordinal));
        await bot.UntilDueAsync();
        Assert.Equal(["zero"], await bot.ItemsAsync());
    }

    [Fact]
    public async Task When_too_much_waits_the_feed_is_looked_at_instead()
    {
        await using var bot = await SubscribedAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        // Nobody works: the queue of these updates is not started.
        var updates = new PushedUpdates(
            bot.Get<PushedUpdate>(), bot.Pushes, bot.Get<Microsoft.Extensions.Options.IOptions<PollingOptions>>(), bot.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PushedUpdates>.Instance);
        var pushed = new PushedBody(await bot.PushAsync(), [1], null, IsSigned: true);
        for (var i = 0; i < PushedUpdates.Capacity; i++)
            await updates.TakeAsync(pushed, Token);
        Assert.True((await bot.FeedAsync()).Health.NextPoll > bot.Clock.GetUtcNow());
        await updates.TakeAsync(pushed, Token);
        Assert.Equal(bot.Clock.GetUtcNow(), (await bot.FeedAsync()).Health.NextPoll);
    }

    [Fact]
    public async Task While_pushes_come_looks_are_rare()
    {
        await using var bot = await SubscribedAsync();
        var looks = 0;
        for (var quarter = 0; quarter < 4 * 24 * 3; quarter++)
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(15));
            if (quarter % 8 == 0)
            {
                await bot.PushAsync($"item{quarter}");
                bot.Publish(($"item{quarter}", 0));
            }
            if (await bot.LookIfDueAsync() is { } news)
            {
                Assert.Empty(news);
                looks++;
            }
        }
        Assert.InRange(looks, 6, 7); // after 1, 3, 7, 15, 31 and 55 hours; without a hub it would be some 270
        Assert.Equal(
            new PollReason(PollReasonKind.HubTells) { Pause = TimeSpan.FromHours(24) }, (await bot.FeedAsync()).Health.NextPollReason);
    }

    [Fact]
    public async Task A_hub_that_never_pushes_delays_nothing()
    {
        await using var bot = await SubscribedAsync();
        for (var hour = 0; hour < 6; hour++)
        {
            bot.Publish(($"item{hour}", 0));
            bot.Clock.Advance(TimeSpan.FromMinutes(17));
            Assert.Equal([$"item{hour}"], await bot.LookIfDueAsync());
        }
    }

    [Fact]
    public async Task A_hub_that_dies_is_relied_on_no_more_after_two_misses_and_nothing_is_lost()
    {
        await using var bot = await SubscribedAsync();
        bot.Hub.Manners = new HubManners { PushesLeft = 2 };
        await bot.PushAsync("one");
        await bot.PushAsync("two");
        bot.Publish(("one", 0), ("two", 0));

        var news = new List<string>();
        for (var half = 0; half < 48; half++)
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.Empty(await bot.Hub.PushAsync("nobody gets this"));
            bot.Publish(($"item{half}", 0));
            news.AddRange(await bot.LookIfDueAsync() ?? []);
        }
        Assert.Equal(Enumerable.Range(0, 48).Select(half => $"item{half}"), news);
        var state = (await bot.PushAsync()).State;
        Assert.Equal((false, true), (state.IsTrusted, state.DistrustedUntil > bot.Clock.GetUtcNow().AddDays(5)));
        Assert.NotEqual(PollReasonKind.HubTells, (await bot.FeedAsync()).Health.NextPollReason?.Kind);
    }

    [Fact]
    public async Task When_the_lease_runs_out_looks_come_as_usual_at_once()
    {
        await using var bot = await SubscribedAsync();
        await bot.PushAsync("one");
        for (var look = 0; look < 6; look++)
            await bot.LookAsync();
        Assert.True((await bot.FeedAsync()).Health.NextPoll > bot.Clock.GetUtcNow().AddHours(20));

        bot.Hub.Manners = new HubManners { Answer = HttpStatusCode.ServiceUnavailable };
        bot.Clock.Advance(TimeSpan.FromDays(9.9));
        await bot.RoundAsync();
        await bot.LookAsync();
        bot.Clock.Advance(TimeSpan.FromHours(3));
        await bot.RoundAsync();
        Assert.NotNull(await bot.LookIfDueAsync());
    }

    [Fact]
    public async Task A_hub_over_plain_http_gets_no_secret_and_may_call_for_a_look_and_no_more()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Origin.Serve("/feed", Origins.Reply.Xml(bot.Entry("zero")).With("Link", $"<http://hub.example:{bot.Hub.Url.Port}/hub>; rel=hub"));
        await bot.LookAsync();
        await bot.RoundAsync();
        Assert.Empty(bot.Hub.Asked); // it does not speak https
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        await bot.RoundAsync();
        Assert.DoesNotContain("hub.secret", Assert.Single(bot.Hub.Asked).Keys);

        Assert.Equal([HttpStatusCode.Accepted], await bot.Hub.PushAsync(bot.Entry("perhaps forged")));
        Assert.Equal([], await bot.LookIfDueAsync());
        Assert.Equal((false, null), ((await bot.PushAsync()).State.IsTrusted, (await bot.PushAsync()).State.LastPush));
        Assert.Equal(["zero"], await bot.ItemsAsync());
    }

    private async Task<BotWithClock> SubscribedAsync()
    {
        var bot = await BotWithClock.StartAsync(_folder.Path);
        await bot.RoundAsync();
        Assert.Single(bot.Hub.Subscribers);
        return bot;
    }

    private static async Task<int> OwedAsync(BotWithClock bot) => (await bot.Get<IDeliveryStore>().BacklogAsync(Token)).Pending;
}
