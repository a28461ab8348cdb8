using System.Net;
using System.Net.Http.Headers;

namespace NewsBot.Fetching.Newsroom;

/// <summary>
/// Answers the fetcher's requests to the newsroom within the process, headers and all, so that the address guard needs no
/// exception for loopback.
/// </summary>
internal sealed class NewsroomHandler(DemoNewsroom newsroom, TimeProvider clock) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.RequestUri is { } url && DemoNewsroom.Owns(url)
            ? Task.FromResult(Answer(request, newsroom.At(clock.GetUtcNow(), url)))
            : base.SendAsync(request, cancellationToken);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, NewsroomAnswer? answer)
    {
        if (answer is null)
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };

        var isKnown = request.Headers.IfNoneMatch.Any(tag => tag.Tag == answer.ETag);
        var response = new HttpResponseMessage(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK) { RequestMessage = request };
        response.Headers.Date = clock.GetUtcNow();
        response.Headers.ETag = EntityTagHeaderValue.Parse(answer.ETag);
        response.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = DemoNewsroom.FreshFor };
        if (!isKnown)
        {
            response.Content = new ByteArrayContent(answer.Bytes);
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        }
        return response;
    }
}
