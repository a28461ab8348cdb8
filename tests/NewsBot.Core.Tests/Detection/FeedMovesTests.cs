using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Detection;

/// <summary>When a permanent redirect is believed.</summary>
public sealed class FeedMovesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Elsewhere = new("https://b.example/news.xml");

    [Fact]
    public void A_move_is_believed_when_it_was_said_for_a_week_and_often()
    {
        var (feed, notices) = Hear(Feed(), Elsewhere, looks: 170, every: TimeSpan.FromHours(1));
        Assert.Equal(Elsewhere, feed.Url.Value);
        Assert.Equal([(FeedNoticeKind.Moved, Elsewhere)], notices.Select(notice => (notice.Kind, notice.Address!)));
    }

    [Fact]
    public void A_move_said_for_less_than_a_week_is_not_believed() =>
        Assert.Equal(Feed().Url, Hear(Feed(), Elsewhere, looks: 1000, every: TimeSpan.FromMinutes(10)).Feed.Url);

    [Fact]
    public void A_move_said_a_few_times_only_is_not_believed_however_long_ago_it_began() =>
        Assert.Equal(Feed().Url, Hear(Feed(), Elsewhere, looks: 19, every: TimeSpan.FromDays(3)).Feed.Url);

    [Fact]
    public void One_look_without_it_starts_the_wait_anew()
    {
        var almost = Hear(Feed(), Elsewhere, looks: 100, every: TimeSpan.FromHours(2)).Feed with { Url = Feed().Url };
        var doubted = FeedMoves.Follow(almost, permanent: null, Start.AddDays(8)).Feed;
        Assert.Null(doubted.Move);
    }

    [Fact]
    public void Another_target_starts_the_wait_anew()
    {
        var feed = Feed() with { Move = new FeedMove(Elsewhere, Start.AddDays(-30), 500) };
        var other = new Uri("https://c.example/feed");
        Assert.Equal(new FeedMove(other, Start, 1), FeedMoves.Follow(feed, other, Start).Feed.Move);
    }

    [Fact]
    public void From_http_to_https_of_the_same_address_is_believed_at_once_and_told_nobody()
    {
        var (feed, notice) = FeedMoves.Follow(Feed("http://a.example/feed?x=1"), new Uri("https://a.example/feed?x=1"), Start);
        Assert.Equal("https://a.example/feed?x=1", feed.Url.Key);
        Assert.Null(notice);
    }

    [Theory]
    [InlineData("https://a.example/feed2")]
    [InlineData("https://www.a.example/feed")]
    [InlineData("https://a.example:8443/feed")]
    public void What_is_more_than_https_has_to_wait(string target) =>
        Assert.NotNull(FeedMoves.Follow(Feed("http://a.example/feed"), new Uri(target), Start).Feed.Move);

    [Fact]
    public void Validators_do_not_go_along()
    {
        var feed = Feed("http://a.example/feed") with { Validators = new CacheValidators("\"1\"", null) };
        Assert.Equal(CacheValidators.None, FeedMoves.Follow(feed, new Uri("https://a.example/feed"), Start).Feed.Validators);
    }

    [Fact]
    public void A_login_in_the_address_is_told_nobody()
    {
        var target = new Uri("https://name:secret@a.example/new");
        var (_, notices) = Hear(Feed("https://name:secret@a.example/feed"), target, looks: 170, every: TimeSpan.FromHours(1));
        Assert.Equal("https://a.example/new", Assert.Single(notices).Address!.AbsoluteUri);
    }

    private static (Feed Feed, List<FeedNotice> Notices) Hear(Feed feed, Uri target, int looks, TimeSpan every)
    {
        var notices = new List<FeedNotice>();
        for (var look = 0; look < looks; look++)
        {
            (feed, var notice) = FeedMoves.Follow(feed, target, Start + (every * look));
            if (notice is not null)
                notices.Add(notice);
        }
        return (feed, notices);
    }

    private static Feed Feed(string address = "https://a.example/feed") => new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse(address, out var url) ? url : throw new ArgumentException(address, nameof(address)),
        Title = "A",
    };
}
