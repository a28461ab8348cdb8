using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>
/// The routes of Discord's REST API v10 that the bot uses (https://discord.com/developers/docs/reference). Whatever goes wrong
/// comes back as a <see cref="DiscordFault"/>; only cancellation is thrown.
/// </summary>
internal sealed partial class DiscordRest(
    HttpClient http, IOptions<DiscordOptions> options, RateLimits limits, InvalidRequests invalid, TimeProvider clock, ILogger<DiscordRest> log)
{
    private const int MostAnswerBytes = 4 * 1024 * 1024;
    private const int MostAttempts = 3;

    /// <summary>A tenth of what Discord bans for: time for the operator to look.</summary>
    private const int ManyInvalid = 1_000;

    /// <summary>Longer than an upload may take.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Uri _base = BaseOf(options.Value.ApiBaseUrl);

    /// <summary>Where to connect, and how often (https://discord.com/developers/docs/events/gateway#get-gateway-bot).</summary>
    public async Task<RestAnswer<GatewayInfo>> GetGatewayAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(Route.Of(HttpMethod.Get, "gateway/bot"), null, [], cancellationToken);
        if (!answer.IsGood)
            return new RestAnswer<GatewayInfo>(null, answer.Fault);
        var limit = answer.Value.Get("session_start_limit") ?? default;
        return Uri.TryCreate(answer.Value.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss"
            ? new RestAnswer<GatewayInfo>(
                new GatewayInfo(
                    url,
                    Math.Max(1, answer.Value.Number("shards") ?? 1),
                    Math.Max(1, limit.Number("total") ?? 1000),
                    limit.Number("remaining") ?? 1000,
                    TimeSpan.FromMilliseconds(limit.Number("reset_after") ?? 0),
                    Math.Max(1, limit.Number("max_concurrency") ?? 1)),
                null)
            : new RestAnswer<GatewayInfo>(null, new DiscordFault(FaultKind.Retry, "Discord names no gateway."));
    }

    /// <summary>The bot's own user: <c>id</c> and <c>username</c>.</summary>
    public Task<RestAnswer<JsonElement>> GetSelfAsync(CancellationToken cancellationToken) =>
        AskAsync(Route.Of(HttpMethod.Get, "users/@me"), null, [], cancellationToken);

    /// <summary>The bot's application: <c>id</c>.</summary>
    public Task<RestAnswer<JsonElement>> GetApplicationAsync(CancellationToken cancellationToken) =>
        AskAsync(Route.Of(HttpMethod.Get, "applications/@me"), null, [], cancellationToken);

    /// <summary>A channel or thread.</summary>
    public Task<RestAnswer<JsonElement>> GetChannelAsync(string channel, CancellationToken cancellationToken) =>
        AskAsync(Route.OfChannel(HttpMethod.Get, channel), null, [], cancellationToken);

    /// <summary>A server with its roles.</summary>
    public Task<RestAnswer<JsonElement>> GetGuildAsync(string guild, CancellationToken cancellationToken) =>
        AskAsync(Route.OfGuild(HttpMethod.Get, guild), null, [], cancellationToken);

    /// <summary>A member of a server with the numbers of their roles.</summary>
    public Task<RestAnswer<JsonElement>> GetMemberAsync(string guild, string user, CancellationToken cancellationToken) =>
        AskAsync(Route.OfGuild(HttpMethod.Get, guild, $"/members/{user}", "/members/*"), null, [], cancellationToken);

    /// <summary>The threads of a server that are open: <c>threads</c>.</summary>
    public Task<RestAnswer<JsonElement>> GetActiveThreadsAsync(string guild, CancellationToken cancellationToken) =>
        AskAsync(Route.OfGuild(HttpMethod.Get, guild, "/threads/active"), null, [], cancellationToken);

    /// <summary>Sends a message; its number, empty if the server tells none.</summary>
    public Task<RestAnswer<string>> CreateMessageAsync(
        string channel, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) =>
        NumberAsync(Route.OfChannel(HttpMethod.Post, channel, "/messages"), Json(message, DiscordJson.Readable.MessageBody), files, cancellationToken);

    /// <summary>Puts another message in its place.</summary>
    public Task<RestAnswer<string>> EditMessageAsync(
        string channel, string id, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) =>
        NumberAsync(
            Route.OfChannel(HttpMethod.Patch, channel, $"/messages/{id}", "/messages/*"), Json(message, DiscordJson.Readable.MessageBody), files,
            cancellationToken);

    /// <summary>A message that stands in a channel.</summary>
    public Task<RestAnswer<JsonElement>> GetMessageAsync(string channel, string id, CancellationToken cancellationToken) =>
        AskAsync(Route.OfChannel(HttpMethod.Get, channel, $"/messages/{id}", "/messages/*"), null, [], cancellationToken);

    /// <summary>Opens a post in a forum; the number of its thread, which is that of its first message too.</summary>
    public Task<RestAnswer<string>> CreatePostAsync(
        string forum, ForumPostBody post, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) =>
        NumberAsync(Route.OfChannel(HttpMethod.Post, forum, "/threads"), Json(post, DiscordJson.Readable.ForumPostBody), files, cancellationToken);

    /// <summary>Passes a message of an announcement channel on to its followers.</summary>
    public Task<RestAnswer<string>> CrosspostAsync(string channel, string id, CancellationToken cancellationToken) =>
        NumberAsync(Route.OfChannel(HttpMethod.Post, channel, $"/messages/{id}/crosspost", "/messages/*/crosspost"), null, [], cancellationToken);

    /// <summary>The channel of direct messages with somebody; its number.</summary>
    public Task<RestAnswer<string>> OpenDirectMessagesAsync(string user, CancellationToken cancellationToken) => NumberAsync(
        Route.Of(HttpMethod.Post, "users/@me/channels"), Json(new DirectMessagesBody(user), DiscordJson.Readable.DirectMessagesBody), [], cancellationToken);

    /// <summary>The first answer to an interaction. Waits for no limit: it is due within 3 seconds.</summary>
    public async Task<RestAnswer<bool>> RespondAsync(
        string interaction, string token, InteractionResponse response, CancellationToken cancellationToken)
    {
        var route = Route.OfInteraction(HttpMethod.Post, $"interactions/{interaction}/{token}/callback", interaction);
        var body = Json(response, DiscordJson.Readable.InteractionResponse);
        if (invalid.Stopped is { } stopped)
            return new RestAnswer<bool>(false, stopped);
        var answer = await SendAsync(route, body, [], cancellationToken);
        // Only what was disturbed on its way: a pause that Discord asks for would be longer than the answer may take.
        if (answer.Fault is { Kind: FaultKind.Retry, RetryAfter: null })
        {
            answer = await SendAsync(route, body, [], cancellationToken);
            // It was answered already: by the first attempt, whose own answer was lost.
            if (answer.Fault is { Code: 40060 })
                return new RestAnswer<bool>(true, null);
        }
        return new RestAnswer<bool>(answer.IsGood, answer.Fault);
    }

    /// <summary>Puts a message in the place of the first answer; its number.</summary>
    public Task<RestAnswer<string>> EditOriginalAsync(
        string application, string token, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) =>
        NumberAsync(
            Route.OfInteraction(HttpMethod.Patch, $"webhooks/{application}/{token}/messages/@original", token),
            Json(message, DiscordJson.Readable.MessageBody), files, cancellationToken);

    /// <summary>A further answer; its number.</summary>
    public Task<RestAnswer<string>> FollowUpAsync(
        string application, string token, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) =>
        NumberAsync(
            Route.OfInteraction(HttpMethod.Post, $"webhooks/{application}/{token}", token), Json(message, DiscordJson.Readable.MessageBody), files,
            cancellationToken);

    /// <summary>Takes the first answer away.</summary>
    public async Task<RestAnswer<bool>> DeleteOriginalAsync(string application, string token, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            Route.OfInteraction(HttpMethod.Delete, $"webhooks/{application}/{token}/messages/@original", token), null, [], cancellationToken);
        return new RestAnswer<bool>(answer.IsGood, answer.Fault);
    }

    /// <summary>A file that somebody attached. It lies elsewhere, where the token has no business.</summary>
    public async Task<RestAnswer<ReadOnlyMemory<byte>>> DownloadAsync(Uri address, int most, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? new RestAnswer<ReadOnlyMemory<byte>>(await ReadBytesAsync(response.Content, most, cancellationToken), null)
                : new RestAnswer<ReadOnlyMemory<byte>>(default, new DiscordFault(FaultKind.Refused, $"Discord has no such file: {(int)response.StatusCode}"));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or OperationCanceledException or NotSupportedException)
        {
            return new RestAnswer<ReadOnlyMemory<byte>>(default, new DiscordFault(FaultKind.Retry, $"The file could not be had: {Cause(exception)}"));
        }
    }

    /// <summary>Registers all commands of the bot, for everywhere, in place of those that were.</summary>
    public async Task<RestAnswer<bool>> RegisterCommandsAsync(
        string application, IReadOnlyList<SlashCommand> commands, CancellationToken cancellationToken)
    {
        var route = new Route(HttpMethod.Put, $"applications/{application}/commands", "PUT applications/*/commands");
        var answer = await AskAsync(route, Json(commands, DiscordJson.Readable.IReadOnlyListSlashCommand), [], cancellationToken);
        return new RestAnswer<bool>(answer.IsGood, answer.Fault);
    }

    /// <summary>The address below which the routes lie: Discord's own, or another with the version put to it where it lacks.</summary>
    internal static Uri BaseOf(string address)
    {
        if (address.Length == 0)
            return new Uri("https://discord.com/api/v10/");
        var trimmed = address.TrimEnd('/');
        var last = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        if (last.Length > 1 && last[0] == 'v' && last[1..].All(char.IsAsciiDigit))
            return new Uri(trimmed + "/");
        return new Uri(new Uri(trimmed).AbsolutePath == "/" ? trimmed + "/api/v10/" : trimmed + "/v10/");
    }

    private async Task<RestAnswer<string>> NumberAsync(
        Route route, byte[]? json, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(route, json, files, cancellationToken);
        return answer.IsGood ? new RestAnswer<string>(answer.Value.Text("id") ?? "", null) : new RestAnswer<string>(null, answer.Fault);
    }

    /// <summary>Asks when the limits let it, and again after the short pauses that Discord asks for.</summary>
    private async Task<RestAnswer<JsonElement>> AskAsync(
        Route route, byte[]? json, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (invalid.Stopped is { } stopped)
                return new RestAnswer<JsonElement>(default, stopped);
            RestAnswer<JsonElement> answer;
            using (var turn = await limits.EnterAsync(route, cancellationToken))
            {
                if (turn.Wait is { } wait)
                    return new RestAnswer<JsonElement>(default, new DiscordFault(FaultKind.Retry, "Discord's limit of requests is reached.") { RetryAfter = wait });
                answer = await SendAsync(route, json, files, cancellationToken);
            }
            if (attempt == MostAttempts || answer.Fault is not { Kind: FaultKind.Retry, RetryAfter: { } pause } || pause > LongestPause)
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), clock, cancellationToken);
        }
    }

    private async Task<RestAnswer<JsonElement>> SendAsync(
        Route route, byte[]? json, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(route.Method, new Uri(_base, route.Path)) { Content = ContentOf(json, files) };
        if (!route.IsInteraction)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bot", options.Value.Token);
        // The client's own timeout ends with the headers.
        using var timeout = new CancellationTokenSource(RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            limits.Learn(route, response.Headers);
            var body = await ReadAsync(response.Content, either.Token);
            return response.IsSuccessStatusCode ? new RestAnswer<JsonElement>(Parse(body), null) : Refused(route, response, body);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The addresses of interactions hold their tokens: the exception's own text may not be shown.
            return new RestAnswer<JsonElement>(default, new DiscordFault(FaultKind.Retry, $"Discord could not be asked: {Cause(exception)}"));
        }
    }

    private RestAnswer<JsonElement> Refused(Route route, HttpResponseMessage response, string body)
    {
        var fault = DiscordFaults.Of(response.StatusCode, body, route);
        var scope = response.Headers.TryGetValues("X-RateLimit-Scope", out var scopes) ? scopes.FirstOrDefault() : null;
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests && scope != "shared")
        {
            if (invalid.Count() == ManyInvalid)
                Log.ManyInvalid(log, ManyInvalid, fault.Reason);
        }
        if (fault.Kind == FaultKind.Token)
        {
            Log.WrongToken(log, fault.Reason);
            invalid.Stop(fault, TokenPause);
        }
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
            return new RestAnswer<JsonElement>(default, fault);

        // A 429 without Discord's own body comes from the proxy before it, which has banned the machine.
        var isBan = fault.RetryAfter is null && fault.Code == 0 && scope is null;
        var wait = fault.RetryAfter ?? response.Headers.RetryAfter?.Delta ?? (isBan ? TokenPause : ShortPause);
        if (isBan)
            invalid.Stop(fault, wait);
        else
            limits.Pause(route, wait, isGlobal: scope == "global" || IsGlobal(body));
        return new RestAnswer<JsonElement>(default, fault.Kind == FaultKind.Retry ? fault with { RetryAfter = wait } : fault);
    }

    private static bool IsGlobal(string body) => Parse(body).Is("global");

    private static string Cause(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } fault => $"{fault.HttpRequestError}",
        OperationCanceledException => "no answer in time",
        _ => exception.GetType().Name,
    };

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>Files go beside the JSON (https://discord.com/developers/docs/reference#uploading-files).</summary>
    private static HttpContent? ContentOf(byte[]? json, IReadOnlyList<UploadFile> files)
    {
        if (json is null)
            return null;
        var payload = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (files.Count == 0)
            return payload;
        var form = new MultipartFormDataContent { { payload, "payload_json" } };
        foreach (var (place, file) in files.Index())
        {
            var part = new ReadOnlyMemoryContent(file.Content);
            part.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.MediaType, out var type) ? type : new("application/octet-stream");
            form.Add(part, $"files[{place}]", file.Name);
        }
        return form;
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await ReadBytesAsync(content, MostAnswerBytes, cancellationToken)).Span);

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (all.Length + read > most)
                throw new IOException("the answer is too long");
            all.Write(buffer, 0, read);
        }
        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    /// <summary>Nothing, where a server answers with nothing or with something else than JSON.</summary>
    private static JsonElement Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "Discord refused {Count} requests in ten minutes; at 10,000 it bans this machine. The last one: {Reason}")]
        public static partial void ManyInvalid(ILogger logger, int count, string reason);

        [LoggerMessage(1, LogLevel.Error, "Discord does not know this token: set Discord:Token to that of the developer portal. {Reason}")]
        public static partial void WrongToken(ILogger logger, string reason);
    }
}

/// <summary>Where the gateway is, and how it may be entered.</summary>
/// <param name="Url">A <c>ws</c> or <c>wss</c> address.</param>
/// <param name="Shards">How many connections Discord recommends.</param>
/// <param name="Total">How many sessions may be started in a day.</param>
/// <param name="Remaining">How many may still be started now.</param>
/// <param name="ResetAfter">When there are more again.</param>
/// <param name="MaxConcurrency">How many may be started in 5 seconds.</param>
internal sealed record GatewayInfo(Uri Url, int Shards, int Total, int Remaining, TimeSpan ResetAfter, int MaxConcurrency);
