using System.Net;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Storage;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.WebSub;

/// <summary>How the bot subscribes at hubs, renews and leaves (W3C WebSub sections 4 and 5).</summary>
public sealed class HubSubscriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hub_that_a_feed_names_is_asked_and_confirms()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        await bot.RoundAsync();

        var form = Assert.Single(bot.Hub.Asked);
        Assert.Equal(("subscribe", bot.Topic, "864000"), (form["hub.mode"], form["hub.topic"], form["hub.lease_seconds"]));
        Assert.Matches("^https://news\\.example\\.com/websub/[0-9a-f]{36}$", form["hub.callback"]);
        Assert.Matches("^[0-9a-f]{64}$", form["hub.secret"]);
        Assert.Equal([HttpStatusCode.OK], bot.Hub.Confirmations);
        Assert.Equal(PushStage.Active, (await bot.PushAsync()).State.Stage);

        await bot.RoundAsync();
        Assert.Single(bot.Hub.Asked);
    }

    [Fact]
    public async Task A_hub_may_confirm_after_it_answered()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { ConfirmsFirst = false };
        await bot.RoundAsync();
        await WholeBot.BotUnderTest.UntilAsync(() => bot.Hub.Confirmations.Count > 0, "the confirmation");
        Assert.Equal(PushStage.Active, (await bot.PushAsync()).State.Stage);
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_confirmed()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { ConfirmsTopic = "https://elsewhere.example/" };
        await bot.RoundAsync();
        Assert.Equal([HttpStatusCode.NotFound], bot.Hub.Confirmations);
        Assert.Equal(PushStage.Wanted, (await bot.PushAsync()).State.Stage);

        var callback = (await bot.PushAsync()).Callback.AbsoluteUri;
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync(callback, "unsubscribe", bot.Topic)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync(callback, "subscribe", bot.Topic, challenge: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync(callback, "what", bot.Topic)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync("https://x/websub/0123456789abcdef", "subscribe", bot.Topic)).Status);
        Assert.Equal((HttpStatusCode.OK, "<b>"), await bot.Hub.AskAsync(callback, "subscribe", bot.Topic, "<b>"));
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync(callback, "subscribe", bot.Topic)).Status);
    }

    [Fact]
    public async Task A_denial_is_kept_with_its_reason_and_polling_goes_on()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { Denies = "private\nfeed" };
        await bot.RoundAsync();
        Assert.Equal([HttpStatusCode.OK], bot.Hub.Confirmations);
        Assert.Equal((PushStage.Wanted, "denied: private feed"), ((await bot.PushAsync()).State.Stage, (await bot.PushAsync()).State.Trouble));

        bot.Publish(("one", 0));
        bot.Clock.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(["one"], await bot.LookIfDueAsync());
    }

    [Fact]
    public async Task A_hub_that_moved_is_followed()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { RedirectTo = "/moved" };
        await bot.RoundAsync();
        Assert.Equal(PushStage.Active, (await bot.PushAsync()).State.Stage);
        Assert.Equal((await bot.PushAsync()).Secret, Assert.Single(bot.Hub.Subscribers).Secret);
    }

    [Theory]
    [InlineData("/hub", "redirects in a circle")]
    [InlineData("http://elsewhere.invalid/", "plain http")] // there the secret could be read
    [InlineData("file:///etc/passwd", "only http and https")]
    public async Task A_hub_that_leads_astray_is_not_followed(string target, string trouble)
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { RedirectTo = target };
        await bot.RoundAsync();
        Assert.Contains(trouble, (await bot.PushAsync()).State.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_on_a_private_network_is_not_called()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Origin.Serve("/feed", Origins.Reply.Feed("x").With("Link", "<https://10.0.0.1/hub>; rel=hub"));
        await bot.LookAsync();
        await bot.RoundAsync();
        Assert.Contains("not a public address", (await bot.PushAsync()).State.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_fails_is_asked_again_later_and_later_and_keeps_the_secret()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { Answer = HttpStatusCode.InternalServerError };
        for (var minute = 0; minute < 60; minute++)
        {
            await bot.RoundAsync();
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(4, bot.Hub.Asked.Count); // after 0, 5, 15 and 35 minutes, and a little
        Assert.Equal("127.0.0.1: HTTP 500 InternalServerError: Not now.", (await bot.PushAsync()).State.Trouble);

        bot.Hub.Manners = new HubManners();
        bot.Clock.Advance(TimeSpan.FromMinutes(60));
        await bot.RoundAsync();
        Assert.Equal((PushStage.Active, null), ((await bot.PushAsync()).State.Stage, (await bot.PushAsync()).State.Trouble));
        Assert.Single(bot.Hub.Asked.Select(form => (form["hub.callback"], form["hub.secret"])).Distinct());
    }

    [Fact]
    public async Task A_lease_is_renewed_at_its_half_life_with_the_same_secret()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        bot.Hub.Manners = new HubManners { LeaseSeconds = 86_400 };
        await bot.RoundAsync();
        bot.Clock.Advance(TimeSpan.FromHours(11.9));
        await bot.RoundAsync();
        Assert.Single(bot.Hub.Asked);

        bot.Clock.Advance(TimeSpan.FromHours(0.2));
        await bot.RoundAsync();
        Assert.Equal(2, bot.Hub.Asked.Count);
        Assert.Equal(bot.Hub.Asked[0], bot.Hub.Asked[1]);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], bot.Hub.Confirmations);
        Assert.Equal(bot.Clock.GetUtcNow().AddDays(1), (await bot.PushAsync()).State.LeaseEnds);
    }

    [Fact]
    public async Task When_the_feed_names_no_hub_any_more_the_bot_leaves_and_answers_410()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        await bot.RoundAsync();
        var left = await bot.PushAsync();

        bot.PublishWithoutHub();
        await bot.LookAsync();
        await bot.RoundAsync();

        Assert.Equal("unsubscribe", bot.Hub.Asked[1]["hub.mode"]);
        Assert.Empty(bot.Hub.Subscribers);
        Assert.Equal(PushStage.Left, (await bot.Pushes.FindAsync(left.Id, Token))!.State.Stage);
        Assert.Equal(HttpStatusCode.Gone, await bot.Hub.SendAsync(left.Callback.AbsoluteUri, bot.Entry("late"), bot.Hub.Sign(left.Secret!, bot.Entry("late"))));
    }

    [Fact]
    public async Task When_nobody_reads_the_feed_any_more_the_bot_leaves_and_comes_back_under_another_address()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path);
        await bot.RoundAsync();
        var first = await bot.PushAsync();
        var readers = bot.Get<ISubscriptionStore>();
        var ann = new ChatAddress("web", "ann");
        await readers.RemoveAsync(ann, first.Feed.Id, Token);
        await bot.RoundAsync();
        Assert.Empty(bot.Hub.Subscribers);

        await readers.AddAsync(ann, first.Feed.Id, bot.Clock.GetUtcNow(), Token);
        await bot.RoundAsync();
        var second = await bot.PushAsync();
        Assert.NotEqual((first.Id, first.Secret), (second.Id, second.Secret));
        Assert.Single(bot.Hub.Subscribers);
    }

    [Fact]
    public async Task Without_a_public_address_there_are_no_hubs()
    {
        await using var bot = await BotWithClock.StartAsync(_folder.Path, options => options.PublicUrl = "");
        await bot.RoundAsync();
        Assert.Empty(bot.Hub.Asked);
        Assert.NotNull((await bot.FeedAsync()).Hub);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Hub.AskAsync("https://x/websub/0123", "subscribe", bot.Topic)).Status);
    }
}
