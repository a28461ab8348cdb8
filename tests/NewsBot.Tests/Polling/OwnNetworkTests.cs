using NewsBot.Core.Model;
using NewsBot.Polling;

namespace NewsBot.Tests.Polling;

/// <summary>When the bot blames its own network.</summary>
public sealed class OwnNetworkTests
{
    private readonly OwnNetwork _network = new();

    [Fact]
    public void The_third_site_in_a_row_that_cannot_be_reached_acquits_all_three()
    {
        Assert.Null(_network.Unreached(Feed(1, "a.example")));
        Assert.Null(_network.Unreached(Feed(2, "b.example")));
        Assert.Equal([1L, 2L], _network.Unreached(Feed(3, "c.example"))!.Select(id => id.Value));
        Assert.True(_network.IsDown);
        Assert.Empty(_network.Unreached(Feed(4, "d.example"))!);
    }

    [Fact]
    public void One_site_alone_is_to_blame_however_often_it_is_tried()
    {
        for (var i = 0; i < 10; i++)
            Assert.Null(_network.Unreached(Feed(i, "a.example")));
        Assert.False(_network.IsDown);
    }

    [Fact]
    public void Any_answer_shows_that_the_network_is_there()
    {
        foreach (var host in new[] { "a.example", "b.example", "c.example" })
            _network.Unreached(Feed(1, host));
        _network.Reached();
        Assert.False(_network.IsDown);
        Assert.Null(_network.Unreached(Feed(1, "a.example")));
    }

    [Theory]
    [InlineData(TroubleKind.HostNotFound, true)]
    [InlineData(TroubleKind.Unreachable, true)]
    [InlineData(TroubleKind.NoConnection, false)]
    [InlineData(TroubleKind.TimedOut, false)]
    [InlineData(TroubleKind.NotSecure, false)]
    [InlineData(TroubleKind.ServerError, false)]
    public void A_site_that_refuses_a_connection_was_reached(TroubleKind kind, bool isSuspect) =>
        Assert.Equal(isSuspect, OwnNetwork.IsSuspect(new FetchTrouble(kind, "no luck")));

    private static Feed Feed(long number, string host) => new()
    {
        Id = new FeedId(number),
        Url = FeedUrl.TryParse($"https://{host}/feed", out var url) ? url : throw new ArgumentException(host, nameof(host)),
        Title = host,
    };
}
