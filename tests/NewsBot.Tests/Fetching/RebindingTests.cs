using System.Collections.Concurrent;
using System.Net;
using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>
/// Name servers that answer now this and now that. 127.0.0.1 stands for a public address; 127.0.0.2 is not allowed, and at
/// the same port a canary sits there.
/// </summary>
public sealed class RebindingTests : IAsyncLifetime
{
    private static readonly IPAddress Public = IPAddress.Loopback;
    private static readonly IPAddress Private = IPAddress.Parse("127.0.0.2");

    private FeedOrigin _publisher = null!;
    private RawOrigin _canary = null!;

    public async ValueTask InitializeAsync()
    {
        _publisher = await FeedOrigin.StartAsync();
        // Nothing stays open: each request looks the name up anew.
        _publisher.Serve("/feed", Reply.Feed("one").With("Connection", "close"));
        _canary = RawOrigin.Canary(Private, _publisher.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _canary.DisposeAsync();
        await _publisher.DisposeAsync();
    }

    [Fact]
    public async Task Public_at_first_and_private_then()
    {
        var names = new NameServer([Public], [Private]);
        using var fetcher = new TestFetcher(resolve: names.Answer);

        await fetcher.BodyAsync(Feed);
        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(Feed)).Kind);

        Assert.Equal(2, names.Asked);
        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task Private_at_first_and_public_then()
    {
        var names = new NameServer([Private], [Public]);
        using var fetcher = new TestFetcher(resolve: names.Answer);

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(Feed)).Kind);
        await fetcher.BodyAsync(Feed);

        Assert.Equal(2, names.Asked);
        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_for_a_connection_so_that_a_second_answer_counts_for_nothing()
    {
        var names = new NameServer([Public], [Private], [Private]);
        using var fetcher = new TestFetcher(resolve: names.Answer);

        await fetcher.BodyAsync(Feed);

        Assert.Equal(1, names.Asked);
        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task Private_on_the_second_hop_of_a_redirect()
    {
        _publisher.Serve("/hop", Reply.Redirect(HttpStatusCode.Found, "/feed").With("Connection", "close"));
        var names = new NameServer([Public], [Private]);
        using var fetcher = new TestFetcher(resolve: names.Answer);

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(_publisher.Url("/hop", "rebinding.lan"))).Kind);

        Assert.Equal(0, _canary.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1 127.0.0.2")]
    [InlineData("127.0.0.2 127.0.0.1")]
    [InlineData("127.0.0.2 ::1 127.0.0.1 10.0.0.1")]
    [InlineData("::ffff:127.0.0.2 127.0.0.1")]
    [InlineData("64:ff9b::7f00:2 127.0.0.1")]
    public async Task Of_a_mixed_answer_only_the_public_addresses_are_called(string answer)
    {
        using var fetcher = new TestFetcher(resolve: new NameServer(Addresses(answer)).Answer);

        await fetcher.BodyAsync(Feed);

        Assert.Equal(0, _canary.Connections);
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.0.0.2 ::1 fe80::1 10.0.0.1 192.168.1.1 169.254.169.254")]
    [InlineData("::ffff:127.0.0.2")]
    [InlineData("64:ff9b::7f00:2")]
    [InlineData("2002:7f00:2::")]
    public async Task An_answer_without_a_public_address_is_refused(string answer)
    {
        using var fetcher = new TestFetcher(resolve: new NameServer(Addresses(answer)).Answer);

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(Feed)).Kind);
        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task An_empty_answer_is_a_name_that_is_not_found()
    {
        using var fetcher = new TestFetcher(resolve: new NameServer([[]]).Answer);
        Assert.Equal(TroubleKind.HostNotFound, (await fetcher.TroubleAsync(Feed)).Kind);
    }

    [Fact]
    public async Task A_thousand_private_addresses_hide_no_public_one_and_gain_nothing()
    {
        var many = Enumerable.Range(0, 1_000).Select(i => new IPAddress([10, 0, (byte)(i >> 8), (byte)i])).Append(Private).Append(Public).ToArray();
        using var fetcher = new TestFetcher(resolve: new NameServer(many).Answer);

        await fetcher.BodyAsync(Feed);

        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task A_thousand_addresses_where_nobody_listens_end_after_a_few()
    {
        var refusing = Enumerable.Range(0, 1_000).Select(i => new IPAddress([127, 1, (byte)(i >> 8), (byte)i])).ToArray();
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Add("127.1.0.0/16"), new NameServer(refusing).Answer);

        Assert.Equal(TroubleKind.NoConnection, (await fetcher.TroubleAsync(Feed)).Kind);
    }

    [Fact]
    public void Whatever_it_answers_nobody_comes_to_a_private_address()
    {
        var address = Gen.OneOf<IPAddress>(Public, Private, IPAddress.IPv6Loopback, Private.MapToIPv6(), IPAddress.Parse("169.254.169.254"), IPAddress.Parse("::"));
        address.Array[0, 4].Array[1, 4].Sample(
            answers =>
            {
                var names = new NameServer(answers);
                using var fetcher = new TestFetcher(resolve: names.Answer);
                foreach (var answer in answers)
                {
                    var result = fetcher.FetchAsync(Feed).GetAwaiter().GetResult();
                    Assert.Equal(answer.Contains(Public), result is NewsBot.Fetching.FetchResult.Body);
                }
            },
            iter: 50,
            threads: 1);
        Assert.Equal(0, _canary.Connections);
    }

    [Theory]
    [InlineData("::1 127.0.0.1")] // nobody listens at ::1
    [InlineData("100::1 127.0.0.1")] // a prefix that routers discard
    public async Task An_IPv6_address_that_leads_nowhere_gives_way_to_IPv4(string answer)
    {
        using var fetcher = new TestFetcher(
            options =>
            {
                options.AllowPrivateNetworks.Add("::1");
                options.AllowPrivateNetworks.Add("100::/64");
            },
            new NameServer(Addresses(answer)).Answer);

        await fetcher.BodyAsync(Feed);
    }

    private Uri Feed => _publisher.Url("/feed", "rebinding.lan");

    private static IPAddress[] Addresses(string text) => [.. text.Split(' ').Select(IPAddress.Parse)];

    /// <summary>Gives its answers in turn, the last for ever.</summary>
    private sealed class NameServer(params IPAddress[][] answers)
    {
        private readonly ConcurrentQueue<IPAddress[]> _answers = new(answers);
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public IPAddress[] Answer(string _)
        {
            Interlocked.Increment(ref _asked);
            return _answers.TryDequeue(out var answer) ? answer : answers[^1];
        }
    }
}
