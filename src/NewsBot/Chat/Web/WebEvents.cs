using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Web;

/// <summary>
/// The transcript as server-sent events (HTML Standard, section 9.2). Event ids are transcript numbers. The events:
/// <c>message</c> with <c>{"at","message"}</c>; <c>ready</c> once what was said before is through; <c>reset</c> before
/// it, if the reader knows numbers that this transcript never had; <c>ping</c> when nothing happens, so that
/// proxies keep the connection and the page notices a dead one.
/// </summary>
internal sealed class WebEvents(ITranscript transcript, TimeProvider clock)
{
    /// <summary>Messages that a page gets to see of what was said before.</summary>
    public const int Replay = 200;

    /// <summary>The longest silence.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    /// <summary>What is said after number <paramref name="after"/>, as long as the page is open.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(
        OpenPages.OpenPage page, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (after > 0 && await NewestAsync(cancellationToken) < after)
        {
            after = 0;
            yield return new SseItem<string>("", "reset");
        }

        var isReady = false;
        await using var heart = clock.CreateTimer(_ => page.Wake(), null, Heartbeat, Heartbeat);
        page.Wake();
        await foreach (var _ in page.WakesAsync(cancellationToken))
        {
            var entries = await transcript.ReadAsync(WebPlatform.Home, after, Replay, cancellationToken);
            foreach (var entry in entries)
            {
                yield return Item(entry);
                after = entry.Number;
            }

            if (!isReady)
                yield return new SseItem<string>("", "ready") { ReconnectionInterval = ReconnectAfter };
            else if (entries.Count == 0)
                yield return new SseItem<string>("", "ping");
            isReady = true;
        }
    }

    private static SseItem<string> Item(TranscriptEntry entry) =>
        new($$"""{"at":"{{entry.At.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","message":{{entry.Payload}}}""")
        {
            EventId = entry.Number.ToString(CultureInfo.InvariantCulture),
        };

    private async Task<long> NewestAsync(CancellationToken cancellationToken) =>
        await transcript.ReadAsync(WebPlatform.Home, 0, 1, cancellationToken) is [.., var newest] ? newest.Number : 0;
}
