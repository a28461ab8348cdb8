using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Chat;
using NewsBot.Chat.Web;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Tests.Web;

public sealed class WebPlatformTests
{
    private readonly MemoryTranscript _transcript = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_of_a_message_shows_it_once()
    {
        using var platform = Platform();
        var first = await platform.SendAsync(new Envelope(WebPlatform.Home, "delivery:7"), new WebMessage { Html = "<p>hello</p>" }, Cancellation);
        var second = await platform.SendAsync(new Envelope(WebPlatform.Home, "delivery:7"), new WebMessage { Html = "<p>hello</p>" }, Cancellation);
        Assert.Equal(first, second);
        var entry = Assert.Single(await _transcript.ReadAsync(WebPlatform.Home, 0, 10, Cancellation));
        Assert.Equal(_clock.GetUtcNow(), entry.At);
    }

    [Fact]
    public async Task There_is_one_chat()
    {
        using var platform = Platform();
        Assert.IsType<SendResult.ChatGone>(await platform.SendAsync(new Envelope(new ChatAddress("web", "garden"), "1"), new WebMessage(), Cancellation));
    }

    [Fact]
    public async Task The_message_of_another_platform_is_refused()
    {
        using var platform = Platform();
        Assert.IsType<SendResult.Refused>(await platform.SendAsync(new Envelope(WebPlatform.Home, "1"), new Telegram(), Cancellation));
    }

    [Fact]
    public async Task A_transcript_that_cannot_be_written_is_tried_again_later()
    {
        _transcript.Failure = new IOException("The disk is full.");
        using var platform = Platform();
        var result = await platform.SendAsync(new Envelope(WebPlatform.Home, "1"), new WebMessage(), Cancellation);
        Assert.Contains("The disk is full.", Assert.IsType<SendResult.TryLater>(result).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_chat_still_sends_heartbeats()
    {
        using var platform = Platform();
        using var page = platform.Pages.TryOpen()!;
        await using var events = new WebEvents(_transcript, _clock).ReadAsync(page, 0, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("ready", events.Current.EventType);
        for (var i = 0; i < 3; i++)
        {
            var next = events.MoveNextAsync();
            _clock.Advance(WebEvents.Heartbeat);
            Assert.True(await next);
            Assert.Equal("ping", events.Current.EventType);
        }
    }

    private WebPlatform Platform() => new(_transcript, _clock, NullLogger<WebPlatform>.Instance);

    private sealed record Telegram : RenderedMessage;
}
