using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace NewsBot.Chat.Web;

/// <summary>The login: a form, a comparison, a cookie.</summary>
internal static class WebLogin
{
    /// <summary>The path of the form.</summary>
    public const string Path = "/login";

    /// <summary>Maps the form and what it posts to.</summary>
    public static void MapWebLogin(this IEndpointRouteBuilder endpoints)
    {
        var login = endpoints.MapGroup(Path).GuardWebPage();
        login.MapGet("", (HttpContext http, string? to) => Page(http, to, LoginNote.None));

        // The guard has made sure that the form is ours, which is what an antiforgery token would show.
        login.MapPost("", PostAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(8 * 1024));
    }

    private static async Task<IResult> PostAsync(
        HttpContext http,
        [FromForm] string? password,
        [FromForm] string? to,
        IOptions<WebOptions> options,
        LoginAttempts attempts)
    {
        if (!attempts.TryOne(http.Connection.RemoteIpAddress, out var wait))
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Page(http, to, LoginNote.TooMany);
        }

        if (!Matches(password ?? "", options.Value.Password))
            return Page(http, to, LoginNote.Wrong);

        var reader = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "reader")], WebAccess.Policy));
        await http.SignInAsync(WebAccess.Policy, reader, new AuthenticationProperties { IsPersistent = true });
        return TypedResults.Redirect(Target(to));
    }

    /// <summary>Compares in a time that tells neither the length nor where they differ.</summary>
    private static bool Matches(string given, string password) =>
        password.Length > 0 && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    private static ContentHttpResult Page(HttpContext http, string? to, LoginNote note)
    {
        var isChinese = http.PreferredLanguage()?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
        var status = note switch
        {
            LoginNote.Wrong => StatusCodes.Status401Unauthorized,
            LoginNote.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status200OK,
        };
        return TypedResults.Content(LoginPage.Write(isChinese, note, Target(to)), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>Back to where people came from: one of our own pages, never an address that somebody slipped in.</summary>
    private static string Target(string? to) => to == "/status" ? to : "/";
}
