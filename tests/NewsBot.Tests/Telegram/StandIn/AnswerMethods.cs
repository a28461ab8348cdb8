using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>The bot's answers to pressed buttons and inline queries.</summary>
internal sealed class AnswerMethods(World world)
{
    private const int MostCallbackText = 200;
    private const int MostResults = 50;
    private const int MostResultId = 64;

    /// <summary>A question is stale after these; the real server tells no number.</summary>
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(15);

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All() =>
    [
        ("answercallbackquery", AnswerCallback),
        ("answerinlinequery", AnswerInline),
    ];

    private JsonValue AnswerCallback(BotApiRequest request)
    {
        if ((request.Text("text") ?? "").EnumerateRunes().Count() > MostCallbackText)
            throw ApiError.BadRequest("MESSAGE_TOO_LONG");
        return Answer(request, "callback_query_id");
    }

    private JsonValue AnswerInline(BotApiRequest request)
    {
        if (request.Json("results") is not { ValueKind: JsonValueKind.Array } results)
            throw ApiError.BadRequest("expected an Array of inline query results");
        if (results.GetArrayLength() > MostResults)
            throw ApiError.BadRequest("too many inline query results specified");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in results.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw ApiError.BadRequest("inline query result must be an object");
            var result = request.Within(item);
            if (Encoding.UTF8.GetByteCount(result.Text("id") ?? "") is 0 or > MostResultId)
                throw ApiError.BadRequest("RESULT_ID_INVALID");
            if (!ids.Add(result.Text("id")!))
                throw ApiError.BadRequest("RESULT_ID_DUPLICATE");
            CheckContent(result);
        }

        return Answer(request, "inline_query_id");
    }

    private static void CheckContent(BotApiRequest result)
    {
        if (string.IsNullOrEmpty(result.Text("type")))
            throw ApiError.BadRequest("RESULT_TYPE_INVALID");
        Keyboard.Read(result);
        if (result.Json("input_message_content") is { ValueKind: JsonValueKind.Object } content)
        {
            if (result.Within(content).Text("message_text") is not null)
                MessageParts.Text(result.Within(content), "message_text");
        }
        else if (result.Text("type") == "article")
        {
            throw ApiError.BadRequest("MESSAGE_CONTENT_REQUIRED");
        }

        if (result.Text("type") == "article" && string.IsNullOrEmpty(result.Text("title")))
            throw ApiError.BadRequest("ARTICLE_TITLE_EMPTY");
        MessageParts.Caption(result);
    }

    private JsonValue Answer(BotApiRequest request, string parameter)
    {
        if (!world.Questions.TryGetValue(request.Text(parameter) ?? "", out var question) || world.Now - question.Asked > Answerable)
            throw ApiError.BadRequest("query is too old and response timeout expired or query ID is invalid");
        question.Answer = request.Record;
        return JsonValue.Create(true);
    }
}
