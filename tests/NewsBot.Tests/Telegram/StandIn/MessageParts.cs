using System.Text.Json;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>What sends and edits have in common: reading texts, replies and topics, with the refusals of each.</summary>
internal static class MessageParts
{
    private const int MostText = 4096;
    private const int MostCaption = 1024;

    /// <summary>The text of a message: 1 to 4096 characters after entities are parsed.</summary>
    public static FormattedText Text(BotApiRequest request, string name = "text")
    {
        var text = Formatted(request, name, "entities");
        if (text.Text.Length == 0)
            throw ApiError.BadRequest("message text is empty");
        return text.CodePoints > MostText ? throw ApiError.BadRequest("message is too long") : text;
    }

    /// <summary>The caption of a picture: up to 1024 characters after entities are parsed.</summary>
    public static FormattedText Caption(BotApiRequest request)
    {
        var caption = Formatted(request, "caption", "caption_entities");
        return caption.CodePoints > MostCaption ? throw ApiError.BadRequest("message caption is too long") : caption;
    }

    /// <summary>The topic that a call names, when something may be sent into it; null for none.</summary>
    public static int? Thread(BotApiRequest request, ChatState chat)
    {
        if (request.Integer("message_thread_id") is not { } id || id == 0)
            return null;
        // General is topic 1, but the server knows it only when it is left out.
        if (!chat.IsForum || id == 1 || !chat.Topics.TryGetValue((int)id, out _))
            throw ApiError.BadRequest("message thread not found");
        return (int)id;
    }

    /// <summary>Refuses a topic that is closed.</summary>
    public static int? Open(int? thread, ChatState chat) =>
        thread is { } id && chat.Topics.TryGetValue(id, out var topic) && topic.IsClosed ? throw ApiError.BadRequest("TOPIC_CLOSED") : thread;

    /// <summary>The message that is replied to, or null.</summary>
    public static StoredMessage? Reply(BotApiRequest request, ChatState chat, int? thread)
    {
        var parameters = request.Json("reply_parameters") is { ValueKind: JsonValueKind.Object } given ? request.Within(given) : null;
        var id = parameters is null ? request.Integer("reply_to_message_id") : parameters.Integer("message_id");
        if (id is null)
            return parameters is null ? null : throw ApiError.BadRequest("message identifier is not specified");
        var replied = chat.Messages.Find(message => message.Id == id);
        if (replied is not null && (thread is null || replied.Thread == thread))
            return replied;
        return (parameters ?? request).Flag("allow_sending_without_reply") ? null : throw ApiError.BadRequest("message to be replied not found");
    }

    /// <summary>The options of the link preview in one spelling, or null.</summary>
    public static string? LinkPreview(BotApiRequest request)
    {
        if (request.Json("link_preview_options") is { } options)
        {
            return options.ValueKind == JsonValueKind.Object
                ? JsonSerializer.Serialize(options)
                : throw ApiError.BadRequest("object expected as link preview options");
        }

        return request.Flag("disable_web_page_preview") ? """{"is_disabled":true}""" : null;
    }

    private static FormattedText Formatted(BotApiRequest request, string name, string entities)
    {
        var text = request.Text(name) ?? "";
        var formatted = request.Text("parse_mode")?.ToUpperInvariant() switch
        {
            "HTML" => HtmlMarkup.Parse(text),
            null or "" or "NONE" => new FormattedText(text.Replace("\r", "", StringComparison.Ordinal), [.. Entities(request, entities)]),
            _ => throw ApiError.BadRequest("unsupported parse_mode (the stand-in knows HTML)"),
        };
        return formatted.Settle();
    }

    private static IEnumerable<TextEntity> Entities(BotApiRequest request, string name)
    {
        if (request.Json(name) is not { ValueKind: JsonValueKind.Array } array)
            yield break;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw ApiError.BadRequest("can't parse MessageEntity: object expected");
            var entity = request.Within(item);
            if (entity.Text("type") is not { Length: > 0 } type || entity.Integer("offset") is not { } offset || entity.Integer("length") is not { } length)
                throw ApiError.BadRequest("can't parse MessageEntity: type, offset and length are required");
            yield return new TextEntity(type, (int)offset, (int)length, entity.Text("url") ?? entity.Text("language") ?? entity.Text("custom_emoji_id") ?? entity.Text("unix_time"));
        }
    }
}
