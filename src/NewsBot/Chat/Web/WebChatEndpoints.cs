using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NewsBot.Core.Commands;

namespace NewsBot.Chat.Web;

/// <summary>The addresses under which the chat page and what it calls are served.</summary>
public static class WebChatEndpoints
{
    /// <summary>Bytes of a posted message.</summary>
    internal const int MaxRequestBytes = 32 * 1024;

    /// <summary>UTF-16 units of what somebody says at once.</summary>
    internal const int MaxTextLength = 4_000;

    /// <summary>Maps <c>/</c>, its files, <c>/chat/*</c> and the login.</summary>
    public static IEndpointRouteBuilder MapWebChat(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapWebLogin();

        // The files hold nothing private, and the login page needs their looks.
        endpoints.MapGet("/page/{name}", PageFiles.Serve).GuardWebPage();

        var chat = endpoints.MapGroup("").RequireWebAccess();
        chat.MapGet("/", () => PageFiles.Serve("index.html"));
        chat.MapGet("/chat/commands", Commands);
        chat.MapGet("/chat/events", EventsAsync);
        chat.MapPost("/chat/messages", PostAsync).WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes));
        return endpoints;
    }

    /// <summary>The command table, for the palette that opens on a slash.</summary>
    private static Ok<IReadOnlyList<CommandHint>> Commands() =>
        TypedResults.Ok<IReadOnlyList<CommandHint>>(
            [.. CommandTable.All.Select(spec =>
                new CommandHint(spec.Name, spec.Usage, spec.Arguments.Any(argument => argument.IsRequired), spec.Typed.Any(), spec.English, spec.Chinese))]);

    private static async Task<IResult> EventsAsync(
        HttpContext http,
        WebPlatform platform,
        WebEvents events,
        IHostApplicationLifetime lifetime,
        string? language,
        long? after,
        CancellationToken cancellationToken)
    {
        if (platform.Pages.TryOpen() is not { } page)
        {
            http.Response.Headers.RetryAfter = "30";
            return TypedResults.Text("Too many pages are open. Close one and try again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        http.Response.RegisterForDispose(page);
        http.Response.RegisterForDispose(lifetime.ApplicationStopping.Register(page.End));

        // Proxies that gather an answer before passing it on would hold every event back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await platform.WelcomeAsync(Tag(language) ?? http.PreferredLanguage(), cancellationToken);
        return TypedResults.ServerSentEvents(events.ReadAsync(page, LastEventId(http) ?? after ?? 0, cancellationToken));
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, WebPlatform platform, SaidMessage said, CancellationToken cancellationToken)
    {
        if (said.Text?.Trim() is not { Length: > 0 } text)
            return TypedResults.BadRequest(new WebFault("There is nothing to send."));
        if (text.Length > MaxTextLength)
            return TypedResults.BadRequest(new WebFault($"A message has at most {MaxTextLength} characters."));

        var key = "said:" + (said.Id is { Length: >= 8 and <= 64 } id && IsPlain(id) ? id : Guid.NewGuid().ToString("N"));
        if (await platform.HearAsync(text, Tag(said.Language) ?? http.PreferredLanguage(), key, cancellationToken))
            return TypedResults.Accepted((string?)null);

        http.Response.Headers.RetryAfter = "5";
        return TypedResults.Json(
            new WebFault("The bot is busy with earlier messages. Try again in a moment."),
            WebChatJson.Default.WebFault,
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The number after which a browser takes up a broken stream; anything else counts as none.</summary>
    private static long? LastEventId(HttpContext http) =>
        long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string? Tag(string? language) => language is { Length: >= 2 and <= 35 } && IsPlain(language) ? language : null;

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

/// <summary>What the page posts.</summary>
/// <param name="Text">What the person typed.</param>
/// <param name="Language">The browser's language, a BCP 47 tag.</param>
/// <param name="Id">The page's own number of the message: posting it again does not say it again.</param>
internal sealed record SaidMessage(string? Text, string? Language, string? Id);

/// <summary>A command as the palette shows it.</summary>
internal sealed record CommandHint(string Name, string Usage, bool NeedsWords, bool TakesWords, string En, string Zh);

/// <summary>Why something posted was not taken, for people.</summary>
internal sealed record WebFault(string Error);

/// <summary>JSON between the page and the bot.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SaidMessage))]
[JsonSerializable(typeof(IReadOnlyList<CommandHint>))]
[JsonSerializable(typeof(WebFault))]
internal sealed partial class WebChatJson : JsonSerializerContext;
