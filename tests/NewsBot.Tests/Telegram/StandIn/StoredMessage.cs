using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A message as it stands in a chat at one moment. An edit makes a new one with the same id.</summary>
public sealed record StoredMessage
{
    /// <summary>The <c>message_id</c>, rising in each chat.</summary>
    public required int Id { get; init; }

    /// <summary>The chat it stands in.</summary>
    public required ChatState Chat { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Who wrote it; null in a channel.</summary>
    public Person? From { get; init; }

    /// <summary>The chat that speaks: a channel, or the group for an anonymous administrator.</summary>
    public ChatState? SenderChat { get; init; }

    /// <summary>Whether the bot of this server sent it.</summary>
    public bool IsByBot { get; init; }

    /// <summary>The topic it stands in; null for General and for chats without topics.</summary>
    public int? Thread { get; init; }

    /// <summary>The text or the caption; empty where there is none.</summary>
    public FormattedText Content { get; init; } = FormattedText.Empty;

    /// <summary>The photo, video, document …, or null for a text.</summary>
    public MediaFile? Media { get; init; }

    /// <summary>The buttons under it, or null.</summary>
    public Keyboard? Keyboard { get; init; }

    /// <summary>The message it replies to, or null.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Whether it came without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What the messages of one album have in common; null outside of one.</summary>
    public string? MediaGroup { get; init; }

    /// <summary>The <c>link_preview_options</c> as JSON, or null.</summary>
    public string? LinkPreview { get; init; }

    /// <summary>The <c>rich_message</c> as it was sent, as JSON, or null.</summary>
    public string? Rich { get; init; }

    /// <summary>Whether the caption stands above the picture.</summary>
    public bool IsCaptionAbove { get; init; }

    /// <summary>When it was last edited, or null.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    /// <summary>The text of a message without media, else null.</summary>
    public string? Text => Media is null && Rich is null ? Content.Text : null;

    /// <summary>The caption of a message with media, else null.</summary>
    public string? Caption => Media is null ? null : Content.Text;

    /// <summary>The entities of the text or caption.</summary>
    public IReadOnlyList<TextEntity> Entities => Content.Entities;

    /// <summary>The <c>Message</c> of the Bot API.</summary>
    /// <param name="withReply">Whether the message it replies to is told as well; the server goes one step deep.</param>
    internal JsonObject ToJson(bool withReply = true)
    {
        var json = new JsonObject { ["message_id"] = Id };
        if (From is not null)
            json["from"] = From.ToJson();
        if (SenderChat is not null)
            json["sender_chat"] = SenderChat.ToJson();
        json["chat"] = Chat.ToJson();
        json["date"] = Date.ToUnixTimeSeconds();
        if (Edited is { } edited)
            json["edit_date"] = edited.ToUnixTimeSeconds();
        if (Thread is { } thread)
        {
            json["message_thread_id"] = thread;
            json["is_topic_message"] = true;
        }

        if (MediaGroup is not null)
            json["media_group_id"] = MediaGroup;
        if (withReply && Chat.Messages.Find(message => message.Id == ReplyTo) is { } replied)
            json["reply_to_message"] = replied.ToJson(withReply: false);
        WriteContent(json);
        if (Keyboard is not null)
            json["reply_markup"] = JsonNode.Parse(Keyboard.Json);
        return json;
    }

    private void WriteContent(JsonObject json)
    {
        if (Rich is not null)
        {
            json["rich_message"] = RichMarkup.Shown(Rich);
            return;
        }

        if (Media is not null)
        {
            Media.Write(json);
            if (IsCaptionAbove)
                json["show_caption_above_media"] = true;
        }

        if (Content.Text.Length > 0)
        {
            json[Media is null ? "text" : "caption"] = Content.Text;
            if (Content.EntitiesJson() is { } entities)
                json[Media is null ? "entities" : "caption_entities"] = entities;
        }

        if (LinkPreview is not null)
            json["link_preview_options"] = JsonNode.Parse(LinkPreview);
    }
}
