using System.Net;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>
/// All that a stranger may write instead of an address of this machine, by each way on which an address of a stranger comes
/// to be asked. 127.0.0.1 is allowed here, for the publisher; 127.0.0.2 and ::1 are not, and canaries sit there. Every name
/// but the publisher's leads to a canary.
/// </summary>
public sealed class DisguisedAddressTests(DisguisedAddressTests.Trap trap) : IClassFixture<DisguisedAddressTests.Trap>
{
    private static readonly string[] Written =
    [
        "http://127.0.0.2:PORT/",
        "http://127.2:PORT/",
        "http://127.0.2:PORT/",
        "http://127.000.000.002:PORT/",
        "http://2130706434:PORT/",
        "http://0x7f000002:PORT/",
        "http://0X7F000002:PORT/",
        "http://0x7f.2:PORT/",
        "http://0x7F.0x0.0x0.0x2:PORT/",
        "http://0177.0.0.2:PORT/",
        "http://0177.0.0.02:PORT/",
        "http://017700000002:PORT/",
        "http://0177.0x0.2:PORT/",
        "http://１２７.０.０.２:PORT/",
        "http://127。0。0。2:PORT/",
        "http://127．0．0．2:PORT/",
        "http://127｡0｡0｡2:PORT/",
        "http://①②⑦.⓪.⓪.②:PORT/",
        "http://127.0.0.2.:PORT/",
        "http://publisher.lan@127.0.0.2:PORT/",
        "http://publisher.lan:80@127.0.0.2:PORT/",
        "http://publisher.lan%2f@127.0.0.2:PORT/",
        "http://127.0.0.1@127.0.0.2:PORT/",
        "http://127.0.0.2:PORT?@publisher.lan/",
        "http://127.0.0.2:PORT#@publisher.lan/",
        "http:\\\\127.0.0.2:PORT/",
        "HTTP://127.0.0.2:PORT/",
        "http://[::1]:PORT/",
        "http://[0:0:0:0:0:0:0:1]:PORT/",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/",
        "http://[::0.0.0.1]:PORT/",
        "http://[::127.0.0.2]:PORT/",
        "http://[::ffff:127.0.0.2]:PORT/",
        "http://[::ffff:7f00:2]:PORT/",
        "http://[::FFFF:7F00:2]:PORT/",
        "http://[0:0:0:0:0:ffff:7f00:0002]:PORT/",
        "http://[64:ff9b::7f00:2]:PORT/",
        "http://[2002:7f00:2::]:PORT/",
        "http://[::1%25lo]:PORT/",
        "http://[::]:PORT/",
        "http://0.0.0.0:PORT/",
        "http://0:PORT/",
        "http://localhost:PORT/",
        "http://LOCALHOST:PORT/",
        "http://localhost.:PORT/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/",
        "http://a.localhost:PORT/",
        "http://localhost.localdomain:PORT/",
        "http://127.0.0.2.nip.example:PORT/",
        "http://2130706434.example:PORT/",
        "http://metadata:PORT/",
        "http://169.254.169.254:PORT/",
        "http://0xa9fea9fe:PORT/",
        "http://10.1:PORT/",
        "http://0300.0250.1.1:PORT/",
        "http://[fd00:ec2::254]:PORT/",
        "http://[fe80::1]:PORT/",
        "http://255.255.255.255:PORT/",
        "http://224.0.0.1:PORT/",
    ];

    public static IEnumerable<TheoryDataRow<string>> Spellings => Written.Select(text => new TheoryDataRow<string>(text));

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_the_address_of_a_feed_it_is_refused(string spelling)
    {
        Assert.True(FeedUrl.TryParse(Here(spelling), out var url));
        var result = await trap.Fetcher.Fetcher.FetchAsync(new FetchRequest(url, CacheValidators.None), TestContext.Current.CancellationToken);
        AssertRefused(Assert.IsType<FetchResult.Failed>(result).Trouble);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_what_a_person_types_it_is_refused(string spelling)
    {
        Assert.True(FeedUrl.TryParse(Here(spelling), out var typed));
        var search = await trap.Fetcher.Get<FeedFinder>().FindAsync(typed, TestContext.Current.CancellationToken);
        AssertRefused(Assert.IsType<FeedSearch.Nothing>(search).Trouble);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_the_feed_that_a_page_names_it_is_refused(string spelling)
    {
        trap.Publisher.Serve("/", Reply.Html($"""
            <!DOCTYPE html><html><head><title>Site</title><link rel="alternate" type="application/rss+xml" title="News" href="{WebUtility.HtmlEncode(Here(spelling))}"></head></html>
            """));
        var search = await trap.Fetcher.Get<FeedFinder>().FindAsync(
            TestFetcher.FeedUrlOf(trap.Publisher.Url("/", "publisher.lan")), TestContext.Current.CancellationToken);
        Assert.Equal(TroubleKind.NotAFeed, Assert.IsType<FeedSearch.Nothing>(search).Trouble.Kind);
        Assert.Equal(0, trap.Connections);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_the_target_of_a_redirect_it_is_refused(string spelling)
    {
        // Headers are bytes: what is not ASCII is sent as UTF-8.
        var location = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(Here(spelling)));
        trap.Publisher.Serve("/hop", Reply.Redirect(HttpStatusCode.Found, location));
        AssertRefused(await trap.Fetcher.TroubleAsync(trap.Publisher.Url("/hop")));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_the_address_of_a_picture_it_is_refused(string spelling)
    {
        var answer = await trap.Fetcher.Get<IPictures>().FetchAsync(new Uri(Here(spelling)), new PictureLimits(1_000_000, 10_000, 20), TestContext.Current.CancellationToken);
        Assert.Contains("is not a public address", Assert.IsType<PictureAnswer.Failed>(answer).Reason, StringComparison.Ordinal);
        Assert.Equal(0, trap.Connections);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task As_where_a_picture_redirects_it_is_refused(string spelling)
    {
        var location = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(Here(spelling)));
        trap.Publisher.Serve("/picture", Reply.Redirect(HttpStatusCode.Found, location));
        var picture = trap.Publisher.Url("/picture?" + Uri.EscapeDataString(spelling));
        var answer = await trap.Fetcher.Get<IPictures>().FetchAsync(picture, new PictureLimits(1_000_000, 10_000, 20), TestContext.Current.CancellationToken);
        Assert.Contains("is not a public address", Assert.IsType<PictureAnswer.Failed>(answer).Reason, StringComparison.Ordinal);
        Assert.Equal(0, trap.Connections);
    }

    [Theory]
    [InlineData("http://%31%32%37.0.0.2:PORT/")]
    [InlineData("http://127%2e0%2e0%2e2:PORT/")]
    [InlineData("http://127.0.0.2:PORT\\@publisher.lan/")]
    [InlineData("http://127.0.0.2 :PORT/")]
    [InlineData("http://[::ffff:0x7f.2]:PORT/")]
    [InlineData("http://127.0.0.2:PORT:80/")]
    public async Task What_only_some_readers_take_for_an_address_is_none(string spelling)
    {
        trap.Publisher.Serve("/hop", Reply.Redirect(HttpStatusCode.Found, Here(spelling)));

        Assert.False(FeedUrl.TryParse(Here(spelling), out _));
        Assert.Equal(TroubleKind.BadAnswer, (await trap.Fetcher.TroubleAsync(trap.Publisher.Url("/hop"))).Kind);
        Assert.Equal(0, trap.Connections);
    }

    private void AssertRefused(FetchTrouble trouble)
    {
        Assert.Equal(TroubleKind.NotAllowed, trouble.Kind);
        Assert.Equal(0, trap.Connections);
    }

    private string Here(string spelling) => spelling.Replace("PORT", trap.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A publisher that is allowed, and canaries at one port of the addresses that are not.</summary>
    public sealed class Trap : IAsyncLifetime
    {
        private RawOrigin _canary = null!;
        private RawOrigin _canaryV6 = null!;

        public FeedOrigin Publisher { get; private set; } = null!;

        internal TestFetcher Fetcher { get; } = new(resolve: host => host == "publisher.lan" ? [IPAddress.Loopback] : [IPAddress.Parse("127.0.0.2")]);

        public int Port => _canary.Port;

        public int Connections => _canary.Connections + _canaryV6.Connections;

        public async ValueTask InitializeAsync()
        {
            Publisher = await FeedOrigin.StartAsync();
            _canary = RawOrigin.Canary(IPAddress.Parse("127.0.0.2"));
            _canaryV6 = RawOrigin.Canary(IPAddress.IPv6Loopback, _canary.Port);
        }

        public async ValueTask DisposeAsync()
        {
            Fetcher.Dispose();
            await _canary.DisposeAsync();
            await _canaryV6.DisposeAsync();
            await Publisher.DisposeAsync();
        }
    }
}
