using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsBot.Tests.Origins;

/// <summary>What a <see cref="FeedOrigin"/> answers. Start from one of the named replies and refine it.</summary>
public sealed record Reply
{
    private Reply(int status, Func<HttpContext, Task> body)
    {
        Status = status;
        Body = body;
    }

    private int Status { get; init; }

    private Func<HttpContext, Task> Body { get; init; }

    private IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    private Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>304 without a body.</summary>
    public static Reply NotModified { get; } = Of(HttpStatusCode.NotModified);

    /// <summary>404.</summary>
    public static Reply NotFound { get; } = Of(HttpStatusCode.NotFound, "not here");

    /// <summary>410.</summary>
    public static Reply Gone { get; } = Of(HttpStatusCode.Gone, "gone");

    /// <summary>Any status, with a text.</summary>
    public static Reply Of(HttpStatusCode status, string? text = null) =>
        new((int)status, context => text is null ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted));

    /// <summary>200 with an RSS 2.0 feed of items with these titles; each title makes the guid and the link.</summary>
    public static Reply Feed(params string[] titles) => Xml(FeedText.Rss(titles));

    /// <summary>200 with a feed that is written out.</summary>
    public static Reply Xml(string text) => Bytes(Encoding.UTF8.GetBytes(text), "application/rss+xml; charset=utf-8");

    /// <summary>200 with a page.</summary>
    public static Reply Html(string text) => Bytes(Encoding.UTF8.GetBytes(text), "text/html; charset=utf-8");

    /// <summary>200 with these bytes.</summary>
    public static Reply Bytes(byte[] bytes, string contentType) => new Reply(200, async context =>
    {
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }).With("Content-Type", contentType);

    /// <summary>200 with a text whose length is not told before.</summary>
    public static Reply Chunked(string text) => new(200, context => context.Response.WriteAsync(text, context.RequestAborted));

    /// <summary>A redirect.</summary>
    public static Reply Redirect(HttpStatusCode status, string location) => Of(status).With("Location", location);

    /// <summary>429 or 503 with Retry-After.</summary>
    public static Reply SlowDown(HttpStatusCode status, string? retryAfter) =>
        retryAfter is null ? Of(status, "slow down") : Of(status, "slow down").With("Retry-After", retryAfter);

    /// <summary>200 with a body that never ends.</summary>
    public static Reply Endless() => new(200, async context =>
    {
        var chunk = new byte[64 * 1024];
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
    });

    /// <summary>200, a byte now and no more until the client gives up.</summary>
    public static Reply Stalled() => new(200, async context =>
    {
        await context.Response.Body.WriteAsync(new byte[] { (byte)'<' }, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    });

    /// <summary>200 with a length that the body does not reach: the connection breaks off.</summary>
    public static Reply BrokenOff(string text) => new(200, async context =>
    {
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(text) + 1000;
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    /// <summary>200, packed: so many zero bytes, a thousandth of it on the wire.</summary>
    public static Reply Bomb(long bytes, string coding = "gzip") => Packed(coding, packing =>
    {
        var zeros = new byte[1024 * 1024];
        for (var left = bytes; left > 0; left -= zeros.Length)
            packing.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
    });

    /// <summary>200 with a text packed as <c>gzip</c>, <c>br</c> or <c>deflate</c>.</summary>
    public static Reply Packed(string coding, string text) => Packed(coding, packing => packing.Write(Encoding.UTF8.GetBytes(text)));

    private static Reply Packed(string coding, Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (Stream packing = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "gzip, br or deflate"),
        })
        {
            write(packing);
        }
        return Bytes(packed.ToArray(), "application/rss+xml").With("Content-Encoding", coding);
    }

    /// <summary>The same with a header more, as it is written.</summary>
    public Reply With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    /// <summary>The same, but only once the gate has opened.</summary>
    public Reply After(Task gate) => this with { Gate = gate };

    internal async Task WriteAsync(HttpContext context)
    {
        await Gate.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = Status;
        foreach (var header in Headers)
            context.Response.Headers.Append(header.Key, header.Value);
        await Body(context);
    }
}

/// <summary>Feeds as text.</summary>
public static class FeedText
{
    /// <summary>When the first item of a feed was published: today, or the bot would take many of them for a flood of old ones.</summary>
    public static DateTimeOffset Newest { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>RSS 2.0 with an item for each title, the first the newest, a minute apart.</summary>
    public static string Rss(params string[] titles)
    {
        var items = titles.Select((title, i) => $"""
            <item><title>{WebUtility.HtmlEncode(title)}</title><link>https://publisher.example/{Uri.EscapeDataString(title)}</link>
            <guid isPermaLink="false">{WebUtility.HtmlEncode(title)}</guid><pubDate>{Newest.AddMinutes(-i).ToString("r", CultureInfo.InvariantCulture)}</pubDate>
            <description>{WebUtility.HtmlEncode(title)}.</description></item>
            """);
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0"><channel><title>Publisher</title><link>https://publisher.example/</link><description>News</description>
            {string.Join('\n', items)}
            </channel></rss>
            """;
    }
}
