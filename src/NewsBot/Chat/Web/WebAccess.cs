using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace NewsBot.Chat.Web;

/// <summary>Who may see the pages that the bot serves, and from where they may be called.</summary>
public static class WebAccess
{
    /// <summary>Name of the cookie's authentication scheme and of the policy that asks for it.</summary>
    internal const string Policy = "web";

    /// <summary>Puts endpoints behind the password, if there is one, and behind the guard against other sites.</summary>
    public static TBuilder RequireWebAccess<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(Policy).GuardWebPage();

    /// <summary>Puts endpoints behind the guard against other sites alone.</summary>
    internal static TBuilder GuardWebPage<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter<TBuilder, WebGuard>();

    /// <summary>The first language that the browser asks for (RFC 9110 section 12.5.4), or null.</summary>
    internal static string? PreferredLanguage(this HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value)
            .FirstOrDefault(language => language != "*");
}

/// <summary>
/// Keeps other sites out, and tells the browser to be strict with what it gets. A site that the reader visits can make
/// the reader's browser call this page: posts must therefore come from the page itself, and a page without a password
/// answers to its own loopback names alone, or a name that resolves to 127.0.0.1 would reach it (DNS rebinding).
/// With a password a stranger's name reaches nothing, for the cookie belongs to the name under which people logged in.
/// </summary>
internal sealed class WebGuard(IOptions<WebOptions> options) : IEndpointFilter
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types newsbot";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (options.Value.Password.Length == 0 && !IsLoopbackName(http.Request.Host))
            return Refuse($"This page is not served under the name {http.Request.Host}. Without Web:Password it answers to localhost alone.");
        if (HttpMethods.IsPost(http.Request.Method) && !ComesFromThisPage(http.Request))
            return Refuse("Only the page itself may post here.");

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";

        // Not no-referrer: with that, browsers send "Origin: null" with the login form, and on a plain home network, where
        // they send no Fetch Metadata, the origin is all there is to go by.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return await next(context);
    }

    private static bool IsLoopbackName(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>By Fetch Metadata where the browser sends it (secure contexts), by Origin elsewhere. Only the authority of the
    /// origin is compared: a proxy that ends TLS changes the scheme.</summary>
    private static bool ComesFromThisPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin" or "none";
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && HostString.FromUriComponent(origin) is var from
            && string.Equals(from.Value, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static ContentHttpResult Refuse(string why) => TypedResults.Text(why, statusCode: StatusCodes.Status403Forbidden);
}
