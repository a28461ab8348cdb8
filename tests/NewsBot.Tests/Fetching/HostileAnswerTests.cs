using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Model;
using NewsBot.Fetching;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Fetching;

/// <summary>Servers that are broken, slow or wicked: each ends as a value, within its bounds.</summary>
public sealed class HostileAnswerTests
{
    [Fact]
    public async Task A_body_without_end_is_cut_at_the_cap()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxBytes = 1024 * 1024);
        origin.Serve("/feed", Reply.Endless());

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task A_length_above_the_cap_is_refused_before_the_body_is_read()
    {
        using var fetcher = new TestFetcher();
        await using var origin = RawOrigin.Start("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<rss>");

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_decompression_bomb_does_not_unfold(string coding)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxBytes = 256 * 1024 * 1024);
        origin.Serve("/feed", Reply.Bomb(bytes: 200 * 1024 * 1024, coding));

        // Its ratio stops it, though it would fit under the cap.
        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_unpacks_to_more_than_the_cap_is_too_large_however_little_was_sent(string coding)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher(options => options.MaxBytes = 64 * 1024);
        origin.Serve("/feed", Reply.Packed(coding, FeedText.Rss([.. Enumerable.Range(0, 500).Select(i => $"title {i * 7919}")])));

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task What_is_more_than_the_cap_on_the_wire_is_not_unpacked()
    {
        using var fetcher = new TestFetcher(options => options.MaxBytes = 64 * 1024);
        var noise = new string('x', 100_000);
        await using var origin = RawOrigin.Start($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n{noise}\r\n0\r\n\r\n");

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("none")]
    [InlineData("UTF-8")]
    public async Task A_body_that_is_said_not_to_be_packed_is_taken_as_it_is(string coding)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("Content-Encoding", coding));

        Assert.Equal(FeedText.Rss("one"), Encoding.UTF8.GetString((await fetcher.BodyAsync(origin.Url("/feed"))).Bytes));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string coding)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Packed(coding, FeedText.Rss("one")));

        var body = await fetcher.BodyAsync(origin.Url("/feed"));

        Assert.Equal(FeedText.Rss("one"), Encoding.UTF8.GetString(body.Bytes));
        Assert.Equal("gzip, br, deflate", Assert.Single(origin.Asked()).Header("Accept-Encoding"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task A_body_that_is_not_packed_as_its_header_says_is_a_bad_answer(string coding)
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.Feed("one").With("Content-Encoding", coding));

        Assert.Equal(TroubleKind.BadAnswer, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_packed_body_that_ends_too_early_is_not_taken_for_the_whole(string coding)
    {
        await using var whole = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        using var packed = new MemoryStream();
        await using (Stream packing = coding switch
        {
            "gzip" => new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true),
            "br" => new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true),
            _ => new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true),
        })
        {
            await packing.WriteAsync(Encoding.UTF8.GetBytes(FeedText.Rss([.. Enumerable.Range(0, 200).Select(i => $"title {i * 7919}")])), TestContext.Current.CancellationToken);
        }
        whole.Serve("/feed", Reply.Bytes(packed.ToArray()[..((int)packed.Length / 2)], "application/rss+xml").With("Content-Encoding", coding));

        Assert.Equal(TroubleKind.BadAnswer, (await fetcher.TroubleAsync(whole.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_not_taken_for_the_whole()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/feed", Reply.BrokenOff(FeedText.Rss("one")));

        Assert.Equal(TroubleKind.NoConnection, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task Headers_beyond_reason_are_not_read()
    {
        using var fetcher = new TestFetcher();
        await using var origin = RawOrigin.Start("HTTP/1.1 200 OK\r\nX-Large: " + new string('a', 1024 * 1024) + "\r\n\r\n");

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read()
    {
        using var fetcher = new TestFetcher();
        await using var origin = RawOrigin.Start(async (stream, ct) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), ct);
            while (true)
                await stream.WriteAsync("X-More: and more\r\n"u8.ToArray(), ct);
        });

        Assert.Equal(TroubleKind.TooLarge, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    public async Task What_is_not_HTTP_is_a_bad_answer(string text)
    {
        using var fetcher = new TestFetcher();
        await using var origin = RawOrigin.Start(text);

        Assert.Equal(TroubleKind.BadAnswer, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_no_connection()
    {
        using var fetcher = new TestFetcher();
        await using var origin = RawOrigin.Start("");

        Assert.Equal(TroubleKind.NoConnection, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
    }

    [Fact]
    public async Task A_trickle_meets_the_deadline_of_the_whole()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(options => options.TimeoutSeconds = 30, clock: clock);
        origin.Serve("/feed", Reply.Stalled());

        var fetching = fetcher.FetchAsync(origin.Url("/feed"));
        await Eventually(() => origin.Asked().Count == 1);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(fetching.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        var trouble = Assert.IsType<FetchResult.Failed>(await fetching).Trouble;
        Assert.Equal(TroubleKind.TimedOut, trouble.Kind);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n<\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8000000\r\n\r\n", "<")]
    [InlineData("HTTP/1.1 200 OK\r\n", "a")]
    public async Task A_byte_now_and_then_does_not_put_the_deadline_off(string start, string more)
    {
        var sent = 0;
        await using var origin = RawOrigin.Start(async (stream, ct) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(start), ct);
            // Long enough for the test, short enough for every cap.
            while (Interlocked.Increment(ref sent) < 20_000)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(more), ct);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
            }
        });
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(options => options.TimeoutSeconds = 30, clock: clock);

        var fetching = fetcher.FetchAsync(origin.Url("/feed"));
        await Eventually(() => Volatile.Read(ref sent) > 10);
        clock.Advance(TimeSpan.FromSeconds(29));
        var before = Volatile.Read(ref sent);
        await Eventually(() => Volatile.Read(ref sent) > before + 10);
        Assert.False(fetching.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TroubleKind.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Trouble.Kind);
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_speaks_TLS_meets_the_deadline()
    {
        await using var origin = RawOrigin.Start(async (_, ct) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct));
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(options => options.TimeoutSeconds = 5, clock: clock);

        var fetching = fetcher.FetchAsync(new Uri($"https://127.0.0.1:{origin.Port}/feed"));
        await Eventually(() => origin.Connections == 1);
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(TroubleKind.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Trouble.Kind);
    }

    [Fact]
    public async Task Redirects_share_one_deadline()
    {
        await using var origin = await FeedOrigin.StartAsync();
        var clock = new FakeTimeProvider();
        using var fetcher = new TestFetcher(options => options.TimeoutSeconds = 30, clock: clock);
        var gate = new TaskCompletionSource();
        origin.Serve("/slow", Reply.Redirect(HttpStatusCode.Found, "/stalled").After(gate.Task));
        origin.Serve("/stalled", Reply.Stalled());

        var fetching = fetcher.FetchAsync(origin.Url("/slow"));
        await Eventually(() => origin.Asked("/slow").Count == 1);
        clock.Advance(TimeSpan.FromSeconds(20));
        gate.SetResult();
        await Eventually(() => origin.Asked("/stalled").Count == 1);
        clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(TroubleKind.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Trouble.Kind);
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_is_thrown()
    {
        await using var origin = await FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        using var cancel = new CancellationTokenSource();
        origin.Serve("/feed", Reply.Stalled());

        var fetching = fetcher.FetchAsync(origin.Url("/feed"), ct: cancel.Token);
        await Eventually(() => origin.Asked().Count == 1);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_secure()
    {
        await using var origin = await FeedOrigin.StartAsync(isSecure: true);
        using var fetcher = new TestFetcher();

        Assert.Equal(TroubleKind.NotSecure, (await fetcher.TroubleAsync(origin.Url("/feed"))).Kind);
        Assert.Empty(origin.Asked());
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_said_to_be_not_found()
    {
        using var fetcher = new TestFetcher();
        Assert.Equal(TroubleKind.HostNotFound, (await fetcher.TroubleAsync(new Uri("https://nowhere.invalid/feed"))).Kind);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_no_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var fetcher = new TestFetcher();

        Assert.Equal(TroubleKind.NoConnection, (await fetcher.TroubleAsync(new Uri($"http://127.0.0.1:{port}/feed"))).Kind);
    }

    [Fact]
    public async Task An_international_name_is_looked_up_in_its_ASCII_form()
    {
        await using var origin = await FeedOrigin.StartAsync();
        string? asked = null;
        using var fetcher = new TestFetcher(resolve: host => { asked = host; return [IPAddress.Loopback]; });
        origin.Serve("/feed", Reply.Feed("one"));

        await fetcher.BodyAsync(origin.Url("/feed", "新闻.example"));

        Assert.Equal("xn--efvy88h.example", asked);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
