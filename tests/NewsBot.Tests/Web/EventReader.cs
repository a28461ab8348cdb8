using System.Net.ServerSentEvents;

namespace NewsBot.Tests.Web;

/// <summary>Reads server-sent events one by one.</summary>
internal sealed class EventReader(HttpResponseMessage answer, Stream stream, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
{
    public static async Task<EventReader> OpenAsync(HttpClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var cancellation = TestContext.Current.CancellationToken;
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        return new EventReader(answer, stream, SseParser.Create(stream).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation));
    }

    /// <summary>The next event, or null if the stream has ended.</summary>
    public async Task<SseItem<string>?> NextAsync() =>
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)) ? events.Current : null;

    /// <summary>The messages until the stream says that it has caught up.</summary>
    public async Task<IReadOnlyList<SseItem<string>>> UntilReadyAsync()
    {
        var items = new List<SseItem<string>>();
        while (await NextAsync() is { } item && item.EventType != "ready")
            items.Add(item);
        return items;
    }

    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        await stream.DisposeAsync();
        await events.DisposeAsync();
    }
}
