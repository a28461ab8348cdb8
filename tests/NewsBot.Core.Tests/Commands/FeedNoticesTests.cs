using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Commands;

/// <summary>What the bot says about a feed of its own accord.</summary>
public sealed class FeedNoticesTests
{
    private static readonly FeedNotice Failing = new(FeedNoticeKind.Failing)
    {
        Feed = "https://a.example/feed",
        Since = new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero),
        Trouble = new FetchTrouble(TroubleKind.ServerError, "HTTP 500", 500),
    };

    [Fact]
    public void A_failing_feed_is_told_with_since_when_why_and_the_way_out()
    {
        var reply = FeedNotices.ToReply(Failing, "The Post", ChatLanguage.English);
        Assert.Equal(
            "⚠ I have not been able to read The Post since 2026-03-01 08:30 UTC. https://a.example/feed has a problem of its own (500). Try again later.\n"
            + "I keep trying and will tell you when it works again.",
            reply.Text.ToPlainText());
        Assert.Equal(["/unsub https://a.example/feed"], reply.Choices.Select(choice => choice.Command));
    }

    [Fact]
    public void It_is_told_in_the_language_of_the_chat() => Assert.StartsWith(
        "⚠ 从 2026-03-01 08:30 UTC 起就读不到 The Post 了。",
        FeedNotices.ToReply(Failing, "The Post", ChatLanguage.Chinese).Text.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public void Another_feed_of_the_site_is_offered_with_a_button()
    {
        var reply = FeedNotices.ToReply(Failing with { Address = new Uri("https://a.example/new.xml") }, "The Post", ChatLanguage.English);
        Assert.Contains("https://a.example/new.xml", reply.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal(
            ["/move https://a.example/feed https://a.example/new.xml", "/unsub https://a.example/feed"], reply.Choices.Select(choice => choice.Command));
    }

    [Theory]
    [InlineData(FeedNoticeKind.Failing)]
    [InlineData(FeedNoticeKind.Recovered)]
    [InlineData(FeedNoticeKind.Ended)]
    [InlineData(FeedNoticeKind.Moved)]
    public void None_of_it_makes_a_sound(FeedNoticeKind kind) =>
        Assert.True(FeedNotices.ToReply(Failing with { Kind = kind }, "The Post", ChatLanguage.English).IsSilent);
}
