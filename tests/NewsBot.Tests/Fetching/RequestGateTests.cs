using System.Net;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>When a host may be asked again.</summary>
public sealed class RequestGateTests
{
    private static readonly Uri Publisher = new("https://publisher.example/feed");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_host_is_left_alone_for_two_seconds_after_a_request()
    {
        using var gate = Gate();
        (await EnterAsync(gate, Publisher)).Dispose();

        var next = EnterAsync(gate, new Uri("https://publisher.example/another"));
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        (await next).Dispose();
    }

    [Fact]
    public async Task The_gap_is_counted_from_the_end_of_a_request()
    {
        using var gate = Gate();
        var turn = await EnterAsync(gate, Publisher);
        var next = EnterAsync(gate, Publisher);
        _clock.Advance(TimeSpan.FromSeconds(10));
        turn.Dispose();
        Assert.False(next.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(2));

        (await next).Dispose();
    }

    [Fact]
    public async Task Those_who_wait_for_a_host_come_one_by_one()
    {
        using var gate = Gate();
        (await EnterAsync(gate, Publisher)).Dispose();
        var waiting = Enumerable.Range(0, 5).Select(_ => EnterAsync(gate, Publisher)).ToList();

        for (var turn = 0; turn < waiting.Count; turn++)
        {
            Assert.DoesNotContain(waiting.Skip(turn), task => task.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(2));
            (await waiting[turn]).Dispose();
        }
    }

    [Fact]
    public async Task Each_of_many_hosts_rests_for_its_own_two_seconds()
    {
        using var gate = Gate();
        var waiting = new List<Task<RequestGate.Turn>>();
        for (var i = 0; i < 4; i++)
        {
            var host = new Uri($"https://publisher{i}.example/");
            (await EnterAsync(gate, host)).Dispose();
            waiting.Add(EnterAsync(gate, host));
            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        for (var i = 0; i < waiting.Count; i++)
        {
            (await waiting[i]).Dispose();
            Assert.DoesNotContain(waiting.Skip(i + 1), task => task.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }
    }

    [Fact]
    public async Task A_host_that_rests_takes_no_place_from_the_others()
    {
        using var gate = Gate(altogether: 1);
        (await EnterAsync(gate, Publisher)).Dispose();
        var waiting = EnterAsync(gate, Publisher);

        (await EnterAsync(gate, new Uri("https://another.example/"))).Dispose();

        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await waiting).Dispose();
    }

    [Theory]
    [InlineData("https://publisher.example:8443/")]
    [InlineData("http://PUBLISHER.example./")]
    public async Task A_host_is_one_whatever_the_port_and_however_it_is_written(string address)
    {
        using var gate = Gate();
        (await EnterAsync(gate, Publisher)).Dispose();

        var next = EnterAsync(gate, new Uri(address));

        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await next).Dispose();
    }

    [Theory]
    [InlineData("https://rsshub.example.org/")]
    [InlineData("http://localhost:1200/")]
    [InlineData("http://192.168.1.5/")]
    public async Task The_operators_own_hosts_have_no_gap(string address)
    {
        using var gate = Gate();
        for (var i = 0; i < 10; i++)
            (await EnterAsync(gate, new Uri(address))).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_gap_behind()
    {
        using var gate = Gate(altogether: 1);
        var busy = await EnterAsync(gate, new Uri("https://another.example/"));
        using var cancel = new CancellationTokenSource();
        var givenUp = gate.EnterAsync(Publisher, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        busy.Dispose();

        (await EnterAsync(gate, Publisher)).Dispose();
    }

    [Fact]
    public async Task Every_request_to_a_publisher_waits_and_pictures_do_not()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(resolve: _ => [IPAddress.Loopback], clock: _clock);
        origin.Serve("/feed", Reply.Feed("one"));
        await fetcher.BodyAsync(origin.Url("/feed?1", "publisher.example"));

        var second = fetcher.FetchAsync(origin.Url("/feed?2", "publisher.example"));
        for (var i = 0; i < 5; i++)
            await fetcher.Get<IPictures>().FetchAsync(origin.Url($"/picture{i}", "publisher.example"), new PictureLimits(1_000_000, 10_000, 20), TestContext.Current.CancellationToken);
        Assert.Single(origin.Asked("/feed"));
        _clock.Advance(FeedFetcher.Gap);

        Assert.IsType<FetchResult.Body>(await second);
    }

    private RequestGate Gate(int altogether = 16) => new(perHost: 1, altogether, FeedFetcher.Gap, new OwnHosts(["rsshub.example.org"]), _clock);

    private static async Task<RequestGate.Turn> EnterAsync(RequestGate gate, Uri address)
    {
        var turn = await gate.EnterAsync(address, TestContext.Current.CancellationToken);
        Assert.NotNull(turn);
        return turn;
    }
}
