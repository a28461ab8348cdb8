using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace NewsBot.Fetching.Newsroom;

/// <summary>Serves the newsroom to browsers: feed, front page, stories and pictures.</summary>
public static class NewsroomEndpoints
{
    /// <summary>Maps everything below <see cref="DemoNewsroom.Root"/>.</summary>
    public static IEndpointConventionBuilder MapNewsroom(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(DemoNewsroom.Root + "{**rest}", (HttpContext context, DemoNewsroom newsroom, TimeProvider clock) =>
        {
            var request = context.Request;
            var address = $"{request.Scheme}://{request.Host.ToUriComponent()}{request.Path.ToUriComponent()}";
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || newsroom.At(clock.GetUtcNow(), url) is not { } answer)
                return Results.NotFound();

            var headers = context.Response.Headers;
            headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"max-age={DemoNewsroom.FreshFor.TotalSeconds}");
            headers.XContentTypeOptions = "nosniff";
            // A picture opened on its own is a document: it gets no scripts and no network.
            headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";
            return Results.Bytes(answer.Bytes, answer.ContentType, entityTag: EntityTagHeaderValue.Parse(new StringSegment(answer.ETag)));
        });
}
