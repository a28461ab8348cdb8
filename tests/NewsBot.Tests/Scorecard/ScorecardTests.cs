using System.Globalization;
using System.Net;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Polling;
using NewsBot.Storage;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.WebSub;

namespace NewsBot.Tests.Scorecard;

/// <summary>
/// The polite-client scorecard: what publishers expect of a feed reader, one test a row, against a real server with a scripted list
/// of answers. Where a row goes back to Rachel Kroll's list of what feed readers get wrong, its number there is named (FRB…).
/// </summary>
public sealed class ScorecardTests
{
    private const string Date = "Tue, 04 Mar 2025 12:00:00 GMT";

    private static TimeSpan Normal => PollerUnderTest.Normal;

    // FRB001-004, FRB010
    [Fact]
    public async Task Row_01_validators_are_sent_from_the_second_request_on_and_a_304_changes_nothing()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\"").With("Last-Modified", Date), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        var asked = origin.Asked("/feed");
        Assert.Equal([(null, null), ("\"1\"", Date), ("\"1\"", Date)], asked.Select(Validators));
        Assert.Empty(poller.Sent);
    }

    // FRB013
    [Fact]
    public async Task Row_02_an_etag_is_echoed_byte_for_byte()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        const string Odd = "W/\"a,b-\u00E9\\\"x--gzip\"";
        origin.Serve("/feed", Reply.Feed("a").With("ETag", Odd), Reply.Feed("b").With("ETag", "abc"), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        Assert.Equal([null, Odd, "abc"], origin.Asked("/feed").Select(asked => asked.Header("If-None-Match")));
    }

    // FRB012
    [Fact]
    public async Task Row_03_a_last_modified_is_echoed_as_it_was_written()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        const string Odd = "Mon, 02 Jan 2006 03:04:05 +0000";
        origin.Serve("/feed", Reply.Feed("a").With("Last-Modified", Odd), Reply.Feed("b").With("Last-Modified", "2038-01-19"), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        Assert.Equal([null, Odd, "2038-01-19"], origin.Asked("/feed").Select(asked => asked.Header("If-Modified-Since")));
    }

    // FRB014
    [Fact]
    public async Task Row_04_a_new_etag_is_taken_over_though_date_and_bytes_stayed_the_same()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed",
            Reply.Feed("a").With("ETag", "\"1\"").With("Last-Modified", Date), Reply.Feed("a").With("ETag", "\"2\"").With("Last-Modified", Date), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        Assert.Equal(("\"2\"", Date), Validators(origin.Asked("/feed")[2]));
        Assert.Equal("same bytes", poller.Reports[1].Outcome);
    }

    // FRB014
    [Fact]
    public async Task Row_05_a_new_date_with_the_old_etag_brings_the_new_item()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        const string Later = "Wed, 05 Mar 2025 12:00:00 GMT";
        origin.Serve("/feed",
            Reply.Feed("a").With("ETag", "\"1\"").With("Last-Modified", Date), Reply.Feed("b", "a").With("ETag", "\"1\"").With("Last-Modified", Later), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        Assert.Equal(["b"], poller.Sent);
        Assert.Equal(("\"1\"", Later), Validators(origin.Asked("/feed")[2]));
    }

    // FRB014
    [Fact]
    public async Task Row_06_an_etag_that_the_server_dropped_is_not_sent_again()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.Feed("b", "a"));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        Assert.Equal([null, "\"1\"", null], origin.Asked("/feed").Select(asked => asked.Header("If-None-Match")));
    }

    // FRB010
    [Fact]
    public async Task Row_07_a_304_without_validators_keeps_the_old_and_one_with_a_new_etag_brings_it()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.NotModified, Reply.NotModified.With("ETag", "\"2\""), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 4);

        Assert.Equal([null, "\"1\"", "\"1\"", "\"2\""], origin.Asked("/feed").Select(asked => asked.Header("If-None-Match")));
    }

    [Fact]
    public async Task Row_08_a_new_item_under_the_old_etag_is_delivered()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.Feed("b", "a").With("ETag", "\"1\""));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 2);

        Assert.Equal(["b"], poller.Sent);
    }

    // FRB011, FRB015
    [Fact]
    public async Task Row_09_a_killed_bot_asks_not_before_its_time_and_then_conditionally()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));
        await poller.LookAsync();

        await poller.RestartAsync();
        await poller.RunAsync(TimeSpan.FromMinutes(7));
        await poller.RestartAsync();
        Assert.Single(origin.Asked("/feed"));
        await poller.RunAsync(Normal);

        Assert.Equal("\"1\"", origin.Asked("/feed")[1].Header("If-None-Match"));
    }

    // FRB016, FRB020
    [Fact]
    public async Task Row_10_a_retry_after_is_obeyed_over_a_restart_and_validators_stay()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.SlowDown(HttpStatusCode.TooManyRequests, "9000"), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));
        await LookAsync(poller, 2);

        await poller.RunAsync(TimeSpan.FromSeconds(4000));
        await poller.RestartAsync();
        await poller.RunAsync(TimeSpan.FromSeconds(4999));
        Assert.Equal(2, origin.Asked("/feed").Count);
        await poller.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("\"1\"", origin.Asked("/feed")[2].Header("If-None-Match"));
    }

    // FRB020
    [Theory]
    [InlineData("+10800", 3 * 60)] // an HTTP-date three hours after the server's own Date
    [InlineData("-1", 15)]
    [InlineData("abc", 15)]
    [InlineData("+315360000", 24 * 60)] // ten years
    public async Task Row_11_a_503_is_reckoned_by_the_servers_own_clock_and_nonsense_is_ignored_or_capped(string retryAfter, int minutes)
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        var server = poller.Clock.GetUtcNow().AddHours(1);
        var header = retryAfter.StartsWith('+') ? Http(server.AddSeconds(int.Parse(retryAfter, CultureInfo.InvariantCulture))) : retryAfter;
        origin.Serve("/feed", Reply.SlowDown(HttpStatusCode.ServiceUnavailable, header).With("Date", Http(server)), Reply.Feed("a"));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 2);

        var gap = origin.Asked("/feed")[1].At - origin.Asked("/feed")[0].At;
        Assert.InRange(gap, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes * 1.11));
    }

    // FRB020, FRB033
    [Fact]
    public async Task Row_12_a_429_silences_the_whole_site()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        foreach (var path in (string[])["/b", "/c"])
            origin.Serve(path, Reply.Feed(path), Reply.NotModified);
        origin.Serve("/a", Reply.SlowDown(HttpStatusCode.TooManyRequests, "7200"), Reply.Feed("a"));
        await poller.SubscribeAsync(origin.Url("/b", "busy.example"));
        await poller.SubscribeAsync(origin.Url("/c", "busy.example"));
        await poller.RunAsync(TimeSpan.FromMinutes(1));
        await poller.SubscribeAsync(origin.Url("/a", "busy.example"));
        await poller.LookAsync();

        await poller.RunAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(3, origin.Asked().Count);
        await poller.RunAsync(TimeSpan.FromHours(1));

        Assert.All((string[])["/a", "/b", "/c"], path => Assert.True(origin.Asked(path).Count >= 2, path));
    }

    // FRB020, FRB033
    [Fact]
    public async Task Row_12_a_429_of_the_operators_own_site_concerns_one_feed()
    {
        await using var poller = new PollerUnderTest(null, "Fetching:OwnHosts:0=rsshub.example");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/a", Reply.SlowDown(HttpStatusCode.TooManyRequests, "7200"));
        origin.Serve("/b", Reply.Feed("b"));
        await poller.SubscribeAsync(origin.Url("/a", "rsshub.example"));
        await poller.SubscribeAsync(origin.Url("/b", "rsshub.example"));

        await poller.RunAsync(TimeSpan.FromMinutes(119));

        Assert.Single(origin.Asked("/a"));
        Assert.True(origin.Asked("/b").Count > 5);
    }

    // FRB021
    [Fact]
    public async Task Row_13_a_429_without_a_time_makes_the_pauses_grow()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Of(HttpStatusCode.TooManyRequests));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 5);

        var gaps = Gaps(origin, "/feed");
        Assert.True(gaps[0] >= 2 * Normal);
        AssertGrow(gaps);
    }

    // FRB022
    [Fact]
    public async Task Row_14_an_answer_is_not_asked_for_again_while_it_is_fresh()
    {
        await using var poller = new PollerUnderTest(null, "Polling:MaxInterval=06:00:00");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed",
            Busy("a").With("ETag", "\"1\"").With("Cache-Control", "max-age=18000").With("Age", "3600"),
            Reply.NotModified.With("Cache-Control", "max-age=10800"), Reply.NotModified);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 3);

        var gaps = Gaps(origin, "/feed");
        Assert.InRange(gaps[0], TimeSpan.FromHours(4), TimeSpan.FromHours(5.4));
        Assert.InRange(gaps[1], TimeSpan.FromHours(3), TimeSpan.FromHours(3.4));
    }

    // FRB022
    [Fact]
    public async Task Row_15_no_answer_is_fresh_for_longer_than_the_operator_allows_and_a_stale_one_not_at_all()
    {
        await using var poller = new PollerUnderTest(null, "Polling:DefaultInterval=00:15:00", "Polling:MaxInterval=06:00:00");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/year", Busy("a").With("Cache-Control", "max-age=31536000"));
        origin.Serve("/expired", Busy("a").With("Expires", "0"));
        origin.Serve("/never", Busy("a").With("Cache-Control", "no-cache, max-age=9999"));
        origin.Serve("/plain", Busy("a"));
        foreach (var path in (string[])["/year", "/expired", "/never", "/plain"])
            await poller.SubscribeAsync(origin.Url(path));

        await poller.RunAsync(TimeSpan.FromHours(8));

        Assert.InRange(Gaps(origin, "/year")[0], TimeSpan.FromHours(6), TimeSpan.FromHours(8));
        foreach (var path in (string[])["/expired", "/never"])
            Assert.InRange(origin.Asked(path).Count, origin.Asked("/plain").Count - 2, origin.Asked("/plain").Count + 2);
    }

    // FRB024
    [Fact]
    public async Task Row_16_a_ttl_is_a_floor_and_skipped_hours_are_skipped_unless_all_are()
    {
        await using var poller = new PollerUnderTest(null, "Polling:MaxInterval=00:15:00");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        var hour = poller.Clock.GetUtcNow().AddMinutes(15).Hour;
        origin.Serve("/ttl", With("<ttl>75</ttl>"));
        origin.Serve("/skip", With($"<skipHours><hour>{hour}</hour><hour>{(hour + 1) % 24}</hour></skipHours>"));
        origin.Serve("/all", With($"<skipHours>{string.Concat(Enumerable.Range(0, 24).Select(each => $"<hour>{each}</hour>"))}</skipHours>"));
        foreach (var path in (string[])["/ttl", "/skip", "/all"])
            await poller.SubscribeAsync(origin.Url(path));

        await poller.RunAsync(TimeSpan.FromHours(5));

        Assert.All(Gaps(origin, "/ttl"), gap => Assert.True(gap >= TimeSpan.FromMinutes(75)));
        Assert.All(origin.Asked("/skip").Skip(1), asked => Assert.False(asked.At.Hour == hour || asked.At.Hour == (hour + 1) % 24));
        Assert.True(origin.Asked("/skip").Count > 5);
        Assert.All(Gaps(origin, "/all").Skip(1), gap => Assert.True(gap <= Normal * 1.11));
    }

    // FRB110, FRB112, FRB113, FRB118
    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(200)] // a page
    [InlineData(0)] // nothing
    public async Task Row_17_what_fails_is_asked_ever_more_rarely_and_never_given_up(int status)
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        var failure = status switch
        {
            200 => Reply.Html("<html><body>Under construction</body></html>"),
            0 => Reply.Bytes([], "application/rss+xml"),
            _ => Reply.Of((HttpStatusCode)status),
        };
        origin.Serve("/feed", [Reply.Feed("a"), .. Enumerable.Repeat(failure, 6), Reply.Feed("b", "a"), Reply.NotModified]);
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 9);

        var gaps = Gaps(origin, "/feed");
        AssertGrow(gaps[1..7]);
        Assert.True(gaps[7] <= 1.11 * Normal, $"{gaps[7]}");
        Assert.Equal(["b"], poller.Sent);
    }

    // FRB116, FRB117
    [Theory]
    [InlineData("refused")]
    [InlineData("broken off")]
    [InlineData("not secure")]
    [InlineData("no such name")]
    [InlineData("endless header")]
    public async Task Row_18_so_is_who_cannot_be_reached_and_half_a_body_saves_no_validators(string how)
    {
        await using var poller = new PollerUnderTest(host => host == "lost.example" ? [] : [IPAddress.Loopback], "Fetching:TimeoutSeconds=5");
        await using var origin = await FeedOrigin.StartAsync(isSecure: how == "not secure", poller.Clock);
        await using var silent = RawOrigin.Start(async (stream, ct) =>
        {
            while (!ct.IsCancellationRequested)
            {
                await stream.WriteAsync("X-More: and more\r\n"u8.ToArray(), ct);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            }
        });
        origin.Serve("/feed", Reply.BrokenOff(FeedText.Rss("half").Replace("</channel>", "", StringComparison.Ordinal)).With("ETag", "\"half\""));
        var url = how switch
        {
            "refused" => new Uri($"http://127.0.0.1:{FreePort()}/feed"),
            "no such name" => new Uri("http://lost.example/feed"),
            "endless header" => silent.Url("/feed"),
            _ => origin.Url("/feed"),
        };
        var feed = await poller.SubscribeAsync(url);

        var pauses = new List<TimeSpan>();
        for (var look = 0; look < 7; look++)
        {
            await poller.RunToNextLookAsync();
            pauses.Add((await poller.FeedAsync(feed.Id)).Health.NextPoll - poller.Clock.GetUtcNow());
        }

        AssertGrow(pauses);
        Assert.All(origin.Asked("/feed"), asked => Assert.Null(asked.Header("If-None-Match")));
        Assert.Equal(CacheValidators.None, (await poller.FeedAsync(feed.Id)).Validators);
        Assert.Empty(poller.Sent);
    }

    // FRB111, FRB114
    [Fact]
    public async Task Row_19_a_410_ends_the_feed_and_its_readers_are_told_once_a_404_does_not()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/gone", Reply.Feed("a"), Reply.Gone);
        origin.Serve("/lost", Reply.Feed("a"), Reply.NotFound);
        await poller.SubscribeAsync(origin.Url("/gone"));
        await poller.SubscribeAsync(origin.Url("/lost"));

        await poller.RunAsync(TimeSpan.FromDays(3));

        Assert.Equal(2, origin.Asked("/gone").Count);
        Assert.Single(poller.Notices, notice => notice.Kind == FeedNoticeKind.Ended);
        Assert.True(origin.Asked("/lost").Count > 6);
    }

    // FRB130-134
    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently, true)]
    [InlineData(HttpStatusCode.PermanentRedirect, true)]
    [InlineData(HttpStatusCode.Found, false)]
    [InlineData(HttpStatusCode.TemporaryRedirect, false)]
    public async Task Row_20_a_permanent_redirect_is_believed_after_a_week_and_another_never(HttpStatusCode status, bool isBelieved)
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        await using var target = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/old", Reply.Feed("a").With("ETag", "\"old\""), Reply.Redirect(status, target.Url("/new").AbsoluteUri));
        target.Serve("/new", asked => asked.Header("If-None-Match") == "\"new\"" ? Reply.NotModified : Reply.Feed("a").With("ETag", "\"new\""));
        var feed = await poller.SubscribeAsync(origin.Url("/old"));

        await poller.RunAsync(TimeSpan.FromDays(6));
        Assert.Equal(origin.Url("/old"), (await poller.FeedAsync(feed.Id)).Url.Value);
        await poller.RunAsync(TimeSpan.FromDays(3));
        var before = origin.Asked().Count;
        origin.Serve("/old", Reply.NotFound);
        await poller.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(isBelieved ? target.Url("/new") : origin.Url("/old"), (await poller.FeedAsync(feed.Id)).Url.Value);
        Assert.Equal(isBelieved, origin.Asked().Count == before);
        Assert.Equal(isBelieved ? 1 : 0, poller.Notices.Count(notice => notice.Kind == FeedNoticeKind.Moved));
        Assert.All(target.Asked("/new"), asked => Assert.NotEqual("\"old\"", asked.Header("If-None-Match")));
    }

    [Fact]
    public async Task Row_21_redirects_end_after_five_and_lead_to_nothing_forbidden()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Parse("127.0.0.2"));
        var turns = 0;
        await using var poller = new PollerUnderTest(host => host == "rebinds.example"
            ? [Interlocked.Increment(ref turns) == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]
            : [IPAddress.Loopback]);
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/loop", Reply.Redirect(HttpStatusCode.Found, "/loop2"));
        origin.Serve("/loop2", Reply.Redirect(HttpStatusCode.Found, "/loop"));
        for (var hop = 0; hop < 6; hop++)
            origin.Serve($"/hop{hop}", Reply.Redirect(HttpStatusCode.Found, $"/hop{hop + 1}"));
        origin.Serve("/hop6", Reply.Feed("too far"));
        origin.Serve("/file", Reply.Redirect(HttpStatusCode.Found, "file:///etc/passwd"));
        origin.Serve("/inside", Reply.Redirect(HttpStatusCode.Found, $"http://127.0.0.2:{canary.Port}/"));
        foreach (var path in (string[])["/loop", "/hop0", "/file", "/inside"])
            await poller.SubscribeAsync(origin.Url(path));
        await poller.SubscribeAsync(new Uri($"http://rebinds.example:{canary.Port}/"));

        await poller.RunAsync(TimeSpan.FromHours(1));

        Assert.Empty(origin.Asked("/hop6"));
        Assert.Equal(0, canary.Connections);
        Assert.All(poller.Reports, report => Assert.NotNull(report.Trouble));
        Assert.Equal(
            [TroubleKind.NotAllowed, TroubleKind.TooManyRedirects],
            poller.Reports.Select(report => report.Trouble!.Kind).Where(kind => kind != TroubleKind.NoConnection).Distinct().Order());
    }

    // FRB050-066
    [Fact]
    public async Task Row_22_nothing_is_sent_that_nobody_asked_for_and_the_address_stays_as_it_is()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        await using var other = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Redirect(HttpStatusCode.Found, $"http://127.0.0.1:{other.Port}/feed?b=2&a=%7e&&c").With("Set-Cookie", "id=1"));
        other.Serve("/feed", Reply.Feed("a").With("Set-Cookie", "id=2"));
        var url = new UriBuilder(origin.Url("/feed")) { UserName = "name", Password = "secret" }.Uri;
        await poller.SubscribeAsync(url);

        await LookAsync(poller, 3);

        Assert.All(origin.Asked().Concat(other.Asked()), asked =>
        {
            Assert.Equal("GET", asked.Method);
            Assert.All((string[])["Cookie", "Referer", "Cache-Control", "Pragma", "From"], name => Assert.Null(asked.Header(name)));
        });
        Assert.All(origin.Asked(), asked => Assert.NotNull(asked.Header("Authorization")));
        Assert.All(other.Asked(), asked => Assert.Equal(("/feed?b=2&a=%7e&&c", null), (asked.Target, asked.Header("Authorization"))));
    }

    // FRB080-090
    [Fact]
    public async Task Row_23_the_user_agent_is_one_and_honest()
    {
        await using var poller = new PollerUnderTest(null, "Fetching:Contact=https://operator.example/bot");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a"));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 2);

        var agent = Assert.Single(origin.Asked().Select(asked => asked.Header("User-Agent")).Distinct(StringComparer.Ordinal));
        Assert.Matches(@"^NewsBot/\d+\.\d+\.\d+ \(\+https://operator\.example/bot\)$", agent);
    }

    // FRB140, FRB141
    [Fact]
    public async Task Row_24_packed_answers_are_asked_for_and_read_and_a_wrong_label_is_an_error()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed",
            Reply.Packed("gzip", FeedText.Rss("a")), Reply.Packed("br", FeedText.Rss("b", "a")), Reply.Feed("c", "b", "a"),
            Reply.Feed("d", "c").With("Content-Encoding", "gzip"));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 4);

        Assert.All(origin.Asked(), asked => Assert.Contains("gzip", asked.Header("Accept-Encoding"), StringComparison.Ordinal));
        Assert.Equal(["b", "c"], poller.Sent);
        Assert.Equal(TroubleKind.BadAnswer, poller.Reports[^1].Trouble?.Kind);
    }

    [Fact]
    public async Task Row_25_what_is_made_to_burst_ends_soon_and_costs_the_neighbours_nothing()
    {
        await using var poller = new PollerUnderTest(null, "Fetching:TimeoutSeconds=10");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        await using var header = RawOrigin.Start("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 1000)) + "\r\n");
        origin.Serve("/bomb", Reply.Bomb(1024L * 1024 * 1024));
        origin.Serve("/endless", Reply.Endless());
        origin.Serve("/trickle", Reply.Stalled());
        origin.Serve("/nested", Reply.Xml($"<rss version=\"2.0\"><channel>{string.Concat(Enumerable.Repeat("<a>", 1_000_000))}"));
        origin.Serve("/laughs", Reply.Xml("<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><rss version=\"2.0\"><channel><title>&c;</title></channel></rss>"));
        origin.Serve("/doctype", Reply.Xml("<!DOCTYPE rss SYSTEM \"http://publisher.example/rss.dtd\">" + FeedText.Rss("a")[(FeedText.Rss("a").IndexOf("?>", StringComparison.Ordinal) + 2)..]));
        origin.Serve("/well", Reply.Feed("a"));
        foreach (var path in (string[])["/bomb", "/endless", "/trickle", "/nested", "/laughs", "/doctype", "/well"])
            await poller.SubscribeAsync(origin.Url(path));
        await poller.SubscribeAsync(header.Url("/header"));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await poller.RunAsync(TimeSpan.FromMinutes(40));

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 * 1024 * 1024);
        Assert.InRange(origin.Asked("/well").Count, 3, 4);
        var failed = poller.Reports.Where(report => report.Trouble is not null).Select(report => report.Feed.Url.Value.AbsolutePath).Distinct();
        Assert.Equal(["/bomb", "/endless", "/header", "/trickle"], failed.Where(path => path is not ("/nested" or "/laughs")).Order(StringComparer.Ordinal));
        Assert.Contains(poller.Reports, report => report.Feed.Url.Value.AbsolutePath == "/doctype" && report.Trouble is null);
    }

    // FRB033, FRB034, FRB036
    [Fact]
    public async Task Row_26_a_site_is_asked_one_thing_at_a_time_with_a_pause_between()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        for (var i = 0; i < 20; i++)
        {
            origin.Serve($"/feed{i}", Reply.Feed("a"), Reply.NotModified);
            await poller.SubscribeAsync(origin.Url($"/feed{i}", "many.example"));
        }

        await poller.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(20, origin.Asked().Count);
        await poller.RunAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(1, origin.MostUnderWay);
        var times = origin.Asked().Select(asked => asked.At).Order().ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(2), $"{pair.Second - pair.First}"));
    }

    [Fact]
    public async Task Row_27_feeds_that_were_added_at_once_do_not_march_in_step()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        for (var i = 0; i < 50; i++)
        {
            origin.Serve($"/feed{i}", Reply.Feed("a"), Reply.NotModified);
            await poller.SubscribeAsync(origin.Url($"/feed{i}", $"site{i}.example"));
        }
        await poller.RunAsync(TimeSpan.FromMinutes(1));
        var start = poller.Clock.GetUtcNow();

        await poller.RunAsync(TimeSpan.FromMinutes(40));
        await poller.RestartAsync();
        await poller.RunAsync(TimeSpan.FromMinutes(40));
        await poller.DownAsync(TimeSpan.FromHours(5));
        var restart = poller.Clock.GetUtcNow();
        await poller.RunAsync(TimeSpan.FromMinutes(40));

        var times = origin.Asked().Select(asked => asked.At).Where(at => at > start).Order().ToList();
        var window = Normal / 10;
        Assert.All(times, from => Assert.InRange(times.Count(at => at >= from && at < from + window), 1, 50 / 4));
        Assert.Contains(times, at => at > restart);
    }

    // FRB070
    [Fact]
    public async Task Row_28_who_asks_ten_times_gets_one_look()
    {
        await using var poller = new PollerUnderTest(null, "Polling:MaxInterval=06:00:00", "Polling:DefaultInterval=06:00:00");
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""), Reply.NotModified, Reply.SlowDown(HttpStatusCode.TooManyRequests, "3600"), Reply.NotModified);
        var feed = await poller.SubscribeAsync(origin.Url("/feed"));
        await poller.LookAsync();

        await RefreshAsync(10); // the last look was just now
        Assert.Single(origin.Asked());
        await poller.RunAsync(TimeSpan.FromMinutes(10));
        await RefreshAsync(10);
        Assert.Equal(2, origin.Asked().Count);
        await poller.RunAsync(TimeSpan.FromMinutes(10));
        await RefreshAsync(1); // now the site wants to be left alone
        await poller.RunAsync(TimeSpan.FromMinutes(20));
        await RefreshAsync(10);

        Assert.Equal(3, origin.Asked().Count);

        async Task RefreshAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var now = poller.Clock.GetUtcNow();
                if (FeedSchedule.MayBeAskedNow((await poller.FeedAsync(feed.Id)).Health, now))
                    await poller.Feeds.MakeDueAsync(feed.Id, now, TestContext.Current.CancellationToken);
                await poller.LookAsync();
            }
        }
    }

    // FRB030-032
    [Fact]
    public async Task Row_29_neither_the_pages_nor_the_pictures_of_items_are_fetched_by_polling()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        var feed = $"<rss version=\"2.0\"><channel><title>P</title><item><guid>1</guid><title>t</title><link>{origin.Url("/page")}</link>"
            + $"<description>&lt;img src=\"{origin.Url("/picture.png")}\"&gt;</description></item></channel></rss>";
        origin.Serve("/feed", Reply.Xml("<rss version=\"2.0\"><channel><title>P</title></channel></rss>"), Reply.Xml(feed));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 4);

        Assert.Equal(["t"], poller.Sent);
        Assert.All(origin.Asked(), asked => Assert.Equal("/feed", asked.Path));
    }

    [Theory]
    [InlineData("after the header")]
    [InlineData("after the body")]
    [InlineData("after the commit")]
    [InlineData("while sending")]
    public async Task Row_30_killed_at_any_moment_the_item_arrives(string moment)
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        using var kill = new CancellationTokenSource();
        origin.Serve("/feed", Reply.Feed("a").With("ETag", "\"1\""));
        await poller.SubscribeAsync(origin.Url("/feed"));
        await poller.LookAsync();
        poller.Clock.Advance(Normal * 1.2);
        var token = TestContext.Current.CancellationToken;
        var due = Assert.Single(await poller.Feeds.ClaimDueAsync(poller.Clock.GetUtcNow(), PollFeedsJob.Lease, 10, evenUnsubscribed: false, token));

        var expected = 1;
        switch (moment)
        {
            case "after the header":
                origin.Serve("/feed", Reply.Stalled().With("ETag", "\"2\""));
                var update = poller.Get<FeedUpdate>().RunAsync(due, kill.Token);
                await WholeBot.BotUnderTest.UntilAsync(() => origin.Asked("/feed").Count == 2, "the request");
                await kill.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update);
                break;
            case "after the body":
                origin.Serve("/feed", Reply.Feed("b", "a").With("ETag", "\"2\""));
                await poller.Get<FeedFetcher>().FetchAsync(new FetchRequest(due.Url, due.Validators), token);
                break;
            case "after the commit":
                origin.Serve("/feed", Reply.Feed("b", "a").With("ETag", "\"2\""));
                await poller.Get<FeedUpdate>().RunAsync(due, token);
                break;
            default:
                origin.Serve("/feed", Reply.Feed("b", "a").With("ETag", "\"2\""));
                await poller.Get<FeedUpdate>().RunAsync(due, token);
                // It is out, and nobody wrote that down.
                poller.Sent.AddRange((await poller.Get<IDeliveryStore>().ClaimAsync(poller.Clock.GetUtcNow(), Normal, 10, token)).Select(each => each.Item.Post.Title));
                expected = 2;
                break;
        }
        await poller.RestartAsync();
        origin.Serve("/feed", asked => asked.Header("If-None-Match") == "\"2\"" ? Reply.NotModified : Reply.Feed("b", "a").With("ETag", "\"2\""));
        await poller.SendAsync();
        await poller.RunAsync(2 * Normal);

        Assert.Equal(Enumerable.Repeat("b", expected), poller.Sent);
    }

    [Fact]
    public async Task Row_31_items_that_got_new_ids_links_or_schemes_are_not_news()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        string[] titles = [.. Enumerable.Range(1, 12).Select(number => $"Council decides on bridge number {number} over the river")];
        origin.Serve("/feed",
            Items(titles, "id", "http://publisher.example/"), Items(titles, "new", "http://publisher.example/"),
            Items(titles, "newer", "http://elsewhere.example/"), Items(titles, "https://elsewhere.example/", "https://elsewhere.example/"));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await LookAsync(poller, 5);

        Assert.Empty(poller.Sent);
    }

    [Fact]
    public async Task Row_32_what_is_old_or_doubtful_floods_nobody_and_what_is_new_comes_once()
    {
        await using var poller = new PollerUnderTest();
        await using var origin = await FeedOrigin.StartAsync(clock: poller.Clock);
        var backlog = Enumerable.Range(0, 500).Select(number => Item($"old {number}", poller.Clock.GetUtcNow().AddHours(-number))).ToList();
        var now = poller.Clock.GetUtcNow().AddMinutes(10);
        string[] odd =
        [
            Item("back-dated", now.AddDays(-30)), Item("of next year", now.AddYears(1)), Item("twice", now), Item("twice", now),
            "<item><title>Neither id nor date, but a title of its own</title></item>",
        ];
        var many = Enumerable.Range(0, 80).Select(number => Item($"moved {number}", now.AddYears(-1))).ToList();
        origin.Serve("/feed", Channel(backlog), Channel([.. odd, .. backlog]), Channel([.. many, .. odd, .. backlog]));
        await poller.SubscribeAsync(origin.Url("/feed"));

        await poller.LookAsync();
        Assert.Empty(poller.Sent);
        await poller.RunToNextLookAsync();
        Assert.Equal(["Neither id nor date, but a title of its own", "of next year", "twice"], poller.Sent.Order(StringComparer.Ordinal));
        await LookAsync(poller, 2);

        Assert.InRange(poller.Sent.Count, 3, 13);
    }

    [Fact]
    public async Task Row_33_a_hub_only_speeds_things_up_and_is_never_relied_on_alone()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotWithClock.StartAsync(folder.Path);
        await bot.RoundAsync();
        bot.Publish(("while it is silent", 0));
        bot.Clock.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(["while it is silent"], await bot.LookIfDueAsync());

        bot.Hub.Manners = new HubManners { SignsWrongly = true };
        Assert.Equal([HttpStatusCode.Accepted], await bot.Hub.PushAsync(bot.Entry("forged")));
        bot.Hub.Manners = new HubManners { PushesLeft = 2 }; // the forged one counts
        await bot.PushAsync("the last it brings");
        bot.Publish(("the last it brings", 0));
        var news = new List<string>();
        for (var half = 0; half < 144; half++)
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(30));
            bot.Publish(($"item {half}", 0));
            news.AddRange(await bot.LookIfDueAsync() ?? []);
        }

        Assert.Equal(Enumerable.Range(0, 144).Select(half => $"item {half}"), news);
        Assert.DoesNotContain("forged", await bot.ItemsAsync());
    }

    private static async Task LookAsync(PollerUnderTest poller, int times)
    {
        for (var look = 0; look < times; look++)
            await poller.RunToNextLookAsync();
    }

    private static (string? ETag, string? LastModified) Validators(Asked asked) => (asked.Header("If-None-Match"), asked.Header("If-Modified-Since"));

    private static List<TimeSpan> Gaps(FeedOrigin origin, string path)
    {
        var times = origin.Asked(path).Select(asked => asked.At).ToList();
        return [.. times.Zip(times.Skip(1), (from, to) => to - from)];
    }

    /// <summary>Until they are long, each pause is longer than the one before; then the chance in them may show.</summary>
    private static void AssertGrow(List<TimeSpan> pauses)
    {
        var growing = pauses.TakeWhile(pause => pause < 8 * Normal).ToList();
        Assert.Equal(growing.Order(), growing);
        Assert.True(growing.Count < pauses.Count, "they do not become long");
        Assert.All(pauses.Skip(growing.Count), pause => Assert.True(pause >= 8 * Normal));
    }

    private static string Http(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>A feed with news each quarter of an hour, so that its own rhythm asks for as many looks as there may be.</summary>
    private static Reply Busy(string first) =>
        Channel([.. Enumerable.Range(0, 40).Select(number => Item($"{first} {number}", FeedText.Newest.AddMinutes(-15 * number)))]);

    private static Reply With(string hints) => Reply.Xml(FeedText.Rss("a").Replace("<description>News</description>", $"<description>News</description>{hints}", StringComparison.Ordinal));

    private static Reply Items(IEnumerable<string> titles, string ids, string links) => Channel([.. titles.Select((title, number) =>
        $"<item><guid isPermaLink=\"false\">{ids}{number}</guid><link>{links}{ids.Length}/{number}</link><title>{title}</title><pubDate>{Http(FeedText.Newest.AddHours(-number))}</pubDate></item>")]);

    private static string Item(string title, DateTimeOffset published) =>
        $"<item><guid isPermaLink=\"false\">{title}</guid><link>https://publisher.example/{Uri.EscapeDataString(title)}</link><title>{title}</title><pubDate>{Http(published)}</pubDate></item>";

    private static Reply Channel(IEnumerable<string> items) => Reply.Xml(
        $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Publisher</title><link>https://publisher.example/</link>{string.Concat(items)}</channel></rss>");

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
