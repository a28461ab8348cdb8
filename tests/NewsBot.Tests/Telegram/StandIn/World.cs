using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>All that the server knows. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class World(BotApiOptions options)
{
    /// <summary>Held by every call and every script while it works.</summary>
    public Lock Gate { get; } = new();

    public BotApiOptions Options { get; } = options;

    public Person Bot { get; } = new(
        long.Parse(options.Token.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture), "News", Username: options.BotUsername, IsBot: true);

    public Dictionary<long, Person> People { get; } = [];

    public Dictionary<long, ChatState> Chats { get; } = [];

    public MediaTable Media { get; } = new(options.JudgePictures);

    public RateLimits Rates { get; } = new(options.Rates, options.Time);

    public UpdateQueue Updates { get; } = new(options.Time);

    /// <summary>Questions that the bot has still to answer, and its answers, by the id of the question.</summary>
    public Dictionary<string, Question> Questions { get; } = [];

    public DateTimeOffset Now => Options.Time.GetUtcNow();

    private long _lastId = 4_000_000_000;

    /// <summary>An id for a question or an album.</summary>
    public string NextId() => (++_lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The chat that a call names, whatever may be done there. Throws 400.</summary>
    public ChatState Find(BotApiRequest request, string parameter = "chat_id")
    {
        var named = request.Text(parameter);
        if (string.IsNullOrEmpty(named))
            throw ApiError.BadRequest("chat_id is empty");
        var chat = named.StartsWith('@')
            ? Chats.Values.FirstOrDefault(chat => chat.Type != "private" && string.Equals(chat.Username, named[1..], StringComparison.OrdinalIgnoreCase))
            : request.Integer(parameter) is { } id ? Chats.GetValueOrDefault(id) : null;
        return chat is null or { Fate: ChatFate.NotFound } ? throw ApiError.BadRequest("chat not found") : chat;
    }

    /// <summary>The chat that a call names, where the bot is and may read. Throws 400 or 403.</summary>
    public ChatState Enter(BotApiRequest request)
    {
        var chat = Find(request);
        if (chat.MigratedTo is { } supergroup)
        {
            throw new ApiError(
                400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = supergroup });
        }

        var kind = chat.Type == "private" ? "private" : chat.Type + " chat";
        return chat.Fate switch
        {
            ChatFate.Kicked => throw ApiError.Forbidden($"bot was kicked from the {kind}"),
            ChatFate.NotMember => throw ApiError.Forbidden($"bot is not a member of the {kind}"),
            ChatFate.Deleted => throw ApiError.Forbidden("the group chat was deleted"),
            _ when chat.Type == "channel" && !chat.Administrators.Contains(Bot.Id) => throw ApiError.Forbidden($"bot is not a member of the {kind}"),
            _ => chat,
        };
    }

    /// <summary>The chat that a call names, where the bot may write. Throws 400 or 403.</summary>
    public ChatState EnterToWrite(BotApiRequest request, string what = "text messages")
    {
        var chat = Enter(request);
        return chat.Fate switch
        {
            ChatFate.Blocked => throw ApiError.Forbidden("bot was blocked by the user"),
            ChatFate.Deactivated => throw ApiError.Forbidden("user is deactivated"),
            ChatFate.NotStarted => throw ApiError.Forbidden("bot can't initiate conversation with a user"),
            ChatFate.NoRights when chat.Type == "channel" => throw ApiError.BadRequest("need administrator rights in the channel chat"),
            ChatFate.NoRights => throw ApiError.BadRequest($"not enough rights to send {what} to the chat"),
            _ => chat,
        };
    }
}

/// <summary>A pressed button or an inline query, which the bot is to answer.</summary>
public sealed class Question
{
    internal Question(string id, DateTimeOffset asked)
    {
        Id = id;
        Asked = asked;
    }

    /// <summary>The <c>callback_query_id</c> or <c>inline_query_id</c>.</summary>
    public string Id { get; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset Asked { get; }

    /// <summary>The parameters of the bot's answer; null until it came.</summary>
    public RecordedRequest? Answer { get; internal set; }
}
